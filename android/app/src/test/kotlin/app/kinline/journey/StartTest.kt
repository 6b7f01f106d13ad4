package app.kinline.journey

import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.onNodeWithText
import app.kinline.MainActivity
import app.kinline.support.Gallery
import app.kinline.support.TestApplication
import org.junit.After
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(application = TestApplication::class)
class StartTest {
    @get:Rule val rule = createAndroidComposeRule<MainActivity>()

    @After
    fun end() = (RuntimeEnvironment.getApplication() as TestApplication).onTerminate()

    @Test
    fun `the first screen is the core's`() {
        rule.waitUntil(30_000) { rule.onAllNodes(hasText("Video calls with someone in prison")).fetchSemanticsNodes().isNotEmpty() }
        rule.onNodeWithText("Start").assertIsDisplayed()
        Gallery.keep(rule.activity, "start")
    }
}
