//! The person in prison asks, the establishment offers; the family answers.

use super::{reviewed, scarce};
use crate::office::{Answer, Caller, Office, SETTINGS};
use chrono::Duration;
use kinline_protocol::{
    ErrorCode, List, PrisonerNumber,
    booking::{
        ApprovedCaller, AskedBy, Booking, BookingAnswer, BookingRejection, BookingStatus,
        FamilyReason, NewPrisonerRequest, Party, PrisonerRequest, Slot, Slots,
    },
    establishment::Settings,
    routes,
};

fn number() -> PrisonerNumber {
    PrisonerNumber::parse("A0001AA").unwrap()
}

impl Office {
    async fn asks(&self, caller: &Caller, choices: &[&Slot]) -> Answer<PrisonerRequest> {
        let new = NewPrisonerRequest {
            prisoner_number: number(),
            contact: caller.contact,
            choices: choices.iter().map(|slot| slot.id).collect(),
        };
        self.post(&self.laptop, routes::LAPTOP_REQUESTS, &new).await
    }

    async fn answer(
        &self,
        caller: &Caller,
        to: &Booking,
        answer: BookingAnswer,
    ) -> Answer<Booking> {
        let path = routes::booking_answer(to.id);
        self.post(&caller.family.token, &path, &answer).await
    }

    /// Staff offer other times.
    async fn offers(&self, to: &Booking, slots: &[&Slot]) -> Booking {
        let starts_at: Vec<_> = slots.iter().map(|slot| slot.starts_at).collect();
        let offer = serde_json::json!({ "decision": "offer", "starts_at": starts_at });
        let path = format!("/v1/staff/requests/{}/decision", to.id);
        self.post(&self.staff, &path, &offer).await.unwrap()
    }
}

fn accept(slot: &Slot) -> BookingAnswer {
    BookingAnswer::Accept {
        slot: slot.id,
        party: Party::default(),
    }
}

fn decline() -> BookingAnswer {
    BookingAnswer::Decline {
        reason: FamilyReason::NotWanted,
    }
}

#[tokio::test]
async fn person_in_prison_asks_and_the_family_takes_another_of_the_times() {
    let office = Office::open(scarce()).await;
    let (caller, other) = (office.caller(1).await, office.caller(2).await);
    let path = routes::approved_callers(&number());
    let callers: List<ApprovedCaller> = office.get(&office.laptop, &path).await.unwrap();
    assert_eq!(callers.items[0].contact, caller.contact);
    assert_eq!(callers.items[0].name.as_str(), "Ann Prosser");
    let path = routes::prisoner_slots(&number());
    let slots = office
        .get::<Slots>(&office.laptop, &path)
        .await
        .unwrap()
        .slots;

    let asked = office.asks(&caller, &[&slots[0], &slots[3]]).await.unwrap();
    let answer_by = slots[0].starts_at;
    assert_eq!(asked.status, BookingStatus::Asked { answer_by });
    assert_eq!(asked.caller.as_str(), "Ann Prosser");
    let seen = office.bookings(&caller.family).await.remove(0);
    assert_eq!(
        (seen.asked_by, &seen.choices),
        (AskedBy::Prisoner, &vec![slots[0].clone(), slots[3].clone()])
    );
    assert_eq!(
        office.subjects(&caller).await,
        ["Rhys Prosser asks you for a video call"]
    );
    assert_eq!(
        office.hold(&other, &slots[0]).await.unwrap_err().code,
        ErrorCode::SlotTaken
    );
    // Not booked yet: there is no call to join.
    let refused = office
        .get::<serde_json::Value>(&caller.family.token, &routes::call(seen.call))
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);

    let refused = office
        .answer(&other, &seen, accept(&slots[0]))
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    let refused = office
        .answer(&caller, &seen, accept(&slots[1]))
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::SlotUnavailable);
    let booked = office
        .answer(&caller, &seen, accept(&slots[3]))
        .await
        .unwrap();
    assert_eq!(
        (&booked.status, booked.starts_at),
        (&BookingStatus::Booked, slots[3].starts_at)
    );
    office.hold(&other, &slots[0]).await.unwrap();
    let refused = office.answer(&caller, &seen, decline()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::BookingState);
    let path = routes::prisoner_requests(&number());
    let told: List<PrisonerRequest> = office.get(&office.laptop, &path).await.unwrap();
    assert_eq!(
        (told.items[0].booking, &told.items[0].status),
        (booked.id, &BookingStatus::Booked)
    );
}

#[tokio::test]
async fn family_declines_or_does_not_answer_and_the_time_is_free() {
    let office = Office::open(scarce()).await;
    let caller = office.caller(1).await;
    let slots = office.slots(&caller).await.slots;
    office.asks(&caller, &[&slots[6]]).await.unwrap();
    let first = office.bookings(&caller.family).await.remove(0);
    let declined = office.answer(&caller, &first, decline()).await.unwrap();
    assert_eq!(declined.status, BookingStatus::Withdrawn);
    office.asks(&caller, &[&slots[6]]).await.unwrap();
    let asked_at = office.now();
    let second = office.bookings(&caller.family).await;
    let second = second
        .iter()
        .find(|booking| booking.id != first.id)
        .unwrap();
    let BookingStatus::Asked { answer_by } = second.status else {
        panic!("{:?}", second.status);
    };
    assert!(answer_by > asked_at + Duration::hours(71) && answer_by < slots[6].starts_at);

    office.move_clock(answer_by);
    let reason = BookingRejection::NotAnswered;
    let one: Booking = office
        .get(&caller.family.token, &routes::booking(second.id))
        .await
        .unwrap();
    assert_eq!(one.status, BookingStatus::Rejected { reason });
    let refused = office
        .answer(&caller, second, accept(&slots[6]))
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::BookingState);
    office.call(&caller, &slots[6]).await.unwrap();
}

#[tokio::test]
async fn family_proposes_a_time_of_their_own_and_staff_decide() {
    let office = Office::open(reviewed()).await;
    let caller = office.caller(1).await;
    let slots = office.slots(&caller).await.slots;
    office.asks(&caller, &[&slots[0]]).await.unwrap();
    let asked = office.bookings(&caller.family).await.remove(0);
    let hold = office
        .hold_beside(&caller, &slots[5], &[], Some(asked.id))
        .await
        .unwrap();
    let propose = BookingAnswer::Propose {
        holds: vec![hold.id],
        party: Party::default(),
    };
    let proposed = office.answer(&caller, &asked, propose).await.unwrap();
    assert!(matches!(proposed.status, BookingStatus::Requested { .. }));
    assert_eq!(proposed.starts_at, slots[5].starts_at);

    // Staff offer two others; the family takes the later.
    let offered = office.offers(&proposed, &[&slots[7], &slots[9]]).await;
    let BookingStatus::Offered {
        slots: times,
        instead,
        ..
    } = &offered.status
    else {
        panic!("{:?}", offered.status);
    };
    assert_eq!((times.len(), instead), (2, &false));
    let refused = office
        .answer(&caller, &offered, accept(&slots[5]))
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::SlotUnavailable);
    let booked = office
        .answer(&caller, &offered, accept(&slots[9]))
        .await
        .unwrap();
    assert_eq!(
        (&booked.status, booked.starts_at),
        (&BookingStatus::Booked, slots[9].starts_at)
    );
    let free = office.slots(&caller).await.slots;
    assert!(free.contains(&slots[5]) && free.contains(&slots[7]));
}

#[tokio::test]
async fn offers_are_kept_until_they_run_out() {
    let settings = Settings {
        capacity: 1,
        ..reviewed()
    };
    let office = Office::open(settings).await;
    let (caller, other) = (office.caller(1).await, office.caller(2).await);
    let slots = office.slots(&caller).await.slots;
    let asked = office.call(&caller, &slots[0]).await.unwrap();
    let offered = office.offers(&asked, &[&slots[8]]).await;
    let BookingStatus::Offered { answer_by, .. } = offered.status else {
        panic!("{:?}", offered.status);
    };
    // The time that could not be had is free, the offered one is not.
    office.hold(&other, &slots[0]).await.unwrap();
    let refused = office.hold(&other, &slots[8]).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::SlotTaken);
    office.move_clock(answer_by);
    let reason = BookingRejection::NotAnswered;
    let lapsed = office.bookings(&caller.family).await.remove(0);
    assert_eq!(lapsed.status, BookingStatus::Rejected { reason });
    office.hold(&other, &slots[8]).await.unwrap();
    let refused = office
        .answer(&caller, &offered, accept(&slots[8]))
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::BookingState);
}

#[tokio::test]
async fn laptop_asks_for_those_of_its_establishment_and_their_approved_families() {
    let office = Office::open(SETTINGS).await;
    let (caller, other) = (office.caller(1).await, office.caller(2).await);
    let slots = office.slots(&caller).await.slots;
    let new = NewPrisonerRequest {
        prisoner_number: number(),
        contact: other.contact,
        choices: vec![slots[0].id],
    };
    let refused = office
        .post::<PrisonerRequest>(&office.laptop, routes::LAPTOP_REQUESTS, &new)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    let nobody = PrisonerNumber::parse("A9999AA").unwrap();
    for path in [
        routes::approved_callers(&nobody),
        routes::prisoner_requests(&nobody),
    ] {
        let refused = office
            .get::<serde_json::Value>(&office.laptop, &path)
            .await
            .unwrap_err();
        assert_eq!(refused.code, ErrorCode::NotFound);
    }
    let refused = office.asks(&caller, &[]).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::InvalidInput);
    let refused = office
        .get::<serde_json::Value>(&caller.family.token, &routes::approved_callers(&number()))
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAllowed);
}

#[tokio::test]
async fn on_the_laptop_are_a_persons_own_requests_and_what_is_booked_whoever_asked() {
    let path = routes::prisoner_requests(&number());
    let office = Office::open(SETTINGS).await;
    let caller = office.caller(1).await;
    let slots = office.slots(&caller).await.slots;
    let booked = office.call(&caller, &slots[0]).await.unwrap();
    let asked = office.asks(&caller, &[&slots[6]]).await.unwrap();
    let seen: List<PrisonerRequest> = office.get(&office.laptop, &path).await.unwrap();
    let [later, next] = &seen.items[..] else {
        panic!("{seen:?}");
    };
    assert_eq!((later, later.asked_by), (&asked, AskedBy::Prisoner));
    assert_eq!(
        (next.booking, next.call, next.asked_by, &next.status),
        (
            booked.id,
            booked.call,
            AskedBy::Family,
            &BookingStatus::Booked
        )
    );
    assert_eq!(next.visitors, std::slice::from_ref(&next.caller));

    // What a family asks for, and what is said to that, is theirs.
    let office = Office::open(reviewed()).await;
    let caller = office.caller(1).await;
    let slots = office.slots(&caller).await.slots;
    office.call(&caller, &slots[0]).await.unwrap();
    let seen: List<PrisonerRequest> = office.get(&office.laptop, &path).await.unwrap();
    assert_eq!(seen.items, []);
}
