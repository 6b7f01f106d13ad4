import Foundation

/// A soft gradient as a PNG file: nobody's document.
public let drawnPhoto: Data = {
    let (width, height) = (640, 480)
    var rows = Data()
    for y in 0..<height {
        rows.append(0)
        for x in 0..<width { rows.append(contentsOf: [UInt8(x * 255 / width), UInt8(y * 255 / height), 128]) }
    }
    let header = bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + Data([8, 2, 0, 0, 0])
    let signature = Data([0x89]) + Data("PNG\r\n".utf8) + Data([0x1a, 0x0a])
    return signature + chunk("IHDR", header) + chunk("IDAT", stored(rows)) + chunk("IEND", Data())
}()

private func chunk(_ kind: String, _ data: Data) -> Data {
    let body = Data(kind.utf8) + data
    return bigEndian(UInt32(data.count)) + body + bigEndian(crc(body))
}

/// As zlib would, but without making it smaller.
private func stored(_ data: Data) -> Data {
    var out = Data([0x78, 0x01])
    var rest = data[...]
    while !rest.isEmpty {
        let block = rest.prefix(0xffff)
        rest = rest.dropFirst(block.count)
        let size = UInt16(block.count)
        out.append(rest.isEmpty ? 1 : 0)
        for part in [size, ~size] { out.append(contentsOf: [UInt8(part & 0xff), UInt8(part >> 8)]) }
        out.append(block)
    }
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in data {
        a = (a + UInt32(byte)) % 65521
        b = (b + a) % 65521
    }
    return out + bigEndian(b << 16 | a)
}

private func crc(_ data: Data) -> UInt32 {
    ~data.reduce(~UInt32(0)) { crc, byte in
        (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1 }
    }
}

private func bigEndian(_ number: UInt32) -> Data {
    withUnsafeBytes(of: number.bigEndian) { Data($0) }
}
