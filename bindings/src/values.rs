//! Values that travel as something simpler: ids as text, instants as the platform's own.

use chrono::{DateTime, Utc};
use kinline_core::protocol::{
    AccountId, BookingId, ChildId, ContactId, EstablishmentId, HoldId, InvitationId, ParticipantId,
    SlotId, WaitingId,
};
use std::time::SystemTime;

/// An instant: `Instant` in Kotlin, `Date` in Swift, `datetime` in Python.
pub type Timestamp = DateTime<Utc>;

macro_rules! id_as_text {
    ($($id:ident),*) => {$(
        uniffi::custom_type!($id, String, {
            remote,
            lower: |id| id.to_string(),
            try_lift: |text| Ok(text.parse()?),
        });
    )*};
}

id_as_text!(
    AccountId,
    BookingId,
    ChildId,
    ContactId,
    HoldId,
    InvitationId,
    ParticipantId,
    SlotId,
    WaitingId
);

// A code of the register's, not a UUID.
uniffi::custom_type!(EstablishmentId, String, {
    remote,
    lower: |id| id.0,
    try_lift: |code| Ok(EstablishmentId(code)),
});

uniffi::custom_type!(Timestamp, SystemTime, {
    remote,
    lower: |at| at.into(),
    try_lift: |at| Ok(at.into()),
});
