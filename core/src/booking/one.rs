//! One booking, as people see it: reference, what happens next and when.

use super::{choosing::confirm::choice_label, is_booked, is_coming, is_open, words};
use crate::{
    Action, Button, Part, Place, Row, Screen, ScreenName, Tone, calendar, error, parts, people,
    rehearsal, text::Text, update::State,
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    BookingId, ErrorCode,
    booking::{AskedBy, Booking, BookingStatus, Slot, Visitor, VisitorKind, VisitorState},
};

/// The screen.
pub fn screen(state: &State, id: BookingId, text: &Text, now: DateTime<Utc>) -> Screen {
    let Some(booking) = state.booking.booking(id) else {
        return not_there(state, id, text);
    };
    let mut list = Vec::new();
    let failure = state.booking.failure.as_ref();
    list.extend(failure.map(|failure| error::notice(failure, text)));
    list.extend(too_early(state, booking, text, now));
    if state.booking.is_sending(id) {
        let title = text.say("booking-sending-title");
        list.push(parts::notice(
            Tone::Waiting,
            title,
            text.say("booking-sending"),
        ));
    }
    list.push(standing(state, booking, text, now));
    list.extend(delayed(state, booking, text));
    list.extend(missing(booking, text, now));
    list.extend(choices(booking, text));
    list.push(Part::Rows {
        label: text.say("booking-details"),
        rows: details(state, booking, text),
    });
    let awaited = is_coming(booking, now);
    let visitors = booking.visitors.iter();
    list.push(Part::Rows {
        label: text.say("booking-visitors"),
        rows: visitors
            .map(|visitor| visitor_row(visitor, awaited, text))
            .collect(),
    });
    list.extend(limit(state, booking, text, now));
    list.push(parts::actions(buttons(state, booking, text, now)));
    let title = text.say_with(
        "booking-title",
        &[("name", booking.prisoner.as_str().into())],
    );
    parts::screen(state, ScreenName::Booking, text, title, list)
}

/// Of a booking that is not known, or not yet.
pub fn not_there(state: &State, id: BookingId, text: &Text) -> Screen {
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
    let title = text.say("booking-details");
    parts::screen(state, ScreenName::Booking, text, title, list)
}

/// Who must do what, and by when, so that everybody can come.
pub fn missing(booking: &Booking, text: &Text, now: DateTime<Utc>) -> Option<Part> {
    let awaited = is_coming(booking, now).then_some(booking)?;
    people::missing_notice(awaited, text)
}

fn too_early(state: &State, booking: &Booking, text: &Text, now: DateTime<Utc>) -> Option<Part> {
    let (early, opens) = state.booking.early?;
    let told = early == booking.id && opens > now;
    told.then(|| {
        let title = text.say("booking-too-early-title");
        let opens = words::opens(state, booking, opens, text);
        let sentence = text.say_with("booking-too-early", &[("opens", opens.into())]);
        parts::notice(Tone::Attention, title, sentence)
    })
}

/// Where it stands, and what happens next and when.
fn standing(state: &State, booking: &Booking, text: &Text, now: DateTime<Utc>) -> Part {
    let status = words::status(booking, text);
    let name = || booking.prisoner.as_str().into();
    let establishment = || words::establishment(state, booking, text).into();
    let sentence = match &booking.status {
        BookingStatus::Requested { answer_by } => {
            let day = text.day(answer_by.with_timezone(&text.zone()).date_naive());
            let told = [
                ("establishment", establishment()),
                ("day", day.into()),
                ("name", name()),
            ];
            match booking.asked_by {
                AskedBy::Prisoner => text.say_with("booking-requested-by-prisoner", &told),
                _ => text.say_with("booking-requested", &told[..2]),
            }
        }
        BookingStatus::Asked { answer_by } => text.say_with(
            "booking-asked",
            &[("name", name()), ("by", text.moment(*answer_by).into())],
        ),
        BookingStatus::Offered {
            answer_by, instead, ..
        } => {
            let told = [
                ("establishment", establishment()),
                ("by", text.moment(*answer_by).into()),
            ];
            match instead {
                true => text.say_with("booking-offered-instead", &told),
                false => text.say_with("booking-offered", &told),
            }
        }
        BookingStatus::Booked if is_open(booking, now) => text.say("booking-open"),
        BookingStatus::Booked => {
            let opens = words::opens(state, booking, booking.opens_at, text);
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

/// That staff said it starts late.
fn delayed(state: &State, booking: &Booking, text: &Text) -> Option<Part> {
    let at = booking.delayed_to.filter(|_| is_booked(booking))?;
    let expected = words::opens(state, booking, at, text);
    let told = text.say_with("booking-delayed", &[("expected", expected.into())]);
    let title = text.say("booking-delayed-title");
    Some(parts::notice(Tone::Attention, title, told))
}

/// The times that the establishment can choose among.
fn choices(booking: &Booking, text: &Text) -> Option<Part> {
    let requested = matches!(booking.status, BookingStatus::Requested { .. });
    let several = requested && booking.choices.len() > 1;
    let slots = booking.choices.iter().enumerate();
    let row = |(at, slot): (usize, &Slot)| {
        parts::row(
            choice_label(at, words::slot(booking, slot, text), text),
            None,
        )
    };
    several.then(|| Part::Rows {
        label: text.say("booking-choices"),
        rows: slots.map(row).collect(),
    })
}

fn details(state: &State, booking: &Booking, text: &Text) -> Vec<Row> {
    let asked_by = match booking.asked_by {
        AskedBy::Family => text.say("booking-asked-by-family"),
        AskedBy::Prisoner => booking.prisoner.as_str().to_owned(),
        AskedBy::Establishment => text.say("booking-asked-by-establishment"),
    };
    [
        (text.say("booking-reference"), booking.reference.0.clone()),
        (
            text.say("booking-when"),
            words::when_of(state, booking, text),
        ),
        (
            text.say("booking-where"),
            words::establishment(state, booking, text),
        ),
        (text.say("booking-asked-by"), asked_by),
    ]
    .map(|(title, detail)| parts::row(title, Some(detail)))
    .into()
}

/// With what they still have to do, as long as that matters.
fn visitor_row(visitor: &Visitor, awaited: bool, text: &Text) -> Row {
    let status = match visitor.state {
        VisitorState::Ready => parts::status(Tone::Good, text.say("visitor-ready")),
        VisitorState::Invited => parts::status(Tone::Attention, text.say("visitor-invited")),
        VisitorState::IdentityPending => {
            parts::status(Tone::Attention, text.say("visitor-identity-pending"))
        }
    };
    let child = visitor.kind == VisitorKind::Child;
    Row {
        title: visitor.name.as_str().to_owned(),
        detail: child.then(|| text.say("people-companion-child")),
        status: awaited.then_some(status),
        action: None,
    }
}

/// Until when the family can change it by itself, or that it cannot any more.
fn limit(state: &State, booking: &Booking, text: &Text, now: DateTime<Utc>) -> Option<Part> {
    let until = booking.change_until.filter(|_| is_booked(booking))?;
    let known = [
        ("until", words::until(state, booking, until, text).into()),
        (
            "establishment",
            words::establishment(state, booking, text).into(),
        ),
        ("reference", booking.reference.0.as_str().into()),
    ];
    let told = match may_change(booking, now) {
        true => text.say_with("booking-change-until", &known[..1]),
        false => text.say_with("booking-change-over", &known),
    };
    is_coming(booking, now).then(|| parts::paragraph(told))
}

fn may_change(booking: &Booking, now: DateTime<Utc>) -> bool {
    now < booking.starts_at && booking.change_until.is_none_or(|until| now < until)
}

fn buttons(state: &State, booking: &Booking, text: &Text, now: DateTime<Utc>) -> Vec<Button> {
    let id = booking.id;
    let calendar = calendar::button(state, booking, text);
    let mut buttons = match &booking.status {
        BookingStatus::Requested { .. } => {
            let withdraw = Action::CancelBooking(id);
            let withdraw = parts::danger(text.say("booking-withdraw"), withdraw);
            calendar.into_iter().chain([withdraw]).collect()
        }
        BookingStatus::Asked { .. } => answers(booking, &booking.choices, text),
        BookingStatus::Offered { slots, .. } => {
            let mut buttons = answers(booking, slots, text);
            if is_open(booking, now) {
                buttons.insert(0, join(booking, text));
            }
            buttons
        }
        BookingStatus::Booked if is_coming(booking, now) => booked(booking, calendar, text, now),
        BookingStatus::Cancelled { .. } | BookingStatus::Withdrawn => {
            [again(booking, text)].into_iter().chain(calendar).collect()
        }
        _ => vec![again(booking, text)],
    };
    if state.booking.is_sending(id) {
        let says = |action: &Action| {
            matches!(
                action,
                Action::AcceptTime { .. }
                    | Action::ProposeTimes(_)
                    | Action::ChangeBooking(_)
                    | Action::CancelBooking(_)
            )
        };
        let waits = buttons.iter_mut().filter(|button| says(&button.action));
        waits.for_each(|button| button.enabled = false);
    }
    buttons
}

/// Yes to one of the times, other times, or no.
fn answers(booking: &Booking, slots: &[Slot], text: &Text) -> Vec<Button> {
    let id = booking.id;
    let yes = slots.iter().map(|slot| {
        let when = words::slot(booking, slot, text);
        let label = text.say_with("booking-accept", &[("when", when.into())]);
        let slot = slot.id;
        parts::primary(label, Action::AcceptTime { booking: id, slot })
    });
    let mut buttons: Vec<Button> = yes.collect();
    buttons.push(parts::secondary(
        text.say("booking-propose"),
        Action::ProposeTimes(id),
    ));
    let no = match booking.status {
        BookingStatus::Offered { .. } => text.say("decline-offer-submit"),
        _ => text.say("booking-decline"),
    };
    buttons.push(parts::danger(no, Action::CancelBooking(id)));
    buttons
}

fn booked(
    booking: &Booking,
    calendar: Option<Button>,
    text: &Text,
    now: DateTime<Utc>,
) -> Vec<Button> {
    let id = booking.id;
    let mut buttons = match is_open(booking, now) {
        true => vec![join(booking, text)],
        false => {
            let check = Action::StartDeviceCheck(id);
            let check = parts::secondary(text.say("booking-check"), check);
            let tried = rehearsal::way_in(text);
            calendar.into_iter().chain([check, tried]).collect()
        }
    };
    if may_change(booking, now) {
        let change = Action::ChangeBooking(id);
        buttons.push(parts::secondary(text.say("booking-change"), change));
        let cancel = Action::CancelBooking(id);
        buttons.push(parts::danger(text.say("booking-cancel"), cancel));
    }
    buttons
}

fn join(booking: &Booking, text: &Text) -> Button {
    let check = Action::StartDeviceCheck(booking.id);
    parts::primary(text.say("booking-join"), check)
}

fn again(booking: &Booking, text: &Text) -> Button {
    let book = Action::BookWith(booking.contact);
    parts::primary(text.say("booking-again"), book)
}
