import Foundation

/// Everything that flows in a call: pictures and voice, out and in, as long as it goes on.
@MainActor
public final class CallLoop {
    private let hardware: any Hardware
    private var receiver: Receiver?

    /// Flows through this hardware.
    public init(hardware: any Hardware) {
        self.hardware = hardware
    }

    /// Begins, unless it has begun, or ends: as the core says.
    public func run(_ active: Bool, _ line: @escaping Line) {
        guard active else { return stop() }
        guard receiver == nil else { return }
        hardware.eye.start(line)
        hardware.sound.start(line)
        let pictures = hardware.pictures
        // After the last picture, so that none comes later.
        receiver = Receiver(line, pictures) { pictures.stop() }
    }

    private func stop() {
        guard let running = receiver else { return }
        running.stop()
        receiver = nil
        hardware.eye.stop()
        hardware.sound.stop()
    }
}

/// Takes pictures from the core, on a thread that waits there for each.
private final class Receiver: @unchecked Sendable {
    private let lock = NSLock()
    private var running = true

    init(_ line: @escaping Line, _ pictures: any Pictures, done: @escaping @MainActor () -> Void) {
        let thread = Thread { [self] in
            while lock.withLock({ running }) {
                if let line = line() {
                    if let unit = line.nextVideo(wait: pause), !pictures.show(unit) { line.needKeyframe(mid: unit.mid) }
                } else {
                    // A call without a line: looks again a little later.
                    Thread.sleep(forTimeInterval: pause)
                }
            }
            Task(operation: done)
        }
        thread.name = "pictures"
        thread.start()
    }

    /// This picture was the last.
    func stop() {
        lock.withLock { running = false }
    }
}

private let pause: TimeInterval = 0.1
