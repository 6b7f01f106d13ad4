import Foundation

/// A call of today, as the establishment sees it.
public struct Visit {
    /// When it begins, RFC 3339.
    public let startsAt: String
    fileprivate let booking: String
    fileprivate let establishment: String
}

/// What an establishment does on the day.
extension Server {
    /// The newest booking there, and when it begins.
    public func booking(at establishment: String) throws -> Visit {
        let staff = try person("staff", at: establishment)
        let booking = try found(items("/v1/staff/bookings", as: staff).last, "a booking")
        let id = try found(booking["id"] as? String, "its id")
        let startsAt = try found(booking["starts_at"] as? String, "its time")
        return Visit(startsAt: startsAt, booking: id, establishment: establishment)
    }

    /// Moves the server's clock to so many seconds before a moment.
    public func setClock(_ moment: String, minus seconds: TimeInterval) throws {
        let date = try found(ISO8601DateFormatter().date(from: moment), moment)
        let now = ISO8601DateFormatter().string(from: date - seconds)
        try ask("PUT", "/v1/console/clock", as: person("developer"), ["now": now])
    }

    /// The laptop joins, and stays until it is closed.
    public func laptop(of visit: Visit) throws -> StandIn {
        let (call, token) = try laptopCall(visit)
        let laptop = try StandIn(
            "laptop", "--server", base, "--certificate", certificateFile, "--token=\(token)", "--call", call)
        _ = try found(laptop.number(), "the laptop")
        return laptop
    }

    /// Staff pause the call.
    public func pause(_ visit: Visit) throws {
        try ask(
            "POST", "/v1/staff/calls/\(laptopCall(visit).call)/pause", as: person("staff", at: visit.establishment), ["why": "technical"])
    }

    /// Staff let it go on.
    public func resume(_ visit: Visit) throws {
        try ask("POST", "/v1/staff/calls/\(laptopCall(visit).call)/resume", as: person("staff", at: visit.establishment))
    }

    private func laptopCall(_ visit: Visit) throws -> (call: String, token: String) {
        for laptop in people("laptop", at: visit.establishment) {
            for item in try items("/v1/laptop/calls", as: laptop) {
                let state = item["state"] as? [String: Any]
                if state?["booking"] as? String == visit.booking, let call = state?["call"] as? String { return (call, laptop.token) }
            }
        }
        throw Missing(what: "the call of the booking")
    }
}
