//! Paths and header names, once for both ends.

use crate::{AccountId, BookingId, CallId, ContactId, HoldId, RegistrationId};

/// The server's clock on every answer: RFC 3339 with milliseconds. (`Date` has seconds only.)
pub const TIME_HEADER: &str = "kinline-time";
/// Names a POST, so that it takes effect once however often it is sent. 8 to 128 visible characters.
pub const IDEMPOTENCY_HEADER: &str = "idempotency-key";
/// Set to `true` on an answer that was given before.
pub const REPLAYED_HEADER: &str = "idempotency-replayed";

/// `POST` [`crate::account::NewRegistration`] → 202 [`crate::account::Registration`]
pub const REGISTRATIONS: &str = "/v1/registrations";
/// `POST` [`crate::account::NewChallenge`] → 201 [`crate::account::Challenge`]
pub const CHALLENGES: &str = "/v1/challenges";
/// `POST` [`crate::account::SignedChallenge`] → 201 [`crate::account::Token`]
pub const TOKENS: &str = "/v1/tokens";
/// `GET` → [`crate::account::Me`]
pub const ME: &str = "/v1/me";
/// tus: `OPTIONS`, `POST`
pub const UPLOADS: &str = "/v1/uploads";
/// `POST` [`crate::identity::NewIdentityCase`] → 201 [`crate::identity::IdentityStatus`]
pub const IDENTITY_CASES: &str = "/v1/identity-cases";
/// `GET` → [`crate::identity::IdentityStatus`]
pub const IDENTITY: &str = "/v1/identity";
/// `GET ?language=` → [`crate::policy::Policy`]
pub const POLICY: &str = "/v1/policy";
/// `POST` [`crate::policy::PolicyAgreement`] → 204
pub const POLICY_AGREEMENTS: &str = "/v1/policy/agreements";
/// `GET` → list of [`crate::establishment::Establishment`]
pub const ESTABLISHMENTS: &str = "/v1/establishments";
/// `GET` → list of [`crate::people::Contact`]; `POST` [`crate::people::NewContact`] → 201
pub const CONTACTS: &str = "/v1/contacts";
/// `GET` → list of [`crate::people::Companion`]; `POST` [`crate::people::NewCompanion`] → 201
pub const COMPANIONS: &str = "/v1/companions";
/// `POST` [`crate::booking::NewHold`] → 201 [`crate::booking::Hold`]
pub const HOLDS: &str = "/v1/holds";
/// `GET` → list of [`crate::booking::Booking`]; `POST` [`crate::booking::NewBooking`] → 201
pub const BOOKINGS: &str = "/v1/bookings";

/// `POST` [`crate::account::Confirmation`] → 201 [`crate::account::DeviceRegistered`]
pub fn confirmation(id: RegistrationId) -> String {
    format!("{REGISTRATIONS}/{id}/confirmation")
}

/// `GET` → [`crate::booking::Slots`]
pub fn slots(contact: ContactId) -> String {
    format!("{CONTACTS}/{contact}/slots")
}

/// `DELETE` → 204
pub fn companion(account: AccountId) -> String {
    format!("{COMPANIONS}/{account}")
}

/// `DELETE` → 204
pub fn hold(id: HoldId) -> String {
    format!("{HOLDS}/{id}")
}

/// `GET` → [`crate::booking::Booking`]
pub fn booking(id: BookingId) -> String {
    format!("{BOOKINGS}/{id}")
}

/// `POST`, no body: withdraws a request, cancels a booking → [`crate::booking::Booking`]
pub fn booking_cancellation(id: BookingId) -> String {
    format!("{BOOKINGS}/{id}/cancellation")
}

/// `GET` → [`crate::call::CallState`]
pub fn call(id: CallId) -> String {
    format!("/v1/calls/{id}")
}

/// WebSocket of [`crate::call::ServerMessage`] and [`crate::call::ClientMessage`]
pub fn call_events(id: CallId) -> String {
    format!("/v1/calls/{id}/events")
}

/// `POST` an SDP offer → 201, `Location`, `ETag`; then `PATCH` and `DELETE` there (RFC 9725)
pub fn call_media(id: CallId) -> String {
    format!("/v1/calls/{id}/media")
}
