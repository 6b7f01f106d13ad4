#if canImport(Network)
import FamilyKit
import Network

/// Tells the core when the network comes, goes or changes.
public final class NetworkWatch {
    private let monitor = NWPathMonitor()

    /// Watches until it is gone.
    public init(send: @escaping @MainActor (Action) -> Void) {
        monitor.pathUpdateHandler = { path in
            let online = path.status == .satisfied
            Task { @MainActor in send(.networkChanged(online: online)) }
        }
        monitor.start(queue: DispatchQueue(label: "network"))
    }

    deinit { monitor.cancel() }
}
#endif
