#if canImport(BackgroundTasks)
import BackgroundTasks
import FamilyKit

/// Nothing is pushed to the phone: iOS is asked to let the app look for news now and then, such as a prison's late answer.
public enum News {
    /// Its name among the system's tasks, as in Info.plist.
    public static let task = "app.kinline.news"

    /// Asks for the next look; iOS decides when it comes.
    public static func ask() {
        let next = BGAppRefreshTaskRequest(identifier: task)
        next.earliestBeginDate = Date(timeIntervalSinceNow: 12 * 60 * 60)
        // Refused where the person switched it off: the news wait until the app is opened.
        try? BGTaskScheduler.shared.submit(next)
    }

    /// As long as iOS lets the app look.
    public static func wait() async { try? await Task.sleep(for: .seconds(20)) }
}
#endif
