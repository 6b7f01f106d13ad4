//! A slot that is given back goes to one at a time, who waits longest first.

use super::{alone, scarce};
use crate::office::{Caller, Office};
use chrono::Duration;
use kinline_protocol::{
    ErrorCode, List,
    booking::{Booking, BookingStatus, Slot},
    establishment::Settings,
    routes,
    waiting::{Day, NewWaiting, Waiting},
};

impl Office {
    async fn wait(&self, caller: &Caller, days: &[Day]) -> Waiting {
        let new = NewWaiting {
            contact: caller.contact,
            from: None,
            to: None,
            days: days.iter().copied().collect(),
        };
        // The queue is by time: no two ask at the same instant.
        self.move_clock(self.now() + Duration::seconds(1));
        let token = &caller.family.token;
        self.post(token, routes::WAITING, &new).await.unwrap()
    }

    async fn waits(&self, caller: &Caller) -> Waiting {
        let path = routes::WAITING;
        let list: List<Waiting> = self.get(&caller.family.token, path).await.unwrap();
        list.items.into_iter().next().unwrap()
    }

    async fn offered(&self, caller: &Caller) -> Option<Slot> {
        self.waits(caller).await.offer.map(|hold| hold.slot)
    }
}

/// A caller with the only laptop at a time, and three who wait for it.
async fn queue(office: &Office) -> (Slot, Caller, Booking, [Caller; 3]) {
    let first = office.caller(1).await;
    let slot = office.slots(&first).await.slots[4].clone();
    let booking = office.call(&first, &slot).await.unwrap();
    let waiting = [
        office.caller(2).await,
        office.caller(3).await,
        office.caller(4).await,
    ];
    (slot, first, booking, waiting)
}

async fn cancel(office: &Office, caller: &Caller, booking: &Booking) {
    let path = routes::booking_cancellation(booking.id);
    let _: Booking = office.press(&caller.family.token, &path).await.unwrap();
}

#[tokio::test]
async fn given_back_it_goes_from_one_to_the_next() {
    let office = Office::open(scarce()).await;
    let (slot, first, booking, [second, third, fourth]) = queue(&office).await;
    let passer_by = office.caller(5).await;
    assert_eq!(office.wait(&second, &[]).await.before, 0);
    assert_eq!(office.wait(&third, &[]).await.before, 1);
    office.wait(&fourth, &[]).await;
    cancel(&office, &first, &booking).await;

    let offer = office.waits(&second).await.offer.unwrap();
    assert_eq!(offer.slot, slot);
    let kept = offer.expires_at - office.now();
    assert!(kept <= Duration::minutes(120) && kept > Duration::minutes(100));
    assert_eq!(office.offered(&third).await, None);
    assert!(office.subjects(&second).await[0].contains("A time is free"));
    let refused = office.hold(&passer_by, &slot).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::SlotTaken);
    assert!(!office.slots(&passer_by).await.slots.contains(&slot));

    // The first lets it go, the second's time runs out, the third books it.
    let token = &second.family.token;
    office.delete(token, &routes::hold(offer.id)).await.unwrap();
    assert_eq!(office.offered(&second).await, None);
    let offer = office.waits(&third).await.offer.unwrap();
    office.move_clock(offer.expires_at);
    assert_eq!(office.offered(&third).await, None);
    let token = &third.family.token;
    let refused = office
        .post::<Booking>(token, routes::BOOKINGS, &alone(offer.id))
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::HoldExpired);
    let refused = office.hold(&passer_by, &slot).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::SlotTaken);
    let offer = office.waits(&fourth).await.offer.unwrap();
    let token = &fourth.family.token;
    let booked: Booking = office
        .post(token, routes::BOOKINGS, &alone(offer.id))
        .await
        .unwrap();
    assert_eq!(
        (booked.status, booked.starts_at),
        (BookingStatus::Booked, slot.starts_at)
    );
    let list: List<Waiting> = office.get(token, routes::WAITING).await.unwrap();
    assert!(list.items.is_empty());
    // Who had it offered once is not asked again for the same time.
    let booking = office.bookings(&fourth.family).await.remove(0);
    cancel(&office, &fourth, &booking).await;
    for caller in [&second, &third] {
        assert_eq!(office.offered(caller).await, None);
    }
    office.hold(&passer_by, &slot).await.unwrap();
}

#[tokio::test]
async fn only_who_wants_it_and_can_have_it_is_asked() {
    let office = Office::open(scarce()).await;
    let (slot, first, booking, [second, third, fourth]) = queue(&office).await;
    // The 25th is a Wednesday.
    assert_eq!(slot.local_start.date().to_string(), "2026-11-25");
    office.wait(&second, &[Day::Sat, Day::Sun]).await;
    office.wait(&third, &[]).await;
    office.wait(&fourth, &[Day::Wed]).await;
    // The third's month is used up.
    let other = office.slots(&third).await.slots[0].clone();
    office.call(&third, &other).await.unwrap();
    cancel(&office, &first, &booking).await;
    assert_eq!(office.offered(&second).await, None);
    assert_eq!(office.offered(&third).await, None);
    assert_eq!(office.offered(&fourth).await, Some(slot.clone()));

    // Who stops waiting passes it on; nobody else wants it.
    let waiting = office.waits(&fourth).await;
    let path = routes::waiting(waiting.id);
    let refused = office
        .delete(&second.family.token, &path)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    office.delete(&fourth.family.token, &path).await.unwrap();
    office.hold(&first, &slot).await.unwrap();
}

#[tokio::test]
async fn hold_that_runs_out_is_given_back_too() {
    let settings = Settings {
        automatic: false,
        ..scarce()
    };
    let office = Office::open(settings).await;
    let (first, second) = (office.caller(1).await, office.caller(2).await);
    let slot = office.slots(&first).await.slots[4].clone();
    let hold = office.hold(&first, &slot).await.unwrap();
    office.wait(&second, &[]).await;
    assert_eq!(office.offered(&second).await, None);
    office.move_clock(hold.expires_at);
    assert_eq!(office.offered(&second).await, Some(slot));
}

#[tokio::test]
async fn a_second_wish_changes_the_first_and_keeps_its_place() {
    let office = Office::open(scarce()).await;
    let (first, second) = (office.caller(1).await, office.caller(2).await);
    let waiting = office.wait(&first, &[]).await;
    office.wait(&second, &[]).await;
    let changed = office.wait(&first, &[Day::Mon]).await;
    assert_eq!(
        (changed.id, changed.since, changed.before),
        (waiting.id, waiting.since, 0)
    );
    assert_eq!(changed.wish.days, [Day::Mon].into());
    let past = NewWaiting {
        contact: first.contact,
        from: None,
        to: Some("2026-11-21".parse().unwrap()),
        days: [].into(),
    };
    let refused = office
        .post::<Waiting>(&first.family.token, routes::WAITING, &past)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::InvalidInput);
    let other = NewWaiting { to: None, ..past };
    let refused = office
        .post::<Waiting>(&second.family.token, routes::WAITING, &other)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
}
