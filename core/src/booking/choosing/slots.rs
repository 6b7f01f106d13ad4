//! The free times, as people see them.

use super::{
    super::{days, words},
    Step,
};
use crate::{
    Action, Part, Screen, ScreenName, SlotChoice, SlotDay, SlotsView, Tone, View, error, parts,
    people, text::Text, update::State,
};
use kinline_protocol::{
    ContactId,
    booking::{Allowance, Slots},
};

/// The screen.
pub fn screen(state: &State, contact: ContactId, text: &Text) -> Screen {
    let mut list = Vec::new();
    if let Some(failure) = &state.booking.failure {
        list.push(error::notice(failure, text));
        list.push(parts::paragraph(text.say("slots-problem-next")));
    }
    let person = state.people.contact(contact);
    let establishment = person.map_or_else(String::new, |person| {
        state
            .people
            .establishment_name(&person.person.establishment, text.language())
    });
    if let Some(person) = person {
        let name = people::name(person);
        list.push(parts::paragraph(text.say_with(
            "slots-who",
            &[
                ("name", name.into()),
                ("establishment", establishment.as_str().into()),
            ],
        )));
    }
    let making = state.booking.saved.making.as_ref();
    if making.is_some_and(|making| matches!(making.step, Step::Holding(_))) {
        let title = text.say("slots-holding-title");
        list.push(parts::notice(
            Tone::Waiting,
            title,
            text.say("slots-holding"),
        ));
    }
    let known = state
        .booking
        .slots
        .as_ref()
        .filter(|(whose, _)| *whose == contact);
    let view = match known {
        None => {
            if state.booking.failure.is_none() {
                list.push(parts::paragraph(text.say("slots-loading")));
            }
            SlotsView { days: Vec::new() }
        }
        Some((_, slots)) => free(slots, &establishment, text, &mut list),
    };
    list.push(parts::actions(vec![parts::link(
        text.say("slots-again"),
        Action::Refresh,
    )]));
    let screen = parts::screen(
        state,
        ScreenName::Slots,
        text,
        text.say("slots-title"),
        list,
    );
    Screen {
        view: View::Slots(view),
        ..screen
    }
}

fn free(slots: &Slots, establishment: &str, text: &Text, list: &mut Vec<Part>) -> SlotsView {
    let there = words::zone(&slots.time_zone, text);
    let left = slots
        .allowance
        .iter()
        .filter_map(|month| allowance(month, there, text));
    list.extend(left.map(parts::paragraph));
    if slots.slots.is_empty() {
        let sentence = text.say_with("slots-none", &[("establishment", establishment.into())]);
        list.push(parts::notice(
            Tone::Attention,
            text.say("slots-none-title"),
            sentence,
        ));
    }
    let days = days::days(&slots.slots, there, text.zone());
    if days
        .iter()
        .flat_map(|day| &day.times)
        .any(|time| time.span.own.is_some())
    {
        list.push(parts::paragraph(text.say_with(
            "slots-both-clocks",
            &[("establishment", establishment.into())],
        )));
    }
    SlotsView {
        days: days
            .iter()
            .map(|day| slot_day(day, establishment, text))
            .collect(),
    }
}

/// A month that cannot be read is left out: the server refuses what is not allowed anyway.
fn allowance(month: &Allowance, there: chrono_tz::Tz, text: &Text) -> Option<String> {
    let first = format!("{}-01", month.month).parse().ok()?;
    let renews = month.renews_at.with_timezone(&there).date_naive();
    Some(text.say_with(
        "slots-allowance",
        &[
            ("left", month.left.into()),
            ("calls", month.calls.into()),
            ("month", text.month(first).into()),
            ("renews", text.on_day(renews).into()),
        ],
    ))
}

fn slot_day(day: &days::Day, establishment: &str, text: &Text) -> SlotDay {
    SlotDay {
        label: words::sentence_case(&text.day(day.date)),
        slots: day
            .times
            .iter()
            .map(|time| slot(time, establishment, text))
            .collect(),
    }
}

fn slot(time: &days::Time, establishment: &str, text: &Text) -> SlotChoice {
    SlotChoice {
        label: words::times(&time.span, text),
        own_time: words::own_times(&time.span, text),
        accessible: words::when(&time.span, establishment, text),
        action: Action::ChooseSlot(time.slot),
    }
}
