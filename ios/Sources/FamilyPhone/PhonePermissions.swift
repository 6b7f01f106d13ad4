#if canImport(UIKit)
import AVFoundation
import FamilyKit
import UIKit
import UserNotifications

/// What the person lets the app do: iOS itself remembers what was asked.
@MainActor
final class PhonePermissions: PermissionBook {
    func known() async -> Permissions {
        let notifications = await Notifications.status().permission
        return Permissions(camera: of(.video), microphone: of(.audio), notifications: notifications)
    }

    func ask(for senses: [Sense]) async -> Permissions {
        for sense in senses { _ = await AVCaptureDevice.requestAccess(for: sense.media) }
        return await known()
    }

    func openSettings() {
        guard let settings = URL(string: UIApplication.openSettingsURLString) else { return }
        UIApplication.shared.open(settings)
    }

    private func of(_ media: AVMediaType) -> Permission {
        switch AVCaptureDevice.authorizationStatus(for: media) {
        case .authorized: .granted
        case .notDetermined: .notAsked
        case .denied, .restricted: .denied
        @unknown default: .denied
        }
    }
}

extension Sense {
    fileprivate var media: AVMediaType {
        switch self {
        case .camera: .video
        case .microphone: .audio
        }
    }
}

extension UNAuthorizationStatus {
    fileprivate var permission: Permission {
        switch self {
        case .authorized, .provisional, .ephemeral: .granted
        case .notDetermined: .notAsked
        case .denied: .denied
        @unknown default: .denied
        }
    }
}
#endif
