import FamilyKit
import FamilyPhone
import FamilyUI
import SwiftUI
import UIKit

/// The process: holds the core and the hardware, and carries out what the core asks of the platform.
@main
struct KinlineApp: App {
    @State private var kinline = Kinline()
    @Environment(\.scenePhase) private var phase

    var body: some Scene {
        WindowGroup {
            KinlineView(phone: kinline.phone, hardware: kinline.hardware)
                .onOpenURL { kinline.open($0.absoluteString) }
                .task { kinline.start() }
        }
        .onChange(of: phase) { _, phase in
            switch phase {
            case .active: kinline.seen()
            case .background: kinline.unseen()
            case .inactive: break
            @unknown default: break
            }
        }
        .backgroundTask(.appRefresh(News.task)) { await kinline.looksForNews() }
    }
}

/// Everything that lives as long as the process.
@MainActor
final class Kinline {
    let phone: Phone
    let hardware: PhoneHardware
    private let reminders: Reminders
    private let calls: CallCentre
    private let loop: CallLoop
    private let network: NetworkWatch

    init() {
        // What carries out is made after what asks for it.
        let effects = Effects()
        let phone = Phone(config: .ofThisPhone, secrets: KeychainSecrets(), carryOut: { effects.carryOut($0) })
        self.phone = phone
        hardware = PhoneHardware(look: phone.look)
        reminders = Reminders(send: phone.send)
        calls = CallCentre(hardware: hardware, send: phone.send)
        loop = CallLoop(hardware: hardware)
        network = NetworkWatch(send: phone.send)
        effects.carryOut = { [weak self] in self?.carryOut($0) }
    }

    func start() {
        startLogging(level: .info, sink: SystemLog())
        phone.start()
        tell()
    }

    func open(_ link: String) {
        DebugServer.take(link)
        phone.send(.openLink(link))
    }

    func seen() {
        phone.resume()
        tell()
    }

    /// iOS kills an app that holds a lock of a database while it sleeps: everything is written before.
    func unseen() {
        let application = UIApplication.shared
        let time = application.beginBackgroundTask()
        phone.pause()
        News.ask()
        application.endBackgroundTask(time)
    }

    /// Whoever uses the app hears of it anyway.
    func looksForNews() async {
        guard !isSeen else { return }
        News.ask()
        start()
        phone.resume()
        phone.send(.refresh)
        await News.wait()
        if !isSeen { phone.pause() }
    }

    private var isSeen: Bool { UIApplication.shared.applicationState != .background }

    /// What may have changed while the app was not seen.
    private func tell() {
        phone.send(.timeZoneChanged(zone: TimeZone.current.identifier))
        Task {
            phone.send(.permissionsKnown(await hardware.permissions.known()))
            reminders.tellShown()
        }
    }
}

extension Kinline: Platform {
    private var words: PlatformWords { platformWords(language: phone.shownLanguage) }

    func setReminders(_ plan: [Reminder]) { reminders.replace(plan, words: words) }

    func share(file name: String, _ bytes: Data) { Sharing.file(named: name, bytes) }

    func share(text: String, title: String) { Sharing.text(text, title: title) }

    func openPhoneSettings() { hardware.permissions.openSettings() }

    func setCall(active: Bool) {
        loop.run(active, phone.line)
        calls.run(active, name: words.callRunning)
    }
}

@MainActor
private final class Effects {
    var carryOut: (PlatformEffect) -> Void = { _ in }
}

extension Config {
    /// What this phone knows at the start. Its data is neither in a backup nor readable before the phone was first unlocked.
    fileprivate static var ofThisPhone: Config {
        let debug = DebugServer.known
        // Each server has its own people.
        let name = "core" + (debug.map { $0.sha256.prefix(8) } ?? "")
        var folder = URL.applicationSupportDirectory.appending(path: name, directoryHint: .isDirectory)
        let protection = [FileAttributeKey.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication]
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: protection)
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        try? folder.setResourceValues(values)
        let info = Bundle.main
        let named = (info.object(forInfoDictionaryKey: "KinlineFingerprint") as? String).flatMap { $0.isEmpty ? nil : $0 }
        return Config(
            server: debug?.server ?? info.object(forInfoDictionaryKey: "KinlineServer") as? String ?? "",
            trust: (debug?.sha256 ?? named).map { .fingerprint(sha256: $0) } ?? .platform,
            dataDir: folder.path(percentEncoded: false),
            language: Bundle.main.preferredLocalizations.first?.hasPrefix("cy") == true ? .welsh : .english,
            timeZone: TimeZone.current.identifier,
            models: info.url(forResource: "faces", withExtension: "bin")?.deletingLastPathComponent().path(percentEncoded: false))
    }
}
