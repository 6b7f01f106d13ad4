package app.kinline.platform.phone

import android.content.Context
import app.kinline.platform.Hardware

/** What this phone really has: camera2, MediaCodec, AudioRecord and AudioTrack. */
class PhoneHardware(
    context: Context,
) : Hardware {
    override val photos = PhoneCamera(context)
    override val probe = PhoneProbe(context)
    override val eye = PhoneEye(context)
    override val pictures = PhonePictures()
    override val sound = PhoneSound(context)
}
