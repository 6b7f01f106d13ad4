package app.kinline

import android.app.Application
import app.kinline.ffi.Action
import app.kinline.ffi.Config
import app.kinline.ffi.Language
import app.kinline.ffi.PlatformEffect
import app.kinline.ffi.Trust
import app.kinline.platform.CoreLog
import app.kinline.platform.Hardware
import app.kinline.platform.Models
import app.kinline.platform.NetworkWatch
import app.kinline.platform.News
import app.kinline.platform.PermissionBook
import app.kinline.platform.SharedFiles
import app.kinline.platform.SystemTrust
import app.kinline.platform.call.CallService
import app.kinline.platform.phone.PhoneHardware
import app.kinline.platform.phoneSettings
import app.kinline.platform.reminders.Reminders
import app.kinline.platform.secrets.KeystoreSecrets
import java.util.Locale
import java.util.TimeZone

/** The process: holds the core, the hardware, and carries out what the core asks of the platform. */
open class KinlineApplication : Application() {
    /** The core. */
    lateinit var phone: Phone
        private set

    /** Cameras, codecs and sound. */
    lateinit var hardware: Hardware
        private set

    /** What the system shows at its time. */
    lateinit var reminders: Reminders
        private set

    override fun onCreate() {
        super.onCreate()
        trust()
        hardware = hardware()
        reminders = Reminders(this)
        log()
        phone = Phone(::config, KeystoreSecrets(this), ::carryOut, ::tell)
        NetworkWatch(this, phone::send).start()
        News.ask(this)
    }

    /** Where the server is. */
    protected open fun config(): Config =
        Config(
            server = getString(R.string.server),
            trust = Trust.Platform,
            dataDir = noBackupFilesDir.resolve("core").path,
            language = if (Locale.getDefault().language == "cy") Language.WELSH else Language.ENGLISH,
            timeZone = TimeZone.getDefault().id,
            models = Models.folder(this)?.path,
        )

    /** Whom to believe to be the server: what this phone's system trusts. */
    protected open fun trust() = SystemTrust.of(this)

    /** Where the core's log goes. */
    protected open fun log() = CoreLog.start(this)

    /** The hardware of this phone. */
    protected open fun hardware(): Hardware = PhoneHardware(this)

    /** What the core is told at every start. */
    private fun tell(send: (Action) -> Unit) {
        send(Action.RemindersShown(reminders.takeShown()))
        send(Action.PermissionsKnown(PermissionBook(this).known()))
    }

    /** Called on threads of the core. */
    private fun carryOut(effect: PlatformEffect) {
        when (effect) {
            is PlatformEffect.SetReminders -> reminders.replace(effect.v1)
            is PlatformEffect.ShareFile -> SharedFiles.share(this, effect.name, effect.mediaType, effect.bytes)
            is PlatformEffect.ShareText -> SharedFiles.share(this, effect.title, effect.text)
            is PlatformEffect.OpenPhoneSettings -> startActivity(phoneSettings(this))
            is PlatformEffect.CallActive -> CallService.run(this, effect.v1)
        }
    }
}
