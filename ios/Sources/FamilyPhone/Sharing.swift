#if canImport(UIKit)
import UIKit

/// Shows the share sheet.
@MainActor
public enum Sharing {
    /// With a file, which is deleted when the sheet is gone.
    public static func file(named name: String, _ bytes: Data) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let file = folder.appendingPathComponent(URL(fileURLWithPath: name).lastPathComponent)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try bytes.write(to: file, options: .completeFileProtection)
        } catch {
            return
        }
        show([file]) { try? FileManager.default.removeItem(at: folder) }
    }

    /// With a text.
    public static func text(_ text: String, title: String) {
        show([Titled(text: text, title: title)])
    }

    private static func show(_ items: [Any], done: @escaping @MainActor () -> Void = {}) {
        let sheet = UIActivityViewController(activityItems: items, applicationActivities: nil)
        sheet.completionWithItemsHandler = { _, _, _, _ in done() }
        let scenes = UIApplication.shared.connectedScenes.compactMap { $0 as? UIWindowScene }
        guard var above = scenes.first?.keyWindow?.rootViewController else { return }
        while let next = above.presentedViewController { above = next }
        // An iPad wants to know where it comes from.
        sheet.popoverPresentationController?.sourceView = above.view
        sheet.popoverPresentationController?.sourceRect = CGRect(x: above.view.bounds.midX, y: above.view.bounds.maxY, width: 0, height: 0)
        above.present(sheet, animated: true)
    }
}

/// A text with a title, for what has a place for one: a mail.
private final class Titled: NSObject, UIActivityItemSource {
    private let text: String
    private let title: String

    init(text: String, title: String) { (self.text, self.title) = (text, title) }

    func activityViewControllerPlaceholderItem(_ sheet: UIActivityViewController) -> Any { text }

    func activityViewController(_ sheet: UIActivityViewController, itemForActivityType type: UIActivity.ActivityType?) -> Any? { text }

    func activityViewController(
        _ sheet: UIActivityViewController, subjectForActivityType type: UIActivity.ActivityType?
    ) -> String { title }
}
#endif
