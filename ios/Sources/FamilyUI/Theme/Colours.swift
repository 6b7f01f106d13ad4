import FamilyKit
import SwiftUI

// The colours of `design/tokens.json`; `cargo xtask test --only ios` holds them to it.
extension Color {
    static let page = token(light: 0xffffff, dark: 0x11171a)
    static let surface = token(light: 0xf3f5f6, dark: 0x1b2327)
    static let text = token(light: 0x10181c, dark: 0xeef2f3)
    static let quiet = token(light: 0x48545a, dark: 0xb9c4c9)
    static let line = token(light: 0xc3cacd, dark: 0x3f4c53)
    static let control = token(light: 0x56646b, dark: 0x8c9aa1)
    static let brand = token(light: 0x123f4d, dark: 0x0b2b35)
    static let brandText = token(light: 0xffffff, dark: 0xffffff)
    static let link = token(light: 0x0f5a8a, dark: 0x8ecbf5)
    static let button = token(light: 0x0b6b4b, dark: 0x7fd6ad)
    static let buttonText = token(light: 0xffffff, dark: 0x062118)
    static let danger = token(light: 0xa3201c, dark: 0xff9d96)
    static let dangerText = token(light: 0xffffff, dark: 0x330503)
    static let focus = token(light: 0xffd83d, dark: 0xffd83d)
    static let focusText = token(light: 0x10181c, dark: 0x10181c)
    static let good = token(light: 0xd7efe2, dark: 0x123d2c)
    static let goodText = token(light: 0x07432e, dark: 0xbdf0d7)
    static let wait = token(light: 0xfdf0c4, dark: 0x453706)
    static let waitText = token(light: 0x4c3a00, dark: 0xffe9a3)
    static let bad = token(light: 0xf8dedc, dark: 0x521512)
    static let badText = token(light: 0x6e120f, dark: 0xffd6d3)
    static let plain = token(light: 0xe2e8eb, dark: 0x2c383e)
    static let plainText = token(light: 0x24333a, dark: 0xdfe7ea)
}

extension Tone {
    /// What is behind words of this tone.
    var ground: Color {
        switch self {
        case .neutral: .plain
        case .good: .good
        case .waiting, .attention: .wait
        case .problem: .bad
        }
    }

    /// Words of this tone.
    var text: Color {
        switch self {
        case .neutral: .plainText
        case .good: .goodText
        case .waiting, .attention: .waitText
        case .problem: .badText
        }
    }
}

#if canImport(UIKit)
import UIKit

extension Color {
    /// One colour by day and one by night, each `0xRRGGBB`.
    private static func token(light: UInt32, dark: UInt32) -> Color {
        Color(
            uiColor: UIColor { traits in
                let rgb = traits.userInterfaceStyle == .dark ? dark : light
                return UIColor(red: part(rgb, 16), green: part(rgb, 8), blue: part(rgb, 0), alpha: 1)
            })
    }

    private static func part(_ rgb: UInt32, _ shift: UInt32) -> CGFloat { CGFloat(rgb >> shift & 0xff) / 255 }
}
#else
extension Color {
    /// The stand-in has no night.
    private static func token(light: UInt32, dark: UInt32) -> Color { Color(white: Double(light) / Double(0xffffff)) }
}
#endif
