//! Calls that a family asks for by telephone.

use super::*;
use kinline_protocol::{
    booking::{AskedBy, BookingStatus},
    establishment::WhoMayAsk,
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
