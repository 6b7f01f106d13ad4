package app.kinline.platform.secrets

import android.content.Context
import app.kinline.ffi.PlatformException
import app.kinline.ffi.SecureStore
import java.io.File
import java.io.IOException
import java.security.GeneralSecurityException

/** The core's secrets: files sealed by a key that the Android key store never gives out. */
class KeystoreSecrets(
    context: Context,
    private val seal: Seal = Seal("kinline.secrets", whenUnlocked = true),
) : SecureStore {
    private val folder = context.noBackupFilesDir.resolve("secrets")

    override fun get(name: String): ByteArray? = careful { file(name).takeIf(File::exists)?.let { seal.open(it.readBytes(), name) } }

    override fun set(
        name: String,
        secret: ByteArray,
    ) = careful {
        folder.mkdirs()
        // Written beside and moved: a secret is whole, whenever the phone is switched off.
        val whole = folder.resolve("$name.new")
        whole.writeBytes(seal.close(secret, name))
        if (!whole.renameTo(file(name))) throw IOException("a secret could not be moved")
    }

    private fun file(name: String): File {
        require(name.all { it.isLetterOrDigit() || it in "-_." }) { "no file can be called so" }
        return folder.resolve(name)
    }

    private fun <T> careful(work: () -> T): T =
        try {
            work()
        } catch (failure: GeneralSecurityException) {
            throw PlatformException.Failed(failure.javaClass.simpleName)
        } catch (failure: IOException) {
            throw PlatformException.Failed(failure.javaClass.simpleName)
        }
}
