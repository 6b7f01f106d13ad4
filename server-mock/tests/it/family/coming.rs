//! Who comes along: adults by invitation, children, and until when all must be ready.

use super::alone;
use crate::office::{Answer, Caller, Family, Office, SETTINGS};
use chrono::Duration;
use kinline_protocol::{
    ErrorCode, IdentityCaseId, List,
    account::Role,
    booking::{Booking, BookingStatus, CancellationReason, NewBooking, VisitorKind, VisitorState},
    identity::IdentityDecision,
    people::{
        Child, Companion, CompanionState, Invitation, InvitationOffer, NewChild, NewInvitation,
        NewInvitationLink, Relationship,
    },
    routes,
};
use rusqlite::params;
use uuid::Uuid;

impl Office {
    async fn invite(&self, by: &Caller, name: &str) -> (Invitation, String) {
        let new = NewInvitation {
            name: kinline_protocol::PersonName::parse(name).unwrap(),
        };
        let token = &by.family.token;
        let sent: NewInvitationLink = self.post(token, routes::INVITATIONS, &new).await.unwrap();
        let (_, secret) = sent.link.rsplit_once("/i/").unwrap();
        (sent.invitation, secret.to_owned())
    }

    async fn accept(&self, by: &Family, secret: &str) -> Answer<InvitationOffer> {
        let path = routes::invitation_acceptance(secret);
        self.press(&by.token, &path).await
    }

    async fn invitations(&self, caller: &Caller) -> Vec<Invitation> {
        let token = &caller.family.token;
        let list: List<Invitation> = self.get(token, routes::INVITATIONS).await.unwrap();
        list.items
    }

    async fn companions(&self, caller: &Caller) -> Vec<Companion> {
        let token = &caller.family.token;
        let list: List<Companion> = self.get(token, routes::COMPANIONS).await.unwrap();
        list.items
    }

    /// A reviewer approves somebody's documents, through the API.
    async fn approve_by_review(&self, family: &Family) {
        let (reviewer, case) = self.submitted(family).await;
        let path = format!("/v1/review/cases/{case}/decision");
        let _: serde_json::Value = self
            .post(&reviewer, &path, &IdentityDecision::Approve)
            .await
            .unwrap();
    }

    /// Somebody with an invitation in a booking for the tenth slot.
    async fn with_invited(&self) -> (Caller, Booking, Invitation, String) {
        let caller = self.caller(1).await;
        let (invitation, secret) = self.invite(&caller, "Aunt Siân").await;
        let slot = self.slots(&caller).await.slots[10].clone();
        let hold = self.hold(&caller, &slot).await.unwrap();
        let new = NewBooking {
            invited: vec![invitation.id],
            ..alone(hold.id)
        };
        let token = &caller.family.token;
        let booking: Booking = self.post(token, routes::BOOKINGS, &new).await.unwrap();
        (caller, booking, invitation, secret)
    }
}

#[tokio::test]
async fn invited_adult_accepts_proves_who_they_are_and_the_booking_is_complete() {
    let office = Office::open(SETTINGS).await;
    let (caller, booking, invitation, secret) = office.with_invited().await;
    assert_eq!(booking.status, BookingStatus::Booked);
    assert_eq!(
        booking.complete_by,
        Some(booking.starts_at - Duration::hours(24))
    );
    let missing = &booking.visitors[1];
    assert_eq!(
        (missing.account, missing.state),
        (None, VisitorState::Invited)
    );
    assert_eq!(missing.name.as_str(), "Aunt Siân");
    // Until all are ready there is no call to join.
    let call = routes::call(booking.call);
    assert!(
        office
            .get::<serde_json::Value>(&caller.family.token, &call)
            .await
            .is_err()
    );

    let aunt = office.newcomer("1960-01-01").await;
    let path = routes::invitation_offer(&secret);
    let offer: InvitationOffer = office.get(&aunt.token, &path).await.unwrap();
    assert_eq!(
        (offer.from.as_str(), offer.expires_at),
        ("Ann Prosser", invitation.expires_at)
    );
    let own = office.accept(&caller.family, &secret).await.unwrap_err();
    assert_eq!(own.code, ErrorCode::InvitationGone);
    office.accept(&aunt, &secret).await.unwrap();
    // Once only, and by nobody else.
    for family in [&aunt, &office.family().await] {
        let refused = office.accept(family, &secret).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::InvitationGone);
    }
    assert!(office.invitations(&caller).await.is_empty());
    let companion = office.companions(&caller).await.remove(0);
    assert_eq!(
        (companion.account, companion.state),
        (aunt.account, CompanionState::IdentityPending)
    );
    assert!(office.subjects(&caller).await[0].contains("has accepted your invitation"));
    let seen = office.bookings(&caller.family).await.remove(0);
    assert_eq!(seen.visitors[1].state, VisitorState::IdentityPending);
    assert_eq!(office.bookings(&aunt).await[0].id, booking.id);

    office.approve_by_review(&aunt).await;
    let seen = office.bookings(&caller.family).await.remove(0);
    assert_eq!(
        (seen.status, seen.complete_by),
        (BookingStatus::Booked, None)
    );
    assert_eq!(seen.visitors[1].state, VisitorState::Ready);
    assert_eq!(seen.visitors[1].name.as_str(), "Siân Evans");
    assert!(office.subjects(&caller).await[0].contains("Everybody is ready"));
    let companion = office.companions(&caller).await.remove(0);
    assert_eq!(
        (companion.name.as_str(), companion.state),
        ("Siân Evans", CompanionState::Ready)
    );
    // Being ready, it outlives the day before.
    office.move_clock(booking.complete_by.unwrap());
    let seen = office.bookings(&caller.family).await.remove(0);
    assert_eq!(seen.status, BookingStatus::Booked);
}

#[tokio::test]
async fn booking_with_somebody_missing_is_given_up_in_time() {
    let office = Office::open(SETTINGS).await;
    let (caller, booking, _, secret) = office.with_invited().await;
    let aunt = office.newcomer("1960-01-01").await;
    office.accept(&aunt, &secret).await.unwrap();
    office.move_clock(booking.complete_by.unwrap());
    let reason = CancellationReason::VisitorMissing;
    let seen = office.bookings(&caller.family).await.remove(0);
    assert_eq!(seen.status, BookingStatus::Cancelled { reason });
    // Ready a moment too late: the time may be somebody else's already.
    office.approve_by_review(&aunt).await;
    let seen = office.bookings(&caller.family).await.remove(0);
    assert_eq!(seen.status, BookingStatus::Cancelled { reason });
    let free = office.slots(&caller).await;
    assert!(
        free.slots
            .iter()
            .any(|slot| slot.starts_at == booking.starts_at)
    );
    assert_eq!(free.allowance[0].left, 2);
}

#[tokio::test]
async fn invitation_that_is_taken_back_leaves_the_booking_complete() {
    let office = Office::open(SETTINGS).await;
    let (caller, booking, invitation, secret) = office.with_invited().await;
    let other = office.caller(2).await;
    let path = routes::invitation(invitation.id);
    let refused = office.delete(&other.family.token, &path).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    office.delete(&caller.family.token, &path).await.unwrap();
    let seen = office.bookings(&caller.family).await.remove(0);
    assert_eq!(
        (seen.id, seen.visitors.len(), seen.complete_by),
        (booking.id, 1, None)
    );
    let refused = office.accept(&other.family, &secret).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::InvitationGone);
}

#[tokio::test]
async fn link_stops_working_after_two_weeks_and_three_come_along_at_most() {
    let office = Office::open(SETTINGS).await;
    let caller = office.caller(1).await;
    let (first, secret) = office.invite(&caller, "Aunt").await;
    office.invite(&caller, "Uncle").await;
    office.invite(&caller, "Gran").await;
    let new = serde_json::json!({ "name": "Cousin" });
    let token = &caller.family.token;
    let refused = office
        .post::<NewInvitationLink>(token, routes::INVITATIONS, &new)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::CompanionLimit);
    office.move_clock(first.expires_at);
    let aunt = office.newcomer("1960-01-01").await;
    let refused = office.accept(&aunt, &secret).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::InvitationGone);
    assert!(office.invitations(&caller).await.is_empty());
    office.invite(&caller, "Cousin").await;
}

fn mali(born: &str) -> NewChild {
    let name = |text: &str| kinline_protocol::PersonName::parse(text).unwrap();
    NewChild {
        given_names: name("Mali"),
        family_name: name("Prosser"),
        date_of_birth: born.parse().unwrap(),
        relationship: Relationship::Parent,
        i_am_responsible: true,
    }
}

#[tokio::test]
async fn child_comes_along_with_who_is_responsible() {
    let office = Office::open(SETTINGS).await;
    let caller = office.caller(1).await;
    let token = &caller.family.token;
    let child: Child = office
        .post(token, routes::CHILDREN, &mali("2020-03-01"))
        .await
        .unwrap();
    let not_responsible = NewChild {
        i_am_responsible: false,
        ..mali("2020-03-01")
    };
    for (wrong, field) in [
        (not_responsible, "i_am_responsible"),
        (mali("2008-11-22"), "date_of_birth"),
        (mali("2027-01-01"), "date_of_birth"),
    ] {
        let refused = office
            .post::<Child>(token, routes::CHILDREN, &wrong)
            .await
            .unwrap_err();
        assert_eq!(
            (refused.code, refused.fields[0].field.as_str()),
            (ErrorCode::InvalidInput, field)
        );
    }
    let slot = office.slots(&caller).await.slots[0].clone();
    let hold = office.hold(&caller, &slot).await.unwrap();
    let new = NewBooking {
        children: vec![child.id],
        ..alone(hold.id)
    };
    let other = office.caller(2).await;
    let theirs = office
        .hold(&other, &office.slots(&other).await.slots[1])
        .await
        .unwrap();
    let borrowed = NewBooking {
        hold: theirs.id,
        ..new.clone()
    };
    let refused = office
        .post::<Booking>(&other.family.token, routes::BOOKINGS, &borrowed)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::CompanionNotFound);
    let booking: Booking = office.post(token, routes::BOOKINGS, &new).await.unwrap();
    let visitor = &booking.visitors[1];
    assert_eq!(
        (visitor.name.as_str(), visitor.kind),
        ("Mali Prosser", VisitorKind::Child)
    );
    assert_eq!(
        (visitor.account, visitor.state, booking.complete_by),
        (None, VisitorState::Ready, None)
    );

    let path = routes::child(child.id);
    assert!(office.delete(&other.family.token, &path).await.is_err());
    office.delete(token, &path).await.unwrap();
    let left: List<Child> = office.get(token, routes::CHILDREN).await.unwrap();
    assert!(left.items.is_empty());
    assert_eq!(office.bookings(&caller.family).await[0].visitors.len(), 2);
}

#[tokio::test]
async fn child_without_an_adult_does_not_come() {
    let office = Office::open(SETTINGS).await;
    let prisoner = office.prisoner(1).await;
    let young = office.family_born("2010-01-01").await;
    let (now, account, on_list) = (office.now(), young.account, prisoner.clone());
    let contact = office
        .write(move |tx| kinline_mock::people::add_approved_contact(tx, account, &on_list, now))
        .await;
    let young = Caller {
        family: young,
        contact,
    };
    let token = &young.family.token;
    let refused = office
        .post::<Child>(token, routes::CHILDREN, &mali("2020-03-01"))
        .await
        .unwrap_err();
    assert_eq!(refused.fields[0].field, "i_am_responsible");
    // An adult who is invited makes it possible, once they are ready.
    let slot = office.slots(&young).await.slots[10].clone();
    let hold = office.hold(&young, &slot).await.unwrap();
    let refused = office.book(&young, hold.id, &[]).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NoAdult);
    let (invitation, secret) = office.invite(&young, "Gran").await;
    let new = NewBooking {
        invited: vec![invitation.id],
        ..alone(hold.id)
    };
    let booking: Booking = office.post(token, routes::BOOKINGS, &new).await.unwrap();
    assert!(booking.complete_by.is_some());
    // Who accepts turns out to be a child too: the booking waits for an adult.
    let friend = office.newcomer("2010-05-05").await;
    office.accept(&friend, &secret).await.unwrap();
    office.approve_by_review(&friend).await;
    let seen = office.bookings(&young.family).await.remove(0);
    assert_eq!(seen.visitors[1].kind, VisitorKind::Child);
    assert_eq!(seen.complete_by, booking.complete_by);
}

impl Office {
    /// Documents of somebody, and a reviewer who will look at them.
    async fn submitted(&self, family: &Family) -> (String, IdentityCaseId) {
        let (now, account, born) = (self.now(), family.account, family.date_of_birth);
        self.write(move |tx| {
            let case = IdentityCaseId(Uuid::new_v4());
            tx.execute(
                "INSERT INTO identity_case (id, account, given_names, family_name, date_of_birth,
                                            document, photos, submitted_at, answer_by)
                 VALUES (?1, ?2, 'Siân', 'Evans', ?3, 'passport', '[]', ?4, ?4)",
                params![case.to_string(), account.to_string(), born, now],
            )?;
            let token = crate::office::add_worker(tx, Role::Reviewer, "Rhian Rees", None)?;
            Ok((token, case))
        })
        .await
    }
}
