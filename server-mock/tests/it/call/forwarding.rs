//! What the relay asks of those who send.

use super::{
    hall::{Hall, Media, eventually},
    line::{LOUDNESS, Loss, Options, TURNED},
};
use kinline_mock::relay::SessionStats;
use kinline_protocol::{
    List,
    call::{Recording, ServerMessage, Streams},
};
use reqwest::StatusCode;

async fn stats(hall: &Hall, media: &Media) -> SessionStats {
    let all = hall.server.app().calls.media().await.unwrap();
    let own = all
        .into_iter()
        .find(|s| media.location.ends_with(&s.session.to_string()));
    own.unwrap()
}

/// A limit for a voice alone would be made of lines that carry a voice alone.
#[tokio::test(flavor = "multi_thread")]
async fn who_sends_a_picture_is_told_how_large_it_may_be() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let voice = hall.publish_voice(&hall.families[0]).await;
    let prison = hall.publish(&hall.laptop).await;
    hall.until_live().await;
    let told = || async { stats(&hall, &prison).await.limit > 0 };
    eventually("the laptop is told a limit", told).await;
    let heard = stats(&hall, &voice).await;
    assert_eq!((heard.received[1], heard.limit), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewers_wish_for_a_key_picture_reaches_who_sends_it() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let mut events = hall.listen(&hall.families[0]).await;
    let laptop = events.until(|_| true).await.participants[0].id;
    let family = hall.publish(&hall.families[0]).await;
    let prison = hall.publish(&hall.laptop).await;
    let mid = events.video_mid(laptop).await;
    let seen = || async { family.line.received(&mid).frames > 10 };
    eventually("the laptop is seen", seen).await;
    let asked = || async { prison.line.asked() > 0 };
    eventually("whoever joins is given a beginning", asked).await;
    let before = prison.line.asked();
    family.line.ask_keyframe(&mid);
    eventually("the laptop is asked", || async {
        prison.line.asked() > before
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_is_shown_to_nobody_any_more() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let mut events = hall.listen(&hall.laptop).await;
    let caller = events.until(|_| true).await.participants[1].id;
    let _prison = hall.publish(&hall.laptop).await;
    let family = hall.publish(&hall.families[0]).await;
    events.video_mid(caller).await;
    assert_eq!(family.leave(&hall).await, StatusCode::OK);
    let nobody = events.next(|message| match message {
        ServerMessage::Streams(Streams { slots, .. }) => {
            let empty = slots.iter().all(|slot| slot.participant.is_none());
            empty.then_some(())
        }
        _ => None,
    });
    assert!(nobody.await.is_some());
}

const WATCHER: Options = Options {
    sends: false,
    slots: 1,
    tcp: false,
};

/// The laptop is in the call, and staff see it.
async fn watched(hall: &Hall) -> (Media, Media) {
    let prison = hall.publish(&hall.laptop).await;
    let staff = hall.connect(&hall.staff, "/watch", WATCHER).await;
    staff.flows().await;
    (prison, staff)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_viewers_line_loses_is_sent_to_it_again() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let (_prison, staff) = watched(&hall).await;
    staff.line.lose(Loss::Incoming);
    let mended = || async { staff.line.is_mended_at(&staff.line) };
    eventually("a torn picture comes whole", mended).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_lost_on_the_way_in_is_asked_for_and_sent_on() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let (prison, staff) = watched(&hall).await;
    prison.line.lose(Loss::Outgoing);
    let mended = || async { prison.line.is_mended_at(&staff.line) };
    eventually("a torn picture comes whole", mended).await;
}

/// Nobody looks: a recording alone needs pictures that can be decoded.
#[tokio::test(flavor = "multi_thread")]
async fn the_recorders_wish_for_a_key_picture_reaches_who_sends() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let prison = hall.publish(&hall.laptop).await;
    let path = hall.staff_path("/recordings");
    let recorded = || async {
        let list: List<Recording> = hall.get(&hall.staff, &path).await;
        !list.items.is_empty()
    };
    eventually("the laptop is recorded", recorded).await;
    let before = prison.line.asked();
    prison.line.lose(Loss::ForGood);
    let asked = || async { prison.line.asked() > before + 1 };
    eventually("the laptop is asked, and asked again", asked).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn how_loud_a_voice_is_and_how_a_picture_is_turned_reach_all_who_are_shown_it() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let (family, _prison) = hall.live().await;
    let staff = hall.connect(&hall.staff, "/watch", WATCHER).await;
    for media in [&family, &staff] {
        let told = || async { media.line.is_told(LOUDNESS, TURNED) };
        eventually("loudness and turn arrive", told).await;
    }
}
