#if canImport(UIKit)
import FamilyKit
import UserNotifications

/// The core's plan of reminders as notifications of the system, which shows them whether the app runs or not.
@MainActor
public final class Reminders: NSObject {
    /// Ids alone: what a reminder says is the system's to keep.
    private let kept = UserDefaults.standard
    private let open: @MainActor (Action) -> Void
    private var last: Task<Void, Never>?

    /// `send` takes what a tap on a reminder opens, and which were shown.
    public init(send: @escaping @MainActor (Action) -> Void) {
        open = send
        super.init()
        UNUserNotificationCenter.current().delegate = self
    }

    /// Takes the place of the plan before. Where there is something to be reminded of, the person is asked once whether that
    /// may be shown: the screen says so. Only then are they given, because iOS takes none before.
    public func replace(_ plan: [Reminder], words: PlatformWords) {
        after { [self] in
            await tell()
            if !plan.isEmpty { await Notifications.ask() }
            await Notifications.replace(plan, words: words)
            kept.set(plan.map(\.id), forKey: keptIds)
        }
    }

    /// Tells the core which were shown since it was last told.
    public func tellShown() {
        after { [self] in await tell() }
    }

    /// Those that were planned and do not wait any more.
    private func tell() async {
        guard await Notifications.status() == .authorized else { return }
        let planned = kept.stringArray(forKey: keptIds) ?? []
        let waiting = await Notifications.waiting()
        let shown = planned.filter { !waiting.contains($0) }
        guard !shown.isEmpty else { return }
        kept.set(planned.filter(waiting.contains), forKey: keptIds)
        open(.remindersShown(shown))
    }

    /// One thing after the other: between two plans nothing waits, and nothing was shown.
    private func after(_ next: @escaping @MainActor () async -> Void) {
        let before = last
        last = Task {
            await before?.value
            await next()
        }
    }
}

// Not the asynchronous forms: UIKit must be answered on the thread that it asked on, or it ends the app.
extension Reminders: UNUserNotificationCenterDelegate {
    /// One was tapped: the core knows where it leads.
    public nonisolated func userNotificationCenter(
        _ centre: UNUserNotificationCenter, didReceive response: UNNotificationResponse,
        withCompletionHandler done: @escaping () -> Void
    ) {
        let id = response.notification.request.identifier
        Task { await open(.openLink("reminder:\(id)")) }
        done()
    }

    /// One is due while the app is seen: it is shown all the same.
    public nonisolated func userNotificationCenter(
        _ centre: UNUserNotificationCenter, willPresent notification: UNNotification,
        withCompletionHandler done: @escaping (UNNotificationPresentationOptions) -> Void
    ) {
        done([.banner, .list, .sound])
    }
}

private let keptIds = "reminders"
#endif
