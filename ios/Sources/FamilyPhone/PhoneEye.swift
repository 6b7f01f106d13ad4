#if canImport(UIKit)
import AVFoundation
import CoreImage
import FamilyKit

/// One's own picture: the camera gives to the encoder, to the screen, and now and then a small one to the core's own look.
/// The core is asked before each picture what it wants: another size is another encoder, another bit rate is not.
@MainActor
final class PhoneEye: CallCamera {
    private let stream: OwnStream
    private let feed: CameraFeed
    private var facing = Facing.front

    var sight: Sight { feed.layer }

    init(look: @escaping Look) {
        let stream = OwnStream(look: look)
        self.stream = stream
        feed = CameraFeed { stream.take($0, $1) }
    }

    func start(_ line: @escaping Line) {
        stream.isRehearsing.withLock { $0 = false }
        stream.line.withLock { $0 = line }
        feed.open(facing, preset: .hd1280x720)
    }

    func stop() {
        stream.line.withLock { $0 = nil }
        feed.close()
    }

    func rehearse(_ on: Bool) {
        guard stream.line.withLock({ $0 == nil }) else { return }
        stream.isRehearsing.withLock { $0 = on }
        if on { feed.open(facing, preset: .hd1280x720) } else { feed.close() }
    }

    func turn() {
        facing = facing == .front ? .back : .front
        feed.open(facing, preset: .hd1280x720)
    }
}

/// On the camera's queue alone, but for the line.
private final class OwnStream: @unchecked Sendable {
    let line = Locked<Line?>(nil)
    let isRehearsing = Locked(false)
    private let look: Look
    private var encoder: Encoder?
    private let context = CIContext(options: [.cacheIntermediates: false])
    private var sent = CMTime.zero
    private var looked = CMTime.zero

    init(look: @escaping Look) { self.look = look }

    func take(_ pixels: CVPixelBuffer, _ at: CMTime) {
        let line = line.withLock { $0 }
        if line != nil || isRehearsing.withLock({ $0 }), (at - looked).seconds >= 0.5 {
            looked = at
            show(pixels)
        }
        guard let line else {
            encoder = nil
            return
        }
        // Without a line, or where it carries only the voice now, nothing is encoded.
        guard let call = line(), case let target = call.encoder(), target.bitsPerSecond > 0 else { return }
        guard (at - sent).seconds >= 0.9 / Double(max(target.framesPerSecond, 1)) else { return }
        sent = at
        let size = target.size(for: pixels)
        if encoder?.size != size {
            encoder = Encoder(size: size) { unit, microseconds, key in
                line()?.pushVideo(accessUnit: unit, ptsUs: microseconds, key: key)
            }
        }
        encoder?.aim(bits: target.bitsPerSecond, pictures: target.framesPerSecond)
        encoder?.encode(pixels, at: at, keyframe: call.takeKeyframeRequest())
    }

    /// RGB, its longer side 640 pixels.
    private func show(_ pixels: CVPixelBuffer) {
        let whole = CIImage(cvPixelBuffer: pixels)
        let scale = 640 / max(whole.extent.width, whole.extent.height)
        let small = whole.transformed(by: CGAffineTransform(scaleX: scale, y: scale))
        let (width, height) = (Int(small.extent.width), Int(small.extent.height))
        var rgba = Data(count: width * height * 4)
        rgba.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            context.render(
                small, toBitmap: base, rowBytes: width * 4, bounds: CGRect(x: 0, y: 0, width: width, height: height), format: .RGBA8,
                colorSpace: CGColorSpace(name: CGColorSpace.sRGB))
        }
        var rgb = Data(capacity: width * height * 3)
        for pixel in stride(from: 0, to: rgba.count, by: 4) { rgb += rgba[pixel..<(pixel + 3)] }
        look(UInt32(width), UInt32(height), rgb)
    }
}

extension EncoderTarget {
    /// As wide as it is high where the phone is upright.
    fileprivate func size(for pixels: CVPixelBuffer) -> Encoder.Size {
        let upright = CVPixelBufferGetHeight(pixels) > CVPixelBufferGetWidth(pixels)
        return upright ? Encoder.Size(width: height, height: width) : Encoder.Size(width: width, height: height)
    }
}

/// A value under a lock.
final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value
    init(_ value: Value) { self.value = value }
    func withLock<Result>(_ work: (inout Value) -> Result) -> Result { lock.withLock { work(&value) } }
}
#endif
