//! Up to three times, of which one becomes the call; and what a month leaves.

use super::{alone, reviewed, scarce, time};
use crate::office::{Office, SETTINGS};
use chrono::Duration;
use kinline_protocol::{
    ErrorCode,
    booking::{Booking, BookingStatus},
    establishment::{Settings, WhoMayAsk},
    routes,
};

#[tokio::test]
async fn three_choices_are_kept_and_count_once() {
    let office = Office::open(scarce()).await;
    let (caller, other) = (office.caller(1).await, office.caller(2).await);
    let slots = office.slots(&caller).await.slots;
    let first = office.hold(&caller, &slots[0]).await.unwrap();
    let second = office
        .hold_beside(&caller, &slots[1], &[&first], None)
        .await
        .unwrap();
    // One call a month: still, each can be chosen.
    let both = [&first, &second];
    let third = office
        .hold_beside(&caller, &slots[2], &both, None)
        .await
        .unwrap();
    assert_eq!(
        office.holds(&caller).await,
        [first.clone(), second.clone(), third.clone()]
    );
    for slot in &slots[..3] {
        assert_eq!(
            office.hold(&other, slot).await.unwrap_err().code,
            ErrorCode::SlotTaken
        );
    }
    let all = [&first, &second, &third];
    let refused = office
        .hold_beside(&caller, &slots[3], &all, None)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::InvalidInput);
    // One that is not named is given back.
    let third = office
        .hold_beside(&caller, &slots[3], &both, None)
        .await
        .unwrap();
    office.hold(&other, &slots[2]).await.unwrap();

    let booking = office
        .book_choices(&caller, &[&second, &first, &third])
        .await
        .unwrap();
    assert_eq!(
        (booking.status, booking.starts_at),
        (BookingStatus::Booked, slots[1].starts_at)
    );
    assert!(booking.choices.is_empty() && office.holds(&caller).await.is_empty());
    office.hold(&other, &slots[0]).await.unwrap();
    let refused = office.book_choices(&caller, &[&first]).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::HoldExpired);
}

#[tokio::test]
async fn first_choice_that_is_still_kept_is_taken() {
    let office = Office::open(reviewed()).await;
    let caller = office.caller(1).await;
    let slots = office.slots(&caller).await.slots;
    let first = office.hold(&caller, &slots[0]).await.unwrap();
    office.move_clock(office.now() + Duration::minutes(6));
    let second = office
        .hold_beside(&caller, &slots[1], &[&first], None)
        .await
        .unwrap();
    let third = office
        .hold_beside(&caller, &slots[2], &[&first, &second], None)
        .await
        .unwrap();
    office.move_clock(first.expires_at);
    assert_eq!(office.holds(&caller).await.len(), 2);
    let booking = office
        .book_choices(&caller, &[&first, &second, &third])
        .await
        .unwrap();
    assert!(matches!(booking.status, BookingStatus::Requested { .. }));
    assert_eq!(booking.starts_at, slots[1].starts_at);
    assert_eq!(booking.choices, slots[1..3]);
    assert_eq!(office.subjects(&caller).await.len(), 1);
}

#[tokio::test]
async fn allowance_counts_minutes_too_and_says_what_is_what() {
    let settings = Settings {
        calls_a_month: 3,
        minutes_a_month: 70,
        ..SETTINGS
    };
    let office = Office::open(settings).await;
    let caller = office.caller(1).await;
    let seen = office.slots(&caller).await;
    let rules = seen.rules.unwrap();
    assert_eq!(
        (rules.adult_age, rules.visitors, rules.call_seconds),
        (18, 4, 1800)
    );
    assert_eq!(rules.first_day, Some("2026-11-23".parse().unwrap()));
    assert_eq!(rules.last_day, Some("2026-12-20".parse().unwrap()));
    office.call(&caller, &seen.slots[0]).await.unwrap();
    office.hold(&caller, &seen.slots[1]).await.unwrap();
    let month = &office.slots(&caller).await.allowance[0];
    // What one holds oneself does not count: it is what one is about to book.
    assert_eq!(
        (month.calls, month.used, month.booked, month.left),
        (3, 0, 1, 2)
    );
    let minutes = month.minutes.unwrap();
    assert_eq!((minutes.all, minutes.booked, minutes.left), (70, 30, 40));
    let hold = office.hold(&caller, &seen.slots[1]).await.unwrap();
    office.book(&caller, hold.id, &[]).await.unwrap();
    // A call is left, ten minutes are: no third.
    let month = &office.slots(&caller).await.allowance[0];
    assert_eq!((month.left, month.minutes.unwrap().left), (1, 10));
    let refused = office.hold(&caller, &seen.slots[2]).await.unwrap_err();
    assert_eq!(
        (refused.code, refused.at),
        (ErrorCode::AllowanceUsed, Some(time("2026-12-01T00:00:00Z")))
    );
}

#[tokio::test]
async fn establishment_says_who_may_ask() {
    let settings = Settings {
        who_may_ask: WhoMayAsk {
            family: false,
            ..WhoMayAsk::ANY
        },
        ..SETTINGS
    };
    let office = Office::open(settings).await;
    let caller = office.caller(1).await;
    let seen = office.slots(&caller).await;
    assert!(!seen.rules.unwrap().who_may_ask.family);
    let refused = office.hold(&caller, &seen.slots[0]).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAskedHere);
}

#[tokio::test]
async fn choices_of_somebody_else_are_not_found() {
    let office = Office::open(SETTINGS).await;
    let (caller, other) = (office.caller(1).await, office.caller(2).await);
    let slots = office.slots(&caller).await.slots;
    let theirs = office.hold(&other, &slots[1]).await.unwrap();
    let own = office.hold(&caller, &slots[0]).await.unwrap();
    let refused = office
        .book_choices(&caller, &[&own, &theirs])
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    // To be beside somebody else's does not keep it, nor take it away.
    office
        .hold_beside(&caller, &slots[2], &[&theirs], None)
        .await
        .unwrap();
    let booked: Booking = office
        .post(&other.family.token, routes::BOOKINGS, &alone(theirs.id))
        .await
        .unwrap();
    assert_eq!(booked.starts_at, slots[1].starts_at);
}
