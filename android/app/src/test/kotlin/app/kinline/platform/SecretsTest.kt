package app.kinline.platform

import android.security.keystore.KeyProperties
import app.kinline.ffi.PlatformException
import app.kinline.platform.secrets.KeystoreSecrets
import app.kinline.support.FakeKeyStore
import app.kinline.support.TestApplication
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(application = TestApplication::class)
class SecretsTest {
    private val app get() = RuntimeEnvironment.getApplication()
    private val secrets by lazy { KeystoreSecrets(app) }
    private val secret = "a secret of the core".toByteArray()

    private fun file(name: String) = app.noBackupFilesDir.resolve("secrets/$name")

    @Test
    fun `a secret comes back, and is replaced`() {
        assertNull(secrets.get("key"))
        secrets.set("key", byteArrayOf(1))
        secrets.set("key", secret)
        assertArrayEquals(secret, KeystoreSecrets(app).get("key"))
    }

    @Test
    fun `its key is one that only this unlocked phone can use`() {
        secrets.set("key", secret)
        val spec = FakeKeyStore.specs.getValue("kinline.secrets")
        assertTrue(spec.isUnlockedDeviceRequired)
        assertTrue(spec.isStrongBoxBacked)
        assertEquals(256, spec.keySize)
        assertArrayEquals(arrayOf(KeyProperties.BLOCK_MODE_GCM), spec.blockModes)
        assertFalse(String(secret) in String(file("key").readBytes(), Charsets.ISO_8859_1))
    }

    @Test
    fun `a secret that was changed or renamed is an error that says nothing of it`() {
        secrets.set("key", secret)
        file("key").copyTo(file("other"))
        assertThrows(PlatformException.Failed::class.java) { secrets.get("other") }
        file("key").writeBytes(file("key").readBytes().also { it[it.size - 1] = (it.last() + 1).toByte() })
        val failure = assertThrows(PlatformException.Failed::class.java) { secrets.get("key") }
        assertEquals("AEADBadTagException", failure.reason)
    }

    @Test
    fun `a key that is gone is an error too`() {
        secrets.set("key", secret)
        FakeKeyStore.keys.clear()
        assertThrows(PlatformException.Failed::class.java) { secrets.get("key") }
    }
}
