use crate::{at, id, name, wire};
use kinline_protocol::{
    booking::*,
    call::EndReason,
    establishment::{Information, WhoMayAsk},
    *,
};

pub fn slot() -> Slot {
    Slot {
        id: SlotId(id(1)),
        starts_at: at("2026-11-25T14:00:00Z"),
        ends_at: at("2026-11-25T14:30:00Z"),
        local_start: "2026-11-25T14:00:00".parse().unwrap(),
    }
}

pub fn allowance() -> Allowance {
    Allowance {
        month: "2026-11".into(),
        calls: 1,
        left: 1,
        renews_at: at("2026-12-01T00:00:00Z"),
        used: 0,
        booked: 0,
        extra: 0,
        minutes: Some(Minutes {
            all: 60,
            used: 0,
            booked: 0,
            left: 60,
            extra: 0,
        }),
    }
}

pub fn booking(status: BookingStatus) -> Booking {
    Booking {
        id: BookingId(id(2)),
        reference: Reference("K7Q2-M9XD".into()),
        sequence: 1,
        asked_by: AskedBy::Family,
        contact: ContactId(id(3)),
        prisoner: name("Dai Example"),
        establishment: EstablishmentId("BWI".into()),
        time_zone: "Europe/London".into(),
        starts_at: at("2026-11-25T14:00:00Z"),
        ends_at: at("2026-11-25T14:30:00Z"),
        opens_at: at("2026-11-25T13:45:00Z"),
        choices: Vec::new(),
        visitors: vec![Visitor {
            account: Some(AccountId(id(4))),
            name: name("Ann Example"),
            kind: VisitorKind::Adult,
            state: VisitorState::Ready,
        }],
        complete_by: None,
        change_until: None,
        delayed_to: None,
        status,
        call: CallId(id(5)),
    }
}

wire! {
    slots: Slots {
        time_zone: "Europe/London".into(),
        allowance: vec![allowance()],
        slots: vec![slot()],
        rules: Some(BookingRules {
            adult_age: 18,
            visitors: 4,
            call_seconds: 1800,
            first_day: Some("2026-11-26".parse().unwrap()),
            last_day: Some("2026-12-20".parse().unwrap()),
            who_may_ask: WhoMayAsk::ANY,
            automatic: false,
            change_until_hours: 24,
            information: Information::default(),
        }),
    },
    new_hold: NewHold {
        contact: ContactId(id(3)),
        slot: SlotId(id(1)),
        beside: vec![HoldId(id(8))],
        instead_of: Some(BookingId(id(2))),
    },
    hold: Hold { id: HoldId(id(6)), slot: slot(), expires_at: at("2026-11-22T09:10:00Z") },
    new_booking: NewBooking {
        hold: HoldId(id(6)),
        also: vec![HoldId(id(8))],
        companions: vec![AccountId(id(7))],
        children: vec![ChildId(id(9))],
        invited: vec![InvitationId(id(10))],
    },
    incomplete: Booking {
        asked_by: AskedBy::Prisoner,
        choices: vec![slot()],
        visitors: vec![
            Visitor {
                account: None,
                name: name("Mali Example"),
                kind: VisitorKind::Child,
                state: VisitorState::Ready,
            },
            Visitor {
                account: None,
                name: name("Aunt Siân"),
                kind: VisitorKind::Adult,
                state: VisitorState::Invited,
            },
        ],
        complete_by: Some(at("2026-11-24T14:00:00Z")),
        change_until: Some(at("2026-11-24T14:00:00Z")),
        delayed_to: Some(at("2026-11-25T14:10:00Z")),
        ..booking(BookingStatus::Asked { answer_by: at("2026-11-24T17:00:00Z") })
    },
    offered: BookingStatus::Offered {
        slots: vec![slot()],
        answer_by: at("2026-11-24T17:00:00Z"),
        instead: true,
    },
    answer_accept: BookingAnswer::Accept { slot: SlotId(id(1)), party: Party::default() },
    answer_propose: BookingAnswer::Propose {
        holds: vec![HoldId(id(6))],
        party: Party {
            companions: vec![AccountId(id(7))],
            children: vec![ChildId(id(9))],
            invited: vec![InvitationId(id(10))],
        },
    },
    answer_decline: BookingAnswer::Decline { reason: FamilyReason::TimeDoesNotSuit },
    change: BookingChange { hold: HoldId(id(6)), reason: Some(FamilyReason::Illness) },
    family_cancellation: FamilyCancellation { reason: FamilyReason::Other },
    approved_caller: ApprovedCaller { contact: ContactId(id(3)), name: name("Ann Example") },
    new_prisoner_request: NewPrisonerRequest {
        prisoner_number: PrisonerNumber::parse("A1234BC").unwrap(),
        contact: ContactId(id(3)),
        choices: vec![SlotId(id(1))],
    },
    prisoner_request: PrisonerRequest {
        booking: BookingId(id(2)),
        reference: Reference("K7Q2-M9XD".into()),
        asked_by: AskedBy::Prisoner,
        caller: name("Ann Example"),
        visitors: vec![name("Ann Example"), name("Mali Example")],
        starts_at: at("2026-11-25T14:00:00Z"),
        local_start: "2026-11-25T14:00:00".parse().unwrap(),
        opens_at: at("2026-11-25T13:45:00Z"),
        status: BookingStatus::Asked { answer_by: at("2026-11-24T17:00:00Z") },
        call: CallId(id(4)),
    },
    requested: booking(BookingStatus::Requested { answer_by: at("2026-11-24T17:00:00Z") }),
    booked: booking(BookingStatus::Booked).status,
    rejected: booking(BookingStatus::Rejected { reason: BookingRejection::Restricted }).status,
    withdrawn: BookingStatus::Withdrawn,
    cancelled: BookingStatus::Cancelled { reason: CancellationReason::PrisonerMoved },
    completed: BookingStatus::Completed { outcome: EndReason::TimeUp, talked_seconds: 1800 },
    decision_accept: BookingDecision::Accept,
    decision_reject: BookingDecision::Reject { reason: BookingRejection::NoAdult },
    new_cancellation: NewCancellation { reason: CancellationReason::PrisonerMoved },
}

/// A phone keeps bookings from before: they still read, and so do requests of older phones.
#[test]
fn what_older_phones_say_and_keep_is_read() {
    let old = serde_json::json!({ "hold": id(6), "companions": [] });
    let new: NewBooking = serde_json::from_value(old).unwrap();
    assert!(new.also.is_empty() && new.children.is_empty() && new.invited.is_empty());
    let old = serde_json::json!({ "account": id(4), "name": "Ann Example" });
    let visitor: Visitor = serde_json::from_value(old).unwrap();
    assert_eq!(
        (visitor.account, visitor.kind, visitor.state),
        (
            Some(AccountId(id(4))),
            VisitorKind::Adult,
            VisitorState::Ready
        )
    );
}
