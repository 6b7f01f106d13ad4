import FamilyKit
import FamilyTestKit
import Foundation
import Testing

/// What flows between the core and the hardware in a call.
@MainActor
@Suite struct CallLoopTests {
    @Test(.timeLimit(.minutes(1))) func aDecoderThatMustBeginAnewAsksForAKeyframe() async throws {
        let line = OneUnit(mid: "3")
        let hardware = Picky()
        let loop = CallLoop(hardware: hardware)
        loop.run(true) { line }
        loop.run(true) { nil }
        for await mid in line.asked {
            #expect(mid == "3")
            break
        }
        loop.run(false) { nil }
        for await _ in hardware.picky.stopped { return }
    }
}

/// A line that gives one picture, and then none.
private final class OneUnit: CallMediaProtocol, @unchecked Sendable {
    let asked: AsyncStream<String>
    private let sink: AsyncStream<String>.Continuation
    private let lock = NSLock()
    private var unit: VideoUnit?

    init(mid: String) {
        (asked, sink) = AsyncStream.makeStream()
        unit = VideoUnit(mid: mid, data: Data([0, 0, 1, 0x41]), ptsUs: 0, key: false)
    }

    func nextVideo(wait: TimeInterval) -> VideoUnit? {
        lock.withLock {
            defer { unit = nil }
            return unit
        }
    }
    func needKeyframe(mid: String) { sink.yield(mid) }
    func encoder() -> EncoderTarget { EncoderTarget(bitsPerSecond: 0, width: 0, height: 0, framesPerSecond: 0) }
    func pullAudio(samples: UInt32) -> Data { Data() }
    func pushAudio(pcm: Data) {}
    func pushVideo(accessUnit: Data, ptsUs: Int64, key: Bool) {}
    func takeKeyframeRequest() -> Bool { false }
}

/// Hardware whose decoder was just made.
@MainActor
private final class Picky: Hardware {
    let soft = SoftHardware()
    let picky = NothingYet()
    var permissions: any PermissionBook { soft.permissions }
    var photos: any PhotoCamera { soft.photos }
    var probe: any DeviceProbe { soft.probe }
    var eye: any CallCamera { soft.eye }
    var pictures: any Pictures { picky }
    var sound: any Sound { soft.sound }
    func stayAwake(_ awake: Bool) {}
}

private final class NothingYet: Pictures {
    let stopped: AsyncStream<Void>
    private let sink: AsyncStream<Void>.Continuation
    init() { (stopped, sink) = AsyncStream.makeStream() }
    nonisolated func show(_ unit: VideoUnit) -> Bool { unit.key }
    func sight(of mid: String) -> Sight? { nil }
    func forget(_ mid: String) {}
    func stop() { sink.yield() }
}
