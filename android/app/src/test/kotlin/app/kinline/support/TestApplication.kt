package app.kinline.support

import app.kinline.KinlineApplication
import app.kinline.debug.DebugApplication
import app.kinline.ffi.Config
import app.kinline.ffi.LogLevel
import app.kinline.ffi.LogLine
import app.kinline.ffi.LogSink
import app.kinline.ffi.Trust
import app.kinline.ffi.startLogging
import app.kinline.platform.Hardware
import java.util.concurrent.ConcurrentLinkedQueue

/** The app as it is, at the mock server, with software where a phone has hardware. */
class TestApplication : KinlineApplication() {
    lateinit var soft: SoftHardware
        private set

    /** What the core logged. */
    val log = ConcurrentLinkedQueue<LogLine>()

    override fun onCreate() {
        FakeKeyStore.install()
        super.onCreate()
    }

    override fun config(): Config = super.config().copy(server = Server.base, trust = Trust.Certificate(Server.certificate), timeZone = "Europe/London", models = MODELS?.path)

    /** The mock server's own certificate is trusted, and no other. */
    override fun trust() = Unit

    override fun log() =
        startLogging(
            LogLevel.DEBUG,
            object : LogSink {
                override fun onLine(line: LogLine) {
                    log += line
                }
            },
        )

    override fun hardware(): Hardware = SoftHardware().also { soft = it }

    override fun onTerminate() {
        phone.shutdown()
        soft.close()
        super.onTerminate()
    }
}

/** The debug build, with software where a phone has hardware. */
class DebugTestApplication : DebugApplication() {
    override fun onCreate() {
        FakeKeyStore.install()
        super.onCreate()
    }

    override fun trust() = Unit

    override fun hardware(): Hardware = SoftHardware()

    override fun onTerminate() {
        phone.shutdown()
        super.onTerminate()
    }
}
