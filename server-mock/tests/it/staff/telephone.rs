//! Calls that a family asks for by telephone.

use super::*;
use chrono::Duration;
use kinline_protocol::{
    AccountId,
    booking::{AskedBy, BookingStatus},
    establishment::WhoMayAsk,
    limits::IDENTITY_DAYS,
    office::{Day, NewTelephoneBooking},
};

const PATH: &str = "/v1/staff/bookings";

fn call(prisoner: &Prisoner, caller: &Caller, starts_at: DateTime<Utc>) -> NewTelephoneBooking {
    NewTelephoneBooking {
        prisoner_number: prisoner.number.clone(),
        visitors: vec![caller.family.visitor_number.clone()],
        children: Vec::new(),
        starts_at,
        note: "Rang at nine".into(),
    }
}

#[tokio::test]
async fn the_family_sees_it_like_any_other_and_never_the_note() {
    // Lead days do not count on the telephone, nor does review.
    let office = Office::open(Settings {
        lead_days: 3,
        ..reviewed()
    })
    .await;
    let prisoner = office.prisoner(1).await;
    let caller = office.caller_for(&prisoner).await;
    let starts_at = time("2026-11-23T14:00:00Z");
    let booked: Booking = office
        .post(&office.staff, PATH, &call(&prisoner, &caller, starts_at))
        .await
        .unwrap();
    assert_eq!(booked.status, BookingStatus::Booked);
    let seen = office.bookings(&caller.family).await;
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0], booked);
    assert_eq!(seen[0].asked_by, AskedBy::Establishment);
    assert!(!serde_json::to_string(&seen).unwrap().contains("Rang"));
    let mails = office.mails(&caller.family).await;
    assert!(mails[0].subject.ends_with("is booked"));
    assert!(!mails[0].body.contains("Rang"));
    assert_eq!(actions(&office, "booking.telephoned").await.len(), 1);

    let day: Day = office
        .get(&office.staff, "/v1/staff/day?date=2026-11-23")
        .await
        .unwrap();
    assert_eq!(day.calls[0].note, "Rang at nine");
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_the_reason() {
    let office = Office::open(SETTINGS).await;
    let prisoner = office.prisoner(1).await;
    let caller = office.caller_for(&prisoner).await;
    let stranger = office.caller(2).await;
    let at = time("2026-11-23T14:00:00Z");
    let refused = async |new: NewTelephoneBooking| {
        let answer = office.post::<Booking>(&office.staff, PATH, &new).await;
        let problem = answer.unwrap_err();
        let field = problem.fields.first().map(|wrong| wrong.field.clone());
        (problem.code, field.unwrap_or_default())
    };
    let on_list = |visitor: &Caller| call(&prisoner, visitor, at);
    let invalid = |field: &str| (ErrorCode::InvalidInput, field.to_owned());
    assert_eq!(refused(on_list(&stranger)).await, invalid("visitors"));
    let nobody = NewTelephoneBooking {
        visitors: Vec::new(),
        ..on_list(&caller)
    };
    assert_eq!(refused(nobody).await, invalid("visitors"));
    let unknown = NewTelephoneBooking {
        prisoner_number: kinline_protocol::PrisonerNumber::parse("A9999ZZ").unwrap(),
        ..on_list(&caller)
    };
    assert_eq!(refused(unknown).await, invalid("prisoner_number"));
    for bad in ["2026-11-23T10:00:00Z", "2026-11-22T09:00:00Z"] {
        let (code, _) = refused(call(&prisoner, &caller, time(bad))).await;
        assert_eq!(code, ErrorCode::SlotUnavailable, "{bad}");
    }
    restrict(&office, &prisoner, Restriction::PrisonerBanned).await;
    assert_eq!(refused(on_list(&caller)).await.0, ErrorCode::ChecksFailed);
    let other = office.prisoner(3).await;
    let new = call(&other, &caller, at);
    let at_elsewhere = office.post::<Booking>(&office.elsewhere, PATH, &new);
    assert_eq!(
        at_elsewhere.await.unwrap_err().fields[0].field,
        "prisoner_number"
    );
}

#[tokio::test]
async fn an_establishment_may_not_take_calls_by_telephone() {
    let office = Office::open(Settings {
        who_may_ask: WhoMayAsk {
            establishment: false,
            ..WhoMayAsk::ANY
        },
        ..SETTINGS
    })
    .await;
    let prisoner = office.prisoner(1).await;
    let caller = office.caller_for(&prisoner).await;
    let new = call(&prisoner, &caller, time("2026-11-23T14:00:00Z"));
    let refused = office.post::<Booking>(&office.staff, PATH, &new).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::NotAskedHere);
}

#[tokio::test]
async fn who_must_prove_again_who_they_are_is_refused_as_in_the_app() {
    let office = Office::open(SETTINGS).await;
    let prisoner = office.prisoner(1).await;
    let caller = office.caller_for(&prisoner).await;
    let friend = office.family().await;
    let at = time("2026-11-23T14:00:00Z");
    let both = NewTelephoneBooking {
        visitors: vec![
            caller.family.visitor_number.clone(),
            friend.visitor_number.clone(),
        ],
        ..call(&prisoner, &caller, at)
    };
    let alone = call(&prisoner, &caller, at);
    for (whose, new) in [(friend.account, both), (caller.family.account, alone)] {
        let ended = office.identity_has_ended(whose).await;
        let problem = office.post::<Booking>(&office.staff, PATH, &new).await;
        let problem = problem.unwrap_err();
        assert_eq!(
            (problem.code, problem.at),
            (ErrorCode::IdentityExpired, Some(ended))
        );
    }
    assert!(office.bookings(&caller.family).await.is_empty());
    let slots = office.slots(&caller).await.slots;
    let in_app = office.hold(&caller, &slots[0]).await.unwrap_err();
    assert_eq!(in_app.code, ErrorCode::IdentityExpired);
}

#[tokio::test]
async fn staff_see_of_a_request_that_somebody_must_prove_again_who_they_are() {
    let office = Office::open(reviewed()).await;
    let (_, caller, booking) = asked(&office).await;
    let before = request(&office, &booking).await.checks;
    assert_eq!(result(&before, CheckKind::Visitors), CheckResult::Passed);
    office.identity_has_ended(caller.family.account).await;
    let after = request(&office, &booking).await.checks;
    assert_eq!(result(&after, CheckKind::Visitors), CheckResult::Warning);
}

impl Office {
    /// Somebody's documents were approved so long ago that they ended just now.
    async fn identity_has_ended(&self, account: AccountId) -> DateTime<Utc> {
        let now = self.now();
        self.write(move |tx| {
            let decided = now - Duration::days(IDENTITY_DAYS);
            tx.execute(
                "UPDATE identity_case SET decided_at = ?2 WHERE account = ?1",
                rusqlite::params![account.to_string(), decided],
            )?;
            Ok(())
        })
        .await;
        now
    }
}
