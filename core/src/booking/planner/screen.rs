//! What is left to book, when it renews, and what counts: as people see it.

use super::{super::words, Refusal};
use crate::{
    Action, Part, Place, Row, Screen, ScreenName, error, parts, people, text::Text, update::State,
};
use chrono_tz::Tz;
use kinline_protocol::{
    ContactId,
    booking::{Allowance, BookingRules, Minutes},
};

/// The screen.
pub fn screen(state: &State, contact: ContactId, text: &Text) -> Screen {
    let booking = &state.booking;
    let mut list = Vec::new();
    let failure = booking.failure.as_ref();
    list.extend(failure.map(|failure| error::notice(failure, text)));
    let place = words::Place::of(state, contact, text);
    if let Some(person) = state.people.contact(contact) {
        let (name, establishment) = (people::name(person), place.name.as_str());
        list.push(parts::paragraph(text.say_with(
            "planner-who",
            &[
                ("name", name.into()),
                ("establishment", establishment.into()),
            ],
        )));
    }
    let known = booking
        .slots
        .as_ref()
        .filter(|(whose, _)| *whose == contact);
    match known {
        None => list.push(parts::paragraph(text.say("slots-loading"))),
        Some((_, slots)) => {
            let there = words::zone(&slots.time_zone, text);
            let months = slots.allowance.iter();
            list.extend(months.filter_map(|month| month_rows(month, there, text)));
            if let Some(rules) = &slots.rules {
                list.extend(rules_parts(rules, &place.name, text));
            }
        }
    }
    let choose = parts::primary(text.say("planner-choose"), Action::BookWith(contact));
    let bookings = parts::to(text.say("home-bookings"), Place::Bookings);
    list.push(parts::actions(vec![choose, bookings]));
    let title = text.say("planner-title");
    parts::screen(state, ScreenName::Planner, text, title, list)
}

/// Calls left in a month and when they renew, in a sentence. A month that cannot be read is left
/// out: the server refuses what is not allowed anyway.
pub fn left(month: &Allowance, there: Tz, text: &Text) -> Option<String> {
    Some(text.say_with(
        "slots-allowance",
        &[
            ("left", month.left.into()),
            ("calls", month.calls.into()),
            ("month", name(&month.month, text)?.into()),
            ("renews", renews(month, there, text).into()),
        ],
    ))
}

/// Why a booking cannot be, in words.
pub fn why(refusal: &Refusal, text: &Text) -> String {
    match refusal {
        Refusal::NoCallsLeft { month, renews_at } => text.say_with(
            "refusal-no-calls",
            &[
                ("month", name(month, text).unwrap_or_default().into()),
                (
                    "renews",
                    text.on_day(renews_at.with_timezone(&text.zone()).date_naive())
                        .into(),
                ),
            ],
        ),
        Refusal::NoMinutesLeft {
            month,
            left,
            renews_at,
        } => text.say_with(
            "refusal-no-minutes",
            &[
                ("left", (*left).into()),
                ("month", name(month, text).unwrap_or_default().into()),
                (
                    "renews",
                    text.on_day(renews_at.with_timezone(&text.zone()).date_naive())
                        .into(),
                ),
            ],
        ),
        Refusal::DayNotBookable => text.say("refusal-day"),
        Refusal::EnoughChoices => text.say("refusal-enough-choices"),
        Refusal::TooManyVisitors { most } => {
            text.say_with("refusal-visitors", &[("most", (*most).into())])
        }
        Refusal::NoAdult { age } => text.say_with("refusal-no-adult", &[("age", (*age).into())]),
    }
}

fn name(month: &str, text: &Text) -> Option<String> {
    let first = format!("{month}-01").parse().ok()?;
    Some(text.month(first))
}

fn renews(month: &Allowance, there: Tz, text: &Text) -> String {
    text.on_day(month.renews_at.with_timezone(&there).date_naive())
}

fn month_rows(month: &Allowance, there: Tz, text: &Text) -> Option<Part> {
    let name = name(&month.month, text)?;
    let count = |label: String, number: u32, minutes: Option<u32>| Row {
        title: label,
        detail: Some(match minutes {
            Some(minutes) => text.say_with(
                "planner-calls-and-minutes",
                &[("calls", number.into()), ("minutes", minutes.into())],
            ),
            None => text.say_with("planner-calls", &[("calls", number.into())]),
        }),
        status: None,
        action: None,
    };
    let minutes = |of: fn(&Minutes) -> u32| month.minutes.as_ref().map(of);
    let mut rows = vec![
        count(text.say("planner-left"), month.left, minutes(|it| it.left)),
        count(
            text.say("planner-booked"),
            month.booked,
            minutes(|it| it.booked),
        ),
        count(text.say("planner-used"), month.used, minutes(|it| it.used)),
        count(text.say("planner-all"), month.calls, minutes(|it| it.all)),
    ];
    if month.extra > 0 {
        let extra = minutes(|it| it.extra);
        rows.push(count(text.say("planner-extra"), month.extra, extra));
    }
    let renews = renews(month, there, text);
    rows.push(parts::row(text.say("planner-renews"), Some(renews)));
    Some(Part::Rows { label: name, rows })
}

/// What counts, who must come, and what the establishment wants families to know.
fn rules_parts(rules: &BookingRules, establishment: &str, text: &Text) -> Vec<Part> {
    let mut list = vec![
        parts::heading(text.say("planner-counts-title")),
        parts::paragraph(text.say_with(
            "planner-counts",
            &[("minutes", (rules.call_seconds / 60).into())],
        )),
        parts::paragraph(text.say_with("planner-visitors", &[("most", rules.visitors.into())])),
        parts::paragraph(text.say_with("planner-children", &[("age", rules.adult_age.into())])),
        parts::paragraph(text.say_with(
            "planner-change",
            &[("hours", rules.change_until_hours.into())],
        )),
    ];
    let information = rules.information.text_in(text.language()).trim();
    if !information.is_empty() {
        let name = [("establishment", establishment.into())];
        list.push(parts::heading(text.say_with("planner-information", &name)));
        let paragraphs = information.split("\n\n").map(str::trim);
        list.extend(paragraphs.map(|it| parts::paragraph(it.to_owned())));
    }
    list
}
