use crate::{at, id, name, wire};
use kinline_protocol::{call::Side, faces::*, *};

wire! {
    call_faces: CallFaces {
        watched: true,
        short_of_time: false,
        unseen: vec![name("Ann Example")],
        sides: vec![
            WatchedSide { side: Side::Family, portraits: 1, without: vec![name("Ann Example")], children: 1 },
            WatchedSide { side: Side::Prison, portraits: 0, without: vec![name("Dai Example")], children: 0 },
        ],
        sightings: vec![
            Sighting {
                id: SightingId(id(1)),
                participant: ParticipantId(id(2)),
                name: name("Ann Example"),
                side: Side::Family,
                seen: Seen::Unknown,
                at: at("2026-11-25T14:05:00Z"),
                gone_at: None,
                answer: None,
                paused_ms: 1_500,
            },
            Sighting {
                id: SightingId(id(3)),
                participant: ParticipantId(id(4)),
                name: name("Dai Example"),
                side: Side::Prison,
                seen: Seen::StillPicture,
                at: at("2026-11-25T14:01:00Z"),
                gone_at: Some(at("2026-11-25T14:02:00Z")),
                answer: Some(SightingAnswer::FalseAlarm),
                paused_ms: 0,
            },
        ],
    },
    perhaps_child: Seen::PerhapsChild,
    allowed: SightingAnswer::Allowed,
    portrait_kept: PortraitKept { usable: Some(true) },
}
