package app.kinline.ui

import android.Manifest
import android.content.pm.PackageManager
import android.provider.Settings
import androidx.activity.ComponentActivity
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isSelected
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.performSemanticsAction
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.performTouchInput
import androidx.compose.ui.unit.dp
import app.kinline.ffi.Action
import app.kinline.ffi.CameraView
import app.kinline.ffi.Cover
import app.kinline.ffi.Facing
import app.kinline.ffi.FieldValue
import app.kinline.ffi.Part
import app.kinline.ffi.PhotoKind
import app.kinline.ffi.Screen
import app.kinline.ffi.ScreenName
import app.kinline.ffi.View
import app.kinline.ffi.platformWords
import app.kinline.platform.LocalHardware
import app.kinline.support.Gallery
import app.kinline.support.Glass
import app.kinline.support.SoftHardware
import app.kinline.support.TestApplication
import app.kinline.ui.theme.KinlineTheme
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/** Every part, as a screen reader, a finger, and somebody with large letters meets it. */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestApplication::class, qualifiers = "w411dp-h4000dp-420dpi")
class ScreensTest {
    @get:Rule val rule = createAndroidComposeRule<ComponentActivity>()

    private val sent = mutableListOf<Action>()
    private val hardware = SoftHardware()
    private val glass by lazy { Glass(rule) }

    private fun show(screen: Screen) {
        rule.setContent {
            CompositionLocalProvider(LocalHardware provides hardware) {
                KinlineTheme { ScreenView(screen, platformWords(screen.language), sent::add) }
            }
        }
        rule.waitForIdle()
    }

    private fun nodes() = glass.nodes()

    private fun said(node: SemanticsNode) = glass.said(node)

    private fun all(what: String) {
        checkNodes()
        Gallery.keep(rule.activity, "parts/$what")
    }

    private fun checkNodes() {
        assertTrue("there are things to tap", glass.tappable().size >= 4)
        assertEquals(emptyList<String>(), glass.wrongs())
    }

    @Test
    fun `every part, in the light`() {
        show(Samples.parts)
        all("light")
    }

    @Test
    @Config(qualifiers = "+night")
    fun `every part, in the dark`() {
        show(Samples.parts)
        all("dark")
    }

    @Test
    @Config(qualifiers = "w360dp-h8000dp-xhdpi", fontScale = 2f)
    fun `every part, in letters twice as large`() {
        show(Samples.parts)
        all("letters-200")
    }

    @Test
    @Config(qualifiers = "w1280dp-h3000dp-land-mdpi")
    fun `every part, on a tablet`() {
        show(Samples.parts)
        all("tablet")
    }

    @Test
    @Config(qualifiers = "w411dp-h891dp-420dpi", fontScale = 2f)
    fun `a call, in letters twice as large`() {
        show(Samples.calling)
        checkNodes()
        Gallery.keep(rule.activity, "call/letters-200")
    }

    @Test
    @Config(qualifiers = "w891dp-h411dp-land-420dpi")
    fun `a call, held across`() {
        show(Samples.calling)
        checkNodes()
        Gallery.keep(rule.activity, "call/landscape")
    }

    @Test
    @Config(qualifiers = "w1280dp-h800dp-land-night-mdpi")
    fun `a call, on a tablet in the dark`() {
        show(Samples.calling)
        checkNodes()
        Gallery.keep(rule.activity, "call/tablet-dark")
    }

    @Test
    fun `headings, roles and live regions are what the core means`() {
        show(Samples.parts)
        val headings = nodes().filter { SemanticsProperties.Heading in it.config }.map(::said)
        for (heading in listOf(Samples.parts.title, "A heading", "A list", "Your face")) {
            assertTrue("$heading is among $headings", headings.any { heading in it })
        }

        fun live(words: String) = nodes().first { words in said(it) && SemanticsProperties.LiveRegion in it.config }.config[SemanticsProperties.LiveRegion]
        assertEquals(LiveRegionMode.Assertive, live("There is a problem"))
        assertEquals(LiveRegionMode.Polite, live("With us"))

        fun role(words: String) = nodes().first { words in said(it) && SemanticsProperties.Role in it.config }.config[SemanticsProperties.Role]
        assertEquals(Role.Checkbox, role("Ifan"))
        assertEquals(Role.Button, role("Leads"))
        assertEquals(Role.Image, role("plain room"))
    }

    @Test
    fun `one of many is looked up in a list, and sent with the form`() {
        show(Samples.many)
        val list = rule.onNode(hasText("Establishment")).fetchSemanticsNode()
        assertEquals(Role.DropdownList, list.config[SemanticsProperties.Role])
        assertEquals("Choose one", list.config[SemanticsProperties.Error])
        assertTrue("what is chosen is said with it", "Place 2" in said(list))
        assertTrue("the list is closed", rule.onAllNodes(hasText("Place 13")).fetchSemanticsNodes().isEmpty())
        rule.onNode(hasText("Establishment")).performSemanticsAction(SemanticsActions.OnClick)
        rule.waitForIdle()
        assertTrue(rule.onNode(hasText("Place 2") and isSelected()).fetchSemanticsNode().config[SemanticsProperties.Selected])
        checkNodes()
        rule.onNode(hasText("Place 13")).performSemanticsAction(SemanticsActions.OnClick)
        rule.waitForIdle()
        rule.onNode(hasText("Go on")).performSemanticsAction(SemanticsActions.OnClick)
        assertEquals(listOf(FieldValue("where", "e13")), (sent.last() as Action.Submit).values)
    }

    @Test
    fun `what is wrong with a field is said with it`() {
        show(Samples.parts)
        val field = rule.onNode(hasSetTextAction() and hasText("Field email")).fetchSemanticsNode()
        assertEquals("This is not an email address", field.config[SemanticsProperties.Error])
    }

    @Test
    fun `a form is sent with all that stands on the screen`() {
        show(Samples.parts)
        rule.onNode(hasSetTextAction() and hasText("Field email")).performTextInput("mair@example.org")
        rule.onNode(hasSetTextAction() and hasText(platformWords(Samples.parts.language).year)).performTextInput("1984")
        rule.onNode(hasText("Go on")).performSemanticsAction(SemanticsActions.OnClick)
        val values = (sent.last() as Action.Submit).values
        assertTrue(FieldValue("email", "mair@example.org") in values)
        assertTrue(FieldValue("born", "1984--") in values)
        assertTrue(FieldValue("which", "a") in values)
    }

    @Test
    fun `what was typed outlives the activity`() {
        show(Samples.parts)
        rule.onNode(hasSetTextAction() and hasText("Field email")).performTextInput("mair@")
        rule.activityRule.scenario.moveToState(androidx.lifecycle.Lifecycle.State.CREATED)
        val kept = sent.filterIsInstance<Action.KeepDraft>().last()
        assertTrue(FieldValue("email", "mair@") in kept.values)
    }

    @Test
    fun `one's own picture is moved by a button`() {
        show(Samples.calling)
        val words = platformWords(Samples.calling.language)

        fun place() = rule.onNode(hasContentDescription(words.ownPicture)).fetchSemanticsNode().boundsInRoot
        val before = place()
        rule.onNode(hasContentDescription(words.moveOwnPicture)).performSemanticsAction(SemanticsActions.OnClick)
        rule.waitForIdle()
        assertTrue(place().left < before.left)
    }

    @Test
    fun `one's own picture is dragged to another corner`() {
        show(Samples.calling)
        val own = rule.onNode(hasContentDescription(platformWords(Samples.calling.language).ownPicture))

        fun place() = own.fetchSemanticsNode().boundsInRoot
        val before = place()
        own.performTouchInput {
            down(center)
            repeat(10) { moveBy(Offset(-30f, -30f)) }
            up()
        }
        rule.waitForIdle()
        assertTrue(place().left < before.left && place().top < before.top)
    }

    @Test
    fun `how the line is, and why a call stands still, is said by itself`() {
        show(Samples.calling.copy(view = View.Call(Samples.call.copy(cover = Cover("Paused", "Staff look into it")))))

        fun live(words: String) = nodes().first { words in said(it) && SemanticsProperties.LiveRegion in it.config }.config[SemanticsProperties.LiveRegion]
        assertEquals(LiveRegionMode.Polite, live("Weak line"))
        assertEquals(LiveRegionMode.Assertive, live("Staff look into it"))
    }

    @Test
    fun `the loudspeaker's button says what a tap does`() {
        show(Samples.calling)
        val words = platformWords(Samples.calling.language)
        rule.onNode(hasText(words.loudspeakerOff)).performSemanticsAction(SemanticsActions.OnClick)
        rule.waitForIdle()
        assertFalse(hardware.sound.loud)
        rule.onNode(hasText(words.loudspeakerOn)).performSemanticsAction(SemanticsActions.OnClick)
        rule.waitForIdle()
        assertTrue(hardware.sound.loud)
    }

    @Test
    fun `a permission is asked for where it is needed, and in the phone's settings once it was refused for good`() {
        show(Samples.parts.copy(name = ScreenName.CAMERA, parts = emptyList(), view = View.Camera(CameraView(PhotoKind.PORTRAIT, Facing.FRONT, emptyList()))))
        val words = platformWords(Samples.parts.language)
        rule.onNode(hasText(words.cameraForPhoto)).assertExists()
        rule.onNode(hasText(words.allow)).performSemanticsAction(SemanticsActions.OnClick)
        rule.waitForIdle()
        val asked = shadowOf(rule.activity).lastRequestedPermission
        assertEquals(listOf(Manifest.permission.CAMERA), asked.requestedPermissions.toList())
        rule.runOnUiThread {
            @Suppress("DEPRECATION") // As the system answers.
            rule.activity.onRequestPermissionsResult(asked.requestCode, asked.requestedPermissions, intArrayOf(PackageManager.PERMISSION_DENIED))
        }
        rule.waitForIdle()
        rule.onNode(hasText(words.openSettings)).performSemanticsAction(SemanticsActions.OnClick)
        rule.waitForIdle()
        assertEquals(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, shadowOf(rule.activity).nextStartedActivity.action)
    }

    @Test
    fun `one's own photo is seen in its own shape`() {
        show(Samples.parts)
        val place = rule.onNode(hasContentDescription(Samples.ownPhoto.description)).fetchSemanticsNode().boundsInWindow
        val drawn = Gallery.keep(rule.activity, "parts/own-photo")
        val colours = (place.top.toInt() until place.bottom.toInt()).map { drawn.getPixel(place.center.x.toInt(), it) }.toSet()
        assertTrue("${colours.size} colours from its top to its end", colours.size > GRADIENT)
        assertEquals(3f / 4f, place.width / place.height, 0.01f)
        assertTrue("$place leaves room", place.height <= rule.density.run { 321.dp.toPx() })
    }

    @Test
    fun `a photo that cannot be decoded draws nothing`() {
        show(Samples.parts.copy(parts = listOf(byteArrayOf(), byteArrayOf(1, 2, 3)).map { Part.OwnPhoto(it, "Broken") } + Part.Text("Below it")))
        rule.onNode(hasText("Below it")).assertExists()
        rule.onNode(hasContentDescription("Broken")).assertDoesNotExist()
    }

    @Test
    fun `time left is told in words, not in figures`() {
        show(Samples.calling)
        assertEquals(1, nodes().count { said(it) == "12 minutes left" })
        assertTrue(nodes().none { "12:34" in said(it) })
    }

    private companion object {
        /** An empty box has one, and some more where its corners are smoothed. */
        const val GRADIENT = 50
    }
}
