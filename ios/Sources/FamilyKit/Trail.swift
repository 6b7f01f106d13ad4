/// The screens that lead to the one that is shown: what is seen below it while a finger swipes back. The core alone
/// decides what back leads to; where it shows something else, the trail follows.
public struct Trail: Equatable, Sendable {
    /// From the first to the one that is shown; never empty.
    public private(set) var screens: [Screen]

    /// Begins with a screen.
    public init(_ screen: Screen) {
        screens = [screen]
    }

    /// The names of those above the first.
    public var path: [ScreenName] { screens.dropFirst().map(\.name) }

    /// What a place of the trail shows.
    public func screen(named name: ScreenName) -> Screen? {
        screens.last { $0.name == name }
    }

    /// Another screen is shown: one that is on the trail is gone back to, one that leads nowhere back begins a new trail.
    public mutating func show(_ screen: Screen) {
        if let place = screens.firstIndex(where: { $0.name == screen.name }) {
            screens.removeSubrange(place...)
        } else if !screen.canGoBack {
            screens.removeAll()
        }
        screens.append(screen)
    }

    /// Somebody swiped back to a shorter path: how many screens that leaves.
    public mutating func leave(to path: [ScreenName]) -> Int {
        let left = max(screens.count - 1 - path.count, 0)
        screens.removeLast(left)
        return left
    }
}
