package app.kinline.platform

import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import android.os.Handler
import android.os.Looper
import app.kinline.KinlineApplication
import app.kinline.ffi.Action

/**
 * Twice a day the core asks what is new, also where nobody opens the app: an answer of the prison, or that it has calls now.
 * What there is to tell becomes a reminder. There is no push, so no other company learns that somebody has calls.
 */
class News : JobService() {
    private val handler = Handler(Looper.getMainLooper())

    override fun onStartJob(job: JobParameters): Boolean {
        val phone = (application as KinlineApplication).phone
        // Who uses the app hears of it anyway.
        if (phone.isSeen) return false
        phone.start()
        phone.send(Action.Refresh)
        handler.postDelayed({ end(job) }, LISTENS_MS)
        return true
    }

    override fun onStopJob(job: JobParameters): Boolean {
        rest()
        return true
    }

    private fun end(job: JobParameters) {
        rest()
        jobFinished(job, false)
    }

    private fun rest() {
        handler.removeCallbacksAndMessages(null)
        val phone = (application as KinlineApplication).phone
        if (!phone.isSeen) phone.pause()
    }

    companion object {
        private const val JOB = 1
        private const val EVERY_MS = 12 * 3_600_000L
        private const val LISTENS_MS = 20_000L

        /** From now on, also after the phone was switched off. */
        fun ask(context: Context) {
            val scheduler = context.getSystemService(JobScheduler::class.java)
            if (scheduler.getPendingJob(JOB) != null) return
            val job =
                JobInfo
                    .Builder(JOB, ComponentName(context, News::class.java))
                    .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
                    .setPeriodic(EVERY_MS)
                    .setPersisted(true)
                    .build()
            scheduler.schedule(job)
        }
    }
}
