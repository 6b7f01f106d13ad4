import FamilyKit
import Foundation

/// Software in the place of what only a phone has: openh264 (`kinline-standin`) for its codec, silence for its microphone.
@MainActor
public final class SoftHardware: Hardware {
    /// Nothing was asked yet; whoever asks is told yes.
    public let soft = SoftPermissions()
    /// What is sent.
    public let camera = SoftCamera()
    /// What is received.
    public let screen = SoftPictures()
    /// What is heard.
    public let voice = SoftSound()
    /// The check before a call.
    public let check = SoftProbe()

    /// What the person lets the app do.
    public var permissions: any PermissionBook { soft }
    /// For photos of documents and faces.
    public let photos: any PhotoCamera = SoftPhotos()
    /// For the check before a call.
    public var probe: any DeviceProbe { check }
    /// One's own picture in a call.
    public var eye: any CallCamera { camera }
    /// The pictures of the others.
    public var pictures: any Pictures { screen }
    /// Voice in both directions.
    public var sound: any Sound { voice }

    /// Nothing is open yet.
    public init() {}

    /// No phone, no dark.
    public func stayAwake(_ awake: Bool) {}
}

/// Says yes when asked.
public final class SoftPermissions: PermissionBook {
    private var answer = Permission.notAsked

    /// What is known now.
    public func known() async -> Permissions { Permissions(camera: answer, microphone: answer, notifications: .notAsked) }

    /// Says yes.
    public func ask(for senses: [Sense]) async -> Permissions {
        answer = .granted
        return await known()
    }

    /// There are none.
    public func openSettings() {}
}

/// Everything works.
public final class SoftProbe: DeviceProbe {
    /// How often the test sound was played.
    public private(set) var played = 0

    /// Nothing to be seen.
    public func open() -> Sight { Sight() }
    /// Works.
    public func camera() async -> Bool { true }
    /// Works.
    public func microphone() async -> Bool { true }
    /// Counts.
    public func play() { played += 1 }
    /// Nothing to close.
    public func close() {}
}

private final class SoftPhotos: PhotoCamera {
    func open(_ facing: Facing) -> Sight { Sight() }
    func close() {}
    func take() async -> Data? { drawnPhoto }
}

/// A drawn picture, encoded as the core wants it.
public final class SoftCamera: CallCamera {
    private let counter = Counter()
    private var worker: Worker?

    /// How many pictures were sent.
    public var sent: Int { counter.value }
    /// How often it was turned.
    public private(set) var turned = 0
    /// Whether it looks, without sending.
    public private(set) var isRehearsing = false
    /// Nothing to be seen.
    public let sight = Sight()

    /// Sends, until it is stopped.
    public func start(_ line: @escaping Line) {
        let counter = counter
        let encoder = Lazy<StandIn> { try StandIn("encode", "--sender", "1") }
        worker = Worker(every: 1.0 / 15) {
            guard let call = line(), case let target = call.encoder(), target.bitsPerSecond > 0, let encoder = encoder.value else { return }
            let keyframe: UInt32 = call.takeKeyframeRequest() ? 1 : 0
            encoder.ask([target.width, target.height, target.bitsPerSecond, 15, keyframe])
            guard let key = encoder.number(), let length = encoder.number(), let unit = encoder.bytes(Int(length)), !unit.isEmpty else {
                return
            }
            let micros = Int64(ProcessInfo.processInfo.systemUptime * 1_000_000)
            call.pushVideo(accessUnit: unit, ptsUs: micros, key: key == 1)
            counter.add()
        }
    }

    /// Ends the camera.
    public func stop() { worker?.stop() }

    /// Looks.
    public func rehearse(_ on: Bool) { isRehearsing = on }

    /// Counts.
    public func turn() { turned += 1 }
}

/// Decodes what comes; nothing is shown of it.
public final class SoftPictures: Pictures {
    private let counter = Counter()
    private let decoder = Lazy<StandIn> { try StandIn("decode") }

    /// How many pictures could be decoded.
    public var decoded: Int { counter.value }

    /// Decodes.
    public nonisolated func show(_ unit: VideoUnit) -> Bool {
        guard let decoder = decoder.value else { return true }
        decoder.ask([UInt32(unit.data.count)])
        decoder.give(unit.data)
        guard let width = decoder.number(), let height = decoder.number() else { return true }
        if decoder.bytes(Int(width * height * 4)) != nil, width > 0 { counter.add() }
        return true
    }

    /// There is one as soon as a picture came.
    public func sight(of mid: String) -> Sight? { counter.value > 0 ? Sight() : nil }

    /// Nothing to forget.
    public func forget(_ mid: String) {}

    /// Nothing to forget.
    public func stop() {}
}

/// Speaks silence, and hears what comes.
public final class SoftSound: Sound {
    private let counter = Counter()
    private var worker: Worker?

    /// How many pieces of the others' sound were not silent.
    public var heard: Int { counter.value }

    /// Speaks and hears, until it is stopped.
    public func start(_ line: @escaping Line) {
        let counter = counter
        worker = Worker(every: 0.02) {
            guard let call = line() else { return }
            call.pushAudio(pcm: Data(count: Pieces.samples * 2))
            if call.pullAudio(samples: UInt32(Pieces.samples)).contains(where: { $0 != 0 }) { counter.add() }
        }
    }

    /// Ends the sound.
    public func stop() { worker?.stop() }
}

private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0
    var value: Int { lock.withLock { count } }
    func add() { lock.withLock { count += 1 } }
}

/// Does something again and again, on a thread of its own.
private final class Worker: @unchecked Sendable {
    private let lock = NSLock()
    private var running = true

    init(every pause: TimeInterval, _ work: @escaping @Sendable () -> Void) {
        Thread { [self] in
            while lock.withLock({ running }) {
                work()
                Thread.sleep(forTimeInterval: pause)
            }
        }.start()
    }

    func stop() { lock.withLock { running = false } }
}

/// Made when it is first needed, by one thread.
private final class Lazy<Value>: @unchecked Sendable {
    private let make: () throws -> Value
    private(set) lazy var value: Value? = try? make()
    init(_ make: @escaping () throws -> Value) { self.make = make }
}

/// `kinline-standin`: answers what it is asked, in numbers and bytes. Ends when its input does.
public final class StandIn: @unchecked Sendable {
    private let process: Process
    private let input: FileHandle
    private let output: FileHandle

    /// Starts it.
    public init(_ arguments: String...) throws {
        let (process, input, output) = try FamilyTestKit.start("kinline-standin", arguments)
        (self.process, self.input, self.output) = (process, input.fileHandleForWriting, output.fileHandleForReading)
    }

    deinit { close() }

    /// Asks with numbers.
    public func ask(_ numbers: [UInt32]) {
        give(numbers.reduce(into: Data()) { data, number in withUnsafeBytes(of: number.bigEndian) { data.append(contentsOf: $0) } })
    }

    /// Gives bytes.
    public func give(_ bytes: Data) { try? input.write(contentsOf: bytes) }

    /// The next number of its answer.
    public func number() -> UInt32? {
        bytes(4).map { $0.reduce(0) { $0 << 8 | UInt32($1) } }
    }

    /// The next bytes of its answer.
    public func bytes(_ length: Int) -> Data? {
        var read = Data()
        while read.count < length {
            guard let more = try? output.read(upToCount: length - read.count), !more.isEmpty else { return nil }
            read += more
        }
        return read
    }

    /// Its input ends, so it ends.
    public func close() { try? input.close() }
}
