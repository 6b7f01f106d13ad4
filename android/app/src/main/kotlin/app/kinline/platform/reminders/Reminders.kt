package app.kinline.platform.reminders

import android.app.AlarmManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.os.Build
import app.kinline.ffi.Reminder
import app.kinline.platform.secrets.Seal
import kotlinx.coroutines.flow.MutableStateFlow
import java.io.File
import java.io.IOException
import java.security.GeneralSecurityException

/**
 * The core's plan of reminders as alarms of the system. The plan is kept, sealed, so that it is scheduled again after the
 * phone was switched off.
 */
class Reminders(
    private val context: Context,
    private val now: () -> Long = System::currentTimeMillis,
) {
    private val alarms = context.getSystemService(AlarmManager::class.java)
    private val seal = Seal("kinline.reminders", whenUnlocked = false)
    private val file: File = context.noBackupFilesDir.resolve(NAME)

    /** Whether there is anything to be reminded of. */
    val planned = MutableStateFlow(false)

    private val shown: File = context.noBackupFilesDir.resolve("reminders.shown")

    /** Takes the place of the plan before. */
    @Synchronized
    fun replace(reminders: List<Reminder>) {
        cancel(kept())
        val plan = reminders.map { Planned(it.id, it.at.toEpochMilli(), it.title, it.text) }
        keep(plan)
        schedule(plan)
        planned.value = plan.isNotEmpty()
    }

    /** Schedules what was kept: alarms do not survive the phone being switched off. What was due meanwhile is not shown. */
    @Synchronized
    fun restore() = schedule(kept().filter { it.at > now() })

    /** One was shown: remembered until the core was told. */
    @Synchronized
    fun shown(id: String) = shown.appendText("$id\n")

    /** Which were shown since the core was last told. */
    @Synchronized
    fun takeShown(): List<String> {
        val ids = if (shown.exists()) shown.readLines() else emptyList()
        shown.delete()
        return ids
    }

    private fun schedule(plan: List<Planned>) {
        plan.forEach {
            val fires = pending(it, PendingIntent.FLAG_UPDATE_CURRENT) ?: return@forEach
            if (exact()) {
                alarms.setExactAndAllowWhileIdle(AlarmManager.RTC_WAKEUP, it.at, fires)
            } else {
                alarms.setAndAllowWhileIdle(AlarmManager.RTC_WAKEUP, it.at, fires)
            }
        }
    }

    private fun cancel(plan: List<Planned>) {
        plan.mapNotNull { pending(it, PendingIntent.FLAG_NO_CREATE) }.forEach(alarms::cancel)
    }

    private fun exact() = Build.VERSION.SDK_INT < Build.VERSION_CODES.S || alarms.canScheduleExactAlarms()

    private fun pending(
        reminder: Planned,
        flag: Int,
    ): PendingIntent? {
        val intent = ReminderIntent.fires(context, reminder)
        return PendingIntent.getBroadcast(context, 0, intent, flag or PendingIntent.FLAG_IMMUTABLE)
    }

    private fun kept(): List<Planned> =
        try {
            if (file.exists()) Planned.read(seal.open(file.readBytes(), NAME)) else emptyList()
        } catch (_: GeneralSecurityException) {
            // The key is gone with the phone's lock: the core plans anew at its next start.
            emptyList()
        }

    private fun keep(plan: List<Planned>) {
        val whole = file.resolveSibling("$NAME.new")
        whole.writeBytes(seal.close(Planned.write(plan), NAME))
        if (!whole.renameTo(file)) throw IOException("the plan could not be moved")
    }

    private companion object {
        const val NAME = "reminders"
    }
}
