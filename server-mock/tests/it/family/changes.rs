//! To change and to cancel, until the establishment's limit.

use super::{alone, reviewed, scarce};
use crate::office::{Office, SETTINGS};
use chrono::Duration;
use kinline_protocol::{
    ErrorCode,
    booking::{
        Booking, BookingChange, BookingStatus, CancellationReason, FamilyCancellation,
        FamilyReason, Slots,
    },
    establishment::Settings,
    routes,
};

#[tokio::test]
async fn call_moves_to_another_time_of_a_month_that_is_used_up() {
    let office = Office::open(scarce()).await;
    let (caller, other) = (office.caller(1).await, office.caller(2).await);
    let token = &caller.family.token;
    let slots = office.slots(&caller).await.slots;
    let booking = office.call(&caller, &slots[0]).await.unwrap();
    assert_eq!(booking.change_until, Some(booking.starts_at));
    let refused = office.hold(&caller, &slots[1]).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::AllowanceUsed);
    let path = routes::slots_instead_of(caller.contact, booking.id);
    let seen: Slots = office.get(token, &path).await.unwrap();
    assert_eq!((seen.slots[1].id, seen.allowance[0].left), (slots[1].id, 1));
    let path = routes::slots_instead_of(other.contact, booking.id);
    let refused = office
        .get::<Slots>(&other.family.token, &path)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);

    let hold = office
        .hold_beside(&caller, &slots[1], &[], Some(booking.id))
        .await
        .unwrap();
    // It replaces the call, and cannot become a second one.
    let refused = office
        .post::<Booking>(token, routes::BOOKINGS, &alone(hold.id))
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::InvalidInput);
    let change = BookingChange {
        hold: hold.id,
        reason: Some(FamilyReason::TimeDoesNotSuit),
    };
    let path = routes::booking_change(booking.id);
    let refused = office
        .post::<Booking>(&other.family.token, &path, &change)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    let moved: Booking = office.post(token, &path, &change).await.unwrap();
    assert_eq!(
        (moved.id, &moved.status),
        (booking.id, &BookingStatus::Booked)
    );
    assert_eq!(
        (moved.reference, moved.call),
        (booking.reference, booking.call)
    );
    assert_eq!(moved.starts_at, slots[1].starts_at);
    assert_eq!(moved.sequence, booking.sequence + 1);
    assert!(office.subjects(&caller).await[0].contains("has moved"));
    office.call(&other, &slots[0]).await.unwrap();
    let refused = office.hold(&other, &slots[1]).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::AllowanceUsed);
}

#[tokio::test]
async fn limit_of_the_establishment_holds_for_booked_calls_alone() {
    let settings = Settings {
        change_until_hours: 24,
        automatic: false,
        ..SETTINGS
    };
    let office = Office::open(settings).await;
    let caller = office.caller(1).await;
    let token = &caller.family.token;
    let slots = office.slots(&caller).await.slots;
    let booked = office.call(&caller, &slots[2]).await.unwrap();
    let requested = office.call(&caller, &slots[3]).await.unwrap();
    let accept = serde_json::json!({ "decision": "accept", "starts_at": booked.starts_at });
    let path = format!("/v1/staff/requests/{}/decision", booked.id);
    let booked: Booking = office.post(&office.staff, &path, &accept).await.unwrap();
    let limit = booked.starts_at - Duration::hours(24);
    assert_eq!(booked.change_until, Some(limit));

    office.move_clock(limit);
    let instead_of = Some(booked.id);
    let later = &office.slots(&caller).await.slots[4];
    let hold = office
        .hold_beside(&caller, later, &[], instead_of)
        .await
        .unwrap();
    let change = BookingChange {
        hold: hold.id,
        reason: None,
    };
    let refused = office
        .post::<Booking>(token, &routes::booking_change(booked.id), &change)
        .await
        .unwrap_err();
    assert_eq!(
        (refused.code, refused.at),
        (ErrorCode::ChangeTooLate, Some(limit))
    );
    let why = FamilyCancellation {
        reason: FamilyReason::Illness,
    };
    let path = routes::booking_cancellation(booked.id);
    let refused = office
        .post::<Booking>(token, &path, &why)
        .await
        .unwrap_err();
    assert_eq!(
        (refused.code, refused.at),
        (ErrorCode::ChangeTooLate, Some(limit))
    );
    let path = routes::booking_cancellation(requested.id);
    let withdrawn: Booking = office.post(token, &path, &why).await.unwrap();
    assert_eq!(withdrawn.status, BookingStatus::Withdrawn);
    assert!(office.subjects(&caller).await[0].contains("withdrawn"));

    office.move_clock(limit - Duration::seconds(1));
    let path = routes::booking_cancellation(booked.id);
    let cancelled: Booking = office.post(token, &path, &why).await.unwrap();
    let reason = CancellationReason::VisitorCancelled;
    assert_eq!(cancelled.status, BookingStatus::Cancelled { reason });
    let told = office.events().await;
    let last = told.last().unwrap();
    assert_eq!(
        (last.action.as_str(), &last.data["reason"]),
        ("booking.cancelled", &"illness".into())
    );
}

#[tokio::test]
async fn request_that_is_changed_waits_anew() {
    let office = Office::open(reviewed()).await;
    let caller = office.caller(1).await;
    let slots = office.slots(&caller).await.slots;
    let asked = office.call(&caller, &slots[0]).await.unwrap();
    let instead_of = Some(asked.id);
    let hold = office
        .hold_beside(&caller, &slots[4], &[], instead_of)
        .await
        .unwrap();
    let change = BookingChange {
        hold: hold.id,
        reason: None,
    };
    let path = routes::booking_change(asked.id);
    let changed: Booking = office
        .post(&caller.family.token, &path, &change)
        .await
        .unwrap();
    assert!(matches!(changed.status, BookingStatus::Requested { .. }));
    assert_eq!(
        (changed.starts_at, &changed.choices),
        (slots[4].starts_at, &vec![slots[4].clone()])
    );
    assert!(office.slots(&caller).await.slots.contains(&slots[0]));
}
