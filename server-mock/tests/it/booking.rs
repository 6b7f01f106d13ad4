//! Slots, holds and bookings.

use crate::office::{Office, SETTINGS, opening, read};
use chrono::{DateTime, Duration, Utc};
use futures_util::future::join_all;
use kinline_mock::booking::{self, WhichCalls};
use kinline_protocol::{
    ErrorCode, List, SlotId,
    booking::{Booking, BookingStatus, CancellationReason, Hold, NewBooking, NewHold},
    call::EndReason,
    establishment::Settings,
    routes,
};
use reqwest::Method;
use std::slice;
use uuid::Uuid;

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn one_at_a_time() -> Settings {
    Settings {
        capacity: 1,
        ..SETTINGS
    }
}

#[tokio::test]
async fn slot_is_held_booked_seen_by_all_who_come_and_cancelled() {
    let office = Office::open(one_at_a_time()).await;
    let (caller, child) = (
        office.caller(1).await,
        office.family_born("2018-03-04").await,
    );
    let new = serde_json::json!({
        "visitor_number": child.visitor_number, "date_of_birth": child.date_of_birth,
    });
    let _: serde_json::Value = office
        .post(&caller.family.token, routes::COMPANIONS, &new)
        .await
        .unwrap();

    let seen = office.slots(&caller).await;
    assert_eq!(seen.time_zone, "Europe/London");
    assert_eq!(seen.slots[0].starts_at, time("2026-11-23T14:00:00Z"));
    assert_eq!(seen.slots[1].starts_at, time("2026-11-23T14:45:00Z"));
    assert_eq!(seen.allowance[0].left, 2);

    let slot = &seen.slots[0];
    let hold = office.hold(&caller, slot).await.unwrap();
    assert_eq!(&hold.slot, slot);
    let kept = hold.expires_at - office.now();
    assert!(kept <= Duration::minutes(10) && kept > Duration::minutes(5));
    // One's own hold does not hide the slot: a new one replaces it.
    assert!(office.slots(&caller).await.slots.contains(slot));

    let booking = office
        .book(&caller, hold.id, &[child.account])
        .await
        .unwrap();
    assert_eq!(booking.status, BookingStatus::Booked);
    assert_eq!(booking.ends_at, time("2026-11-23T14:30:00Z"));
    assert_eq!(booking.opens_at, time("2026-11-23T13:45:00Z"));
    let accounts: Vec<_> = booking
        .visitors
        .iter()
        .map(|visitor| visitor.account)
        .collect();
    assert_eq!(accounts, [Some(caller.family.account), Some(child.account)]);
    assert_eq!(office.slots(&caller).await.allowance[0].left, 1);
    assert!(!office.slots(&caller).await.slots.contains(slot));

    let path = routes::booking(booking.id);
    for family in [&caller.family, &child] {
        assert_eq!(office.bookings(family).await, slice::from_ref(&booking));
        let one: Booking = office.get(&family.token, &path).await.unwrap();
        assert_eq!(one, booking);
        let mail = &office.mails(family).await[0];
        assert!(
            mail.body.contains(&booking.reference.0)
                && mail.subject.contains("23/11/2026 at 14:00")
        );
        assert!(!format!("{}{}", mail.subject, mail.body).contains('{'));
    }
    let open: List<Booking> = office
        .get(&office.staff, "/v1/staff/bookings")
        .await
        .unwrap();
    assert_eq!(open.items, slice::from_ref(&booking));

    let cancellation = routes::booking_cancellation(booking.id);
    let refused = office
        .press::<Booking>(&child.token, &cancellation)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAllowed);
    let cancelled: Booking = office
        .press(&caller.family.token, &cancellation)
        .await
        .unwrap();
    let reason = CancellationReason::VisitorCancelled;
    assert_eq!(cancelled.status, BookingStatus::Cancelled { reason });
    assert_eq!(cancelled.sequence, booking.sequence + 1);
    assert!(office.slots(&caller).await.slots.contains(slot));
    let refused = office
        .press::<Booking>(&caller.family.token, &cancellation)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::BookingState);

    let actions: Vec<_> = office
        .events()
        .await
        .into_iter()
        .map(|event| event.action)
        .collect();
    assert!(
        actions
            .ends_with(&["booking.held", "booking.booked", "booking.cancelled"].map(String::from))
    );
}

#[tokio::test]
async fn taken_slot_is_refused_and_not_shown() {
    let office = Office::open(one_at_a_time()).await;
    let (first, second) = (office.caller(1).await, office.caller(2).await);
    let slot = office.slots(&first).await.slots[0].clone();
    office.hold(&first, &slot).await.unwrap();
    assert!(!office.slots(&second).await.slots.contains(&slot));
    let refused = office.hold(&second, &slot).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::SlotTaken);
}

#[tokio::test]
async fn capacity_gives_two_laptops_and_no_third() {
    let office = Office::open(Settings {
        capacity: 3,
        ..SETTINGS
    })
    .await;
    let callers = [
        office.caller(1).await,
        office.caller(2).await,
        office.caller(3).await,
    ];
    let slot = office.slots(&callers[0]).await.slots[0].clone();
    office.call(&callers[0], &slot).await.unwrap();
    office.call(&callers[1], &slot).await.unwrap();
    let refused = office.call(&callers[2], &slot).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::SlotTaken);
    let laptops: Vec<String> = office
        .write(|tx| {
            let mut query = tx.prepare("SELECT DISTINCT laptop FROM booking")?;
            let laptops = query
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            Ok(laptops)
        })
        .await;
    assert_eq!(laptops.len(), 2);
}

#[tokio::test]
async fn two_families_of_one_person_cannot_have_the_same_time() {
    let office = Office::open(SETTINGS).await;
    let prisoner = office.prisoner(1).await;
    let (first, second) = (
        office.caller_for(&prisoner).await,
        office.caller_for(&prisoner).await,
    );
    let slot = office.slots(&first).await.slots[0].clone();
    office.call(&first, &slot).await.unwrap();
    assert!(!office.slots(&second).await.slots.contains(&slot));
    let refused = office.hold(&second, &slot).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::SlotTaken);
}

#[tokio::test]
async fn expired_hold_books_nothing_and_frees_its_slot() {
    let office = Office::open(one_at_a_time()).await;
    let (first, second) = (office.caller(1).await, office.caller(2).await);
    let slot = office.slots(&first).await.slots[0].clone();
    let hold = office.hold(&first, &slot).await.unwrap();
    office.move_clock(hold.expires_at);
    let refused = office.book(&first, hold.id, &[]).await.unwrap_err();
    assert_eq!(
        (refused.code, refused.at),
        (ErrorCode::HoldExpired, Some(hold.expires_at))
    );
    office.call(&second, &slot).await.unwrap();
    // A clock that is moved back does not bring it to life.
    office.move_clock(opening());
    let refused = office.book(&first, hold.id, &[]).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::HoldExpired);
}

#[tokio::test]
async fn second_tabs_hold_replaces_the_first() {
    let office = Office::open(one_at_a_time()).await;
    let (caller, other) = (office.caller(1).await, office.caller(2).await);
    let slots = office.slots(&caller).await.slots;
    let first = office.hold(&caller, &slots[0]).await.unwrap();
    let second = office.hold(&caller, &slots[1]).await.unwrap();
    let refused = office.book(&caller, first.id, &[]).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::HoldExpired);
    office.hold(&other, &slots[0]).await.unwrap();
    office.book(&caller, second.id, &[]).await.unwrap();
    let refused = office.book(&caller, second.id, &[]).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::HoldExpired);
}

#[tokio::test]
async fn hold_that_cannot_be_had_leaves_the_one_that_is() {
    let office = Office::open(one_at_a_time()).await;
    let (caller, other) = (office.caller(1).await, office.caller(2).await);
    let slots = office.slots(&caller).await.slots;
    let hold = office.hold(&caller, &slots[0]).await.unwrap();
    office.hold(&other, &slots[1]).await.unwrap();
    assert!(office.hold(&caller, &slots[1]).await.is_err());
    office.book(&caller, hold.id, &[]).await.unwrap();
}

#[tokio::test]
async fn hold_given_back_is_free_for_others() {
    let office = Office::open(one_at_a_time()).await;
    let (first, second) = (office.caller(1).await, office.caller(2).await);
    let slot = office.slots(&first).await.slots[0].clone();
    let hold = office.hold(&first, &slot).await.unwrap();
    let path = routes::hold(hold.id);
    let refused = office
        .delete(&second.family.token, &path)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    office.delete(&first.family.token, &path).await.unwrap();
    office.call(&second, &slot).await.unwrap();
    let refused = office.delete(&first.family.token, &path).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::HoldExpired);
}

#[tokio::test]
async fn somebody_elses_things_are_not_found() {
    let office = Office::open(SETTINGS).await;
    let (one, other) = (office.caller(1).await, office.caller(2).await);
    let slots = office.slots(&one).await.slots;
    let hold = office.hold(&one, &slots[0]).await.unwrap();
    let refused = office.book(&other, hold.id, &[]).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    let booking = office.book(&one, hold.id, &[]).await.unwrap();
    let token = &other.family.token;
    let refused = office
        .get::<Booking>(token, &routes::booking(booking.id))
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    let path = routes::booking_cancellation(booking.id);
    let refused = office.press::<Booking>(token, &path).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    let path = routes::slots(one.contact);
    let refused = office
        .get::<serde_json::Value>(token, &path)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    let new = NewHold {
        contact: one.contact,
        slot: slots[1].id,
        beside: Vec::new(),
        instead_of: None,
    };
    let refused = office
        .post::<Hold>(token, routes::HOLDS, &new)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    assert!(office.bookings(&other.family).await.is_empty());
}

#[tokio::test]
async fn time_that_is_not_offered_cannot_be_held() {
    let office = Office::open(SETTINGS).await;
    let caller = office.caller(1).await;
    let mut slot = office.slots(&caller).await.slots[0].clone();
    let known = slot.clone();
    slot.id = SlotId(Uuid::new_v4());
    let refused = office.hold(&caller, &slot).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::SlotUnavailable);
    // The day of the call is too late to book it.
    office.move_clock(time("2026-11-23T00:00:00Z"));
    let refused = office.hold(&caller, &known).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::SlotUnavailable);
}

#[tokio::test]
async fn used_allowance_says_when_it_renews_and_next_month_is_free() {
    let office = Office::open(Settings {
        calls_a_month: 1,
        ..SETTINGS
    })
    .await;
    let caller = office.caller(1).await;
    let before = office.slots(&caller).await.slots;
    let booking = office.call(&caller, &before[0]).await.unwrap();
    let refused = office.hold(&caller, &before[1]).await.unwrap_err();
    let renews_at = time("2026-12-01T00:00:00Z");
    assert_eq!(
        (refused.code, refused.at),
        (ErrorCode::AllowanceUsed, Some(renews_at))
    );

    let seen = office.slots(&caller).await;
    let months: Vec<_> = seen
        .allowance
        .iter()
        .map(|month| (month.month.as_str(), month.left))
        .collect();
    assert_eq!(months, [("2026-11", 0), ("2026-12", 1)]);
    assert_eq!(seen.allowance[0].renews_at, renews_at);
    assert!(seen.slots.iter().all(|slot| slot.starts_at >= renews_at));
    office.call(&caller, &seen.slots[0]).await.unwrap();

    let path = routes::booking_cancellation(booking.id);
    let _: Booking = office.press(&caller.family.token, &path).await.unwrap();
    office.hold(&caller, &before[1]).await.unwrap();
}

#[tokio::test]
async fn request_sent_twice_books_once() {
    let office = Office::open(SETTINGS).await;
    let caller = office.caller(1).await;
    let slot = office.slots(&caller).await.slots[0].clone();
    let hold = office.hold(&caller, &slot).await.unwrap();
    let new = NewBooking {
        hold: hold.id,
        also: Vec::new(),
        companions: Vec::new(),
        children: Vec::new(),
        invited: Vec::new(),
    };
    let (token, key) = (&caller.family.token, "the-same-key");
    let send = || office.send(Method::POST, token, routes::BOOKINGS, Some(&new), key);
    let answers = join_all([send(), send(), send()]).await;
    let replayed = answers
        .iter()
        .filter(|answer| answer.headers().contains_key(routes::REPLAYED_HEADER));
    assert_eq!(replayed.count(), 2);
    let bookings: Vec<Booking> = join_all(answers.into_iter().map(read))
        .await
        .into_iter()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(bookings.iter().all(|booking| booking == &bookings[0]));
    assert_eq!(office.bookings(&caller.family).await.len(), 1);
    assert_eq!(office.mails(&caller.family).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_exactly_one_gets_the_last_slot() {
    let office = Office::open(one_at_a_time()).await;
    let callers = [
        office.caller(1).await,
        office.caller(2).await,
        office.caller(3).await,
        office.caller(4).await,
    ];
    let slot = office.slots(&callers[0]).await.slots[0].clone();
    let answers = join_all(callers.iter().map(|caller| office.call(caller, &slot))).await;
    let (booked, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!(booked.len(), 1);
    for refusal in refused {
        assert_eq!(refusal.unwrap_err().code, ErrorCode::SlotTaken);
    }
}

#[tokio::test]
async fn call_of_a_booking_is_planned_and_its_end_shows_in_the_history() {
    let office = Office::open(SETTINGS).await;
    let caller = office.caller(1).await;
    let slots = office.slots(&caller).await.slots;
    let booked = office.call(&caller, &slots[0]).await.unwrap();
    let cancelled = office.call(&caller, &slots[1]).await.unwrap();
    let path = routes::booking_cancellation(cancelled.id);
    let _: Booking = office.press(&caller.family.token, &path).await.unwrap();

    let times = slots[0].starts_at..slots[2].starts_at;
    let later = times.clone();
    let (plans, none) = office
        .write(move |tx| {
            let plans = booking::call_plans(tx, &times, WhichCalls::All)?;
            let open = booking::call_plans(tx, &times, WhichCalls::NotOver)?;
            assert_eq!(open.len(), plans.len());
            Ok((plans, booking::call_plan(tx, cancelled.call)?))
        })
        .await;
    assert!(none.is_none());
    let [plan] = plans.as_slice() else {
        panic!("{} calls are planned", plans.len());
    };
    assert_eq!((plan.call, plan.booking), (booked.call, booked.id));
    assert_eq!(
        (plan.length.as_secs(), plan.turn_round.as_secs()),
        (1800, 900)
    );

    let outcome = EndReason::TimeUp;
    let (over, gone) = (booked.id, cancelled.id);
    let open = office
        .write(move |tx| {
            booking::complete(tx, over, outcome, 1750)?;
            booking::complete(tx, gone, outcome, 1750)?;
            assert_eq!(booking::call_plans(tx, &later, WhichCalls::All)?.len(), 1);
            Ok(booking::call_plans(tx, &later, WhichCalls::NotOver)?)
        })
        .await;
    assert!(open.is_empty());
    let history = office.bookings(&caller.family).await;
    assert_eq!(history[0].status, cancelled_by_family());
    let talked_seconds = 1750;
    let completed = BookingStatus::Completed {
        outcome,
        talked_seconds,
    };
    assert_eq!(
        (&history[1].status, history[1].sequence),
        (&completed, booked.sequence)
    );
    // A call that took place is used.
    assert_eq!(office.slots(&caller).await.allowance[0].left, 1);
}

fn cancelled_by_family() -> BookingStatus {
    let reason = CancellationReason::VisitorCancelled;
    BookingStatus::Cancelled { reason }
}
