#if canImport(UIKit)
import FamilyKit
import UserNotifications

/// The core's plan of reminders as notifications of the system, which shows them whether the app runs or not.
@MainActor
public final class Reminders: NSObject {
    private let centre = UNUserNotificationCenter.current()
    /// Ids alone: what a reminder says is the system's to keep.
    private let kept = UserDefaults.standard
    private let open: @MainActor (Action) -> Void
    private var last: Task<Void, Never>?

    /// `send` takes what a tap on a reminder opens, and which were shown.
    public init(send: @escaping @MainActor (Action) -> Void) {
        open = send
        super.init()
        centre.delegate = self
    }

    /// Takes the place of the plan before. Where there is something to be reminded of, the person is asked once whether that
    /// may be shown: the screen says so.
    public func replace(_ plan: [Reminder], words: PlatformWords) {
        let before = last
        last = Task {
            await before?.value
            await tellShown()
            centre.setNotificationCategories([category(words)])
            centre.removeAllPendingNotificationRequests()
            kept.set(plan.map(\.id), forKey: keptIds)
            for reminder in plan { try? await centre.add(request(reminder)) }
            if !plan.isEmpty { await ask() }
        }
    }

    /// Tells the core which were shown since it was last told: those that were planned and do not wait any more.
    public func tellShown() async {
        guard await centre.notificationSettings().authorizationStatus == .authorized else { return }
        let planned = kept.stringArray(forKey: keptIds) ?? []
        let waiting = Set(await centre.pendingNotificationRequests().map(\.identifier))
        let shown = planned.filter { !waiting.contains($0) }
        guard !shown.isEmpty else { return }
        kept.set(planned.filter(waiting.contains), forKey: keptIds)
        open(.remindersShown(shown))
    }

    private func ask() async {
        guard await centre.notificationSettings().authorizationStatus == .notDetermined else { return }
        _ = try? await centre.requestAuthorization(options: [.alert, .sound])
    }

    private func request(_ reminder: Reminder) -> UNNotificationRequest {
        let content = UNMutableNotificationContent()
        content.title = reminder.title
        content.body = reminder.text
        content.sound = .default
        content.interruptionLevel = .timeSensitive
        content.categoryIdentifier = categoryName
        // A moment, not an hour of some clock: the zone goes with it.
        var moment = Calendar(identifier: .gregorian)
        moment.timeZone = .gmt
        let parts = moment.dateComponents([.timeZone, .year, .month, .day, .hour, .minute, .second], from: reminder.at)
        let trigger = UNCalendarNotificationTrigger(dateMatching: parts, repeats: false)
        return UNNotificationRequest(identifier: reminder.id, content: content, trigger: trigger)
    }

    /// On a locked phone that hides previews it says only what kind of thing this is.
    private func category(_ words: PlatformWords) -> UNNotificationCategory {
        UNNotificationCategory(
            identifier: categoryName, actions: [], intentIdentifiers: [], hiddenPreviewsBodyPlaceholder: words.remindersChannel,
            options: [])
    }
}

extension Reminders: UNUserNotificationCenterDelegate {
    /// One was tapped: the core knows where it leads.
    public nonisolated func userNotificationCenter(_ centre: UNUserNotificationCenter, didReceive response: UNNotificationResponse) async {
        let id = response.notification.request.identifier
        await MainActor.run { open(.openLink("reminder:\(id)")) }
    }

    /// One is due while the app is seen: it is shown all the same.
    public nonisolated func userNotificationCenter(
        _ centre: UNUserNotificationCenter, willPresent notification: UNNotification
    ) async -> UNNotificationPresentationOptions {
        [.banner, .list, .sound]
    }
}

private let keptIds = "reminders"
private let categoryName = "reminder"
#endif
