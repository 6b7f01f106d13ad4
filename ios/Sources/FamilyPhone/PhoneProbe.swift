#if canImport(UIKit)
import AVFoundation
import FamilyKit
import os

/// Tries camera, microphone and loudspeaker.
@MainActor
final class PhoneProbe: DeviceProbe {
    private var feed: CameraFeed?
    private var player: AVAudioPlayerNode?
    private var engine: AVAudioEngine?
    private let seen = OSAllocatedUnfairLock(initialState: false)

    func open() -> Sight {
        seen.withLock { $0 = false }
        let feed = CameraFeed { [seen] _, _ in seen.withLock { $0 = true } }
        self.feed = feed
        feed.open(.front, preset: .vga640x480)
        return feed.layer
    }

    func close() {
        feed?.close()
        feed = nil
        engine?.stop()
        engine = nil
        // What was playing before goes on.
        try? AVAudioSession.sharedInstance().setActive(false, options: .notifyOthersOnDeactivation)
    }

    func camera() async -> Bool {
        await within { [seen] in seen.withLock { $0 } }
    }

    /// A microphone that is covered or held by another app gives zeros and nothing else.
    func microphone() async -> Bool {
        let session = AVAudioSession.sharedInstance()
        try? session.setCategory(.playAndRecord, mode: .videoChat, options: [.allowBluetooth, .defaultToSpeaker])
        try? session.setActive(true)
        let engine = AVAudioEngine()
        let heard = OSAllocatedUnfairLock(initialState: false)
        let format = engine.inputNode.outputFormat(forBus: 0)
        guard format.sampleRate > 0 else { return false }
        engine.inputNode.installTap(onBus: 0, bufferSize: 1024, format: format) { @Sendable buffer, _ in
            guard let samples = buffer.floatChannelData?[0] else { return }
            let loud = (0..<Int(buffer.frameLength)).contains { abs(samples[$0]) > 0.0003 }
            if loud { heard.withLock { $0 = true } }
        }
        defer {
            engine.inputNode.removeTap(onBus: 0)
            engine.stop()
        }
        guard (try? engine.start()) != nil else { return false }
        return await within { heard.withLock { $0 } }
    }

    /// A second of two notes, faded in and out.
    func play() {
        let engine = AVAudioEngine()
        let player = AVAudioPlayerNode()
        guard let format = AVAudioFormat(standardFormatWithSampleRate: rate, channels: 1),
            let tone = AVAudioPCMBuffer(pcmFormat: format, frameCapacity: AVAudioFrameCount(rate)), let samples = tone.floatChannelData?[0]
        else { return }
        let all = Int(rate)
        tone.frameLength = AVAudioFrameCount(all)
        for sample in 0..<all {
            let note = sample < all / 2 ? 523.25 : 659.25
            let fade = min(1, Double(min(sample, all - sample)) / (rate / 10))
            samples[sample] = Float(sin(2 * .pi * note * Double(sample) / rate) * fade / 3)
        }
        engine.attach(player)
        engine.connect(player, to: engine.mainMixerNode, format: format)
        guard (try? engine.start()) != nil else { return }
        player.scheduleBuffer(tone, completionHandler: nil)
        player.play()
        (self.engine, self.player) = (engine, player)
    }

    /// Whether something becomes true within two seconds.
    private func within(_ so: @Sendable () -> Bool) async -> Bool {
        for _ in 0..<20 where !so() { try? await Task.sleep(for: .milliseconds(100)) }
        return so()
    }
}
#endif
