#if canImport(UserNotifications)
import FamilyKit
import UserNotifications

/// The system's notifications, asked from no thread in particular: what it answers with belongs to none.
enum Notifications {
    /// What the person lets it show.
    static func status() async -> UNAuthorizationStatus {
        await UNUserNotificationCenter.current().notificationSettings().authorizationStatus
    }

    /// Asks the person once.
    static func ask() async {
        guard await status() == .notDetermined else { return }
        _ = try? await UNUserNotificationCenter.current().requestAuthorization(options: [.alert, .sound])
    }

    /// The ids of those that were not shown yet.
    static func waiting() async -> Set<String> {
        Set(await UNUserNotificationCenter.current().pendingNotificationRequests().map(\.identifier))
    }

    /// Takes the place of those before.
    static func replace(_ plan: [Reminder], words: PlatformWords) async {
        let centre = UNUserNotificationCenter.current()
        // On a locked phone that hides previews it says only what kind of thing this is.
        let category = UNNotificationCategory(
            identifier: category, actions: [], intentIdentifiers: [], hiddenPreviewsBodyPlaceholder: words.remindersChannel)
        centre.setNotificationCategories([category])
        centre.removeAllPendingNotificationRequests()
        for reminder in plan { try? await centre.add(request(reminder)) }
    }

    private static func request(_ reminder: Reminder) -> UNNotificationRequest {
        let content = UNMutableNotificationContent()
        content.title = reminder.title
        content.body = reminder.text
        content.sound = .default
        content.interruptionLevel = .timeSensitive
        content.categoryIdentifier = category
        return UNNotificationRequest(identifier: reminder.id, content: content, trigger: trigger(reminder.at))
    }

    /// A moment, not an hour of some clock: the zone goes with it. One that is gone would never come: it is shown at once.
    private static func trigger(_ at: Date) -> UNNotificationTrigger {
        guard at.timeIntervalSinceNow > 1 else { return UNTimeIntervalNotificationTrigger(timeInterval: 1, repeats: false) }
        var clock = Calendar(identifier: .gregorian)
        clock.timeZone = .gmt
        let parts = clock.dateComponents([.timeZone, .year, .month, .day, .hour, .minute, .second], from: at)
        return UNCalendarNotificationTrigger(dateMatching: parts, repeats: false)
    }

    private static let category = "reminder"
}
#endif
