//! Slots, holds, bookings. As people see it.

use super::{days, is_coming, is_open, making::Step, words};
use crate::{
    Action, Choice, ChoiceOption, Part, Place, Row, Screen, ScreenName, SlotChoice, SlotDay,
    SlotsView, Tone, View, error, navigation::Page, parts, people, text::Text, update::State,
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    BookingId, ContactId, ErrorCode,
    booking::{Allowance, Booking, BookingStatus, Hold, Slots},
    limits,
};

/// The screen of a page.
pub fn screen(state: &State, page: Page, text: &Text, now: DateTime<Utc>) -> Screen {
    match page {
        Page::Slots(contact) => slots(state, contact, text),
        Page::ConfirmBooking => confirm(state, text, now),
        Page::Booking(id) => booking(state, id, text, now),
        _ => bookings(state, text, now),
    }
}

fn slots(state: &State, contact: ContactId, text: &Text) -> Screen {
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

fn confirm(state: &State, text: &Text, now: DateTime<Utc>) -> Screen {
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
        row(name, Some(establishment.clone())),
        row(
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

fn booking(state: &State, id: BookingId, text: &Text, now: DateTime<Utc>) -> Screen {
    let Some(booking) = state.booking.booking(id) else {
        let list = match state.booking.missing {
            Some(missing) if missing == id => vec![
                error::problem(error::sentence_for(ErrorCode::NotFound, None, text), text),
                parts::actions(vec![parts::primary(
                    text.say("home-bookings"),
                    Action::Open(Place::Bookings),
                )]),
            ],
            _ => vec![parts::paragraph(text.say("booking-loading"))],
        };
        return parts::screen(
            state,
            ScreenName::Booking,
            text,
            text.say("booking-details"),
            list,
        );
    };
    let mut list = Vec::new();
    list.extend(
        state
            .booking
            .failure
            .as_ref()
            .map(|failure| error::notice(failure, text)),
    );
    if let Some((_, opens)) = state
        .booking
        .early
        .filter(|(early, opens)| *early == id && *opens > now)
    {
        let title = text.say("booking-too-early-title");
        let opens = text.on_moment(opens);
        let sentence = text.say_with("booking-too-early", &[("opens", opens.into())]);
        list.push(parts::notice(Tone::Attention, title, sentence));
    }
    list.push(standing(state, booking, text, now));
    list.push(Part::Rows {
        label: text.say("booking-details"),
        rows: vec![
            row(
                text.say("booking-reference"),
                Some(booking.reference.0.clone()),
            ),
            row(
                text.say("booking-when"),
                Some(words::when_of(state, booking, text)),
            ),
            row(
                text.say("booking-where"),
                Some(words::establishment(state, booking, text)),
            ),
            row(text.say("booking-visitors"), Some(visitors(booking))),
        ],
    });
    list.push(parts::actions(buttons(booking, text, now)));
    let title = text.say_with(
        "booking-title",
        &[("name", booking.prisoner.as_str().into())],
    );
    parts::screen(state, ScreenName::Booking, text, title, list)
}

/// Where it stands, and what happens next and when.
fn standing(state: &State, booking: &Booking, text: &Text, now: DateTime<Utc>) -> Part {
    let status = words::status(booking, text);
    let sentence = match &booking.status {
        BookingStatus::Requested { answer_by } => {
            let day = text.day(answer_by.with_timezone(&text.zone()).date_naive());
            let establishment = words::establishment(state, booking, text);
            text.say_with(
                "booking-requested",
                &[("establishment", establishment.into()), ("day", day.into())],
            )
        }
        BookingStatus::Booked if is_open(booking, now) => text.say("booking-open"),
        BookingStatus::Booked => {
            let opens = text.on_moment(booking.opens_at);
            text.say_with("booking-booked", &[("opens", opens.into())])
        }
        BookingStatus::Rejected { reason } => text.say_of("booking-rejection", reason),
        BookingStatus::Withdrawn => text.say("booking-withdrawn"),
        BookingStatus::Cancelled { reason } => text.say_of("booking-cancellation", reason),
        BookingStatus::Completed {
            outcome,
            talked_seconds,
        } => {
            let returned = state.booking.saved.returned_ms.get(&booking.id).copied();
            crate::call::history(*outcome, u64::from(*talked_seconds), returned, text)
        }
    };
    parts::notice(status.tone, status.text, sentence)
}

fn visitors(booking: &Booking) -> String {
    let names: Vec<_> = booking
        .visitors
        .iter()
        .map(|visitor| visitor.name.as_str())
        .collect();
    names.join(", ")
}

fn buttons(booking: &Booking, text: &Text, now: DateTime<Utc>) -> Vec<crate::Button> {
    let id = booking.id;
    let calendar = parts::secondary(text.say("booking-calendar"), Action::ShareCalendar(id));
    let check = Action::StartDeviceCheck(id);
    let again = parts::primary(text.say("booking-again"), Action::BookWith(booking.contact));
    match booking.status {
        BookingStatus::Requested { .. } => vec![
            calendar,
            parts::danger(text.say("booking-withdraw"), Action::CancelBooking(id)),
        ],
        BookingStatus::Booked if is_open(booking, now) => vec![
            parts::primary(text.say("booking-join"), check),
            parts::danger(text.say("booking-cancel"), Action::CancelBooking(id)),
        ],
        BookingStatus::Booked if is_coming(booking, now) => vec![
            calendar,
            parts::secondary(text.say("booking-check"), check),
            parts::danger(text.say("booking-cancel"), Action::CancelBooking(id)),
        ],
        BookingStatus::Cancelled { .. } | BookingStatus::Withdrawn => vec![again, calendar],
        _ => vec![again],
    }
}

fn bookings(state: &State, text: &Text, now: DateTime<Utc>) -> Screen {
    let mut list = Vec::new();
    list.extend(
        state
            .booking
            .failure
            .as_ref()
            .map(|failure| error::notice(failure, text)),
    );
    let (mut coming, past): (Vec<&Booking>, Vec<&Booking>) = state
        .booking
        .bookings()
        .partition(|booking| is_coming(booking, now));
    coming.reverse();
    if coming.is_empty() && past.is_empty() {
        list.push(parts::paragraph(text.say("bookings-none")));
    }
    rows(state, text.say("bookings-future"), coming, text, &mut list);
    rows(state, text.say("bookings-past"), past, text, &mut list);
    let book = Action::Open(Place::People);
    list.push(parts::actions(vec![parts::primary(
        text.say("bookings-book"),
        book,
    )]));
    parts::screen(
        state,
        ScreenName::Bookings,
        text,
        text.say("bookings-title"),
        list,
    )
}

fn rows(state: &State, label: String, some: Vec<&Booking>, text: &Text, list: &mut Vec<Part>) {
    if some.is_empty() {
        return;
    }
    list.push(parts::heading(label.clone()));
    let rows = some
        .into_iter()
        .map(|booking| booking_row(state, booking, text))
        .collect();
    list.push(Part::Rows { label, rows });
}

fn booking_row(state: &State, booking: &Booking, text: &Text) -> Row {
    Row {
        title: booking.prisoner.as_str().to_owned(),
        detail: Some(words::when_of(state, booking, text)),
        status: Some(words::status(booking, text)),
        action: Some(Action::Open(Place::Booking(booking.id))),
    }
}

fn row(title: String, detail: Option<String>) -> Row {
    Row {
        title,
        detail,
        status: None,
        action: None,
    }
}
