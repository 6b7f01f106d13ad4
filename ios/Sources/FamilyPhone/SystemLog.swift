#if canImport(os)
import FamilyKit
import os

/// The core's log in the system's: it names nobody, so it is not hidden there.
public final class SystemLog: LogSink {
    /// Begins to keep lines.
    public init() {}

    /// Keeps a line.
    public func onLine(line: LogLine) {
        let logger = Logger(subsystem: "app.kinline", category: line.part)
        switch line.level {
        case .error: logger.error("\(line.text, privacy: .public)")
        case .warn: logger.warning("\(line.text, privacy: .public)")
        case .info: logger.info("\(line.text, privacy: .public)")
        case .debug: logger.debug("\(line.text, privacy: .public)")
        }
    }
}
#endif
