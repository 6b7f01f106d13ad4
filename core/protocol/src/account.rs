//! Registering, signing in, and what the account knows of itself.
//!
//! A phone makes an Ed25519 key pair (RFC 8032) once. The public half is registered together with
//! the code from the mail; later tokens are got by signing a challenge, so no long-lived secret
//! travels and a stolen token dies within the hour.

use crate::{
    AccountId, ChallengeId, DeviceId, EmailAddress, EstablishmentId, Language, LaptopId,
    PersonName, RegistrationId, identity::IdentityStatus,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Asks for a code by mail. `POST /v1/registrations`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRegistration {
    /// Where the code goes.
    pub email: EmailAddress,
    /// The language of the mail, and of later ones.
    pub language: Language,
}

/// A code is on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Registration {
    /// Names the registration when the code is sent back.
    pub id: RegistrationId,
    /// The code is valid until then.
    pub expires_at: DateTime<Utc>,
}

/// Confirms the address and registers the phone. `POST /v1/registrations/{id}/confirmation`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Confirmation {
    /// Six digits; spaces are ignored.
    pub code: String,
    /// The phone's Ed25519 public key, 32 bytes, base64url without padding.
    pub device_key: String,
}

/// A phone's place in an account, and its first token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeviceRegistered {
    /// The account, new or known by this address.
    pub account: AccountId,
    /// This phone.
    pub device: DeviceId,
    /// The first token.
    pub token: Token,
}

/// Asks for a text to sign. `POST /v1/challenges`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewChallenge {
    /// The phone that will sign.
    pub device: DeviceId,
}

/// A text to sign, once, within a minute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Challenge {
    /// Names the challenge.
    pub id: ChallengeId,
    /// 32 random bytes, base64url without padding. The bytes of this text itself are signed.
    pub nonce: String,
}

/// A signed challenge. `POST /v1/tokens`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedChallenge {
    /// The challenge.
    pub challenge: ChallengeId,
    /// Ed25519 signature, 64 bytes, base64url without padding.
    pub signature: String,
}

/// A bearer token (RFC 6750).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Token {
    /// Goes into `Authorization: Bearer …`.
    pub access_token: String,
    /// It works until then.
    pub expires_at: DateTime<Utc>,
}

/// Never shows the token.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Token(until {})", self.expires_at)
    }
}

/// What an account knows of itself. `GET /v1/me`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// The account.
    pub account: AccountId,
    /// Its confirmed address.
    pub email: EmailAddress,
    /// What a relative gives to another, to be brought along: eight letters and digits.
    pub visitor_number: VisitorNumber,
    /// Where the identity stands.
    pub identity: IdentityStatus,
    /// The policy version agreed to last, if any.
    pub policy_agreed: Option<u32>,
    /// The version in force. When it differs from `policy_agreed`, ask before the next call.
    pub policy_current: u32,
}

/// Names an approved visitor to another family member. Not secret, not guessable at will: it is
/// only accepted together with a date of birth.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "K7Q2M9XD"))]
pub struct VisitorNumber(pub String);

/// Who may do what. Each endpoint names the roles that it takes and refuses all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// A family member's phone.
    Family,
    /// Decides identity cases.
    Reviewer,
    /// Runs an establishment's calls.
    Staff,
    /// A laptop in a call room.
    Laptop,
    /// Runs this mock: moves the clock, reads mails, makes faults.
    Developer,
}

/// Signs a page in by the code that the server printed. `POST /v1/sign-in`
///
/// The answer also sets the cookie `kinline` (HttpOnly, Secure, SameSite=Strict), which counts like
/// the bearer token, so that pages and their WebSockets need not handle it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// The code.
    pub code: String,
}

/// Who is signed in on a page. Also `GET /v1/sign-in`; `DELETE` signs out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// What they may do.
    pub role: Role,
    /// Shown on the page.
    pub name: PersonName,
    /// Where they work, for staff and laptops.
    pub establishment: Option<EstablishmentId>,
    /// Which laptop, for laptops.
    pub laptop: Option<LaptopId>,
    /// The token, for clients without cookies. Absent in the answer to `GET`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Token>,
}
