package app.kinline.platform.reminders

import android.app.Notification
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import app.kinline.KinlineApplication
import app.kinline.R
import app.kinline.ffi.Action
import app.kinline.platform.Channels
import java.util.TimeZone

/** An alarm fires: shows its reminder. On a locked screen without its text. */
class ReminderReceiver : BroadcastReceiver() {
    override fun onReceive(
        context: Context,
        intent: Intent,
    ) {
        val flags = PendingIntent.FLAG_IMMUTABLE or PendingIntent.FLAG_UPDATE_CURRENT
        val tap = PendingIntent.getActivity(context, 0, ReminderIntent.opens(context, intent), flags)
        val shown =
            Notification
                .Builder(context, Channels.reminders(context))
                .setSmallIcon(R.drawable.ic_notification)
                .setColor(context.getColor(R.color.brand))
                .setContentTitle(ReminderIntent.title(intent))
                .setContentText(ReminderIntent.text(intent))
                .setStyle(Notification.BigTextStyle().bigText(ReminderIntent.text(intent)))
                .setCategory(Notification.CATEGORY_REMINDER)
                .setVisibility(Notification.VISIBILITY_PRIVATE)
                .setContentIntent(tap)
                .setAutoCancel(true)
                .build()
        val id = ReminderIntent.id(intent)
        context.getSystemService(NotificationManager::class.java).notify(id, 0, shown)
        val kinline = context.applicationContext as KinlineApplication
        kinline.reminders.shown(id)
        if (kinline.phone.isRunning) kinline.phone.send(Action.RemindersShown(kinline.reminders.takeShown()))
    }
}

/** The phone was switched on, the app updated, the clock moved, or exact alarms allowed: the alarms are set again. */
class BootReceiver : BroadcastReceiver() {
    override fun onReceive(
        context: Context,
        intent: Intent,
    ) {
        (context.applicationContext as KinlineApplication).reminders.restore()
    }
}

/** The phone is in another time zone: calls are told, and reminded of, by its clock. Starts the core for that. */
class TimeZoneReceiver : BroadcastReceiver() {
    override fun onReceive(
        context: Context,
        intent: Intent,
    ) {
        val phone = (context.applicationContext as KinlineApplication).phone
        phone.start()
        phone.send(Action.TimeZoneChanged(TimeZone.getDefault().id))
        if (!phone.isSeen) phone.pause()
    }
}
