//! What is chosen, how long it is kept, and who comes along: the last look before it is sent.

use super::{
    super::{cancel, planner, words},
    Making, Purpose, Step, guests, times,
};
use crate::{
    Action, Button, Form, Live, Part, Place, Screen, ScreenName, Tone, error, parts, people,
    screen::clock_seconds, text::Text, update::State,
};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::booking::{BookingStatus, Hold};

/// When people are told by themselves that little time is left.
const HURRY: TimeDelta = TimeDelta::minutes(2);

/// The screen.
pub fn screen(state: &State, text: &Text, now: DateTime<Utc>) -> Screen {
    let booking = &state.booking;
    let mut list = Vec::new();
    let failure = booking.failure.as_ref();
    list.extend(failure.map(|failure| error::notice(failure, text)));
    if let Some(refused) = &booking.refused {
        list.push(error::problem(
            planner::screen::why(&refused.why, text),
            text,
        ));
    }
    let making = booking.saved.making.as_ref();
    let chosen = making.filter(|making| !times(making, now).is_empty());
    match chosen {
        Some(making) => list.extend(last_look(state, making, text, now)),
        None => {
            let title = text.say("confirm-expired-title");
            let told = text.say("confirm-expired");
            list.push(parts::notice(Tone::Attention, title, told));
            list.push(parts::actions(vec![match making {
                Some(_) => parts::primary(text.say("confirm-other-time"), Action::ChooseMore),
                None => parts::primary(text.say("bookings-book"), Action::Open(Place::People)),
            }]));
        }
    }
    let title = match making.map(|making| &making.purpose) {
        Some(Purpose::Change(_)) => text.say("confirm-change-title"),
        Some(Purpose::Propose(_)) => text.say("confirm-propose-title"),
        Some(Purpose::Accept(..)) => text.say("confirm-accept-title"),
        Some(Purpose::New) | None => text.say("confirm-title"),
    };
    parts::screen(state, ScreenName::ConfirmBooking, text, title, list)
}

/// `Not booked yet`, or what else is not done yet.
pub fn not_yet(making: &Making, text: &Text) -> String {
    match making.purpose {
        Purpose::Change(_) => text.say("confirm-not-changed-title"),
        Purpose::Propose(_) => text.say("confirm-not-sent-title"),
        Purpose::New | Purpose::Accept(..) => text.say("confirm-not-booked-title"),
    }
}

/// What is kept, each time with how long still.
pub fn countdowns(state: &State, making: &Making, text: &Text, now: DateTime<Utc>) -> Vec<Part> {
    let kept: Vec<&Hold> = making.kept(now).collect();
    let several = kept.len() > 1;
    let place = words::Place::of(state, making.contact, text);
    let countdown = |(at, hold): (usize, &&Hold)| {
        let when = place.when(&hold.slot, text);
        let label = match several {
            true => choice_label(at, when, text),
            false => when,
        };
        countdown(label, hold, text, now)
    };
    kept.iter().enumerate().map(countdown).collect()
}

/// A kept time with how long still.
pub fn countdown(label: String, hold: &Hold, text: &Text, now: DateTime<Utc>) -> Part {
    let left = hold.expires_at - now;
    let left_ms = u64::try_from(left.num_milliseconds()).unwrap_or_default();
    let until = hold.expires_at.with_timezone(&text.zone()).time();
    let kept = [
        ("until", text.time(until).into()),
        ("minutes", (clock_seconds(left_ms) / 60).into()),
    ];
    let told = match left.num_hours() {
        0 => text.say_with("kept-until", &kept),
        _ => text.say_with("kept-long", &kept[..1]),
    };
    Part::Countdown {
        label,
        text: told,
        left_ms,
    }
}

/// `First choice: Wednesday 9 December 2026, 14:00 to 14:30`
pub fn choice_label(at: usize, when: String, text: &Text) -> String {
    let when = [("when", when.into())];
    match at {
        0 => text.say_with("choice-first", &when),
        1 => text.say_with("choice-second", &when),
        _ => text.say_with("choice-third", &when),
    }
}

fn last_look(state: &State, making: &Making, text: &Text, now: DateTime<Utc>) -> Vec<Part> {
    let submit = submit_label(state, making, text);
    let mut list = vec![what_is_next(state, making, &submit, text)];
    let soonest = making.kept(now).map(|hold| hold.expires_at - now).min();
    if soonest.is_some_and(|left| left <= HURRY) {
        list.push(Part::Notice {
            tone: Tone::Attention,
            title: text.say("confirm-hurry-title"),
            text: text.say("confirm-hurry"),
            live: Live::Assertive,
        });
    }
    list.extend(countdowns(state, making, text, now));
    list.push(with_whom(state, making, text));
    if party_is_open(state, making) {
        list.push(guests::choice(state, making, text));
    }
    if matches!(making.purpose, Purpose::Change(_)) {
        list.push(cancel::reasons(text));
    }
    list.push(parts::actions(buttons(state, making, submit, text, now)));
    list
}

/// That nothing is booked, and what makes it so.
fn what_is_next(state: &State, making: &Making, submit: &str, text: &Text) -> Part {
    let place = words::Place::of(state, making.contact, text);
    let told = [
        ("button", submit.into()),
        ("establishment", place.name.into()),
    ];
    let old = making.instead_of().and_then(|id| state.booking.booking(id));
    let when = old.map(|old| words::when_of(state, old, text));
    let sentence = match making.purpose {
        _ if making.is_asking() => text.say_with("confirm-on-its-way", &told[1..]),
        Purpose::New if is_automatic(state) => text.say_with("confirm-not-booked", &told[..1]),
        Purpose::New => text.say_with("confirm-not-asked", &told),
        Purpose::Accept(..) => text.say_with("confirm-not-accepted", &told[..1]),
        Purpose::Propose(_) => text.say_with("confirm-not-sent", &told),
        Purpose::Change(_) => text.say_with(
            "confirm-not-changed",
            &[
                ("when", when.unwrap_or_default().into()),
                ("button", submit.into()),
            ],
        ),
    };
    parts::notice(Tone::Attention, not_yet(making, text), sentence)
}

fn is_automatic(state: &State) -> bool {
    state.booking.rules().is_some_and(|rules| rules.automatic)
}

fn submit_label(state: &State, making: &Making, text: &Text) -> String {
    match making.purpose {
        Purpose::New if is_automatic(state) => text.say("confirm-book"),
        Purpose::New => text.say("confirm-submit"),
        Purpose::Change(_) => text.say("confirm-change"),
        Purpose::Propose(_) => text.say("confirm-propose"),
        Purpose::Accept(..) => text.say("confirm-accept"),
    }
}

fn with_whom(state: &State, making: &Making, text: &Text) -> Part {
    let person = state.people.contact(making.contact);
    let place = words::Place::of(state, making.contact, text);
    let name = person.map_or_else(String::new, people::name);
    let mut rows = vec![parts::row(name, Some(place.name.clone()))];
    if let Purpose::Accept(_, slot) = &making.purpose {
        let when = place.when(slot, text);
        rows.push(parts::row(text.say("booking-when"), Some(when)));
    }
    Part::Rows {
        label: text.say("booking-details"),
        rows,
    }
}

/// Whether it can be chosen who comes: a moved call, and what the establishment offered, keep it.
fn party_is_open(state: &State, making: &Making) -> bool {
    match making.purpose {
        Purpose::New | Purpose::Accept(..) => true,
        Purpose::Change(_) => false,
        Purpose::Propose(id) => state
            .booking
            .booking(id)
            .is_some_and(|booking| matches!(booking.status, BookingStatus::Asked { .. })),
    }
}

fn buttons(
    state: &State,
    making: &Making,
    submit: String,
    text: &Text,
    now: DateTime<Utc>,
) -> Vec<Button> {
    let asking = making.is_asking();
    let submit = match making.purpose {
        _ if asking => parts::primary(text.say("confirm-sending"), Action::RequestBooking),
        Purpose::Change(_) => parts::submit(submit, Form::ChangeBooking, false),
        _ => parts::primary(submit, Action::RequestBooking),
    };
    let mut buttons = vec![Button {
        enabled: making.step == Step::Choosing,
        ..submit
    }];
    if asking {
        return buttons;
    }
    let kept: Vec<&Hold> = making.kept(now).collect();
    let most = making.most(state.booking.rules());
    if (1..most).contains(&kept.len()) {
        let label = text.say("confirm-more");
        buttons.push(parts::secondary(label, Action::ChooseMore));
    }
    let place = words::Place::of(state, making.contact, text);
    buttons.extend(kept.iter().map(|hold| {
        let label = match kept.len() {
            1 => text.say("confirm-other-time"),
            _ => {
                let when = place.when(&hold.slot, text);
                text.say_with("confirm-release", &[("when", when.into())])
            }
        };
        parts::secondary(label, Action::ReleaseSlot(hold.id))
    }));
    buttons
}
