//! Journeys of booking, as a person sees them.

mod answering;
mod choosing;
mod waiting;

use super::fixtures::*;
use crate::{Action, Place, ScreenName, api::Method, testing::Journey};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::{
    HoldId, Language,
    booking::{Allowance, Booking, BookingStatus, Hold, Slot, Slots},
};
use serde_json::json;
use uuid::Uuid;

const BOOKINGS: &str = "/v1/bookings";
const HOLDS: &str = "/v1/holds";

pub fn free() -> String {
    SLOTS.trim_start_matches("GET ").to_owned()
}

/// At home, on a Wednesday in November, with Gareth to call and Megan to come along.
pub fn at_home(language: Language) -> Journey {
    Journey::knowing(state(language, "Europe/London"), now())
}

/// Three times in December, one in January.
pub fn times() -> Vec<Slot> {
    vec![
        slot(10, at("2026-12-09T14:00:00Z")),
        slot(11, at("2026-12-10T09:30:00Z")),
        slot(12, at("2026-12-11T16:00:00Z")),
        slot(13, at("2027-01-06T10:00:00Z")),
    ]
}

pub fn offer_of(times: Vec<Slot>) -> Slots {
    let mut slots = slots(times, 2);
    slots.allowance.push(Allowance {
        month: "2027-01".into(),
        renews_at: at("2027-02-01T00:00:00Z"),
        ..slots.allowance[0].clone()
    });
    slots
}

pub fn held(slot: Slot, expires_at: DateTime<Utc>) -> Hold {
    let id = HoldId(Uuid::from_u128(slot.id.0.as_u128() + 1000));
    Hold {
        id,
        slot,
        expires_at,
    }
}

/// Taps a time and has it held for ten minutes.
pub fn choose(journey: &mut Journey, label: &str, slot: Slot) {
    journey.tap(label);
    let expires_at = journey.now + TimeDelta::minutes(10);
    journey.answer(Method::Post, HOLDS, &held(slot, expires_at));
    journey.expect(ScreenName::ConfirmBooking);
}

pub fn at_free_times(language: Language, slots: &Slots) -> Journey {
    let mut journey = at_home(language);
    journey.act(Action::BookWith(gareth()));
    journey.answer(Method::Get, &free(), slots);
    journey.expect(ScreenName::Slots);
    journey
}

/// At the page of a booking that the server told of.
pub fn at_booking(language: Language, booking: &Booking) -> Journey {
    let mut state = state(language, "Europe/London");
    state.booking.saved.bookings = Some(vec![booking.clone()]);
    let mut journey = Journey::knowing(state, now());
    journey.act(Action::Open(Place::Booking(booking.id)));
    journey.expect(ScreenName::Booking);
    journey
}

pub fn ids(numbers: &[u128]) -> Vec<Uuid> {
    numbers
        .iter()
        .map(|number| Uuid::from_u128(*number))
        .collect()
}
