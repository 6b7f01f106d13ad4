package app.kinline.platform

import android.content.Context
import android.content.pm.ApplicationInfo
import android.util.Log
import app.kinline.ffi.LogLevel
import app.kinline.ffi.LogLine
import app.kinline.ffi.LogSink
import app.kinline.ffi.startLogging

/** The core's log in Android's: `adb logcat -s Kinline`. Nothing personal is in it; a release says only what is wrong. */
object CoreLog : LogSink {
    fun start(context: Context) {
        val debug = context.applicationInfo.flags and ApplicationInfo.FLAG_DEBUGGABLE != 0
        startLogging(if (debug) LogLevel.DEBUG else LogLevel.WARN, this)
    }

    override fun onLine(line: LogLine) {
        Log.println(priority(line.level), "Kinline", "${line.part}: ${line.text}")
    }

    private fun priority(level: LogLevel): Int =
        when (level) {
            LogLevel.ERROR -> Log.ERROR
            LogLevel.WARN -> Log.WARN
            LogLevel.INFO -> Log.INFO
            LogLevel.DEBUG -> Log.DEBUG
        }
}
