package app.kinline.platform

import android.content.Context
import java.io.File
import java.io.FileNotFoundException

/** The nets that find faces: an asset of the package, and a file for the core. */
object Models {
    private const val NAME = "faces.bin"

    /** Their folder; nothing, in a package without them. */
    fun folder(context: Context): File? {
        val installed = context.packageManager.getPackageInfo(context.packageName, 0).lastUpdateTime
        val all = context.noBackupFilesDir.resolve("models")
        val folder = all.resolve(installed.toString())
        if (folder.resolve(NAME).isFile) return folder
        return try {
            context.assets.open(NAME).use { nets ->
                // Those of an older package go.
                all.deleteRecursively()
                val half = all.resolve("half").apply { mkdirs() }
                half.resolve(NAME).outputStream().use(nets::copyTo)
                folder.takeIf(half::renameTo)
            }
        } catch (_: FileNotFoundException) {
            null
        }
    }
}
