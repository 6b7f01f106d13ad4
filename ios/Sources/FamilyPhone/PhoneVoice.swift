#if canImport(UIKit)
import AVFAudio
import FamilyKit
import os

/// Voice as in a telephone call: iOS takes the echo away. It runs while there is a visit and the system lets it have the
/// sound; it begins anew when headphones come or go.
@MainActor
final class PhoneVoice: Sound {
    private var engine: AVAudioEngine?
    private var line: Line?
    private var isAllowed = false
    private var watching: [any NSObjectProtocol] = []

    func start(_ line: @escaping Line) {
        self.line = line
        let session = AVAudioSession.sharedInstance()
        // Headphones, where there are any, come before the loudspeaker.
        try? session.setCategory(.playAndRecord, mode: .videoChat, options: [.allowBluetooth, .defaultToSpeaker])
        try? session.setPreferredSampleRate(rate)
        try? session.setPreferredIOBufferDuration(0.02)
        let again = [Notification.Name.AVAudioEngineConfigurationChange, AVAudioSession.mediaServicesWereResetNotification]
        watching = again.map { name in
            NotificationCenter.default.addObserver(forName: name, object: nil, queue: .main) { [weak self] _ in
                MainActor.assumeIsolated { self?.beginAgain() }
            }
        }
        begin()
    }

    func stop() {
        line = nil
        watching.forEach(NotificationCenter.default.removeObserver)
        watching = []
        end()
    }

    /// CallKit gives the sound, or takes it.
    func allowed(_ allowed: Bool) {
        isAllowed = allowed
        if allowed { begin() } else { end() }
    }

    /// What changed has stopped the engine; if it runs, the change was its own beginning.
    private func beginAgain() {
        if engine?.isRunning != true { begin() }
    }

    private func begin() {
        end()
        guard isAllowed, let line, let core = AVAudioFormat(standardFormatWithSampleRate: rate, channels: 1) else { return }
        let engine = AVAudioEngine()
        do {
            try engine.inputNode.setVoiceProcessingEnabled(true)
            let heard = engine.inputNode.outputFormat(forBus: 0)
            guard let microphone = Microphone(from: heard, line: line) else { return }
            // Not a tap: it hands over a tenth of a second at once, and a conversation would have to wait for it.
            let ear = AVAudioSinkNode(receiverBlock: microphone.hear)
            engine.attach(ear)
            engine.connect(engine.inputNode, to: ear, format: heard)
            let player = AVAudioPlayerNode()
            engine.attach(player)
            engine.connect(player, to: engine.mainMixerNode, format: core)
            engine.prepare()
            try engine.start()
            Loudspeaker(player, format: core, line: line).play()
            self.engine = engine
        } catch {
            // A telephone call has the sound: CallKit gives it back, and this begins anew.
            engine.stop()
        }
    }

    private func end() {
        engine?.stop()
        engine = nil
    }
}

/// From the microphone's format to the core's. Called on the engine's thread, which must not wait: the core gets it on another.
private final class Microphone: @unchecked Sendable {
    private let converter: AVAudioConverter
    private let heard: AVAudioFormat
    private let format: AVAudioFormat
    private let line: Line
    private let queue = DispatchQueue(label: "microphone", qos: .userInteractive)
    private var pieces = Pieces()

    init?(from heard: AVAudioFormat, line: @escaping Line) {
        guard let format = AVAudioFormat(commonFormat: .pcmFormatInt16, sampleRate: rate, channels: 1, interleaved: true),
            let converter = AVAudioConverter(from: heard, to: format)
        else { return nil }
        (self.heard, self.format, self.converter, self.line) = (heard, format, converter, line)
    }

    @Sendable func hear(
        _ at: UnsafePointer<AudioTimeStamp>, _ frames: AVAudioFrameCount, _ sound: UnsafePointer<AudioBufferList>
    ) -> OSStatus {
        if let buffer = AVAudioPCMBuffer(pcmFormat: heard, bufferListNoCopy: sound), let pcm = converted(buffer) {
            queue.async { [self] in
                for piece in pieces.add(pcm) { line()?.pushAudio(pcm: piece) }
            }
        }
        return noErr
    }

    private func converted(_ buffer: AVAudioPCMBuffer) -> Data? {
        let room = AVAudioFrameCount(Double(buffer.frameLength) * rate / heard.sampleRate) + 64
        guard let out = AVAudioPCMBuffer(pcmFormat: format, frameCapacity: room) else { return nil }
        // The converter asks until it is told that there is no more.
        let given = OSAllocatedUnfairLock(initialState: false)
        nonisolated(unsafe) let heard = buffer
        converter.convert(to: out, error: nil) { _, status in
            let first = given.withLock { given in
                defer { given = true }
                return !given
            }
            status.pointee = first ? .haveData : .noDataNow
            return first ? heard : nil
        }
        guard let samples = out.int16ChannelData?[0] else { return nil }
        return Data(bytes: samples, count: Int(out.frameLength) * 2)
    }
}

/// Keeps a few pieces in flight: the end of one fetches the next, away from the thread that must never wait.
private final class Loudspeaker: @unchecked Sendable {
    private let player: AVAudioPlayerNode
    private let format: AVAudioFormat
    private let line: Line

    init(_ player: AVAudioPlayerNode, format: AVAudioFormat, line: @escaping Line) {
        (self.player, self.format, self.line) = (player, format, line)
    }

    func play() {
        for _ in 0..<3 { next() }
        player.play()
    }

    private func next() {
        guard let buffer = AVAudioPCMBuffer(pcmFormat: format, frameCapacity: AVAudioFrameCount(Pieces.samples)),
            let samples = buffer.floatChannelData?[0]
        else { return }
        buffer.frameLength = AVAudioFrameCount(Pieces.samples)
        let pcm = line()?.pullAudio(samples: UInt32(Pieces.samples)) ?? Data(count: Pieces.samples * 2)
        pcm.withUnsafeBytes { bytes in
            for (place, sample) in bytes.bindMemory(to: Int16.self).enumerated() {
                samples[place] = Float(Int16(littleEndian: sample)) / 32768
            }
        }
        player.scheduleBuffer(buffer, completionCallbackType: .dataConsumed) { [self] _ in
            if player.engine?.isRunning == true { next() }
        }
    }
}

let rate = 48_000.0
#endif
