//! Lines that break, and a server that does.

use super::hall::{Hall, eventually};
use kinline_protocol::{
    List,
    call::{CallPhase, CallState, PauseReason, Recording, Side},
};
use std::path::Path;
use tokio::runtime::Runtime;

fn waits_for(phase: &CallPhase, side: Side) -> bool {
    let reason = PauseReason::Connection { side };
    matches!(phase, CallPhase::Paused { reasons } if reasons.contains(&reason))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_line_pauses_and_comes_back() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let (family, prison) = hall.live().await;
    family.flows().await;
    family.line.cut(true);
    let paused = hall
        .until("paused", |s| waits_for(&s.phase, Side::Family))
        .await;
    assert!(paused.returned_ms > 0, "the silence is given back");
    family.line.cut(false);
    let live = hall.until_live().await;
    assert!(live.left_ms <= paused.left_ms);
    family.flows().await;
    prison.flows().await;
}

/// Talks for a while, and stops the server's threads where they are: no call is ended, no file
/// finished.
fn talk_and_die(data: &Path) -> CallState {
    let runtime = Runtime::new().unwrap();
    let state = runtime.block_on(async {
        let hall = Hall::open(data).await;
        let (family, prison) = hall.live().await;
        family.flows().await;
        prison.flows().await;
        let spent = |s: &CallState| s.left_ms + 3000 < s.length_ms;
        hall.until("some time is spent", spent).await
    });
    runtime.shutdown_background();
    state
}

#[test]
fn a_killed_server_gives_the_time_back() {
    let data = tempfile::tempdir().unwrap();
    let before = talk_and_die(data.path());
    Runtime::new().unwrap().block_on(go_on(data.path(), before));
}

async fn go_on(data: &Path, before: CallState) {
    let hall = Hall::open(data).await;
    let after = hall.state().await;
    assert!(waits_for(&after.phase, Side::Family) && waits_for(&after.phase, Side::Prison));
    assert_eq!(after.call, before.call);
    assert!(
        after.left_ms < after.length_ms - 1000,
        "it goes on where it was"
    );
    let path = hall.staff_path("/recordings");
    let list: List<Recording> = hall.get(&hall.staff, &path).await;
    assert_eq!(list.items.len(), 2);
    assert!(
        list.items
            .iter()
            .all(|r| r.sha256.is_some() && r.duration_ms > 0)
    );

    let (family, _prison) = hall.live().await;
    let live = hall.state().await;
    assert!(live.left_ms <= after.left_ms && live.returned_ms > 0);
    family.flows().await;
    let more = || async {
        let list: List<Recording> = hall.get(&hall.staff, &path).await;
        list.items.len() == 4
    };
    eventually("new files for new sessions", more).await;
    hall.server.stop().await;
}
