package app.kinline.platform.call

import android.Manifest
import android.app.Notification
import android.app.PendingIntent
import android.app.Service
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.content.pm.ServiceInfo
import android.os.Build
import android.os.IBinder
import app.kinline.KinlineApplication
import app.kinline.MainActivity
import app.kinline.R
import app.kinline.platform.Channels

/** Keeps a call going while the app is not seen: camera, microphone and the process stay. */
class CallService : Service() {
    private var media: CallMediaLoop? = null

    override fun onBind(intent: Intent?): IBinder? = null

    override fun onStartCommand(
        intent: Intent?,
        flags: Int,
        startId: Int,
    ): Int {
        startForeground(NOTIFICATION, notification(), types())
        media?.seen() ?: begin()
        // A call that was cut off by the system is taken up by the person, not by itself.
        return START_NOT_STICKY
    }

    private fun begin() {
        val kinline = application as KinlineApplication
        media = CallMediaLoop(this, kinline.hardware, kinline.phone::media, kinline.phone::send).also(CallMediaLoop::start)
    }

    override fun onDestroy() {
        media?.stop()
        media = null
        stopForeground(STOP_FOREGROUND_REMOVE)
        super.onDestroy()
    }

    private fun notification(): Notification {
        val back = Intent(this, MainActivity::class.java)
        val tap = PendingIntent.getActivity(this, 0, back, PendingIntent.FLAG_IMMUTABLE)
        return Notification
            .Builder(this, Channels.calls(this))
            .setSmallIcon(R.drawable.ic_notification)
            .setColor(getColor(R.color.brand))
            .setContentTitle(Channels.words(this).callRunning)
            .setCategory(Notification.CATEGORY_CALL)
            .setContentIntent(tap)
            .setOngoing(true)
            .build()
    }

    /** Only what was permitted: Android refuses a type without its permission. */
    private fun types(): Int {
        val newer = Build.VERSION.SDK_INT >= Build.VERSION_CODES.R
        val camera = ServiceInfo.FOREGROUND_SERVICE_TYPE_CAMERA.takeIf { newer && granted(Manifest.permission.CAMERA) } ?: 0
        val microphone = ServiceInfo.FOREGROUND_SERVICE_TYPE_MICROPHONE.takeIf { newer && granted(Manifest.permission.RECORD_AUDIO) } ?: 0
        return ServiceInfo.FOREGROUND_SERVICE_TYPE_PHONE_CALL or camera or microphone
    }

    private fun granted(permission: String) = checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED

    companion object {
        private const val NOTIFICATION = 1

        /** Begins with a call, ends with it; said again when the call is seen again. */
        fun run(
            context: Context,
            active: Boolean,
        ) {
            val service = Intent(context, CallService::class.java)
            if (active) context.startForegroundService(service) else context.stopService(service)
        }
    }
}
