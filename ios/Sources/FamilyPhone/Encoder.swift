#if canImport(VideoToolbox)
import CoreMedia
import FamilyKit
import VideoToolbox

/// H.264, constrained baseline, by the phone's own encoder: pictures in, access units (Annex B, parameter sets before each
/// keyframe) out. Keyframes only where somebody asks for one. A picture of another size is scaled.
final class Encoder {
    struct Size: Equatable {
        let width: UInt32
        let height: UInt32
    }

    let size: Size
    private var session: VTCompressionSession?
    private let give: @Sendable (Data, Int64, Bool) -> Void
    private var aimed: (UInt32, UInt32) = (0, 0)

    init(size: Size, give: @escaping @Sendable (Data, Int64, Bool) -> Void) {
        self.size = size
        self.give = give
        VTCompressionSessionCreate(
            allocator: nil, width: Int32(size.width), height: Int32(size.height), codecType: kCMVideoCodecType_H264,
            encoderSpecification: [kVTVideoEncoderSpecification_EnableLowLatencyRateControl: true] as CFDictionary,
            imageBufferAttributes: nil, compressedDataAllocator: nil, outputCallback: nil, refcon: nil, compressionSessionOut: &session)
        set(kVTCompressionPropertyKey_RealTime, kCFBooleanTrue)
        set(kVTCompressionPropertyKey_ProfileLevel, kVTProfileLevel_H264_ConstrainedBaseline_AutoLevel)
        set(kVTCompressionPropertyKey_AllowFrameReordering, kCFBooleanFalse)
        set(kVTCompressionPropertyKey_MaxKeyFrameInterval, Int32.max as CFNumber)
        if let session { VTCompressionSessionPrepareToEncodeFrames(session) }
    }

    deinit {
        if let session { VTCompressionSessionInvalidate(session) }
    }

    /// What to make from now on: bit/s, pictures a second.
    func aim(bits: UInt32, pictures: UInt32) {
        guard aimed != (bits, pictures) else { return }
        aimed = (bits, pictures)
        set(kVTCompressionPropertyKey_AverageBitRate, bits as CFNumber)
        set(kVTCompressionPropertyKey_ExpectedFrameRate, pictures as CFNumber)
    }

    func encode(_ pixels: CVPixelBuffer, at: CMTime, keyframe: Bool) {
        guard let session else { return }
        let options = keyframe ? [kVTEncodeFrameOptionKey_ForceKeyFrame: true] as CFDictionary : nil
        VTCompressionSessionEncodeFrame(
            session, imageBuffer: pixels, presentationTimeStamp: at, duration: .invalid, frameProperties: options, infoFlagsOut: nil
        ) { [give] status, _, sample in
            guard status == noErr, let sample, let unit = sample.accessUnit else { return }
            give(unit.annexB, Int64(sample.presentationTimeStamp.seconds * 1_000_000), sample.isKey)
        }
    }

    private func set(_ key: CFString, _ value: CFTypeRef?) {
        if let session { VTSessionSetProperty(session, key: key, value: value) }
    }
}

extension CMSampleBuffer {
    /// Whether decoding can start here.
    fileprivate var isKey: Bool { !(sampleAttachments.first?[.notSync] as? Bool ?? false) }

    fileprivate var accessUnit: AccessUnit? {
        guard let data = try? dataBuffer?.dataBytes() else { return nil }
        return AccessUnit(avcc: data, parameters: isKey ? parameters : [])
    }

    private var parameters: [Data] {
        guard let format = formatDescription else { return [] }
        return format.parameterSets.map { Data($0) }
    }
}
#endif
