package app.kinline

import app.kinline.ffi.Action
import app.kinline.ffi.App
import app.kinline.ffi.AppException
import app.kinline.ffi.CallMediaInterface
import app.kinline.ffi.Config
import app.kinline.ffi.Language
import app.kinline.ffi.PlatformEffect
import app.kinline.ffi.Screen
import app.kinline.ffi.ScreenObserver
import app.kinline.ffi.SecureStore
import app.kinline.ffi.StartFailure
import app.kinline.platform.Look
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/** What there is to be seen. */
sealed interface Shown {
    data class Of(
        val screen: Screen,
    ) : Shown

    /** The core could not start. */
    data class Failure(
        val failure: StartFailure,
    ) : Shown
}

/** The core, kept running over activities: screens come out, actions go in. */
class Phone(
    private val config: () -> Config,
    private val secrets: SecureStore,
    private val effects: (PlatformEffect) -> Unit,
    private val tell: (send: (Action) -> Unit) -> Unit = {},
) {
    private val screens = MutableStateFlow<Shown?>(null)
    private var app: App? = null

    /** What is to be seen now; nothing before [start]. */
    val shown: StateFlow<Shown?> = screens.asStateFlow()

    val isRunning: Boolean get() = app != null

    /** Whether the app is in the foreground. */
    @Volatile var isSeen = false
        private set

    /** Starts the core, unless it runs. */
    fun start() {
        if (app != null) return
        try {
            app = App(config(), secrets, Observer())
            tell(::send)
        } catch (failure: AppException) {
            screens.value = Shown.Failure(reason(failure))
        }
    }

    fun send(action: Action) {
        app?.send(action)
    }

    /** Lets the core look at one's own picture. */
    fun look(look: Look) {
        app?.pushLook(look.width.toUInt(), look.height.toUInt(), look.rgb)
    }

    /** The media of the call that one is in. */
    fun media(): CallMediaInterface? = app?.callMedia()

    /** The app leaves the foreground. Everything is written when this returns. */
    fun pause() {
        isSeen = false
        app?.pause()
    }

    fun resume() {
        isSeen = true
        app?.resume()
    }

    /** Ends the core: for tests; a phone's system ends the process instead. */
    fun shutdown() {
        app?.shutdown()
        app = null
    }

    /** The language to tell a failure in, where no screen says which. */
    val language: Language get() = config().language

    /** Called on threads of the core: hands over and returns. */
    private inner class Observer : ScreenObserver {
        override fun onScreen(screen: Screen) {
            screens.value = Shown.Of(screen)
        }

        override fun onEffect(effect: PlatformEffect) = effects(effect)
    }
}

private fun reason(failure: AppException): StartFailure =
    when (failure) {
        is AppException.Locked -> StartFailure.LOCKED
        is AppException.StartAgain -> StartFailure.START_AGAIN
        is AppException.UpdateNeeded -> StartFailure.UPDATE_NEEDED
        is AppException.Storage -> StartFailure.STORAGE
        is AppException.Configuration, is AppException.Failed -> StartFailure.FAILED
    }
