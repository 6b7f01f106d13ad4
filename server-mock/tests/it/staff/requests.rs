//! The queue, its pages, and decisions.

use super::*;
use kinline_protocol::{
    HoldId,
    booking::{AskedBy, BookingAnswer, BookingStatus, NewBooking, NewHold, Party},
    office::{Finding, StaffRejection, Whereabouts},
    routes,
};

#[tokio::test]
async fn queue_is_oldest_first_and_of_ones_own_establishment() {
    let office = Office::open(reviewed()).await;
    let (_, _, first) = asked(&office).await;
    office.move_clock(time("2026-11-22T11:00:00Z"));
    let other = office.caller(2).await;
    let slots = office.slots(&other).await.slots;
    let second = office.call(&other, &slots[1]).await.unwrap();

    let waiting = queue(&office).await;
    let ids: Vec<_> = waiting.iter().map(|request| request.booking).collect();
    assert_eq!(ids, [first.id, second.id]);
    assert_eq!(waiting[0].result, CheckResult::Passed);
    assert_eq!(waiting[0].choices.len(), 1);
    assert_eq!(waiting[0].choices[0].starts_at, first.starts_at);

    let path = "/v1/staff/requests";
    let elsewhere: List<RequestSummary> = office.get(&office.elsewhere, path).await.unwrap();
    assert!(elsewhere.items.is_empty());
    let page = format!("{path}/{}", first.id);
    let hidden = office.get::<Request>(&office.elsewhere, &page).await;
    assert_eq!(hidden.unwrap_err().code, ErrorCode::NotFound);
    let family = office.get::<Request>(&other.family.token, &page).await;
    assert_eq!(family.unwrap_err().code, ErrorCode::NotAllowed);

    decide(
        &office,
        &first,
        &RequestDecision::Accept {
            starts_at: first.starts_at,
            despite_checks: false,
        },
    )
    .await
    .unwrap();
    assert_eq!(queue(&office).await.len(), 1);
}

#[tokio::test]
async fn a_page_shows_what_the_machine_found_of_people_and_of_each_choice() {
    let office = Office::open(reviewed()).await;
    let prisoner = office.prisoner(1).await;
    let caller = office.caller_for(&prisoner).await;
    let slots = office.slots(&caller).await.slots;
    let first = office.hold(&caller, &slots[0]).await.unwrap();
    let also = NewHold {
        contact: caller.contact,
        slot: slots[2].id,
        beside: vec![first.id],
        instead_of: None,
    };
    let second: kinline_protocol::booking::Hold = office
        .post(&caller.family.token, routes::HOLDS, &also)
        .await
        .unwrap();
    let booking = ask(&office, &caller, first.id, vec![second.id]).await;

    let page = request(&office, &booking).await;
    assert_eq!(page.booking.asked_by, AskedBy::Family);
    let passed = |checks: &[Check]| {
        assert!(
            checks.iter().all(|c| c.result == CheckResult::Passed),
            "{checks:?}"
        );
    };
    passed(&page.checks);
    assert_eq!(page.choices.len(), 2);
    page.choices
        .iter()
        .for_each(|choice| passed(&choice.checks));

    // The timetable closes the second day; another family takes all that is left of the month.
    let change = PrisonerChange {
        whereabouts: Some(Whereabouts::Moved),
        add: vec![NewRestriction {
            restriction: Restriction::VisitorBanned {
                visitor: caller.family.visitor_number.clone(),
            },
            from: Some(slots[2].local_start.date()),
            until: None,
            note: String::new(),
        }],
        ..PrisonerChange::default()
    };
    super::change(&office, &prisoner, &change).await.unwrap();
    let other = office.caller_for(&prisoner).await;
    let taken = office.call(&other, &slots[1]).await.unwrap();

    let page = request(&office, &booking).await;
    assert_eq!(
        result(&page.checks, CheckKind::Whereabouts),
        CheckResult::Failed
    );
    let of = |n: usize, kind| result(&page.choices[n].checks, kind);
    assert_eq!(of(0, CheckKind::Restrictions), CheckResult::Passed);
    assert_eq!(of(1, CheckKind::Restrictions), CheckResult::Failed);
    assert_eq!(of(0, CheckKind::Clash), CheckResult::Passed);
    assert_eq!(queue(&office).await[0].result, CheckResult::Failed);

    // Both at one time: the person cannot be on two laptops.
    decide(
        &office,
        &taken,
        &RequestDecision::Offer {
            starts_at: vec![slots[3].starts_at],
        },
    )
    .await
    .unwrap();
    let mine = request(&office, &booking).await;
    let found = mine.choices[0].checks.iter().flat_map(|c| &c.findings);
    let left = found.filter_map(|finding| match finding {
        Finding::Allowance { allowance } => Some(allowance.left),
        _ => None,
    });
    assert_eq!(left.collect::<Vec<_>>(), [1]);
}

#[tokio::test]
async fn any_choice_can_be_accepted_and_nothing_else() {
    let office = Office::open(reviewed()).await;
    let caller = office.caller(1).await;
    let slots = office.slots(&caller).await.slots;
    let first = office.hold(&caller, &slots[0]).await.unwrap();
    let also = NewHold {
        contact: caller.contact,
        slot: slots[1].id,
        beside: vec![first.id],
        instead_of: None,
    };
    let second: kinline_protocol::booking::Hold = office
        .post(&caller.family.token, routes::HOLDS, &also)
        .await
        .unwrap();
    let booking = ask(&office, &caller, first.id, vec![second.id]).await;
    let accept = |starts_at| RequestDecision::Accept {
        starts_at,
        despite_checks: false,
    };
    let other = accept(slots[2].starts_at);
    assert_eq!(
        refused(&office, &booking, &other).await,
        ErrorCode::SlotUnavailable
    );
    let booked = decide(&office, &booking, &accept(slots[1].starts_at))
        .await
        .unwrap();
    assert_eq!(booked.status, BookingStatus::Booked);
    assert_eq!(booked.starts_at, slots[1].starts_at);
    assert_eq!(
        office.bookings(&caller.family).await[0].starts_at,
        slots[1].starts_at
    );
    assert_eq!(
        refused(&office, &booking, &accept(slots[1].starts_at)).await,
        ErrorCode::AlreadyDecided
    );
}

#[tokio::test]
async fn a_failed_check_stands_in_the_way_unless_staff_say_otherwise() {
    let office = Office::open(reviewed()).await;
    let (prisoner, _, booking) = asked(&office).await;
    restrict(&office, &prisoner, Restriction::PrisonerBanned).await;
    let accept = |despite_checks| RequestDecision::Accept {
        starts_at: booking.starts_at,
        despite_checks,
    };
    assert_eq!(
        refused(&office, &booking, &accept(false)).await,
        ErrorCode::ChecksFailed
    );
    let booked = decide(&office, &booking, &accept(true)).await.unwrap();
    assert_eq!(booked.status, BookingStatus::Booked);
    let events = office.events().await;
    let log = events
        .iter()
        .rfind(|event| event.action == "booking.booked");
    assert_eq!(log.unwrap().data["despite_checks"], true);
}

#[tokio::test]
async fn other_times_are_offered_and_the_family_chooses() {
    let office = Office::open(reviewed()).await;
    let (_, caller, booking) = asked(&office).await;
    let slots = office.slots(&caller).await.slots;
    let offer = |times: &[usize]| RequestDecision::Offer {
        starts_at: times.iter().map(|n| slots[*n].starts_at).collect(),
    };
    for (bad, code) in [
        (
            RequestDecision::Offer { starts_at: vec![] },
            ErrorCode::InvalidInput,
        ),
        (offer(&[2, 3, 4, 5]), ErrorCode::InvalidInput),
        (
            RequestDecision::Offer {
                starts_at: vec![time("2026-11-24T09:00:00Z")],
            },
            ErrorCode::SlotUnavailable,
        ),
    ] {
        assert_eq!(refused(&office, &booking, &bad).await, code);
    }
    let offered = decide(&office, &booking, &offer(&[2, 4])).await.unwrap();
    let BookingStatus::Offered {
        slots: times,
        instead,
        ..
    } = &offered.status
    else {
        panic!("{:?}", offered.status);
    };
    assert_eq!(times.len(), 2);
    assert!(!instead);
    let mails = office.mails(&caller.family).await;
    assert!(
        mails[0].subject.starts_with("Other times"),
        "{}",
        mails[0].subject
    );

    let answer = BookingAnswer::Accept {
        slot: times[1].id,
        party: Party::default(),
    };
    let path = routes::booking_answer(booking.id);
    let booked: Booking = office
        .post(&caller.family.token, &path, &answer)
        .await
        .unwrap();
    assert_eq!(booked.status, BookingStatus::Booked);
    assert_eq!(booked.starts_at, times[1].starts_at);
}

#[tokio::test]
async fn every_fixed_reason_reaches_the_family_as_what_they_may_know() {
    let office = Office::open(reviewed()).await;
    for (n, reason) in (1..).zip(StaffRejection::ALL) {
        let caller = office.caller(n).await;
        let slots = office.slots(&caller).await.slots;
        let booking = office.call(&caller, &slots[0]).await.unwrap();
        let rejected = decide(&office, &booking, &RequestDecision::Reject { reason }).await;
        let reason = reason.for_family();
        assert_eq!(rejected.unwrap().status, BookingStatus::Rejected { reason });
        let seen = office.bookings(&caller.family).await;
        assert_eq!(seen[0].status, BookingStatus::Rejected { reason });
        let mails = office.mails(&caller.family).await;
        assert!(
            mails[0].subject.ends_with("is not booked"),
            "{}",
            mails[0].subject
        );
    }
    assert_eq!(
        actions(&office, "booking.rejected").await.len(),
        StaffRejection::ALL.len()
    );
}

async fn ask(office: &Office, caller: &Caller, hold: HoldId, also: Vec<HoldId>) -> Booking {
    let new = NewBooking {
        hold,
        also,
        companions: Vec::new(),
        children: Vec::new(),
        invited: Vec::new(),
    };
    let booked = office.post(&caller.family.token, routes::BOOKINGS, &new);
    booked.await.unwrap()
}
