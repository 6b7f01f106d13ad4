package app.kinline.platform.phone

import android.annotation.SuppressLint
import android.content.Context
import android.hardware.camera2.CameraAccessException
import android.hardware.camera2.CameraCaptureSession
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraDevice
import android.hardware.camera2.CameraManager
import android.hardware.camera2.CaptureRequest
import android.hardware.camera2.params.OutputConfiguration
import android.hardware.camera2.params.SessionConfiguration
import android.os.Handler
import android.os.HandlerThread
import android.util.Size
import android.view.Surface
import app.kinline.ffi.Facing
import java.util.concurrent.Executor

/** An open camera that shows on some surfaces. Everything of it happens on one thread of its own. */
internal class OpenCamera(
    context: Context,
    private val facing: Facing,
    private val template: Int = CameraDevice.TEMPLATE_PREVIEW,
    private val failed: () -> Unit = {},
) {
    private val manager = context.getSystemService(CameraManager::class.java)
    private val thread = HandlerThread("camera").apply { start() }
    private val executor = Executor { handler.post(it) }
    private var device: CameraDevice? = null
    private var session: CameraCaptureSession? = null

    val handler = Handler(thread.looper)

    /** Nothing on a phone without a camera. */
    private val id: String? =
        manager.cameraIdList.let { ids ->
            val wanted = if (facing == Facing.FRONT) CameraCharacteristics.LENS_FACING_FRONT else CameraCharacteristics.LENS_FACING_BACK
            ids.firstOrNull { lens(it) == wanted } ?: ids.firstOrNull()
        }

    /** How far the pictures are turned against the phone, degrees. */
    val turned: Int get() = id?.let { manager.getCameraCharacteristics(it)[CameraCharacteristics.SENSOR_ORIENTATION] } ?: 0

    /** The sizes of photos that it takes. */
    fun sizes(format: Int): List<Size> =
        id
            ?.let { manager.getCameraCharacteristics(it)[CameraCharacteristics.SCALER_STREAM_CONFIGURATION_MAP] }
            ?.getOutputSizes(format)
            ?.toList()
            .orEmpty()

    /** Opens it and shows what it sees on the first surfaces; the others are for [capture]. */
    @SuppressLint("MissingPermission") // The screens that lead here ask for it.
    fun open(
        shown: List<Surface>,
        others: List<Surface> = emptyList(),
    ) {
        val camera = id ?: return failed()
        try {
            manager.openCamera(camera, executor, Opened(shown, others))
        } catch (_: CameraAccessException) {
            failed()
        } catch (_: SecurityException) {
            failed()
        }
    }

    /** Takes one picture to a surface. */
    fun capture(
        target: Surface,
        change: CaptureRequest.Builder.() -> Unit,
    ) {
        handler.post {
            val open = session ?: return@post failed()
            val request = open.device.createCaptureRequest(CameraDevice.TEMPLATE_STILL_CAPTURE)
            request.addTarget(target)
            request.change()
            open.capture(request.build(), null, handler)
        }
    }

    fun close() {
        handler.post {
            session?.close()
            device?.close()
            thread.quitSafely()
        }
    }

    private fun lens(id: String): Int? = manager.getCameraCharacteristics(id)[CameraCharacteristics.LENS_FACING]

    private inner class Opened(
        private val shown: List<Surface>,
        private val others: List<Surface>,
    ) : CameraDevice.StateCallback() {
        override fun onOpened(camera: CameraDevice) {
            device = camera
            val outputs = (shown + others).map(::OutputConfiguration)
            val configured = Configured(shown)
            camera.createCaptureSession(SessionConfiguration(SessionConfiguration.SESSION_REGULAR, outputs, executor, configured))
        }

        override fun onDisconnected(camera: CameraDevice) {
            camera.close()
            failed()
        }

        override fun onError(
            camera: CameraDevice,
            error: Int,
        ) = onDisconnected(camera)
    }

    private inner class Configured(
        private val shown: List<Surface>,
    ) : CameraCaptureSession.StateCallback() {
        override fun onConfigured(configured: CameraCaptureSession) {
            session = configured
            val request = configured.device.createCaptureRequest(template)
            shown.forEach(request::addTarget)
            request[CaptureRequest.CONTROL_AF_MODE] = CaptureRequest.CONTROL_AF_MODE_CONTINUOUS_PICTURE
            configured.setRepeatingRequest(request.build(), null, handler)
        }

        override fun onConfigureFailed(session: CameraCaptureSession) = failed()
    }
}
