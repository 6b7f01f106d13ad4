package app.kinline.platform.reminders

import android.content.Context
import android.content.Intent
import android.net.Uri
import app.kinline.MainActivity

/** How a reminder travels: to its alarm, and from its notification to the app. */
object ReminderIntent {
    private const val TITLE = "title"
    private const val TEXT = "text"

    /** What the alarm sends. The id is its address, so that the same reminder is the same alarm. */
    fun fires(
        context: Context,
        reminder: Planned,
    ): Intent =
        Intent(context, ReminderReceiver::class.java)
            .setData(Uri.fromParts("reminder", reminder.id, null))
            .putExtra(TITLE, reminder.title)
            .putExtra(TEXT, reminder.text)

    /** What a tap opens. */
    fun opens(
        context: Context,
        fired: Intent,
    ): Intent = Intent(context, MainActivity::class.java).setData(fired.data)

    fun id(fired: Intent): String = fired.data?.schemeSpecificPart.orEmpty()

    fun title(fired: Intent): String = fired.getStringExtra(TITLE).orEmpty()

    fun text(fired: Intent): String = fired.getStringExtra(TEXT).orEmpty()
}
