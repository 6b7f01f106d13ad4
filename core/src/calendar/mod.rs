//! A booking as an entry of the phone's own calendar: handed over as a file when the person asks, and
//! anew when the booking has changed or was called off.

mod file;
#[cfg(test)]
mod tests;

use crate::{
    Action, Button, PlatformEffect, booking, parts,
    text::Text,
    update::{self, Effect},
};
use chrono::{DateTime, Utc};
use file::Words;
use kinline_protocol::{
    BookingId,
    booking::{Booking, BookingStatus},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is known of it.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// What outlives the app.
    pub saved: Saved,
}

/// What outlives the app.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// The bookings whose entry was handed over, and which change of them was the last.
    handed_over: BTreeMap<BookingId, u32>,
}

/// A person asked for the file.
pub fn act(state: &mut update::State, action: Action, now: DateTime<Utc>) -> Vec<Effect> {
    let Action::ShareCalendar(id) = action else {
        return Vec::new();
    };
    let Some(booking) = state.booking.booking(id) else {
        return Vec::new();
    };
    let effect = PlatformEffect::ShareFile {
        name: file::name(booking),
        media_type: file::MEDIA_TYPE.to_owned(),
        bytes: file::file(booking, &words(state, booking), now),
    };
    let sequence = booking.sequence;
    state.calendar.saved.handed_over.insert(id, sequence);
    vec![Effect::Platform(effect)]
}

/// The button of a booking that hands its entry over; none where the calendar is right without it.
pub fn button(state: &update::State, booking: &Booking, text: &Text) -> Option<Button> {
    let handed_over = state.calendar.saved.handed_over.get(&booking.id);
    let changed = handed_over.is_some_and(|sequence| *sequence != booking.sequence);
    let label = match (is_off(booking), handed_over) {
        (false, None) => text.say("calendar-add"),
        (false, Some(_)) if changed => text.say("calendar-update"),
        (false, Some(_)) => text.say("calendar-again"),
        (true, Some(_)) if changed => text.say("calendar-remove"),
        (true, _) => return None,
    };
    Some(parts::secondary(label, Action::ShareCalendar(booking.id)))
}

/// Whether its call will not take place.
fn is_off(booking: &Booking) -> bool {
    matches!(
        booking.status,
        BookingStatus::Rejected { .. } | BookingStatus::Withdrawn | BookingStatus::Cancelled { .. }
    )
}

fn words(state: &update::State, booking: &Booking) -> Words {
    let text = &Text::new(state.settings.language(), state.settings.zone);
    let opens = booking::words::opens(state, booking, booking.opens_at, text);
    Words {
        summary: text.say_with(
            "calendar-summary",
            &[("name", booking.prisoner.as_str().into())],
        ),
        description: text.say_with(
            "calendar-description",
            &[
                ("reference", booking.reference.0.as_str().into()),
                ("when", booking::words::when_of(state, booking, text).into()),
                ("opens", opens.into()),
            ],
        ),
        establishment: booking::words::establishment(state, booking, text),
    }
}
