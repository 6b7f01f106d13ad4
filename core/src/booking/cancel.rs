//! Why a call is given up, or what was named declined: asked before anything is done.

use super::{answering, words};
use crate::{
    Action, Choice, ChoiceOption, FieldValue, Form, Part, Place, Screen, ScreenName, error,
    navigation::Page,
    parts,
    text::Text,
    update::{self, Effect},
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    BookingId,
    booking::{Booking, BookingStatus, FamilyReason},
};

/// The reasons, as they are listed.
const REASONS: [FamilyReason; 6] = [
    FamilyReason::TimeDoesNotSuit,
    FamilyReason::Illness,
    FamilyReason::VisitorCannotCome,
    FamilyReason::PhoneOrConnection,
    FamilyReason::NotWanted,
    FamilyReason::Other,
];

/// The form was sent: back to the booking, which tells how it goes.
pub fn submit(state: &mut update::State, values: &[FieldValue], now: DateTime<Utc>) -> Vec<Effect> {
    let Page::CancelBooking(id) = state.navigation.page() else {
        return Vec::new();
    };
    let reason = read_reason(values).unwrap_or(FamilyReason::Other);
    let mut effects = answering::give_up(&mut state.booking, id, reason);
    effects.extend(state.open(Page::Booking(id), now));
    effects
}

/// The screen.
pub fn screen(state: &update::State, id: BookingId, text: &Text) -> Screen {
    let Some(booking) = state.booking.booking(id) else {
        return super::one::not_there(state, id, text);
    };
    let words = Words::of(booking, text);
    let mut list = Vec::new();
    let failure = state.booking.failure.as_ref();
    list.extend(failure.map(|failure| error::notice(failure, text)));
    list.push(parts::paragraph(words.meaning));
    list.push(Part::Rows {
        label: text.say("booking-details"),
        rows: vec![
            parts::row(
                booking.prisoner.as_str().to_owned(),
                Some(words::establishment(state, booking, text)),
            ),
            parts::row(
                text.say("booking-when"),
                Some(words::when_of(state, booking, text)),
            ),
        ],
    });
    list.push(reasons(text));
    let submit = parts::submit(words.submit, Form::CancelBooking, false);
    let submit = crate::Button {
        style: crate::ButtonStyle::Danger,
        ..submit
    };
    let keep = parts::secondary(words.keep, Action::Open(Place::Booking(id)));
    list.push(parts::actions(vec![submit, keep]));
    parts::screen(state, ScreenName::CancelBooking, text, words.title, list)
}

/// The question why, with the answers that an establishment can use.
pub fn reasons(text: &Text) -> Part {
    let option = |reason: &FamilyReason| ChoiceOption {
        value: word(*reason),
        label: text.say_of("family-reason", reason),
        hint: None,
        selected: *reason == FamilyReason::Other,
        action: None,
    };
    Part::Choice(Choice {
        id: "reason".to_owned(),
        label: text.say("cancel-why"),
        hint: Some(text.say("cancel-why-hint")),
        several: false,
        options: REASONS.iter().map(option).collect(),
        error: None,
    })
}

/// The chosen reason.
pub fn read_reason(values: &[FieldValue]) -> Option<FamilyReason> {
    let value = values.iter().find(|value| value.field == "reason")?;
    REASONS.into_iter().find(|it| word(*it) == value.value)
}

fn word(reason: FamilyReason) -> String {
    let word = serde_json::to_value(reason).unwrap_or_default();
    word.as_str().unwrap_or_default().to_owned()
}

struct Words {
    title: String,
    meaning: String,
    submit: String,
    keep: String,
}

impl Words {
    fn of(booking: &Booking, text: &Text) -> Self {
        let name = [("name", booking.prisoner.as_str().into())];
        match booking.status {
            BookingStatus::Asked { .. } => Self {
                title: text.say("decline-title"),
                meaning: text.say_with("decline-meaning", &name),
                submit: text.say("decline-submit"),
                keep: text.say("decline-keep"),
            },
            BookingStatus::Offered { instead, .. } => Self {
                title: text.say("decline-offer-title"),
                meaning: match instead {
                    true => text.say("decline-offer-booked"),
                    false => text.say("decline-offer-request"),
                },
                submit: text.say("decline-offer-submit"),
                keep: text.say("decline-keep"),
            },
            BookingStatus::Requested { .. } => Self {
                title: text.say("withdraw-title"),
                meaning: text.say("withdraw-meaning"),
                submit: text.say("booking-withdraw"),
                keep: text.say("withdraw-keep"),
            },
            _ => Self {
                title: text.say("cancel-title"),
                meaning: text.say_with("cancel-meaning", &name),
                submit: text.say("booking-cancel"),
                keep: text.say("cancel-keep"),
            },
        }
    }
}
