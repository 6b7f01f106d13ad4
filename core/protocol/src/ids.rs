//! Ids. Each is its own type, so that a booking's id cannot be passed where a call's is meant.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = "uuid"))]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A family member's account.
    AccountId,
    /// An e-mail address that waits for its code.
    RegistrationId,
    /// A phone that holds a device key of an account.
    DeviceId,
    /// A one-time text for a device to sign.
    ChallengeId,
    /// One submission of identity documents.
    IdentityCaseId,
    /// A file on its way to, or kept by, the server (tus).
    UploadId,
    /// A link between an account and a person in prison.
    ContactId,
    /// A person in prison, as the establishment knows them.
    PrisonerId,
    /// A laptop in an establishment's call room.
    LaptopId,
    /// A time that a call can have.
    SlotId,
    /// A slot kept for one family for a few minutes.
    HoldId,
    /// A place on the waiting list.
    WaitingId,
    /// An adult who was asked to come along, until they accept.
    InvitationId,
    /// A child of a family, who comes along.
    ChildId,
    /// A request for a call, and what became of it.
    BookingId,
    /// The call of a booking.
    CallId,
    /// A person, or a laptop, in a call.
    ParticipantId,
    /// One WebRTC connection of a participant or watcher.
    MediaSessionId,
    /// One recorded file.
    RecordingId,
    /// A face that the server saw in a call's picture, and told staff of.
    SightingId,
    /// A mail in the mock's mailbox.
    MailId,
    /// Something that forbids calls of a person in prison.
    RestrictionId,
    /// A fault that a developer switched on.
    FaultId,
    /// A check of a laptop's line to the relay.
    LineCheckId,
}

/// An establishment's code in the Ministry's prison register: three letters, such as `BWI`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "BWI"))]
pub struct EstablishmentId(pub String);

impl fmt::Display for EstablishmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
