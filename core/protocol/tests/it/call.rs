use crate::{at, id, name, wire};
use kinline_protocol::{booking::Reference, call::*, *};

fn state(phase: CallPhase) -> CallState {
    CallState {
        call: CallId(id(1)),
        booking: BookingId(id(2)),
        revision: 7,
        now: at("2026-11-25T14:05:00Z"),
        starts_at: at("2026-11-25T14:00:00Z"),
        opens_at: at("2026-11-25T13:45:00Z"),
        expected_at: None,
        phase,
        length_ms: 1_800_000,
        left_ms: 1_500_000,
        returned_ms: 12_000,
        participants: vec![Participant {
            id: ParticipantId(id(3)),
            side: Side::Prison,
            name: name("Dai Example"),
            you: false,
            presence: Presence::Connected,
            busy: true,
        }],
    }
}

wire! {
    state_live: ServerMessage::State(state(CallPhase::Live)),
    state_paused: state(CallPhase::Paused {
        reasons: [
            PauseReason::Face { side: Side::Family },
            PauseReason::Staff { why: StaffPause::RoomCheck },
            PauseReason::Connection { side: Side::Family },
            PauseReason::Left { side: Side::Prison },
        ]
        .into(),
    })
    .phase,
    state_scheduled: CallPhase::Scheduled,
    state_waiting: CallPhase::Waiting,
    state_late: CallState {
        expected_at: Some(at("2026-11-25T14:10:00Z")),
        ..state(CallPhase::Waiting)
    },
    state_ended: CallPhase::Ended { reason: EndReason::TimeUp },
    streams: ServerMessage::Streams(Streams {
        session: MediaSessionId(id(4)),
        slots: vec![
            StreamSlot {
                audio: Some("0".into()),
                video: Some("1".into()),
                participant: Some(ParticipantId(id(3))),
            },
            StreamSlot { audio: None, video: Some("2".into()), participant: None },
        ],
    }),
    warning: ServerMessage::Warning { left_ms: 300_000 },
    replaced: ServerMessage::Replaced,
    leave: ClientMessage::Leave,
    busy: ClientMessage::Busy { on: true },
    staff_call: StaffCall {
        establishment: EstablishmentId("BWI".into()),
        reference: Reference("K7Q2-M9XD".into()),
        laptop: LaptopId(id(5)),
        state: state(CallPhase::Waiting),
    },
    laptop_call: LaptopCall {
        prisoner: name("Dai Example"),
        visitors: vec![name("Ann Example")],
        state: state(CallPhase::Waiting),
    },
    new_staff_pause: NewStaffPause { why: StaffPause::Wellbeing },
    recording: Recording {
        id: RecordingId(id(6)),
        participant: ParticipantId(id(3)),
        name: name("Dai Example"),
        side: Side::Prison,
        starts_ms: 40,
        duration_ms: 20_000,
        bytes: 1_234_567,
        sha256: Some("00ff".into()),
    },
}
