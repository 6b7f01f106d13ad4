#if canImport(Security)
import FamilyKit
import Foundation
import Security

/// The core's secrets in the key chain: of this phone alone (no backup, no other phone, no iCloud), and unreadable until it
/// was unlocked once since it was switched on. Not 'while unlocked': a call goes on while the phone is locked.
public final class KeychainSecrets: SecureStore {
    private let service: String

    /// Secrets under a name of the app's.
    public init(service: String = "app.kinline.core") {
        self.service = service
    }

    /// A secret, if it is there.
    public func get(name: String) throws -> Data? {
        var query = item(name)
        query[kSecReturnData] = true
        query[kSecMatchLimit] = kSecMatchLimitOne
        var found: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &found)
        if status == errSecItemNotFound { return nil }
        try check(status)
        return found as? Data
    }

    /// Keeps a secret, replacing what was there.
    public func set(name: String, secret: Data) throws {
        let change: [CFString: Any] = [kSecValueData: secret]
        let status = SecItemUpdate(item(name) as CFDictionary, change as CFDictionary)
        guard status == errSecItemNotFound else { return try check(status) }
        var new = item(name)
        new[kSecValueData] = secret
        new[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
        try check(SecItemAdd(new as CFDictionary, nil))
    }

    private func item(_ name: String) -> [CFString: Any] {
        [
            kSecClass: kSecClassGenericPassword, kSecAttrService: service, kSecAttrAccount: name,
            kSecAttrSynchronizable: false, kSecUseDataProtectionKeychain: true,
        ]
    }

    private func check(_ status: OSStatus) throws {
        guard status == errSecSuccess else { throw PlatformError.Failed(reason: "keychain \(status)") }
    }
}
#endif
