#if canImport(CallKit)
import AVFAudio
import CallKit
import FamilyKit

/// A visit as iOS knows calls: a telephone call that comes meanwhile offers to hold it, and the phone may be locked.
@MainActor
public final class CallCentre: NSObject {
    private let provider: CXProvider
    private let controller = CXCallController()
    private let voice: PhoneVoice
    private let send: @MainActor (Action) -> Void
    private var visit: UUID?

    /// Calls go through this hardware; what the person does with them in the system's screens goes to the core.
    public init(hardware: PhoneHardware, send: @escaping @MainActor (Action) -> Void) {
        let settings = CXProviderConfiguration()
        settings.supportsVideo = true
        settings.maximumCallGroups = 1
        settings.maximumCallsPerCallGroup = 1
        settings.includesCallsInRecents = false
        settings.supportedHandleTypes = [.generic]
        provider = CXProvider(configuration: settings)
        voice = hardware.voice
        self.send = send
        super.init()
        provider.setDelegate(self, queue: .main)
    }

    /// A visit begins, or is over: as the core says. `name` is what the phone shows of it.
    public func run(_ active: Bool, name: String) {
        if active { begin(name) } else { end() }
    }

    private func begin(_ name: String) {
        guard visit == nil else { return }
        let id = UUID()
        visit = id
        let start = CXStartCallAction(call: id, handle: CXHandle(type: .generic, value: name))
        start.isVideo = true
        controller.request(CXTransaction(action: start)) { @Sendable [voice] refused in
            // Without the system's blessing the visit goes on as in any app.
            if refused != nil { Task { await voice.allowed(true) } }
        }
    }

    private func end() {
        guard let id = visit else { return }
        visit = nil
        provider.reportCall(with: id, endedAt: nil, reason: .remoteEnded)
        voice.allowed(false)
    }
}

extension CallCentre: @preconcurrency CXProviderDelegate {
    /// The system forgot all calls.
    public func providerDidReset(_ provider: CXProvider) {
        visit = nil
        send(.leaveCall)
    }

    /// Ours begins.
    public func provider(_ provider: CXProvider, perform action: CXStartCallAction) {
        let update = CXCallUpdate()
        update.localizedCallerName = action.handle.value
        update.hasVideo = true
        update.supportsHolding = true
        update.supportsGrouping = false
        update.supportsUngrouping = false
        update.supportsDTMF = false
        provider.reportCall(with: action.callUUID, updated: update)
        provider.reportOutgoingCall(with: action.callUUID, startedConnectingAt: nil)
        provider.reportOutgoingCall(with: action.callUUID, connectedAt: nil)
        action.fulfill()
    }

    /// Ended from the system's own screen, or for a telephone call.
    public func provider(_ provider: CXProvider, perform action: CXEndCallAction) {
        visit = nil
        send(.leaveCall)
        action.fulfill()
    }

    /// A telephone call was taken, or is over.
    public func provider(_ provider: CXProvider, perform action: CXSetHeldCallAction) {
        send(.telephoneCall(action.isOnHold))
        action.fulfill()
    }

    /// Muted from the system's own screen, or from headphones.
    public func provider(_ provider: CXProvider, perform action: CXSetMutedCallAction) {
        send(.setMicrophone(!action.isMuted))
        action.fulfill()
    }

    /// From now on the sound is ours.
    public func provider(_ provider: CXProvider, didActivate session: AVAudioSession) { voice.allowed(true) }

    /// The sound is another call's.
    public func provider(_ provider: CXProvider, didDeactivate session: AVAudioSession) { voice.allowed(false) }
}
#endif
