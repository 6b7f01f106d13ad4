import FamilyKit
import Foundation

/// What a family and the establishment do, one step after the other. Each step waits for what it needs.
extension Person {
    /// From the welcome to the home screen.
    public func registers(as address: String, on server: Server) async throws {
        try await sees(.welcome)
        try await taps { if case .open = $0 { true } else { false } }
        try await sees(.register)
        submits(.register, ["email": address])
        try await sees(.enterCode)
        submits(.code, ["code": try server.code(to: address)])
        try await sees(.home)
    }

    /// Name, document and photos; a reviewer says yes.
    public func provesIdentity(as name: String, photo: Data, on server: Server) async throws {
        phone.send(.open(.identity))
        try await sees(.identityDetails)
        submits(.identityDetails, ["given_names": name, "family_name": "Example", "date_of_birth": "1984-02-29"])
        try await sees(.identityDocument)
        submits(.identityDocument, ["document": "passport"])
        for kind in [PhotoKind.documentFront, .portrait] {
            try await sees(.identityPhotos)
            phone.send(.takePhoto(kind))
            try await sees(.camera)
            phone.send(.photoTaken(kind: kind, bytes: photo))
            try await keepsPhoto(kind)
        }
        try await sees(.identityPhotos)
        try await taps { $0 == .submitIdentity }
        try await sees(.identityStatus)
        try server.approveIdentity(of: name)
        phone.send(.refresh)
        try await sees("that it is approved") { $0.name == .identityStatus && $0.parts.contains(where: \.isGoodNotice) ? true : nil }
    }

    /// Uses the photo, whatever was noticed about it.
    public func keepsPhoto(_ kind: PhotoKind) async throws {
        let keep = try await sees("that it is taken, or what was noticed") { screen -> Action?? in
            if screen.name == .identityPhotos { return .some(nil) }
            return actions(of: screen).first { if case .keepPhoto = $0 { true } else { false } }.map { .some($0) }
        }
        keep.map(phone.send)
        try await sees(.identityPhotos)
    }

    /// Waits until the server knows that the policy was agreed to: nobody can be added before.
    public func hasAgreed() async throws {
        try await sees("that it is agreed") { $0.name != .policy || $0.parts.contains(where: \.isGoodNotice) ? true : nil }
    }

    /// Somebody to call; staff say yes.
    public func addsPerson(as name: String, on server: Server) async throws {
        phone.send(.open(.addContact))
        try await sees(.addContact)
        let prisoner = try server.prisoner
        submits(
            .contact,
            [
                "establishment": prisoner.establishment, "prisoner_number": prisoner.number, "given_names": prisoner.givenNames,
                "family_name": prisoner.familyName, "date_of_birth": prisoner.dateOfBirth,
            ])
        try await sees(.people)
        try server.approveContact(of: "\(name) Example", at: prisoner.establishment)
        phone.send(.refresh)
    }

    /// A time, asked for and accepted: the booking.
    public func books(on server: Server) async throws {
        try await taps { if case .bookWith = $0 { true } else { false } }
        try await sees(.slots)
        try await taps { if case .chooseSlot = $0 { true } else { false } }
        try await sees(.confirmBooking)
        try await taps { $0 == .requestBooking }
        try await sees(.booking)
        try server.acceptBookings(at: server.prisoner.establishment)
        phone.send(.refresh)
        try await sees("that it is booked") { $0.name == .booking && $0.parts.contains(where: \.isGoodNotice) ? true : nil }
    }
}

extension Part {
    /// Whether it says that something went well.
    public var isGoodNotice: Bool {
        if case .notice(.good, _, _, _) = self { true } else { false }
    }
}

/// What staff do.
extension Server {
    /// Says yes to somebody's identity.
    public func approveIdentity(of name: String) throws {
        let reviewer = try person("reviewer")
        let cases = try items("/v1/review/cases", as: reviewer)
        let theirs = cases.first { ($0["submission"] as? [String: Any])?["given_names"] as? String == name }
        let id = try found(theirs?["id"] as? String, "the case of \(name)")
        try ask("POST", "/v1/review/cases/\(id)/decision", as: reviewer, ["decision": "approve"])
    }

    /// Says yes to a visitor's wish to call somebody.
    public func approveContact(of visitor: String, at establishment: String) throws {
        let staff = try person("staff", at: establishment)
        let request = try items("/v1/staff/contacts", as: staff).first { $0["visitor"] as? String == visitor }
        let id = try found((request?["contact"] as? [String: Any])?["id"] as? String, "the request of \(visitor)")
        try ask("POST", "/v1/staff/contacts/\(id)/decision", as: staff, ["decision": "approve"])
    }

    /// Says yes to every call that is asked for.
    public func acceptBookings(at establishment: String) throws {
        let staff = try person("staff", at: establishment)
        for booking in try items("/v1/staff/bookings", as: staff) {
            guard (booking["status"] as? [String: Any])?["state"] as? String == "requested" else { continue }
            let id = try found(booking["id"] as? String, "a booking")
            try ask("POST", "/v1/staff/bookings/\(id)/decision", as: staff, ["decision": "accept"])
        }
    }
}
