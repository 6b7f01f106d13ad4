#if canImport(UIKit)
import AVFoundation
import FamilyKit
import Observation

/// The others' pictures: each has a layer that decodes with the phone's own decoder, from its next keyframe on.
@MainActor
@Observable
final class PhonePictures: Pictures {
    private var sights: [String: Sight] = [:]
    @ObservationIgnored private let decoders = Locked<[String: Decoder]>([:])

    nonisolated func show(_ unit: VideoUnit) -> Bool {
        let decoder = decoders.withLock { $0[unit.mid] }
        if let decoder { return decoder.show(unit) }
        guard unit.key else { return false }
        let layer = AVSampleBufferDisplayLayer()
        layer.videoGravity = .resizeAspect
        let made = Decoder(layer.sampleBufferRenderer)
        // Made here, and from now on the views'.
        nonisolated(unsafe) let sight = layer
        Task { @MainActor in sights[unit.mid] = sight }
        decoders.withLock { $0[unit.mid] = made }
        return made.show(unit)
    }

    func sight(of mid: String) -> Sight? { sights[mid] }

    func forget(_ mid: String) {
        decoders.withLock { $0[mid] = nil }
        sights[mid] = nil
    }

    func stop() {
        decoders.withLock { $0 = [:] }
        sights = [:]
    }
}

/// Access units in, pictures on a layer. Called on one thread.
private final class Decoder: @unchecked Sendable {
    private let renderer: AVSampleBufferVideoRenderer
    private var format: CMFormatDescription?
    private var parameters: [Data] = []

    init(_ renderer: AVSampleBufferVideoRenderer) { self.renderer = renderer }

    func show(_ unit: VideoUnit) -> Bool {
        let parts = AccessUnit(annexB: unit.data)
        if let parameters = parts.parameters, parameters != self.parameters {
            self.parameters = parameters
            format = try? CMFormatDescription(h264ParameterSets: parameters, nalUnitHeaderLength: 4)
        }
        if renderer.status == .failed || renderer.requiresFlushToResumeDecoding {
            // Went to the background, say: goes on with the next keyframe.
            renderer.flush()
            if !unit.key { return false }
        }
        guard let format, let sample = sample(parts.avcc, format, CMTime(value: unit.ptsUs, timescale: 1_000_000)) else { return false }
        renderer.enqueue(sample)
        return true
    }

    private func sample(_ avcc: Data, _ format: CMFormatDescription, _ at: CMTime) -> CMSampleBuffer? {
        let timing = CMSampleTimingInfo(duration: .invalid, presentationTimeStamp: at, decodeTimeStamp: .invalid)
        guard let block = try? CMBlockBuffer(length: avcc.count),
            (try? avcc.withUnsafeBytes { try block.replaceDataBytes(with: $0) }) != nil,
            let sample = try? CMSampleBuffer(
                dataBuffer: block, formatDescription: format, numSamples: 1, sampleTimings: [timing], sampleSizes: [avcc.count])
        else { return nil }
        // The core has its own clock for pictures: this one is due.
        sample.sampleAttachments[0][.displayImmediately] = true
        return sample
    }
}
#endif
