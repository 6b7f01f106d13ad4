package app.kinline.platform

import android.content.Context

/** Lets the core ask Android which certificates are to be trusted: `bindings/src/android.rs`. */
object SystemTrust {
    fun of(context: Context) {
        System.loadLibrary("kinline_ffi")
        initialise(context.applicationContext)
    }

    @JvmStatic
    private external fun initialise(context: Context)
}
