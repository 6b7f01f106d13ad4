import Foundation

/// An H.264 picture in the two shapes that it travels in: Annex B (start codes), as the core gives and takes it, and AVCC
/// (lengths of four bytes), as Apple's codecs do.
public struct AccessUnit: Equatable, Sendable {
    /// Its NAL units, without what separates them.
    public let units: [Data]

    /// Reads Annex B.
    public init(annexB data: Data) {
        var units: [Data] = []
        var begin: Int?
        var zeros = 0
        for (place, byte) in data.enumerated() {
            if byte == 1 && zeros >= 2 {
                if let begin { units.append(data.slice(begin, place - zeros)) }
                begin = place + 1
            }
            zeros = byte == 0 ? zeros + 1 : 0
        }
        if let begin { units.append(data.slice(begin, data.count - zeros)) }
        self.units = units.filter { !$0.isEmpty }
    }

    /// Reads AVCC, after the parameter sets that go with it. A length that reaches beyond the end ends it.
    public init(avcc data: Data, parameters: [Data] = []) {
        var units = parameters
        var place = 0
        while place + 4 <= data.count {
            let length = data.slice(place, place + 4).reduce(0) { $0 << 8 | Int($1) }
            guard length > 0, place + 4 + length <= data.count else { break }
            units.append(data.slice(place + 4, place + 4 + length))
            place += 4 + length
        }
        self.units = units
    }

    /// In Annex B.
    public var annexB: Data { units.reduce(into: Data()) { $0 += Data([0, 0, 0, 1]) + $1 } }

    /// In AVCC, without parameter sets: they are in the format's description.
    public var avcc: Data {
        units.filter { !isParameters($0) }.reduce(into: Data()) { whole, unit in
            withUnsafeBytes(of: UInt32(unit.count).bigEndian) { whole.append(contentsOf: $0) }
            whole += unit
        }
    }

    /// Sequence and picture parameter set, where both are in it.
    public var parameters: [Data]? {
        let sets = units.filter(isParameters)
        return sets.count >= 2 ? sets : nil
    }
}

private let sequenceParameters: UInt8 = 7
private let pictureParameters: UInt8 = 8

private func isParameters(_ unit: Data) -> Bool {
    let type = unit.first.map { $0 & 0x1f }
    return type == sequenceParameters || type == pictureParameters
}

extension Data {
    /// From one place to another, counted from the beginning; copied, so that it begins at 0.
    fileprivate func slice(_ from: Int, _ to: Int) -> Data { Data(self[(startIndex + from)..<(startIndex + Swift.max(from, to))]) }
}
