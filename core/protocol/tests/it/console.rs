use crate::{at, id, wire};
use kinline_protocol::{console::*, *};

fn fault(effect: FaultEffect) -> NewFault {
    NewFault {
        method: Some("POST".into()),
        path: "/v1/bookings".into(),
        effect,
        times: Some(1),
    }
}

wire! {
    clock_reading: ClockReading { now: at("2026-11-22T09:00:00Z"), offset_ms: -3_600_000 },
    clock_setting: ClockSetting { now: at("2026-11-25T13:45:00Z") },
    new_families: NewFamilies { establishment: EstablishmentId("BWI".into()), count: 1000 },
    ready_family: ReadyFamily {
        account: AccountId(id(5)),
        contact: ContactId(id(6)),
        token: account::Token {
            access_token: "t0ken".into(),
            expires_at: at("2026-12-01T00:00:00Z"),
        },
    },
    mail: Mail {
        id: MailId(id(1)),
        at: at("2026-11-22T09:00:00Z"),
        to: "ann@example.org".into(),
        subject: "Your code".into(),
        body: "123456".into(),
    },
    event: Event {
        number: 1,
        at: at("2026-11-22T09:00:00Z"),
        actor: "family 0001".into(),
        action: "booking.booked".into(),
        subject: "booking 0002".into(),
        data: serde_json::json!({"automatic": true}),
        hash: "00ff".into(),
    },
    person: Person {
        id: id(3),
        role: account::Role::Staff,
        name: crate::name("Siân Price"),
        code: "K7Q2M9XDPA".into(),
        establishment: Some(EstablishmentId("BWI".into())),
    },
    upcoming_booking: UpcomingBooking {
        call: CallId(id(4)),
        reference: booking::Reference("K7Q2-M9XD".into()),
        establishment: EstablishmentId("BWI".into()),
        opens_at: at("2026-11-25T13:45:00Z"),
        starts_at: at("2026-11-25T14:00:00Z"),
        status: booking::BookingStatus::Booked,
    },
    fault_delay: Fault { id: FaultId(id(2)), fault: fault(FaultEffect::Delay { milliseconds: 500 }) },
    fault_error: fault(FaultEffect::Error { status: 503 }),
    fault_cut_answer: fault(FaultEffect::CutAnswer),
    fault_cut_request: fault(FaultEffect::CutRequest { bytes: 1000 }),
    fault_poor_line: fault(FaultEffect::PoorLine(PoorLine { lose_every: Some(5), carries_bits: None })),
}
