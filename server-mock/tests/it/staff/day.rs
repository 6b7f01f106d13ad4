//! The day in the call room, and what happens to its calls.

use super::*;
use kinline_protocol::{
    booking::{BookingStatus, CancellationReason, Slot},
    call::{CallPhase, CallState, EndReason, Side},
    office::{Day, DayEvent, Finding, Whereabouts},
    routes,
};

async fn day(office: &Office, date: &str) -> Day {
    let path = format!("/v1/staff/day?date={date}");
    office.get(&office.staff, &path).await.unwrap()
}

async fn say(office: &Office, booking: &Booking, event: DayEvent) -> Answer<Booking> {
    let path = format!("/v1/staff/bookings/{}/event", booking.id);
    office.post(&office.staff, &path, &event).await
}

async fn state(office: &Office, caller: &Caller, booking: &Booking) -> CallState {
    let path = routes::call(booking.call);
    office.get(&caller.family.token, &path).await.unwrap()
}

async fn newest(office: &Office, caller: &Caller) -> String {
    office.mails(&caller.family).await[0].subject.clone()
}

async fn booked(office: &Office, number: u32, slot: usize) -> (Caller, Booking) {
    let caller = office.caller(number).await;
    let slots: Vec<Slot> = office.slots(&caller).await.slots;
    let booking = office.call(&caller, &slots[slot]).await.unwrap();
    (caller, booking)
}

#[tokio::test]
async fn the_list_says_who_when_and_on_which_laptop() {
    let office = Office::open(SETTINGS).await;
    let (_, second) = booked(&office, 1, 1).await;
    let (_, first) = booked(&office, 2, 0).await;
    let (_, beside) = booked(&office, 3, 0).await;
    let (gone, other) = booked(&office, 4, 2).await;
    let cancel = routes::booking_cancellation(other.id);
    office
        .press::<Booking>(&gone.family.token, &cancel)
        .await
        .unwrap();

    let list = day(&office, "2026-11-23").await;
    assert_eq!(list.time_zone, "Europe/London");
    let ids: Vec<_> = list.calls.iter().map(|call| call.booking.id).collect();
    assert_eq!(ids, [first.id, beside.id, second.id]);
    let laptops: Vec<_> = list
        .calls
        .iter()
        .map(|call| call.laptop_name.as_str())
        .collect();
    assert_eq!(laptops, ["Laptop 1", "Laptop 2", "Laptop 1"]);
    assert_eq!(list.calls[0].prisoner.number.as_str(), "A0002AA");
    assert!(list.calls.iter().all(|call| call.flags.is_empty()));
    // What was cancelled stays on its day's list, so that nobody waits for it.
    let next = day(&office, "2026-11-24").await;
    assert!(matches!(
        next.calls[0].booking.status,
        BookingStatus::Cancelled { .. }
    ));
    let path = "/v1/staff/day?date=2026-11-23";
    let elsewhere: Day = office.get(&office.elsewhere, path).await.unwrap();
    assert!(elsewhere.calls.is_empty());
    let today: Day = office.get(&office.staff, "/v1/staff/day").await.unwrap();
    assert_eq!(today.date.to_string(), "2026-11-22");
}

#[tokio::test]
async fn being_late_is_told_and_changes_nothing_else() {
    let office = Office::open(SETTINGS).await;
    let (caller, booking) = booked(&office, 1, 0).await;
    office.move_clock(time("2026-11-23T13:58:00Z"));
    for minutes in [0, 30] {
        let refused = say(&office, &booking, DayEvent::Late { minutes }).await;
        assert_eq!(refused.unwrap_err().code, ErrorCode::InvalidInput);
    }
    let late = say(&office, &booking, DayEvent::Late { minutes: 10 })
        .await
        .unwrap();
    let expected = Some(time("2026-11-23T14:10:00Z"));
    assert_eq!(
        (late.delayed_to, late.status),
        (expected, BookingStatus::Booked)
    );
    assert_eq!(late.starts_at, booking.starts_at);
    assert_eq!(
        office.bookings(&caller.family).await[0].delayed_to,
        expected
    );
    let seen = state(&office, &caller, &booking).await;
    assert_eq!(
        (seen.expected_at, seen.phase),
        (expected, CallPhase::Waiting)
    );
    assert!(newest(&office, &caller).await.contains("14:10"));
    let list = day(&office, "2026-11-23").await;
    assert_eq!(
        list.calls[0].events[0].event,
        DayEvent::Late { minutes: 10 }
    );
    assert_eq!(list.calls[0].events[0].by.as_str(), "Sam Staff");
    assert_eq!(list.calls[0].phase, Some(CallPhase::Waiting));
}

#[tokio::test]
async fn whoever_waits_is_told_of_lateness_at_once() {
    let office = Office::open(SETTINGS).await;
    let (caller, booking) = booked(&office, 1, 0).await;
    office.move_clock(time("2026-11-23T13:58:00Z"));
    let before = state(&office, &caller, &booking).await;
    say(&office, &booking, DayEvent::Late { minutes: 5 })
        .await
        .unwrap();
    let after = state(&office, &caller, &booking).await;
    assert!(
        after.revision > before.revision,
        "an older state is dropped"
    );
    assert_eq!(after.expected_at, Some(time("2026-11-23T14:05:00Z")));
}

#[tokio::test]
async fn who_does_not_come_is_noted_from_the_start_on() {
    let office = Office::open(SETTINGS).await;
    for (number, side, outcome) in [
        (1, Side::Family, EndReason::FamilyNoShow),
        (2, Side::Prison, EndReason::PrisonNoShow),
    ] {
        let (caller, booking) = booked(&office, number, 0).await;
        let event = DayEvent::NoShow { side };
        let early = say(&office, &booking, event).await.unwrap_err();
        assert_eq!(
            (early.code, early.at),
            (ErrorCode::BookingState, Some(booking.starts_at))
        );
        office.move_clock(booking.starts_at + chrono::Duration::minutes(6));
        let over = say(&office, &booking, event).await.unwrap();
        let talked_seconds = 0;
        let status = BookingStatus::Completed {
            outcome,
            talked_seconds,
        };
        assert_eq!(over.status, status);
        let phase = CallPhase::Ended { reason: outcome };
        assert_eq!(state(&office, &caller, &booking).await.phase, phase);
        assert!(
            newest(&office, &caller)
                .await
                .contains("come to your video call")
                || newest(&office, &caller)
                    .await
                    .contains("came to your video call")
        );
        let again = say(&office, &booking, event).await.unwrap_err();
        assert_eq!(again.code, ErrorCode::BookingState);
        office.move_clock(crate::office::opening());
    }
}

#[tokio::test]
async fn what_calls_a_call_off_is_told_truthfully_everywhere() {
    let office = Office::open(SETTINGS).await;
    let cases = [
        (DayEvent::Moved, CancellationReason::PrisonerMoved),
        (DayEvent::Released, CancellationReason::PrisonerReleased),
        (DayEvent::InCourt, CancellationReason::PrisonerOut),
        (DayEvent::Refused, CancellationReason::PrisonerRefused),
        (DayEvent::Unavailable, CancellationReason::SlotUnavailable),
        (DayEvent::BookedInError, CancellationReason::BookedInError),
        (DayEvent::PrisonerBanned, CancellationReason::Restricted),
    ];
    for (number, (event, reason)) in (1..).zip(cases) {
        let (caller, booking) = booked(&office, number, 0).await;
        // They wait already, and it is past the start: a family must not sit there.
        office.move_clock(booking.starts_at + chrono::Duration::minutes(1));
        assert_eq!(
            state(&office, &caller, &booking).await.phase,
            CallPhase::Waiting
        );
        let status = BookingStatus::Cancelled { reason };
        let off = say(&office, &booking, event).await.unwrap();
        assert_eq!(off.status, status);
        let phase = CallPhase::Ended {
            reason: EndReason::CalledOff,
        };
        assert_eq!(state(&office, &caller, &booking).await.phase, phase);
        assert_eq!(office.bookings(&caller.family).await[0].status, status);
        assert!(newest(&office, &caller).await.ends_with("is cancelled"));
        office.move_clock(crate::office::opening());
    }
    assert_eq!(
        actions(&office, "booking.called_off").await.len(),
        cases.len()
    );
}

#[tokio::test]
async fn only_ones_own_booked_calls_have_events() {
    let office = Office::open(reviewed()).await;
    let (_, caller, booking) = asked(&office).await;
    let refused = say(&office, &booking, DayEvent::Moved).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::BookingState);
    let path = format!("/v1/staff/bookings/{}/event", booking.id);
    let event = &DayEvent::Moved;
    let elsewhere = office
        .post::<Booking>(&office.elsewhere, &path, event)
        .await;
    assert_eq!(elsewhere.unwrap_err().code, ErrorCode::NotFound);
    let family = office
        .post::<Booking>(&caller.family.token, &path, event)
        .await;
    assert_eq!(family.unwrap_err().code, ErrorCode::NotAllowed);
}

#[tokio::test]
async fn what_has_changed_since_flags_a_booked_call() {
    let office = Office::open(SETTINGS).await;
    let (prisoner, _, booking) = asked(&office).await;
    let moved = PrisonerChange {
        whereabouts: Some(Whereabouts::Moved),
        ..PrisonerChange::default()
    };
    let answer = change(&office, &prisoner, &moved).await.unwrap();
    let date = booking.starts_at.date_naive().to_string();
    let list = day(&office, &date).await;
    for flags in [&answer.bookings[0].flags, &list.calls[0].flags] {
        assert_eq!(flags.len(), 1);
        let whereabouts = Whereabouts::Moved;
        assert_eq!(flags[0].findings, [Finding::Away { whereabouts }]);
    }
    let calls = list.calls[0].booking.status.clone();
    assert_eq!(calls, BookingStatus::Booked, "staff decide, nobody else");
}
