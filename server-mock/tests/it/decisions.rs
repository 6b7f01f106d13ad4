//! What staff decide, and who may come.

use crate::office::{Caller, Office, SETTINGS};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    ErrorCode,
    booking::{
        Booking, BookingDecision, BookingRejection, BookingStatus, CancellationReason,
        NewCancellation,
    },
    establishment::Settings,
    routes,
};

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn reviewed() -> Settings {
    Settings {
        automatic: false,
        ..SETTINGS
    }
}

fn decision(booking: &Booking) -> String {
    format!("/v1/staff/bookings/{}/decision", booking.id)
}

#[tokio::test]
async fn staff_decide_where_bookings_are_reviewed() {
    let office = Office::open(reviewed()).await;
    let caller = office.caller(1).await;
    let slots = office.slots(&caller).await.slots;
    let wanted = office.call(&caller, &slots[0]).await.unwrap();
    // Sunday: the next working day's end.
    let answer_by = time("2026-11-23T14:00:00Z");
    assert_eq!(wanted.status, BookingStatus::Requested { answer_by });
    let told = office.mails(&caller.family).await;
    assert!(told.len() == 1 && told[0].body.contains("not booked yet"));

    let path = decision(&wanted);
    let accept = BookingDecision::Accept;
    let refused = office
        .post::<Booking>(&office.elsewhere, &path, &accept)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    let refused = office
        .post::<Booking>(&caller.family.token, &path, &accept)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAllowed);
    let booked: Booking = office.post(&office.staff, &path, &accept).await.unwrap();
    assert_eq!(booked.status, BookingStatus::Booked);
    let refused = office
        .post::<Booking>(&office.staff, &path, &accept)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::AlreadyDecided);

    let other = office.call(&caller, &slots[1]).await.unwrap();
    let reason = BookingRejection::Restricted;
    let reject = BookingDecision::Reject { reason };
    let rejected: Booking = office
        .post(&office.staff, &decision(&other), &reject)
        .await
        .unwrap();
    assert_eq!(rejected.status, BookingStatus::Rejected { reason });
    let subjects: Vec<_> = office
        .mails(&caller.family)
        .await
        .into_iter()
        .map(|mail| mail.subject)
        .collect();
    assert!(subjects[0].ends_with("is not booked") && subjects[2].ends_with("is booked"));
}

#[tokio::test]
async fn request_can_be_withdrawn_and_lapses_unanswered() {
    let office = Office::open(reviewed()).await;
    let caller = office.caller(1).await;
    let slots = office.slots(&caller).await.slots;
    let first = office.call(&caller, &slots[0]).await.unwrap();
    let path = routes::booking_cancellation(first.id);
    let withdrawn: Booking = office.press(&caller.family.token, &path).await.unwrap();
    assert_eq!(withdrawn.status, BookingStatus::Withdrawn);
    let accept = BookingDecision::Accept;
    let refused = office
        .post::<Booking>(&office.staff, &decision(&first), &accept)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::BookingState);

    let second = office.call(&caller, &slots[1]).await.unwrap();
    office.move_clock(second.starts_at);
    let reason = BookingRejection::SlotUnavailable;
    assert_eq!(
        office.bookings(&caller.family).await[0].status,
        BookingStatus::Rejected { reason }
    );
    let refused = office
        .post::<Booking>(&office.staff, &decision(&second), &accept)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::AlreadyDecided);
    // It does not count against the month.
    assert_eq!(office.slots(&caller).await.allowance[0].left, 2);
}

#[tokio::test]
async fn staff_cancel_with_a_reason_until_the_call_starts() {
    let office = Office::open(SETTINGS).await;
    let caller = office.caller(1).await;
    let slots = office.slots(&caller).await.slots;
    let booking = office.call(&caller, &slots[0]).await.unwrap();
    let late = office.call(&caller, &slots[1]).await.unwrap();
    let path = |booking: &Booking| format!("/v1/staff/bookings/{}/cancellation", booking.id);
    let new = NewCancellation {
        reason: CancellationReason::PrisonerMoved,
    };
    let refused = office
        .post::<Booking>(&office.elsewhere, &path(&booking), &new)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    let familys = NewCancellation {
        reason: CancellationReason::VisitorCancelled,
    };
    let refused = office
        .post::<Booking>(&office.staff, &path(&booking), &familys)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::InvalidInput);
    let cancelled: Booking = office
        .post(&office.staff, &path(&booking), &new)
        .await
        .unwrap();
    assert_eq!(
        cancelled.status,
        BookingStatus::Cancelled { reason: new.reason }
    );
    assert!(
        office.mails(&caller.family).await[0]
            .subject
            .ends_with("is cancelled")
    );

    office.move_clock(late.starts_at);
    let refused = office
        .post::<Booking>(&office.staff, &path(&late), &new)
        .await
        .unwrap_err();
    assert_eq!(
        (refused.code, refused.at),
        (ErrorCode::BookingState, Some(late.starts_at))
    );
}

#[tokio::test]
async fn party_needs_an_adult_known_companions_and_room() {
    let settings = Settings {
        visitors: 2,
        adult_age: 18,
        ..SETTINGS
    };
    let office = Office::open(settings).await;
    let prisoner = office.prisoner(1).await;
    // Eighteen on 24 November: the day after the first slot.
    let young = office.family_born("2008-11-24").await;
    let (now, account, on_list) = (office.now(), young.account, prisoner.clone());
    let contact = office
        .write(move |tx| kinline_mock::people::add_approved_contact(tx, account, &on_list, now))
        .await;
    let young = Caller {
        family: young,
        contact,
    };
    let slots = office.slots(&young).await.slots;
    let hold = office.hold(&young, &slots[0]).await.unwrap();
    let refused = office.book(&young, hold.id, &[]).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NoAdult);

    let (adult, third) = (office.family().await, office.family().await);
    let refused = office
        .book(&young, hold.id, &[adult.account])
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::CompanionNotFound);
    for companion in [&adult, &third] {
        let new = serde_json::json!({
            "visitor_number": companion.visitor_number, "date_of_birth": companion.date_of_birth,
        });
        let _: serde_json::Value = office
            .post(&young.family.token, routes::COMPANIONS, &new)
            .await
            .unwrap();
    }
    let both = [adult.account, third.account];
    let refused = office.book(&young, hold.id, &both).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::TooManyVisitors);
    // Each refusal has left the hold; named twice is named once.
    let twice = [adult.account, adult.account];
    let booking = office.book(&young, hold.id, &twice).await.unwrap();
    assert_eq!(booking.visitors.len(), 2);

    let grown = office.hold(&young, &slots[2]).await.unwrap();
    assert_eq!(grown.slot.starts_at, time("2026-11-24T14:00:00Z"));
    office.book(&young, grown.id, &[]).await.unwrap();
}
