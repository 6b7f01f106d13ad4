package app.kinline.support

import app.kinline.KinlineApplication
import app.kinline.ffi.Config
import app.kinline.ffi.Trust
import app.kinline.platform.Hardware

/** The app as it is, at the mock server, with software where a phone has hardware. */
class TestApplication : KinlineApplication() {
    lateinit var soft: SoftHardware
        private set

    override fun onCreate() {
        FakeKeyStore.install()
        super.onCreate()
    }

    override fun config(): Config =
        super.config().run {
            Config(Server.base, Trust.Certificate(Server.certificate), dataDir, language, "Europe/London")
        }

    /** The mock server's own certificate is trusted, and no other. */
    override fun trust() = Unit

    override fun hardware(): Hardware = SoftHardware().also { soft = it }

    override fun onTerminate() {
        phone.shutdown()
        soft.close()
        super.onTerminate()
    }
}
