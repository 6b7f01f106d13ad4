//! A call as it should go.

use super::{
    hall::{Hall, eventually},
    line::{CALLER, Options},
};
use kinline_protocol::{
    List,
    call::{
        CallPhase, EndReason, LaptopCall, PauseReason, Presence, Recording, StaffCall, StaffPause,
    },
};
use reqwest::{Method, StatusCode};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_whom_they_may() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let calls: List<LaptopCall> = hall.get(&hall.laptop, "/v1/laptop/calls").await;
    assert_eq!(calls.items[0].state.call, hall.call);
    let calls: List<StaffCall> = hall.get(&hall.staff, "/v1/staff/calls").await;
    assert_eq!(calls.items[0].state.phase, CallPhase::Waiting);

    let mut events = hall.listen(&hall.families[0]).await;
    let state = events.until(|p| *p == CallPhase::Waiting).await;
    let me = state.participants.iter().find(|p| p.you).unwrap().id;
    let laptop = state.participants[0].id;
    let family = hall.publish(&hall.families[0]).await;
    let prison = hall.publish(&hall.laptop).await;
    let live = events.until(|p| *p == CallPhase::Live).await;
    let presence = |id| {
        live.participants
            .iter()
            .find(|p| p.id == id)
            .unwrap()
            .presence
    };
    assert_eq!([presence(me), presence(laptop)], [Presence::Connected; 2]);

    // The laptop is in the family's first slot; a second caller in the next.
    let other = hall.publish(&hall.families[1]).await;
    let other_id = live.participants[2].id;
    let mid = events.video_mid(other_id).await;
    for (media, mid) in [(&family, mid.as_str()), (&prison, ""), (&other, "")] {
        let seen = || async {
            let pictures = media.line.received(mid).frames > 5 || mid.is_empty();
            pictures && media.line.frames() > 100
        };
        eventually("pictures come", seen).await;
    }
    let seen = family.line.received(&mid);
    assert!(
        seen.first_is_key,
        "a picture begins where it can be decoded"
    );

    let options = Options {
        sends: false,
        slots: 5,
        tcp: false,
    };
    let staff = hall.connect(&hall.staff, "/watch", options).await;
    staff.flows().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_stops_both_directions_but_not_staff_and_recorder() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let mut events = hall.listen(&hall.families[0]).await;
    let laptop = events.until(|_| true).await.participants[0].id;
    let family = hall.publish(&hall.families[0]).await;
    let prison = hall.publish(&hall.laptop).await;
    let mid = events.video_mid(laptop).await;
    hall.until_live().await;
    let watch = Options {
        sends: false,
        slots: 5,
        tcp: false,
    };
    let staff = hall.connect(&hall.staff, "/watch", watch).await;
    family.flows().await;
    prison.flows().await;

    hall.act("/pause", Some(json!({ "why": "room_check" })))
        .await;
    let paused = events
        .until(|p| matches!(p, CallPhase::Paused { .. }))
        .await;
    let reason = PauseReason::Staff {
        why: StaffPause::RoomCheck,
    };
    let reasons = [reason].into();
    assert_eq!(paused.phase, CallPhase::Paused { reasons });
    // What was on its way may still arrive; then staff see more while the others see no more.
    let seen = || (family.line.frames(), prison.line.frames());
    eventually("only staff see more", || async {
        let before = seen();
        staff.flows().await;
        staff.flows().await;
        seen() == before
    })
    .await;
    let still = hall.state().await;
    assert_eq!(still.left_ms, paused.left_ms);
    recordings_grow(&hall).await;
    family.line.forget();

    let resumed = hall.act("/resume", None).await;
    assert_eq!(resumed.phase, CallPhase::Live);
    assert!(resumed.returned_ms > 0 && resumed.left_ms <= paused.left_ms);
    family.flows().await;
    prison.flows().await;
    let pictures = || async { family.line.received(&mid).frames > 0 };
    eventually("the laptop's picture is back", pictures).await;
    let first = family.line.received(&mid);
    assert!(first.first_is_key, "after a pause it begins anew");

    let ended = hall.act("/end", None).await;
    let reason = EndReason::EndedByStaff;
    assert_eq!(ended.phase, CallPhase::Ended { reason });
    events.until(|p| matches!(p, CallPhase::Ended { .. })).await;
    assert!(events.next(Some).await.is_none(), "the server closes");
    eventually("media end", || async {
        family.line.is_closed() && staff.line.is_closed()
    })
    .await;
    recordings_are_whole(&hall).await;
}

async fn recordings_grow(hall: &Hall) {
    let path = hall.staff_path("/recordings");
    let lengths = || async {
        let list: List<Recording> = hall.get(&hall.staff, &path).await;
        let lengths = list.items.iter().map(|r| r.duration_ms);
        lengths.collect::<Vec<_>>()
    };
    let before = lengths().await;
    let all_grew = || async {
        let now = lengths().await;
        now.len() == 2 && now.iter().zip(&before).all(|(now, before)| now > before)
    };
    assert_eq!(before.len(), 2);
    eventually("both recordings grow", all_grew).await;
}

async fn recordings_are_whole(hall: &Hall) {
    let path = hall.staff_path("/recordings");
    let list = || async { hall.get::<List<Recording>>(&hall.staff, &path).await.items };
    let finished = || async {
        let list = list().await;
        list.len() == 2 && list.iter().all(|r| r.sha256.is_some())
    };
    eventually("recordings are finished", finished).await;
    for recording in list().await {
        let path = format!("/v1/staff/recordings/{}", recording.id);
        let all = hall
            .request(Method::GET, &hall.staff, &path)
            .send()
            .await
            .unwrap();
        let all = all.bytes().await.unwrap();
        assert_eq!(all.len() as u64, recording.bytes);
        assert_eq!(&all[4..12], b"ftypiso6");
        let fragments = all.windows(4).filter(|w| w == b"moof").count();
        assert!(fragments >= 1 && recording.duration_ms > 0);
        let part = hall
            .request(Method::GET, &hall.staff, &path)
            .header("range", "bytes=4-7");
        let part = part.send().await.unwrap();
        assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
        assert_eq!(part.bytes().await.unwrap(), &b"ftyp"[..]);
        let as_family = hall.request(Method::GET, &hall.families[0], &path);
        assert_eq!(
            as_family.send().await.unwrap().status(),
            StatusCode::FORBIDDEN
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn media_over_tcp_alone() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let tcp = Options {
        tcp: true,
        ..CALLER
    };
    let family = hall.connect(&hall.families[0], "/media", tcp).await;
    let prison = hall.publish(&hall.laptop).await;
    hall.until_live().await;
    family.flows().await;
    prison.flows().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_is_told_and_may_be_thought_over() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let events = hall.listen(&hall.families[0]).await;
    let (family, _prison) = hall.live().await;
    events.say(r#"{"type":"leave"}"#);
    hall.until("paused", |s| matches!(s.phase, CallPhase::Paused { .. }))
        .await;
    eventually("media end", || async { family.line.is_closed() }).await;
    let _again = hall.publish(&hall.families[0]).await;
    hall.until_live().await;
}

/// As WHIP clients do, which say by DELETE that they left when the connection is closed already.
#[tokio::test(flavor = "multi_thread")]
async fn hanging_up_is_noticed_at_once_and_can_still_be_told() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let (family, _prison) = hall.live().await;
    family.line.hang_up();
    hall.until("paused", |s| matches!(s.phase, CallPhase::Paused { .. }))
        .await;
    assert_eq!(family.leave(&hall).await, StatusCode::OK);
    assert_eq!(family.leave(&hall).await, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn moving_the_clock_ends_a_call_at_the_hard_stop_only() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let mut events = hall.listen(&hall.families[0]).await;
    let (_family, _prison) = hall.live().await;
    let live = hall.state().await;
    // Within a call time is measured, not read: moving the clock ends it only at the hard stop.
    hall.server
        .clock()
        .set(live.now + chrono::TimeDelta::minutes(20));
    assert_eq!(hall.state().await.phase, CallPhase::Live);
    hall.server
        .clock()
        .set(live.now + chrono::TimeDelta::hours(20));
    let ended = events.until(|p| matches!(p, CallPhase::Ended { .. })).await;
    let reason = EndReason::TimeUp;
    assert_eq!(ended.phase, CallPhase::Ended { reason });
}
