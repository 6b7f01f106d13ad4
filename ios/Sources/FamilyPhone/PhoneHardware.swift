#if canImport(UIKit)
import FamilyKit
import UIKit

/// The hardware of this phone.
@MainActor
public final class PhoneHardware: Hardware {
    /// What the person lets the app do.
    public let permissions: any PermissionBook = PhonePermissions()
    /// For photos of documents and faces.
    public let photos: any PhotoCamera = PhonePhotos()
    /// For the check before a call.
    public let probe: any DeviceProbe = PhoneProbe()
    /// One's own picture in a call.
    public let eye: any CallCamera
    /// The pictures of the others.
    public let pictures: any Pictures = PhonePictures()
    /// Voice in both directions.
    public let sound: any Sound
    let voice = PhoneVoice()

    /// Nothing is opened yet. `look` takes small pictures of one's own camera.
    public init(look: @escaping Look) {
        eye = PhoneEye(look: look)
        sound = voice
    }

    /// Whether the phone must not go dark by itself.
    public func stayAwake(_ awake: Bool) {
        UIApplication.shared.isIdleTimerDisabled = awake
    }
}
#endif
