//! What staff know of a person in prison, and what follows from it.

use super::*;
use kinline_protocol::{
    booking::{BookingRejection, BookingStatus},
    establishment::Reserved,
    office::{Extra, KeptRestriction, PrisonerSummary, Whereabouts},
};

#[tokio::test]
async fn people_are_found_by_number_and_name_in_ones_own_establishment() {
    let office = Office::open(SETTINGS).await;
    office.prisoner(1).await;
    office.prisoner(2).await;
    let found = async |token: &str, search: &str| {
        let path = format!("/v1/staff/prisoners?search={search}");
        let list: List<PrisonerSummary> = office.get(token, &path).await.unwrap();
        list.items.len()
    };
    assert_eq!(found(&office.staff, "").await, 2);
    assert_eq!(found(&office.staff, "a0002").await, 1);
    assert_eq!(found(&office.staff, "RHYS%20pros").await, 2);
    assert_eq!(found(&office.staff, "nobody").await, 0);
    assert_eq!(found(&office.elsewhere, "").await, 0);
}

#[tokio::test]
async fn a_record_is_for_staff_of_the_establishment_alone() {
    let office = Office::open(SETTINGS).await;
    let (prisoner, caller, booking) = asked(&office).await;
    let seen = record(&office, &prisoner).await;
    assert_eq!(seen.callers[0].visitor_number, caller.family.visitor_number);
    assert_eq!(seen.bookings[0].booking, booking.id);
    assert!(seen.bookings[0].flags.is_empty());
    assert!(!seen.allowance.is_empty());
    let path = format!("/v1/staff/prisoners/{}", prisoner.number.as_str());
    for (token, code) in [
        (&office.elsewhere, ErrorCode::NotFound),
        (&caller.family.token, ErrorCode::NotAllowed),
        (&office.developer, ErrorCode::NotAllowed),
    ] {
        let refused = office
            .get::<PrisonerRecord>(token, &path)
            .await
            .unwrap_err();
        assert_eq!(refused.code, code);
    }
}

#[tokio::test]
async fn restrictions_come_and_end_and_the_log_names_nobody() {
    let office = Office::open(SETTINGS).await;
    let (prisoner, caller, _) = asked(&office).await;
    let visitor = caller.family.visitor_number.clone();
    let banned = restrict(&office, &prisoner, Restriction::VisitorBanned { visitor }).await;
    let kept: &KeptRestriction = &banned.restrictions[0];
    assert!(kept.in_force);
    assert_eq!(kept.visitor_name.as_ref().unwrap().as_str(), "Ann Prosser");
    let flags = &banned.bookings[0].flags;
    assert_eq!(result(flags, CheckKind::Restrictions), CheckResult::Failed);
    let end = PrisonerChange {
        end: vec![kept.id],
        ..PrisonerChange::default()
    };
    let ended = change(&office, &prisoner, &end).await.unwrap();
    assert!(!ended.restrictions[0].in_force);
    assert!(ended.bookings[0].flags.is_empty());
    let again = change(&office, &prisoner, &end).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::NotFound);
    let log = serde_json::to_string(&office.events().await).unwrap();
    for secret in [
        "Ann",
        "Prosser",
        "Rhys",
        "Incident",
        prisoner.number.as_str(),
    ] {
        assert!(!log.contains(secret), "{secret}");
    }
    assert_eq!(
        actions(&office, "office.").await,
        ["office.restriction_added", "office.restriction_ended"]
    );
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let office = Office::open(SETTINGS).await;
    let prisoner = office.prisoner(1).await;
    let new = |restriction, until: Option<&str>| NewRestriction {
        restriction,
        from: None,
        until: until.map(|day| day.parse().unwrap()),
        note: String::new(),
    };
    let unknown = kinline_protocol::account::VisitorNumber("XXXXXXXX".into());
    let extra = |month: &str, calls| Extra {
        month: month.into(),
        calls,
        minutes: 0,
    };
    let none = PrisonerChange::default;
    let wrong = [
        PrisonerChange {
            last_visit: Some("2026-11-23".parse().unwrap()),
            ..none()
        },
        PrisonerChange {
            add: vec![new(Restriction::PrisonerBanned, Some("2026-11-21"))],
            ..none()
        },
        PrisonerChange {
            add: vec![
                new(Restriction::ChildProtection, None),
                new(Restriction::VisitorBanned { visitor: unknown }, None),
            ],
            ..none()
        },
        PrisonerChange {
            extra: vec![extra("2026-13", 1)],
            ..none()
        },
        PrisonerChange {
            extra: vec![extra("2026-12", 1000)],
            ..none()
        },
    ];
    for wrong in wrong {
        let refused = change(&office, &prisoner, &wrong).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::InvalidInput);
    }
    let seen = record(&office, &prisoner).await;
    assert!(seen.restrictions.is_empty() && seen.extra.is_empty());
    assert!(actions(&office, "office.").await.is_empty());
}

#[tokio::test]
async fn a_governor_grants_more_calls_in_a_month() {
    let office = Office::open(Settings {
        calls_a_month: 1,
        ..SETTINGS
    })
    .await;
    let (prisoner, caller, _) = asked(&office).await;
    let november = |allowance: &[kinline_protocol::booking::Allowance]| {
        let month = allowance.iter().find(|month| month.month == "2026-11");
        month.unwrap().left
    };
    assert_eq!(november(&office.slots(&caller).await.allowance), 0);
    let grant = PrisonerChange {
        extra: vec![Extra {
            month: "2026-11".into(),
            calls: 1,
            minutes: 0,
        }],
        ..PrisonerChange::default()
    };
    let seen = change(&office, &prisoner, &grant).await.unwrap();
    assert_eq!(november(&seen.allowance), 1);
    let slots = office.slots(&caller).await;
    assert_eq!(november(&slots.allowance), 1);
    office.call(&caller, &slots.slots[0]).await.unwrap();
    assert_eq!(november(&office.slots(&caller).await.allowance), 0);
}

#[tokio::test]
async fn kept_calls_are_for_those_without_a_visit_until_they_are_free_for_all() {
    // Two slots a day on one laptop: all fourteen of every week are kept.
    let office = Office::open(Settings {
        capacity: 1,
        reserved: Reserved {
            slots_a_week: 14,
            days_without_visit: 60,
            free_days_before: 2,
        },
        ..SETTINGS
    })
    .await;
    let (visited, unvisited) = (office.prisoner(1).await, office.prisoner(2).await);
    let visit = PrisonerChange {
        last_visit: Some("2026-11-01".parse().unwrap()),
        ..PrisonerChange::default()
    };
    assert!(!change(&office, &visited, &visit).await.unwrap().precedence);
    assert!(record(&office, &unvisited).await.precedence);
    let (one, other) = (
        office.caller_for(&visited).await,
        office.caller_for(&unvisited).await,
    );
    let days = |slots: &[kinline_protocol::booking::Slot]| {
        let mut days: Vec<_> = slots.iter().map(|slot| slot.local_start.date()).collect();
        days.dedup();
        days.len()
    };
    let (of_one, of_other) = (office.slots(&one).await, office.slots(&other).await);
    assert_eq!(days(&of_other.slots), 28);
    // Sunday at ten: Monday's, and none later than Tuesday at ten.
    assert_eq!(days(&of_one.slots), 1);
    let kept = office.hold(&one, of_other.slots.last().unwrap()).await;
    assert_eq!(kept.unwrap_err().code, ErrorCode::SlotTaken);
    office
        .call(&other, of_other.slots.last().unwrap())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_call_with_somebody_who_is_elsewhere_is_not_booked_by_itself() {
    let office = Office::open(SETTINGS).await;
    for (number, whereabouts, reason) in [
        (1, Whereabouts::Moved, BookingRejection::PrisonerMoved),
        (2, Whereabouts::Released, BookingRejection::PrisonerReleased),
    ] {
        let prisoner = office.prisoner(number).await;
        let caller = office.caller_for(&prisoner).await;
        let away = PrisonerChange {
            whereabouts: Some(whereabouts),
            ..PrisonerChange::default()
        };
        change(&office, &prisoner, &away).await.unwrap();
        let slots = office.slots(&caller).await.slots;
        let answer = office.call(&caller, &slots[0]).await.unwrap();
        assert_eq!(answer.status, BookingStatus::Rejected { reason });
    }
}
