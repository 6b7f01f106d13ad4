//! Establishments, as people see them.

use super::by_id;
use crate::{
    Action, Part, Place, Row, Screen, ScreenName, Status, Tone, error, home,
    navigation::Page,
    parts::{self, actions, notice, paragraph, primary, secondary},
    text::Text,
    update::State,
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    establishment::Establishment,
    people::{Contact, ContactStatus},
    readiness::Step,
};

/// The screen of a page.
pub fn screen(state: &State, page: Page, text: &Text, now: DateTime<Utc>) -> Screen {
    let shown = state.establishment.saved.shown.as_ref();
    let shown = shown.and_then(|id| by_id(state, id));
    match (page, shown) {
        (Page::Establishment, Some(establishment)) => one(state, establishment, text, now),
        _ => list(state, text),
    }
}

/// What home says of establishments that are live since one asked to be told.
pub fn live_notice(state: &State, text: &Text) -> Option<Part> {
    let watches = state.establishment.now_live();
    let found = watches.filter_map(|watch| by_id(state, &watch.establishment));
    let rows: Vec<_> = found
        .map(|establishment| Row {
            detail: Some(text.say("establishment-started-text")),
            ..row(state, establishment, text)
        })
        .collect();
    let label = text.say("establishment-started-title");
    (!rows.is_empty()).then_some(Part::Rows { label, rows })
}

/// What it does next; nothing of one that is live.
fn hint(establishment: &Establishment, text: &Text) -> Option<String> {
    let next = establishment.readiness.next.filter(|_| !establishment.live);
    match next {
        _ if establishment.live => None,
        Some(step) => Some(next_words(step, text)),
        None => Some(text.say("establishment-no-steps")),
    }
}

fn list(state: &State, text: &Text) -> Screen {
    let all = &state.people.saved.establishments;
    let mut list = vec![paragraph(text.say("establishments-text"))];
    if all.is_empty() {
        list.push(paragraph(text.say("establishments-loading")));
    }
    let told = |it: &&Establishment| !it.live && state.establishment.wants_to_know(&it.id);
    let groups = [
        (
            text.say("establishments-told"),
            all.iter().filter(told).collect::<Vec<_>>(),
        ),
        (
            text.say("establishments-live"),
            all.iter().filter(|it| it.live).collect(),
        ),
        (
            text.say("establishments-not-live"),
            all.iter().filter(|it| !it.live && !told(it)).collect(),
        ),
    ];
    for (label, group) in groups.into_iter().filter(|(_, group)| !group.is_empty()) {
        let rows = group.into_iter().map(|it| row(state, it, text)).collect();
        list.push(Part::Rows { label, rows });
    }
    let title = text.say("establishments-title");
    parts::screen(state, ScreenName::Establishments, text, title, list)
}

fn row(state: &State, establishment: &Establishment, text: &Text) -> Row {
    Row {
        title: establishment.name_in(text.language()).to_owned(),
        detail: hint(establishment, text),
        status: Some(status(state, establishment, text)),
        action: Some(Action::ShowEstablishment(establishment.id.clone())),
    }
}

fn status(state: &State, establishment: &Establishment, text: &Text) -> Status {
    let wanted = state.establishment.wants_to_know(&establishment.id);
    match (establishment.live, wanted) {
        (true, _) => parts::status(Tone::Good, text.say("establishment-live")),
        (false, true) => parts::status(Tone::Waiting, text.say("establishment-telling")),
        (false, false) => parts::status(Tone::Neutral, text.say("establishment-not-live")),
    }
}

fn one(state: &State, establishment: &Establishment, text: &Text, now: DateTime<Utc>) -> Screen {
    let mut list = Vec::new();
    let failure = state.establishment.failure.as_ref();
    list.extend(failure.map(|failure| error::notice(failure, text)));
    match state.establishment.knows_live(establishment) {
        true => live(state, establishment, text, now, &mut list),
        false => waiting(state, establishment, text, now, &mut list),
    }
    let title = establishment.name_in(text.language()).to_owned();
    parts::screen(state, ScreenName::Establishment, text, title, list)
}

/// Leads on to a call: to booking it, or to what comes before.
fn live(
    state: &State,
    establishment: &Establishment,
    text: &Text,
    now: DateTime<Utc>,
    list: &mut Vec<Part>,
) {
    let offered = |told: String| {
        let title = text.say("establishment-live-title");
        notice(Tone::Good, title, told)
    };
    let contacts = state.people.saved.contacts.iter().flatten();
    let here = contacts.filter(|it| it.person.establishment == establishment.id);
    let (approved, asked): (Vec<&Contact>, Vec<_>) = here
        .filter(|it| !matches!(it.status, ContactStatus::Rejected { .. }))
        .partition(|it| matches!(it.status, ContactStatus::Approved { .. }));
    let people = Action::Open(Place::People);
    let button = if let Some(first) = approved.first() {
        list.push(offered(text.say("establishment-live-book")));
        // With several, the person chooses.
        let action = match approved.len() {
            1 => Action::BookWith(first.id),
            _ => people,
        };
        Some(primary(text.say("home-book"), action))
    } else if !asked.is_empty() {
        list.push(offered(text.say("home-contact-text")));
        Some(primary(text.say("home-contact-look"), people))
    } else {
        list.push(offered(text.say("establishment-live-text")));
        match home::before_people(state, text, now) {
            Some((told, button)) => {
                list.push(told);
                button
            }
            None => Some(primary(
                text.say("establishment-add-person"),
                Action::Open(Place::AddContact),
            )),
        }
    };
    list.extend(button.map(|button| actions(vec![button])));
}

fn waiting(
    state: &State,
    establishment: &Establishment,
    text: &Text,
    now: DateTime<Utc>,
    list: &mut Vec<Part>,
) {
    let next = establishment.readiness.next;
    let told = match next {
        Some(step) => next_words(step, text),
        None => text.say("establishment-no-steps"),
    };
    let title = text.say("establishment-not-live-title");
    list.push(notice(Tone::Neutral, title, told));
    list.push(paragraph(usual_wait(establishment, text, now)));
    if let Some(next) = next {
        list.push(Part::Rows {
            label: text.say("establishment-steps"),
            rows: Step::ALL
                .into_iter()
                .map(|step| step_row(step, next, text))
                .collect(),
        });
    }
    if state.establishment.wants_to_know(&establishment.id) {
        list.push(notice(
            Tone::Good,
            text.say("establishment-telling"),
            text.say("establishment-telling-text"),
        ));
        let label = text.say("establishment-tell-not");
        list.push(actions(vec![secondary(label, watch(establishment, false))]));
    } else {
        let action = watch(establishment, true);
        list.push(paragraph(text.say("establishment-tell-text")));
        list.push(actions(vec![primary(
            text.say("establishment-tell"),
            action,
        )]));
    }
}

/// Steps before the next one are done; of those after it only that they are to come is said.
fn step_row(step: Step, next: Step, text: &Text) -> Row {
    let status = match step.cmp(&next) {
        std::cmp::Ordering::Less => Some(parts::status(
            Tone::Good,
            text.say("establishment-step-done"),
        )),
        std::cmp::Ordering::Equal => Some(parts::status(
            Tone::Waiting,
            text.say("establishment-step-next"),
        )),
        std::cmp::Ordering::Greater => None,
    };
    Row {
        status,
        ..parts::row(text.say_of("readiness-step", &step), None)
    }
}

fn next_words(step: Step, text: &Text) -> String {
    let step = text.say_of("readiness-step", &step);
    text.say_with("establishment-next", &[("step", step.into())])
}

/// When calls usually begin, and that it takes longer where that day is past.
fn usual_wait(establishment: &Establishment, text: &Text, now: DateTime<Utc>) -> String {
    let zone = establishment.time_zone.parse().unwrap_or(text.zone());
    let today = now.with_timezone(&zone).date_naive();
    match establishment.readiness.usual_live_on {
        None => text.say("establishment-usual-unknown"),
        Some(day) => {
            let date = text.on_day(day);
            match day < today {
                true => text.say_with("establishment-usual-late", &[("date", date.into())]),
                false => text.say_with("establishment-usual", &[("date", date.into())]),
            }
        }
    }
}

fn watch(establishment: &Establishment, tell: bool) -> Action {
    Action::WatchEstablishment {
        establishment: establishment.id.clone(),
        tell,
    }
}
