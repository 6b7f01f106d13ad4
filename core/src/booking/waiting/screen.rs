//! The waiting list, as people see it.

use super::{super::choosing::confirm, super::words, place};
use crate::{
    Action, Button, Choice, ChoiceOption, FieldKind, Form, Part, Screen, ScreenName, Tone, error,
    form::field, parts, people, text::Text, update::State,
};
use chrono::{DateTime, NaiveDate, Utc};
use kinline_protocol::{
    ContactId,
    booking::Hold,
    waiting::{Day, Waiting},
};

/// The screen.
pub fn screen(state: &State, contact: ContactId, text: &Text, now: DateTime<Utc>) -> Screen {
    let booking = &state.booking;
    let mut list = Vec::new();
    let failure = booking.failure.as_ref();
    list.extend(failure.map(|failure| error::notice(failure, text)));
    list.extend(error::summary(&booking.waiting_form, text));
    let waits = place(booking, contact);
    let offer = waits.and_then(|it| it.offer.as_ref().filter(|hold| hold.expires_at > now));
    match (waits, offer) {
        (Some(waits), Some(hold)) => list.extend(offered(state, waits, hold, text, now)),
        (Some(waits), None) => list.extend(standing(waits, text)),
        (None, _) => {
            list.extend(what_it_is(state, contact, text));
            list.extend(form(state, text));
        }
    }
    let title = text.say("waiting-list-title");
    parts::screen(state, ScreenName::WaitingList, text, title, list)
}

/// That a time became free, and what to do in time.
pub fn offered(
    state: &State,
    waits: &Waiting,
    hold: &Hold,
    text: &Text,
    now: DateTime<Utc>,
) -> [Part; 3] {
    let when = words::Place::of(state, waits.wish.contact, text).when(&hold.slot, text);
    let title = text.say("waiting-offer-title");
    [
        parts::notice(Tone::Attention, title, text.say("waiting-offer")),
        confirm::countdown(when, hold, text, now),
        parts::actions(vec![
            parts::primary(text.say("waiting-take"), Action::TakeOffer(waits.id)),
            parts::secondary(text.say("waiting-decline"), Action::DeclineOffer(waits.id)),
        ]),
    ]
}

fn standing(waits: &Waiting, text: &Text) -> Vec<Part> {
    let since = waits.since.with_timezone(&text.zone()).date_naive();
    let told = text.say_with(
        "waiting-standing",
        &[
            ("since", text.day(since).into()),
            ("before", waits.before.into()),
        ],
    );
    let wish = &waits.wish;
    let mut rows = Vec::new();
    let date = |date: Option<NaiveDate>, none: String| date.map_or(none, |day| text.day(day));
    rows.push(parts::row(
        text.say("waiting-from"),
        Some(date(wish.from, text.say("waiting-from-any"))),
    ));
    rows.push(parts::row(
        text.say("waiting-to"),
        Some(date(wish.to, text.say("waiting-to-any"))),
    ));
    let days = match wish.days.len() {
        5 if !wish.days.contains(&Day::Sat) => text.say("waiting-days-weekdays"),
        2 if wish.days.contains(&Day::Sat) => text.say("waiting-days-weekend"),
        _ => text.say("waiting-days-any"),
    };
    rows.push(parts::row(text.say("waiting-days"), Some(days)));
    let stop = Action::StopWaiting(waits.id);
    vec![
        parts::notice(Tone::Waiting, text.say("waiting-standing-title"), told),
        Part::Rows {
            label: text.say("waiting-wish"),
            rows,
        },
        parts::actions(vec![parts::danger(text.say("waiting-stop"), stop)]),
    ]
}

fn what_it_is(state: &State, contact: ContactId, text: &Text) -> Vec<Part> {
    let place = words::Place::of(state, contact, text);
    let name = state
        .people
        .contact(contact)
        .map_or_else(String::new, people::name);
    let what = text.say_with(
        "waiting-what",
        &[("name", name.into()), ("establishment", place.name.into())],
    );
    vec![parts::paragraph(what)]
}

fn form(state: &State, text: &Text) -> Vec<Part> {
    let draft = &state.booking.saved.waiting.draft;
    let check = &state.booking.waiting_form;
    let date = |id: &str, label: String, hint: String| {
        let kind = FieldKind::Date;
        Part::Field(field(id, kind, label, Some(hint), draft, check, text))
    };
    let chosen = draft.get("days");
    let option = |value: &str, label: String| ChoiceOption {
        value: value.to_owned(),
        label,
        hint: None,
        selected: value == chosen || (chosen.is_empty() && value == "any"),
        action: None,
    };
    let days = Part::Choice(Choice {
        id: "days".to_owned(),
        label: text.say("waiting-days"),
        hint: None,
        several: false,
        options: vec![
            option("any", text.say("waiting-days-any")),
            option("weekdays", text.say("waiting-days-weekdays")),
            option("weekend", text.say("waiting-days-weekend")),
        ],
        error: None,
    });
    let submit: Button = parts::submit(text.say("waiting-submit"), Form::Waiting, check.sending);
    vec![
        date(
            "from",
            text.say("waiting-from"),
            text.say("waiting-from-hint"),
        ),
        date("to", text.say("waiting-to"), text.say("waiting-to-hint")),
        days,
        parts::actions(vec![submit]),
    ]
}
