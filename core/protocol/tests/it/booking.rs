use crate::{at, id, name, wire};
use kinline_protocol::{booking::*, call::EndReason, *};

fn slot() -> Slot {
    Slot {
        id: SlotId(id(1)),
        starts_at: at("2026-11-25T14:00:00Z"),
        ends_at: at("2026-11-25T14:30:00Z"),
        local_start: "2026-11-25T14:00:00".parse().unwrap(),
    }
}

fn booking(status: BookingStatus) -> Booking {
    Booking {
        id: BookingId(id(2)),
        reference: Reference("K7Q2-M9XD".into()),
        sequence: 1,
        contact: ContactId(id(3)),
        prisoner: name("Dai Example"),
        establishment: EstablishmentId("BWI".into()),
        time_zone: "Europe/London".into(),
        starts_at: at("2026-11-25T14:00:00Z"),
        ends_at: at("2026-11-25T14:30:00Z"),
        opens_at: at("2026-11-25T13:45:00Z"),
        visitors: vec![Visitor {
            account: AccountId(id(4)),
            name: name("Ann Example"),
        }],
        status,
        call: CallId(id(5)),
    }
}

wire! {
    slots: Slots {
        time_zone: "Europe/London".into(),
        allowance: vec![Allowance {
            month: "2026-11".into(),
            calls: 1,
            left: 1,
            renews_at: at("2026-12-01T00:00:00Z"),
        }],
        slots: vec![slot()],
    },
    new_hold: NewHold { contact: ContactId(id(3)), slot: SlotId(id(1)) },
    hold: Hold { id: HoldId(id(6)), slot: slot(), expires_at: at("2026-11-22T09:10:00Z") },
    new_booking: NewBooking { hold: HoldId(id(6)), companions: vec![AccountId(id(7))] },
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
