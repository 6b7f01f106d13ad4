//! The free times, as people see them.

use super::{
    super::{days, planner, waiting, words},
    Making, Purpose, Refused, Step, confirm,
};
use crate::{
    Action, Part, Place, Screen, ScreenName, SlotChoice, SlotDay, SlotsView, Tone, View, error,
    parts, people, text::Text, update::State,
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    ContactId,
    booking::{BookingRules, Slots},
};

/// The screen.
pub fn screen(state: &State, contact: ContactId, text: &Text, now: DateTime<Utc>) -> Screen {
    let booking = &state.booking;
    let making = booking.saved.making.as_ref();
    let making = making.filter(|making| making.contact == contact);
    let mut list = Vec::new();
    if let Some(failure) = &booking.failure {
        list.push(error::notice(failure, text));
        list.push(parts::paragraph(text.say("slots-problem-next")));
    }
    if let Some(refused) = &booking.refused {
        list.extend(refusal(state, contact, refused, text));
    }
    list.extend(purpose(state, contact, making, text));
    if let Some(making) = making {
        list.extend(chosen(state, making, text, now));
    }
    let place = words::Place::of(state, contact, text);
    let known = booking
        .slots
        .as_ref()
        .filter(|(whose, _)| *whose == contact);
    let view = match known {
        None => {
            if booking.failure.is_none() {
                list.push(parts::paragraph(text.say("slots-loading")));
            }
            SlotsView { days: Vec::new() }
        }
        Some((_, slots)) => free(state, slots, &place, text, &mut list),
    };
    list.push(parts::actions(ways_on(state, contact, making, text)));
    let title = match making.map(|making| &making.purpose) {
        Some(Purpose::Change(_)) => text.say("slots-change-title"),
        Some(Purpose::Propose(_)) => text.say("slots-propose-title"),
        _ => text.say("slots-title"),
    };
    let screen = parts::screen(state, ScreenName::Slots, text, title, list);
    Screen {
        view: View::Slots(view),
        ..screen
    }
}

/// With whom, and what becomes of the call that is there already.
fn purpose(
    state: &State,
    contact: ContactId,
    making: Option<&Making>,
    text: &Text,
) -> Option<Part> {
    let instead_of = making.and_then(Making::instead_of);
    let old = instead_of.and_then(|id| state.booking.booking(id));
    if let (Some(making), Some(old)) = (making, old) {
        let when = [("when", words::when_of(state, old, text).into())];
        let told = match making.purpose {
            Purpose::Change(_) => text.say_with("slots-change", &when),
            _ => text.say_with("slots-propose", &when),
        };
        return Some(parts::paragraph(told));
    }
    let person = state.people.contact(contact)?;
    let place = words::Place::of(state, contact, text);
    Some(parts::paragraph(text.say_with(
        "slots-who",
        &[
            ("name", people::name(person).into()),
            ("establishment", place.name.into()),
        ],
    )))
}

/// What is held, with the way on; or that a time is being held.
fn chosen(state: &State, making: &Making, text: &Text, now: DateTime<Utc>) -> Vec<Part> {
    let mut list = Vec::new();
    if matches!(making.step, Step::Holding(_)) {
        let title = text.say("slots-holding-title");
        list.push(parts::notice(
            Tone::Waiting,
            title,
            text.say("slots-holding"),
        ));
    }
    let kept: Vec<Part> = confirm::countdowns(state, making, text, now);
    if !kept.is_empty() {
        let title = confirm::not_yet(making, text);
        list.push(parts::notice(
            Tone::Attention,
            title,
            text.say("slots-chosen"),
        ));
        list.extend(kept);
        list.push(parts::actions(vec![parts::primary(
            text.say("slots-go-on"),
            Action::Open(Place::ConfirmBooking),
        )]));
    }
    list
}

/// Why a choice was not sent, and the nearest one that can be.
fn refusal(state: &State, contact: ContactId, refused: &Refused, text: &Text) -> Vec<Part> {
    let mut list = vec![error::problem(
        planner::screen::why(&refused.why, text),
        text,
    )];
    if let Some(slot) = &refused.nearest {
        let when = words::Place::of(state, contact, text).when(slot, text);
        let label = text.say_with("refusal-nearest", &[("when", when.into())]);
        let choose = Action::ChooseSlot(slot.id);
        list.push(parts::actions(vec![parts::secondary(label, choose)]));
    }
    list
}

fn free(
    state: &State,
    slots: &Slots,
    place: &words::Place,
    text: &Text,
    list: &mut Vec<Part>,
) -> SlotsView {
    let there = words::zone(&slots.time_zone, text);
    if let Some(told) = slots
        .rules
        .as_ref()
        .and_then(|it| nobody_asks(it, place, text))
    {
        list.push(told);
        return SlotsView { days: Vec::new() };
    }
    let months = slots.allowance.iter();
    let left = months.filter_map(|month| planner::screen::left(month, there, text));
    list.extend(left.map(parts::paragraph));
    if slots.slots.is_empty() {
        let sentence = text.say_with(
            "slots-none",
            &[("establishment", place.name.as_str().into())],
        );
        let title = text.say("slots-none-title");
        list.push(parts::notice(Tone::Attention, title, sentence));
    }
    let days = days::days(&slots.slots, there, text.zone());
    let mut times = days.iter().flat_map(|day| &day.times);
    if times.any(|time| time.span.own.is_some()) {
        list.push(parts::paragraph(text.say_with(
            "slots-both-clocks",
            &[("establishment", place.name.as_str().into())],
        )));
    }
    let making = state.booking.saved.making.as_ref();
    let nothing_chosen = |making: &&Making| making.held.is_empty();
    let making = making.filter(nothing_chosen);
    let several = |making: &Making| making.most(slots.rules.as_ref()) > 1;
    if !slots.slots.is_empty() && making.is_some_and(several) {
        list.push(parts::paragraph(text.say("slots-several")));
    }
    let days = days.iter().map(|day| slot_day(day, &place.name, text));
    SlotsView {
        days: days.collect(),
    }
}

/// Where families do not ask in the app: who does.
fn nobody_asks(rules: &BookingRules, place: &words::Place, text: &Text) -> Option<Part> {
    let who = rules.who_may_ask;
    let name = [("establishment", place.name.as_str().into())];
    let told = match (who.family, who.prisoner, who.establishment) {
        (true, ..) => return None,
        (_, true, true) => text.say_with("slots-others-ask", &name),
        (_, true, false) => text.say_with("slots-prisoner-asks", &name),
        _ => text.say_with("slots-establishment-asks", &name),
    };
    let title = text.say("slots-not-asked-here-title");
    Some(parts::notice(Tone::Attention, title, told))
}

fn ways_on(
    state: &State,
    contact: ContactId,
    making: Option<&Making>,
    text: &Text,
) -> Vec<crate::Button> {
    let mut buttons = vec![parts::to(
        text.say("slots-planner"),
        Place::Planner(contact),
    )];
    let rules = state.booking.rules();
    let can_ask = rules.is_none_or(|rules| rules.who_may_ask.family);
    if can_ask && making.is_none_or(|making| making.purpose == Purpose::New) {
        let label = match waiting::place(&state.booking, contact) {
            Some(_) => text.say("slots-waiting"),
            None => text.say("slots-wait"),
        };
        buttons.push(parts::to(label, Place::WaitingList(contact)));
    }
    buttons.push(parts::link(text.say("slots-again"), Action::Refresh));
    buttons
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
