package app.kinline.platform

import android.app.NotificationChannel
import android.app.NotificationManager
import android.content.Context
import app.kinline.KinlineApplication
import app.kinline.Shown
import app.kinline.ffi.PlatformWords
import app.kinline.ffi.platformWords

/** The kinds of notifications, named in the language of the app. */
object Channels {
    /** What is reminded of: makes a sound. */
    fun reminders(context: Context): String = make(context, "reminders", NotificationManager.IMPORTANCE_HIGH) { it.remindersChannel }

    /** A call that goes on: silent. */
    fun calls(context: Context): String = make(context, "calls", NotificationManager.IMPORTANCE_LOW) { it.callsChannel }

    /** The words in the language of the screen that is shown. */
    fun words(context: Context): PlatformWords {
        val phone = (context.applicationContext as KinlineApplication).phone
        return platformWords((phone.shown.value as? Shown.Of)?.screen?.language ?: phone.language)
    }

    /** Making it again renames it, where the language changed. */
    private fun make(
        context: Context,
        id: String,
        importance: Int,
        name: (PlatformWords) -> String,
    ): String {
        val channel = NotificationChannel(id, name(words(context)), importance)
        context.getSystemService(NotificationManager::class.java).createNotificationChannel(channel)
        return id
    }
}
