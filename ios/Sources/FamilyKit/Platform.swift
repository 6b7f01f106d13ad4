import Foundation

/// What the core asks of the platform.
@MainActor
public protocol Platform: AnyObject {
    /// Takes the place of the plan of reminders before.
    func setReminders(_ plan: [Reminder])
    /// Shares a file as the person likes.
    func share(file name: String, _ bytes: Data)
    /// Shares a text as the person likes.
    func share(text: String, title: String)
    /// Shows the phone's own settings of this app.
    func openPhoneSettings()
    /// A call begins, or is over.
    func setCall(active: Bool)
}

extension Platform {
    /// Carries an effect out.
    public func carryOut(_ effect: PlatformEffect) {
        switch effect {
        case .setReminders(let plan): setReminders(plan)
        case .shareFile(let name, _, let bytes): share(file: name, bytes)
        case .shareText(let title, let text): share(text: text, title: title)
        case .openPhoneSettings: openPhoneSettings()
        case .callActive(let active): setCall(active: active)
        }
    }
}
