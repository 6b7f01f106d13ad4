import Foundation

/// Sound as the core takes it: 20 ms of 48 kHz mono, 16 bits, cut from whatever lengths a microphone gives.
public struct Pieces: Sendable {
    /// Samples of a piece.
    public static let samples = 960
    private var rest = Data()

    /// Nothing heard yet.
    public init() {}

    /// Adds what was heard; the pieces that are whole now.
    public mutating func add(_ pcm: Data) -> [Data] {
        rest += pcm
        let size = Self.samples * 2
        let whole = rest.count / size
        let pieces = (0..<whole).map { Data(rest.dropFirst($0 * size).prefix(size)) }
        rest = Data(rest.dropFirst(whole * size))
        return pieces
    }
}
