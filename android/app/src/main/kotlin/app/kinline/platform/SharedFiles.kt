package app.kinline.platform

import android.content.ClipData
import android.content.ContentProvider
import android.content.ContentValues
import android.content.Context
import android.content.Intent
import android.database.Cursor
import android.database.MatrixCursor
import android.net.Uri
import android.os.ParcelFileDescriptor
import android.provider.OpenableColumns
import java.io.File
import java.io.FileNotFoundException

/** Files that the person shares, readable by the one app that they choose. */
class SharedFiles : ContentProvider() {
    override fun onCreate() = true

    override fun getType(uri: Uri): String? = uri.getQueryParameter(TYPE)

    override fun openFile(
        uri: Uri,
        mode: String,
    ): ParcelFileDescriptor {
        val file = file(uri) ?: throw FileNotFoundException()
        return ParcelFileDescriptor.open(file, ParcelFileDescriptor.MODE_READ_ONLY)
    }

    override fun query(
        uri: Uri,
        projection: Array<out String>?,
        selection: String?,
        selectionArgs: Array<out String>?,
        sortOrder: String?,
    ): Cursor {
        val columns = arrayOf(OpenableColumns.DISPLAY_NAME, OpenableColumns.SIZE)
        return MatrixCursor(columns, 1).apply { file(uri)?.let { addRow(arrayOf<Any>(it.name, it.length())) } }
    }

    override fun insert(
        uri: Uri,
        values: ContentValues?,
    ): Uri? = null

    override fun update(
        uri: Uri,
        values: ContentValues?,
        selection: String?,
        selectionArgs: Array<out String>?,
    ) = 0

    override fun delete(
        uri: Uri,
        selection: String?,
        selectionArgs: Array<out String>?,
    ) = 0

    /** Only a plain name within the folder. */
    private fun file(uri: Uri): File? {
        val folder = folder(context ?: return null)
        return folder.resolve(uri.lastPathSegment.orEmpty()).takeIf { it.parentFile == folder && it.isFile }
    }

    companion object {
        private const val TYPE = "type"

        /** Shows the share sheet with a file. */
        fun share(
            context: Context,
            name: String,
            mediaType: String,
            bytes: ByteArray,
        ) {
            val file = folder(context).apply { mkdirs() }.resolve(File(name).name)
            file.writeBytes(bytes)
            val uri =
                Uri
                    .Builder()
                    .scheme("content")
                    .authority("${context.packageName}.files")
                    .appendPath(file.name)
                    .appendQueryParameter(TYPE, mediaType)
                    .build()
            val send =
                Intent(Intent.ACTION_SEND)
                    .setType(mediaType)
                    .putExtra(Intent.EXTRA_STREAM, uri)
                    .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
            send.clipData = ClipData.newRawUri(null, uri)
            context.startActivity(Intent.createChooser(send, null).addFlags(Intent.FLAG_ACTIVITY_NEW_TASK))
        }

        /** Shows the share sheet with a text. */
        fun share(
            context: Context,
            title: String,
            text: String,
        ) {
            val send =
                Intent(Intent.ACTION_SEND)
                    .setType("text/plain")
                    .putExtra(Intent.EXTRA_SUBJECT, title)
                    .putExtra(Intent.EXTRA_TEXT, text)
            context.startActivity(Intent.createChooser(send, title).addFlags(Intent.FLAG_ACTIVITY_NEW_TASK))
        }

        private fun folder(context: Context) = context.cacheDir.resolve("shared")
    }
}
