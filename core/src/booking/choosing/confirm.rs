//! What is held, and who comes along: asking for it, as people see it.

use super::{
    super::{days, words},
    Step,
};
use crate::{
    Action, Choice, ChoiceOption, Part, Row, Screen, ScreenName, Tone, error, parts, people,
    text::Text, update::State,
};
use chrono::{DateTime, Utc};
use kinline_protocol::{ContactId, booking::Hold, limits};

/// The screen.
pub fn screen(state: &State, text: &Text, now: DateTime<Utc>) -> Screen {
    let mut list = Vec::new();
    list.extend(
        state
            .booking
            .failure
            .as_ref()
            .map(|failure| error::notice(failure, text)),
    );
    let making = state.booking.saved.making.as_ref();
    let held = making.and_then(|making| Some((making, making.hold()?)));
    let other = Action::ReleaseSlot;
    let mut buttons = vec![parts::secondary(text.say("confirm-other-time"), other)];
    if let Some((making, hold)) = held.filter(|(_, hold)| hold.expires_at > now) {
        let asking = matches!(making.step, Step::Asking(_));
        let ask = match asking {
            true => text.say("confirm-sending"),
            false => text.say("confirm-submit"),
        };
        list.push(not_booked_yet(hold, text, now));
        list.push(Part::Rows {
            label: text.say("booking-details"),
            rows: held_rows(state, making.contact, hold, text),
        });
        list.push(companions(state, text));
        let ask = parts::primary(ask, Action::RequestBooking);
        buttons.insert(
            0,
            crate::Button {
                enabled: !asking,
                ..ask
            },
        );
    } else {
        let title = text.say("confirm-expired-title");
        list.push(parts::notice(
            Tone::Attention,
            title,
            text.say("confirm-expired"),
        ));
    }
    list.push(parts::actions(buttons));
    parts::screen(
        state,
        ScreenName::ConfirmBooking,
        text,
        text.say("confirm-title"),
        list,
    )
}

fn not_booked_yet(hold: &Hold, text: &Text, now: DateTime<Utc>) -> Part {
    let until = hold.expires_at.with_timezone(&text.zone()).time();
    let sentence = text.say_with(
        "confirm-not-booked",
        &[
            ("until", text.time(until).into()),
            ("minutes", (hold.expires_at - now).num_minutes().into()),
            ("button", text.say("confirm-submit").into()),
        ],
    );
    parts::notice(
        Tone::Attention,
        text.say("confirm-not-booked-title"),
        sentence,
    )
}

fn held_rows(state: &State, contact: ContactId, hold: &Hold, text: &Text) -> Vec<Row> {
    let slots = state
        .booking
        .slots
        .as_ref()
        .filter(|(whose, _)| *whose == contact);
    let person = state.people.contact(contact);
    let id = person.map(|person| &person.person.establishment);
    let known = state
        .people
        .saved
        .establishments
        .iter()
        .find(|known| Some(&known.id) == id);
    let zone = slots
        .map(|(_, slots)| slots.time_zone.as_str())
        .or(known.map(|known| known.time_zone.as_str()))
        .unwrap_or_default();
    let establishment = known.map_or_else(String::new, |known| {
        known.name_in(text.language()).to_owned()
    });
    let there = words::zone(zone, text);
    let span = days::Span::new(hold.slot.starts_at, hold.slot.ends_at, there, text.zone());
    let name = person.map_or_else(String::new, people::name);
    vec![
        parts::row(name, Some(establishment.clone())),
        parts::row(
            text.say("booking-when"),
            Some(words::when(&span, &establishment, text)),
        ),
    ]
}

fn companions(state: &State, text: &Text) -> Part {
    let chosen = state
        .booking
        .saved
        .making
        .as_ref()
        .map(|making| &making.companions);
    let options: Vec<_> = state
        .people
        .companions()
        .map(|companion| {
            let selected = chosen.is_some_and(|chosen| chosen.contains(&companion.account));
            ChoiceOption {
                value: companion.account.to_string(),
                label: companion.name.as_str().to_owned(),
                hint: Some(people::age(companion, text)),
                selected,
                action: Some(Action::SetCompanion {
                    account: companion.account,
                    comes: !selected,
                }),
            }
        })
        .collect();
    debug_assert!(options.len() < limits::CALLERS, "people keep at most three");
    if options.is_empty() {
        return parts::paragraph(text.say("confirm-nobody"));
    }
    Part::Choice(Choice {
        id: "companions".to_owned(),
        label: text.say("confirm-who"),
        hint: Some(text.say("confirm-who-hint")),
        options,
        error: None,
    })
}
