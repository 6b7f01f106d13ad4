use crate::{
    account::some_settings,
    at,
    booking::{allowance, booking},
    date, id, name, wire,
};
use kinline_protocol::{
    account::VisitorNumber,
    booking::{BookingRejection, BookingStatus, CancellationReason, Reference},
    call::{CallPhase, Side},
    office::*,
    people::{Child, NewChild, Relationship},
    timetable::Timetable,
    *,
};

fn person() -> PrisonerSummary {
    PrisonerSummary {
        number: number(),
        given_names: name("Dai"),
        family_name: name("Example"),
    }
}

fn number() -> PrisonerNumber {
    PrisonerNumber::parse("A1234BC").unwrap()
}

fn visitor_number() -> VisitorNumber {
    VisitorNumber("K7Q2M9XD".into())
}

fn time() -> Time {
    Time {
        starts_at: at("2026-11-25T14:00:00Z"),
        local_start: "2026-11-25T14:00:00".parse().unwrap(),
    }
}

fn requested() -> BookingStatus {
    BookingStatus::Requested {
        answer_by: at("2026-11-24T17:00:00Z"),
    }
}

fn check(check: CheckKind, result: CheckResult, findings: Vec<Finding>) -> Check {
    Check {
        check,
        result,
        findings,
    }
}

fn findings() -> Vec<Finding> {
    let visitor = name("Ann Example");
    vec![
        Finding::IdentityMissing {
            visitor: visitor.clone(),
        },
        Finding::ComesAlong {
            visitor: visitor.clone(),
        },
        Finding::NotOnList {
            visitor: visitor.clone(),
        },
        Finding::PrisonerBanned { until: None },
        Finding::VisitorBanned {
            visitor: visitor.clone(),
            until: Some(date("2026-12-24")),
        },
        Finding::NonAssociation {
            visitor,
            until: None,
        },
        Finding::ChildProtection { until: None },
        Finding::Away {
            whereabouts: Whereabouts::Released,
        },
        Finding::Allowance {
            allowance: allowance(),
        },
        Finding::NoAdult,
        Finding::OtherCall {
            reference: Reference("K7Q2-M9XD".into()),
            time: time(),
        },
        Finding::NoLaptop,
        Finding::NotOffered,
        Finding::Past,
    ]
}

fn resolved(resolution: Resolution) -> ResolvedHit {
    ResolvedHit {
        booking: BookingId(id(2)),
        resolution,
    }
}

fn every_portal_problem() -> Vec<PortalProblem> {
    let reasons = [
        PortalReason::OutOfRange { from: 0, to: 62 },
        PortalReason::NobodyMayAsk,
        PortalReason::TextMissing,
        PortalReason::TextTooLong { characters: 4000 },
        PortalReason::EndsBeforeItBegins,
        PortalReason::TooFewLaptops { laptops: 2 },
        PortalReason::TooShort,
        PortalReason::Overlap {
            other: "1400-1530".parse().unwrap(),
        },
        PortalReason::ClosedException,
        PortalReason::NoPeriods,
        PortalReason::NotYaml { line: 3, column: 1 },
        PortalReason::NotATimetable,
        PortalReason::UnknownKey,
        PortalReason::UnknownDay,
        PortalReason::GivenTwice { first: "3".into() },
        PortalReason::Repeated,
        PortalReason::Empty,
        PortalReason::NoDays,
        PortalReason::NoDates,
        PortalReason::NoPeriodList,
        PortalReason::NotAPeriod,
        PortalReason::NotAFlag { read_as: true },
        PortalReason::ClosedYetEnabled,
        PortalReason::NotDays { from: 1, to: 28 },
        PortalReason::NotAnAge,
    ];
    let problem = |reason| PortalProblem {
        field: "timetable.recurring.mon".into(),
        value: "1400-1420".into(),
        reason,
        refuses: false,
    };
    reasons.map(problem).to_vec()
}

fn restriction(restriction: Restriction) -> KeptRestriction {
    KeptRestriction {
        id: RestrictionId(id(20)),
        restriction,
        visitor_name: Some(name("Ann Example")),
        from: date("2026-11-01"),
        until: Some(date("2026-12-24")),
        note: "Incident 12".into(),
        in_force: true,
    }
}

wire! {
    portal: Portal {
        settings: some_settings(),
        timetable: Timetable::weekly([timetable::Day::Mon], &["1400-1530".parse().unwrap()]),
        holidays: [date("2026-12-25")].into(),
    },
    preview: Preview {
        problems: every_portal_problem(),
        days: vec![PreviewDay { date: date("2026-11-25"), slots: vec![time()] }],
        hits: vec![Hit {
            booking: booking(BookingStatus::Booked),
            prisoner: person(),
            why: vec![
                HitReason::DateClosed,
                HitReason::TimeNotOffered,
                HitReason::Capacity,
                HitReason::Allowance,
                HitReason::Visitors,
                HitReason::NoAdult,
            ],
            times: vec![time()],
        }],
    },
    resolutions: vec![
        resolved(Resolution::Keep),
        resolved(Resolution::Move { starts_at: at("2026-11-25T14:00:00Z") }),
        resolved(Resolution::Cancel { reason: CancellationReason::SlotUnavailable }),
    ],
    request_summary: RequestSummary {
        booking: BookingId(id(2)),
        reference: Reference("K7Q2-M9XD".into()),
        asked_at: at("2026-11-22T09:00:00Z"),
        answer_by: at("2026-11-24T17:00:00Z"),
        prisoner: person(),
        visitor: name("Ann Example"),
        visitors: 2,
        choices: vec![time()],
        precedence: true,
        result: CheckResult::Warning,
    },
    request: Request {
        booking: booking(requested()),
        asked_at: at("2026-11-22T09:00:00Z"),
        prisoner: person(),
        last_visit: Some(date("2026-08-01")),
        precedence: true,
        checks: vec![check(CheckKind::Visitors, CheckResult::Passed, Vec::new())],
        choices: vec![Choice {
            time: time(),
            checks: vec![check(CheckKind::Laptop, CheckResult::Failed, vec![Finding::NoLaptop])],
        }],
    },
    every_finding: check(CheckKind::Restrictions, CheckResult::Failed, findings()),
    every_check: vec![
        CheckKind::Visitors,
        CheckKind::List,
        CheckKind::Restrictions,
        CheckKind::Whereabouts,
        CheckKind::Allowance,
        CheckKind::Adult,
        CheckKind::Clash,
        CheckKind::Laptop,
    ],
    decision_accept: RequestDecision::Accept {
        starts_at: at("2026-11-25T14:00:00Z"),
        despite_checks: false,
    },
    decision_offer: RequestDecision::Offer { starts_at: vec![at("2026-11-25T14:45:00Z")] },
    decision_reject: RequestDecision::Reject { reason: StaffRejection::ChildProtection },
    every_rejection: StaffRejection::ALL.to_vec(),
    telephone: NewTelephoneBooking {
        prisoner_number: number(),
        visitors: vec![visitor_number()],
        children: vec![ChildId(id(9))],
        starts_at: at("2026-11-25T14:00:00Z"),
        note: "Rang at nine".into(),
    },
    day: Day {
        date: date("2026-11-25"),
        time_zone: "Europe/London".into(),
        calls: vec![DayCall {
            time: time(),
            laptop: LaptopId(id(21)),
            laptop_name: name("Laptop 1"),
            prisoner: person(),
            booking: booking(BookingStatus::Booked),
            phase: Some(CallPhase::Waiting),
            flags: Vec::new(),
            events: vec![KeptEvent {
                event: DayEvent::Late { minutes: 10 },
                at: at("2026-11-25T13:58:00Z"),
                by: name("Siân Price"),
            }],
            note: "Rang at nine".into(),
        }],
    },
    every_event: vec![
        DayEvent::Late { minutes: 10 },
        DayEvent::NoShow { side: Side::Family },
        DayEvent::Moved,
        DayEvent::Released,
        DayEvent::InCourt,
        DayEvent::Refused,
        DayEvent::PrisonerBanned,
        DayEvent::VisitorBanned,
        DayEvent::NonAssociation,
        DayEvent::ChildProtection,
        DayEvent::Unavailable,
        DayEvent::BookedInError,
    ],
    prisoner: PrisonerRecord {
        person: person(),
        date_of_birth: date("1980-01-31"),
        whereabouts: Whereabouts::Here,
        last_visit: Some(date("2026-08-01")),
        precedence: true,
        restrictions: vec![
            restriction(Restriction::PrisonerBanned),
            restriction(Restriction::VisitorBanned { visitor: visitor_number() }),
            restriction(Restriction::NonAssociation { visitor: visitor_number() }),
            restriction(Restriction::ChildProtection),
        ],
        extra: vec![Extra { month: "2026-12".into(), calls: 1, minutes: 30 }],
        allowance: vec![allowance()],
        callers: vec![Caller {
            contact: ContactId(id(3)),
            visitor_number: visitor_number(),
            name: name("Ann Example"),
            date_of_birth: date("1985-03-04"),
            children: vec![Child {
                id: ChildId(id(9)),
                details: NewChild {
                    given_names: name("Mali"),
                    family_name: name("Example"),
                    date_of_birth: date("2020-03-01"),
                    relationship: Relationship::Parent,
                    i_am_responsible: true,
                },
            }],
        }],
        bookings: vec![OpenBooking {
            booking: BookingId(id(2)),
            reference: Reference("K7Q2-M9XD".into()),
            time: time(),
            status: BookingStatus::Booked,
            flags: vec![check(CheckKind::Adult, CheckResult::Failed, vec![Finding::NoAdult])],
        }],
        portrait: true,
    },
    prisoner_change: PrisonerChange {
        whereabouts: Some(Whereabouts::Moved),
        last_visit: Some(date("2026-11-20")),
        add: vec![NewRestriction {
            restriction: Restriction::VisitorBanned { visitor: visitor_number() },
            from: None,
            until: Some(date("2026-12-24")),
            note: "Incident 12".into(),
        }],
        end: vec![RestrictionId(id(20))],
        extra: vec![Extra { month: "2026-12".into(), calls: 1, minutes: 0 }],
    },
}

#[test]
fn every_sensitive_reason_is_one_and_the_same_to_the_family() {
    use StaffRejection::*;
    let hidden: Vec<_> = StaffRejection::ALL
        .into_iter()
        .filter(|reason| reason.for_family() == BookingRejection::Restricted)
        .collect();
    assert_eq!(
        hidden,
        [
            VisitorBanned,
            PrisonerBanned,
            NonAssociation,
            ChildProtection
        ]
    );
    let events = [
        DayEvent::PrisonerBanned,
        DayEvent::VisitorBanned,
        DayEvent::NonAssociation,
        DayEvent::ChildProtection,
    ];
    for event in events {
        assert_eq!(event.for_family(), Some(CancellationReason::Restricted));
    }
}
