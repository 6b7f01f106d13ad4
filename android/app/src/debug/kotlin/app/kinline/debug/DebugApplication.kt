package app.kinline.debug

import android.content.Context
import app.kinline.KinlineApplication
import app.kinline.ffi.Config
import app.kinline.ffi.ServerLink
import app.kinline.ffi.Trust
import app.kinline.ffi.readServerLink

/** The app at a development server: the one whose link was opened last, known by its certificate's fingerprint. */
open class DebugApplication : KinlineApplication() {
    private val kept get() = getSharedPreferences("server", Context.MODE_PRIVATE)

    /** From now on at that server; what was kept of another stays with that. Nothing, if the text is no server's link. */
    fun goTo(text: String): Boolean {
        if (readServerLink(text) == null) return false
        kept.edit().putString(LINK, text).apply()
        phone.shutdown()
        phone.start()
        return true
    }

    override fun config(): Config {
        val config = super.config()
        val link = kept.getString(LINK, null)?.let(::readServerLink) ?: return config
        return config.copy(server = link.server, trust = Trust.Fingerprint(link.sha256), dataDir = "${config.dataDir}-${folder(link)}")
    }

    private fun folder(link: ServerLink) = link.sha256.take(SHORT)

    private companion object {
        const val LINK = "link"
        const val SHORT = 16
    }
}
