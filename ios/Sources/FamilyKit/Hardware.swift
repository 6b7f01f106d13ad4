import Foundation

#if canImport(QuartzCore)
import QuartzCore
/// Something that moves: a layer that a camera or a decoder draws into.
public typealias Sight = CALayer
#else
/// Something that moves: on Apple's platforms a layer that a camera or a decoder draws into.
public final class Sight {
    /// Nothing to be seen.
    public init() {}
}
#endif

/// What only a phone has: cameras, codecs, sound. The screens and the call see no more of it than this, so that a test can
/// bring software in the place of hardware and leave all else as it is.
@MainActor
public protocol Hardware: AnyObject, Sendable {
    /// What the person lets the app do.
    var permissions: any PermissionBook { get }
    /// For photos of documents and faces.
    var photos: any PhotoCamera { get }
    /// For the check before a call.
    var probe: any DeviceProbe { get }
    /// One's own picture in a call.
    var eye: any CallCamera { get }
    /// The pictures of the others.
    var pictures: any Pictures { get }
    /// Voice in both directions.
    var sound: any Sound { get }
    /// Whether the phone must not go dark by itself.
    func stayAwake(_ awake: Bool)
}

/// What a person is asked to allow.
public enum Sense: Sendable {
    /// The camera.
    case camera
    /// The microphone.
    case microphone
}

/// What the person lets the app do. The phone asks once; then only its settings change it.
@MainActor
public protocol PermissionBook: AnyObject, Sendable {
    /// What is known now.
    func known() async -> Permissions
    /// Asks for what was not asked yet; what is known then.
    func ask(for senses: [Sense]) async -> Permissions
    /// Shows the phone's own settings of this app.
    func openSettings()
}

extension Permissions {
    /// What is known of one sense.
    public func of(_ sense: Sense) -> Permission {
        switch sense {
        case .camera: camera
        case .microphone: microphone
        }
    }
}

/// A camera that takes photos.
@MainActor
public protocol PhotoCamera: AnyObject, Sendable {
    /// Opens the camera: what it sees now.
    func open(_ facing: Facing) -> Sight
    /// Closes it.
    func close()
    /// Takes a photo of what it sees: a JPEG file; nothing, if the camera fails.
    func take() async -> Data?
}

/// Camera, microphone and loudspeaker, tried before a call.
@MainActor
public protocol DeviceProbe: AnyObject, Sendable {
    /// Opens the camera: what it sees now.
    func open() -> Sight
    /// Whether the camera gives pictures. Takes about a second.
    func camera() async -> Bool
    /// Whether the microphone gives sound. Takes about a second.
    func microphone() async -> Bool
    /// Plays the test sound.
    func play()
    /// Closes the camera.
    func close()
}

/// One's own camera in a call: gives encoded pictures to the core, as it wants them.
@MainActor
public protocol CallCamera: AnyObject, Sendable {
    /// What it sees.
    var sight: Sight { get }
    /// Opens the camera.
    func start(_ line: @escaping Line)
    /// Closes it.
    func stop()
    /// Opens the camera for the core's look alone, with nobody to send to; or closes it, unless a call goes on.
    func rehearse(_ on: Bool)
    /// Goes on with the other camera.
    func turn()
}

/// The pictures of the others in a call.
@MainActor
public protocol Pictures: AnyObject, Sendable {
    /// Decodes a picture, unless it has to begin with a keyframe and this is none: false. Called on one thread, which it may
    /// keep busy.
    nonisolated func show(_ unit: VideoUnit) -> Bool
    /// The pictures of one sender; nothing until the first has come. Whoever reads it in a view is told when it has.
    func sight(of mid: String) -> Sight?
    /// Nobody looks at one sender's pictures: what was seen last is not there when somebody looks again.
    func forget(_ mid: String)
    /// Forgets all of them.
    func stop()
}

/// Microphone and loudspeaker in a call.
@MainActor
public protocol Sound: AnyObject, Sendable {
    /// Begins to hear and to play.
    func start(_ line: @escaping Line)
    /// Falls silent.
    func stop()
}
