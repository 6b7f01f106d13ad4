//! Errors on the wire: RFC 9457 problem details, with one catalogue of codes.
//!
//! The server's `title` and `detail` are for developers. What a person reads is made by the phone,
//! in their language, from the code.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// `application/problem+json`.
pub const CONTENT_TYPE: &str = "application/problem+json";

/// Problem details (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `urn:kinline:problem:<code>`.
    pub r#type: String,
    /// One line for developers.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time and what to do next, for developers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What a client acts on.
    pub code: ErrorCode,
    /// Which inputs were wrong, each with its own code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// The instant that the problem is about: when a call opens, an allowance renews, a code may
    /// be asked for again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
}

/// One wrong input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// The input's JSON key.
    pub field: String,
    /// What is wrong with it.
    pub code: ErrorCode,
}

impl Problem {
    /// A problem with its code's status and title.
    pub fn new(code: ErrorCode) -> Self {
        Self {
            r#type: format!("urn:kinline:problem:{}", code.as_str()),
            title: code.title().to_owned(),
            status: code.status(),
            detail: None,
            code,
            fields: Vec::new(),
            at: None,
        }
    }

    /// Adds what happened this time and what to do next.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Names a wrong input.
    pub fn field(mut self, field: impl Into<String>, code: ErrorCode) -> Self {
        self.fields.push(FieldProblem {
            field: field.into(),
            code,
        });
        self
    }

    /// Adds the instant that the problem is about.
    pub fn at(mut self, at: DateTime<Utc>) -> Self {
        self.at = Some(at);
        self
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $status:literal, $title:literal;)*) => {
        /// Everything that can be refused, and why. The catalogue is closed: a code that a client
        /// does not know reads as [`ErrorCode::Internal`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum ErrorCode {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
            /// The server failed; nothing that the client can mend.
            #[serde(rename = "internal", other)]
            Internal,
        }

        impl ErrorCode {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)* Self::Internal];

            /// The code on the wire.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* Self::Internal => "internal" }
            }

            /// The HTTP status that it comes with.
            pub fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* Self::Internal => 500 }
            }

            /// One line for developers.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* Self::Internal => "The server failed." }
            }
        }
    };
}

codes! {
    // Requests in general
    /// The body or a parameter could not be read.
    Malformed = "malformed", 400, "The request could not be read.";
    /// One or more inputs are wrong: see `fields`.
    InvalidInput = "invalid_input", 422, "One or more inputs are wrong.";
    /// No token, or one that was never given out.
    NotSignedIn = "not_signed_in", 401, "A bearer token is needed.";
    /// The token has expired: sign a new challenge.
    SignInExpired = "sign_in_expired", 401, "The bearer token has expired.";
    /// Another role, or somebody else's.
    NotAllowed = "not_allowed", 403, "This role may not do that.";
    /// No such thing, or not yours: the two are not told apart.
    NotFound = "not_found", 404, "There is no such thing.";
    /// The path exists, the method does not.
    MethodNotAllowed = "method_not_allowed", 405, "The method is not allowed here.";
    /// The body is too large.
    TooLarge = "too_large", 413, "The body is too large.";
    /// The content type is not what the endpoint reads.
    WrongContentType = "wrong_content_type", 415, "The content type is not read here.";
    /// Every POST of a family carries an `Idempotency-Key`.
    IdempotencyKeyMissing = "idempotency_key_missing", 400, "An Idempotency-Key header is needed.";
    /// The key was used for another request.
    IdempotencyKeyReused = "idempotency_key_reused", 422, "The Idempotency-Key belongs to another request.";
    /// Too many tries: wait until `at`.
    TooManyRequests = "too_many_requests", 429, "Too many requests.";
    /// A dependency is down; try again.
    Unavailable = "unavailable", 503, "The server is not ready.";

    // Account
    /// Not an e-mail address.
    EmailInvalid = "email_invalid", 422, "This is not an e-mail address.";
    /// Not the code that was sent.
    CodeWrong = "code_wrong", 422, "This is not the code that was sent.";
    /// The code is too old.
    CodeExpired = "code_expired", 410, "The code has expired.";
    /// Too many wrong codes.
    CodeExhausted = "code_exhausted", 429, "Too many wrong codes: ask for a new one.";
    /// The device's public key is not one.
    DeviceKeyInvalid = "device_key_invalid", 422, "The device key is not an Ed25519 public key.";
    /// The signature does not fit the challenge and the device.
    SignatureInvalid = "signature_invalid", 401, "The signature does not fit.";
    /// The sign-in code of a page is not one.
    SignInCodeWrong = "sign_in_code_wrong", 401, "This sign-in code is not known.";

    // Values
    /// A name is missing or unusable.
    NameInvalid = "name_invalid", 422, "This is not a usable name.";
    /// A date that does not exist, or is not plausible.
    DateInvalid = "date_invalid", 422, "This date is not plausible.";
    /// Not a prisoner number.
    PrisonerNumberInvalid = "prisoner_number_invalid", 422, "This is not a prisoner number.";

    // Uploads (tus 1.0)
    /// The photo is larger than the limit.
    PhotoTooLarge = "photo_too_large", 413, "The photo is too large.";
    /// The file is not a photo that can be read.
    PhotoUnreadable = "photo_unreadable", 422, "The file is not a JPEG or PNG photo.";
    /// The file is a HEIC photo, which cannot be read here.
    PhotoHeic = "photo_heic", 422, "The file is a HEIC photo: send a JPEG.";
    /// The photo has too few pixels.
    PhotoTooSmall = "photo_too_small", 422, "The photo has too few pixels.";
    /// The offset is not where the upload stands.
    UploadOffset = "upload_offset", 409, "The offset is not where the upload stands.";
    /// The upload is not finished.
    UploadIncomplete = "upload_incomplete", 422, "The upload is not finished.";
    /// A tus version other than 1.0.0.
    TusVersion = "tus_version", 412, "Only tus 1.0.0 is spoken.";

    // Identity
    /// A photo that this document needs is missing.
    PhotoMissing = "photo_missing", 422, "A photo is missing.";
    /// A case is open already.
    IdentityPending = "identity_pending", 409, "An identity case is already open.";
    /// Only an approved identity can do this.
    IdentityNotApproved = "identity_not_approved", 403, "The identity is not approved.";
    /// The identity was approved, but that has ended: `at` says when. It must be proven again.
    IdentityExpired = "identity_expired", 403, "The approval of the identity has ended.";
    /// All attempts with photos are used up: the document is shown another way.
    IdentityAttemptsUsed = "identity_attempts_used", 409, "All attempts with photos are used up.";
    /// The document does not prove the identity of somebody of that age.
    DocumentNotAccepted = "document_not_accepted", 422, "This document is not accepted at that age.";
    /// The case has been decided.
    AlreadyDecided = "already_decided", 409, "This has been decided already.";

    // Policy
    /// The current acceptable use policy is not agreed to.
    PolicyNotAgreed = "policy_not_agreed", 403, "The current acceptable use policy is not agreed to.";
    /// Not the current version.
    PolicyVersion = "policy_version", 409, "This is not the current policy version.";

    // People
    /// The person is on the list already.
    ContactExists = "contact_exists", 409, "This contact was added already.";
    /// The establishment has not approved the contact.
    ContactNotApproved = "contact_not_approved", 403, "The contact is not approved.";
    /// No approved visitor has that number and date of birth.
    CompanionNotFound = "companion_not_found", 404, "No approved visitor has these details.";
    /// No more visitors fit.
    CompanionLimit = "companion_limit", 409, "No more visitors can come along.";

    // Booking
    /// Another family was faster.
    SlotTaken = "slot_taken", 409, "The slot is taken.";
    /// The establishment does not offer that time.
    SlotUnavailable = "slot_unavailable", 409, "The slot is not offered.";
    /// The hold has run out.
    HoldExpired = "hold_expired", 409, "The hold has run out.";
    /// The month's calls are used up: `at` says when they renew.
    AllowanceUsed = "allowance_used", 409, "The allowance is used up.";
    /// Too many visitors for one call.
    TooManyVisitors = "too_many_visitors", 422, "Too many visitors for one call.";
    /// Nobody among the visitors is an adult.
    NoAdult = "no_adult", 422, "An adult must be present.";
    /// It is too late, or too soon, to do that to this booking.
    BookingState = "booking_state", 409, "The booking's state does not allow that.";
    /// A family can change or cancel this call itself only until `at`.
    ChangeTooLate = "change_too_late", 409, "It is too late to change or cancel this call by oneself.";
    /// The establishment does not let this side ask for calls.
    NotAskedHere = "not_asked_here", 409, "Calls are not asked for in this way here.";
    /// The invitation was used, taken back or has run out.
    InvitationGone = "invitation_gone", 404, "The invitation does not work any more.";
    /// A change of settings hits bookings: `fields` names those that nobody has said what becomes of.
    BookingsHit = "bookings_hit", 409, "Bookings are hit: say for each what becomes of it.";
    /// Somebody else has changed the establishment's days and times since they were read.
    PortalChanged = "portal_changed", 409, "Somebody else has saved since: read again, then decide.";
    /// The person in prison has a restriction. Says no more, on purpose.
    Restricted = "restricted", 409, "The person has a restriction.";
    /// A check of the people failed, and nobody said to book it nevertheless.
    ChecksFailed = "checks_failed", 409, "A check failed.";
    /// The establishment is not live yet.
    EstablishmentNotLive = "establishment_not_live", 409, "The establishment is not live yet.";

    /// The establishment is live already: its steps stand, and nobody needs to wait for it.
    EstablishmentLive = "establishment_live", 409, "The establishment is live.";
    /// The check of the line is over, or was never begun.
    LineCheckGone = "line_check_gone", 404, "The check of the line is gone.";

    // Call
    /// The waiting room opens at `at`.
    CallTooEarly = "call_too_early", 409, "The waiting room is not open yet.";
    /// The call is over.
    CallOver = "call_over", 409, "The call is over.";
    /// Four callers are in already.
    CallFull = "call_full", 409, "Four callers are in the call already.";
    /// The body is not an SDP offer that can be answered.
    SdpInvalid = "sdp_invalid", 400, "The SDP could not be answered.";
    /// The media session is gone: make a new one.
    MediaSessionGone = "media_session_gone", 404, "The media session is gone.";
    /// `If-Match` names an older ICE session.
    EtagMismatch = "etag_mismatch", 412, "The ETag is of another ICE session.";
    /// A trickled fragment needs `If-Match` (RFC 9725).
    EtagMissing = "etag_missing", 428, "An If-Match header is needed.";
    /// There is no recording of that.
    RecordingMissing = "recording_missing", 404, "There is no recording.";
}

/// By hand: the derived one does not see names that a macro gives.
#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for ErrorCode {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::Type::String)
            .description(Some("What went wrong. An unknown code is as `internal`."))
            .enum_values(Some(Self::ALL.iter().map(|code| code.as_str())))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for ErrorCode {}

/// The code as on the wire, so that it can be an error of its own.
impl std::fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::error::Error for ErrorCode {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_own_text() {
        let texts: std::collections::BTreeSet<_> =
            ErrorCode::ALL.iter().map(|c| c.as_str()).collect();
        assert_eq!(texts.len(), ErrorCode::ALL.len());
    }

    #[test]
    fn text_on_the_wire_is_the_catalogues() {
        for code in ErrorCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }

    #[test]
    fn unknown_code_reads_as_internal() {
        assert_eq!(
            serde_json::from_str::<ErrorCode>("\"from_the_future\"").unwrap(),
            ErrorCode::Internal
        );
    }
}
