//! Paths and header names, once for both ends.

use crate::{
    AccountId, BookingId, CallId, ChildId, ContactId, EstablishmentId, HoldId, InvitationId,
    PrisonerNumber, RegistrationId, WaitingId,
};

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
/// `GET` → list of [`crate::readiness::Watch`]
pub const WATCHES: &str = "/v1/watches";
/// `GET` → list of [`crate::people::Contact`]; `POST` [`crate::people::NewContact`] → 201
pub const CONTACTS: &str = "/v1/contacts";
/// `GET` → list of [`crate::people::Companion`]; `POST` [`crate::people::NewCompanion`] → 201
pub const COMPANIONS: &str = "/v1/companions";
/// `GET` → list of [`crate::people::Invitation`]; `POST` [`crate::people::NewInvitation`] → 201
/// [`crate::people::NewInvitationLink`]
pub const INVITATIONS: &str = "/v1/invitations";
/// `GET` → list of [`crate::people::Child`]; `POST` [`crate::people::NewChild`] → 201
pub const CHILDREN: &str = "/v1/children";
/// `GET` → list of [`crate::waiting::Waiting`]; `POST` [`crate::waiting::NewWaiting`] → 201
pub const WAITING: &str = "/v1/waiting";
/// `POST` [`crate::booking::NewPrisonerRequest`] → 201 [`crate::booking::PrisonerRequest`]
pub const LAPTOP_REQUESTS: &str = "/v1/laptop/requests";
/// `GET` → list of [`crate::booking::Hold`]; `POST` [`crate::booking::NewHold`] → 201
pub const HOLDS: &str = "/v1/holds";
/// `GET` → list of [`crate::booking::Booking`]; `POST` [`crate::booking::NewBooking`] → 201
pub const BOOKINGS: &str = "/v1/bookings";

/// `POST` [`crate::account::Confirmation`] → 201 [`crate::account::DeviceRegistered`]
pub fn confirmation(id: RegistrationId) -> String {
    format!("{REGISTRATIONS}/{id}/confirmation")
}

/// `POST`, no body → 201 [`crate::readiness::Watch`]; `DELETE` → 204
pub fn watch(establishment: &EstablishmentId) -> String {
    format!("{ESTABLISHMENTS}/{establishment}/watch")
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

/// `GET` → [`crate::booking::Slots`], as if this booking's call did not count
pub fn slots_instead_of(contact: ContactId, booking: BookingId) -> String {
    format!("{CONTACTS}/{contact}/slots?instead_of={booking}")
}

/// `DELETE` → 204
pub fn invitation(id: InvitationId) -> String {
    format!("{INVITATIONS}/{id}")
}

/// `GET` → [`crate::people::InvitationOffer`]
pub fn invitation_offer(token: &str) -> String {
    format!("{INVITATIONS}/{token}")
}

/// `POST`, no body → [`crate::people::InvitationOffer`]
pub fn invitation_acceptance(token: &str) -> String {
    format!("{INVITATIONS}/{token}/acceptance")
}

/// `DELETE` → 204
pub fn child(id: ChildId) -> String {
    format!("{CHILDREN}/{id}")
}

/// `DELETE` → 204
pub fn waiting(id: WaitingId) -> String {
    format!("{WAITING}/{id}")
}

/// `POST` [`crate::booking::BookingAnswer`] → [`crate::booking::Booking`]
pub fn booking_answer(id: BookingId) -> String {
    format!("{BOOKINGS}/{id}/answer")
}

/// `POST` [`crate::booking::BookingChange`] → [`crate::booking::Booking`]
pub fn booking_change(id: BookingId) -> String {
    format!("{BOOKINGS}/{id}/change")
}

/// `GET` → list of [`crate::booking::ApprovedCaller`]
pub fn approved_callers(prisoner: &PrisonerNumber) -> String {
    format!("/v1/laptop/prisoners/{}/contacts", prisoner.as_str())
}

/// `GET` → [`crate::booking::Slots`]
pub fn prisoner_slots(prisoner: &PrisonerNumber) -> String {
    format!("/v1/laptop/prisoners/{}/slots", prisoner.as_str())
}

/// `GET` → list of [`crate::booking::PrisonerRequest`]
pub fn prisoner_requests(prisoner: &PrisonerNumber) -> String {
    format!("/v1/laptop/prisoners/{}/requests", prisoner.as_str())
}

/// `POST` [`crate::booking::FamilyCancellation`] or no body: withdraws a request, cancels a booking
/// → [`crate::booking::Booking`]
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
