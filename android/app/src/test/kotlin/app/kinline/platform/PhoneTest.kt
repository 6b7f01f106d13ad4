package app.kinline.platform

import android.content.Intent
import android.graphics.Bitmap
import android.graphics.Color
import android.net.ConnectivityManager
import android.net.Uri
import android.view.WindowManager.LayoutParams
import app.kinline.MainActivity
import app.kinline.Shown
import app.kinline.ffi.Action
import app.kinline.ffi.CameraView
import app.kinline.ffi.Facing
import app.kinline.ffi.Language
import app.kinline.ffi.Permission
import app.kinline.ffi.PhotoKind
import app.kinline.ffi.Screen
import app.kinline.ffi.ScreenName
import app.kinline.ffi.View
import app.kinline.support.TestApplication
import app.kinline.ui.Samples
import kotlinx.coroutines.flow.MutableStateFlow
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowLooper
import java.io.FileNotFoundException

/** Network, window, permissions, sharing. */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestApplication::class)
class PhoneTest {
    private val app get() = RuntimeEnvironment.getApplication() as TestApplication

    @Test
    fun `the core hears when the network comes and goes`() {
        val heard = mutableListOf<Action>()
        val watch = NetworkWatch(app, heard::add)
        watch.start()
        val manager = app.getSystemService(ConnectivityManager::class.java)
        val network = manager.activeNetwork!!
        val callbacks = shadowOf(manager).networkCallbacks
        assertTrue(watch in callbacks)
        watch.onAvailable(network)
        watch.onLost(network)
        assertEquals(listOf(true, false), heard.takeLast(2).map { (it as Action.NetworkChanged).online })
        watch.stop()
        assertFalse(watch in shadowOf(manager).networkCallbacks)
    }

    @Test
    fun `no picture is taken of a screen with faces or documents, and a call stays lit`() {
        val shown = MutableStateFlow<Shown?>(null)
        val activity = Robolectric.buildActivity(androidx.activity.ComponentActivity::class.java).setup().get()
        activity.secureWhileInCall(shown)

        fun flags(
            view: View,
            name: ScreenName = ScreenName.HOME,
        ): Int {
            shown.value = Shown.Of(Screen(name, Language.ENGLISH, "", false, emptyList(), view))
            ShadowLooper.idleMainLooper()
            return activity.window.attributes.flags
        }
        assertEquals(0, flags(View.Parts) and (LayoutParams.FLAG_SECURE or LayoutParams.FLAG_KEEP_SCREEN_ON))
        val camera = flags(View.Camera(CameraView(PhotoKind.PORTRAIT, Facing.FRONT, emptyList())))
        assertTrue(camera and LayoutParams.FLAG_SECURE != 0)
        val call = flags(View.Call(Samples.call))
        assertTrue(call and LayoutParams.FLAG_SECURE != 0)
        assertTrue(call and LayoutParams.FLAG_KEEP_SCREEN_ON != 0)
        assertEquals(0, flags(View.Parts) and LayoutParams.FLAG_SECURE)
        assertTrue(flags(View.Parts, ScreenName.REHEARSAL) and LayoutParams.FLAG_SECURE != 0)
    }

    @Test
    fun `a permission that was refused is told apart from one that was not asked for`() {
        val book = PermissionBook(app)
        assertEquals(Permission.NOT_ASKED, book.known().camera)
        book.asked(listOf(android.Manifest.permission.CAMERA))
        assertEquals(Permission.DENIED, book.known().camera)
        shadowOf(app).grantPermissions(android.Manifest.permission.CAMERA)
        assertEquals(Permission.GRANTED, book.known().camera)
    }

    @Test
    fun `a shared file is read by its address, and nothing else is`() {
        SharedFiles.share(app, "visit.ics", "text/calendar", "BEGIN".toByteArray())
        val chooser = shadowOf(app).nextStartedActivity
        val send = chooser.getParcelableExtra(Intent.EXTRA_INTENT, Intent::class.java)!!
        val uri = send.getParcelableExtra(Intent.EXTRA_STREAM, Uri::class.java)!!
        assertTrue(send.flags and Intent.FLAG_GRANT_READ_URI_PERMISSION != 0)
        val provider = Robolectric.buildContentProvider(SharedFiles::class.java).create("app.kinline.files").get()
        assertEquals("text/calendar", provider.getType(uri))
        val read =
            android.os.ParcelFileDescriptor
                .AutoCloseInputStream(provider.openFile(uri, "r"))
                .use { it.readBytes() }
        assertArrayEquals("BEGIN".toByteArray(), read)
        app.cacheDir.resolve("other").writeText("not shared")
        val other = uri.buildUpon().encodedPath("/..%2Fother").build()
        assertEquals("../other", other.lastPathSegment)
        assertThrows(FileNotFoundException::class.java) { provider.openFile(other, "r") }
    }

    @Test
    fun `links of ours open the app`() {
        val link = Intent(Intent.ACTION_VIEW, Uri.parse("kinline://invitation/abc"))
        val found = app.packageManager.queryIntentActivities(link, 0).map { it.activityInfo.name }
        assertEquals(listOf(MainActivity::class.java.name), found)
    }

    @Test
    fun `the core looks at colours as they are`() {
        val look = lookOf(Bitmap.createBitmap(intArrayOf(Color.RED, Color.rgb(1, 2, 3)), 2, 1, Bitmap.Config.ARGB_8888))
        val rgb = ByteArray(look.rgb.remaining()).also(look.rgb::get)
        assertEquals(2 to 1, look.width to look.height)
        assertArrayEquals(byteArrayOf(-1, 0, 0, 1, 2, 3), rgb)
    }
}
