//! What had better be done before a call.

use crate::{Permission, Permissions};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::booking::Booking;
use serde::Serialize;

/// Something that is not done yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Open {
    /// The phone does not let the app use camera or microphone.
    Permissions,
    /// Camera, microphone and loudspeaker were not checked.
    DeviceCheck,
}

/// What is known of the phone and the account.
#[derive(Debug, Clone, Copy, Default)]
pub struct Phone {
    /// What the phone lets the app do; unknown until the platform told.
    pub permissions: Option<Permissions>,
    /// When camera, microphone and loudspeaker were last found to work.
    pub checked_at: Option<DateTime<Utc>>,
    /// The proof of one's identity is valid until then.
    pub identity_until: Option<DateTime<Utc>>,
}

/// A check is good for a call within this time: long enough that one made on the week's reminder counts.
const CHECK_HOLDS: TimeDelta = TimeDelta::days(8);

/// The most important thing that is not done yet: a call fails without it.
pub fn first(booking: &Booking, phone: &Phone) -> Option<Open> {
    let denied = phone
        .permissions
        .is_some_and(|known| [known.camera, known.microphone].contains(&Permission::Denied));
    let checked = phone
        .checked_at
        .is_some_and(|at| at + CHECK_HOLDS >= booking.starts_at);
    match (denied, checked) {
        (true, _) => Some(Open::Permissions),
        (false, false) => Some(Open::DeviceCheck),
        (false, true) => None,
    }
}
