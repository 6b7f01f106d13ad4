import FamilyKit
import Foundation

/// The development server that a debug build was led to, by the QR code on its console page. A release takes no such link.
enum DebugServer {
    #if DEBUG
    private static let key = "debugServer"

    /// Where it is, and how to know it.
    static var known: ServerLink? { UserDefaults.standard.string(forKey: key).flatMap(readServerLink) }

    /// Keeps such a link, and ends the app: opened again it is at that server.
    static func take(_ link: String) {
        guard readServerLink(text: link) != nil else { return }
        UserDefaults.standard.set(link, forKey: key)
        exit(0)
    }
    #else
    static let known: ServerLink? = nil

    static func take(_ link: String) {}
    #endif
}
