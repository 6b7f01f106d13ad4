//! What is kept of a call, and for how long.

use super::hall::{Hall, eventually};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_mock::problem::Refusal;
use kinline_protocol::{
    List, SightingId,
    booking::{Booking, BookingStatus},
    call::CallPhase,
    limits::SIGHTING_PICTURE_DAYS,
    routes,
};
use std::time::Duration;
use uuid::Uuid;

/// Something that was seen then, with its picture.
async fn seen(hall: &Hall, at: DateTime<Utc>) -> SightingId {
    let (id, call) = (SightingId(Uuid::new_v4()), hall.call);
    let participant = hall.state().await.participants[0].id;
    let keep = move |tx: &rusqlite::Transaction<'_>| {
        tx.execute(
            "INSERT INTO sighting (id, call, participant, side, seen, at, picture)
             VALUES (?1, ?2, ?3, 'prison', 'stranger', ?4, x'ffd8')",
            rusqlite::params![
                id.to_string(),
                call.to_string(),
                participant.to_string(),
                at
            ],
        )
        .map_err(Refusal::from)
    };
    assert_eq!(hall.server.app().database.write(keep).await.unwrap(), 1);
    id
}

async fn has_picture(hall: &Hall, id: SightingId) -> bool {
    let read = move |c: &rusqlite::Connection| {
        let query = "SELECT length(picture) > 0 FROM sighting WHERE id = ?1";
        c.query_row(query, [id.to_string()], |row| row.get(0))
            .map_err(Refusal::from)
    };
    hall.server.app().database.read(read).await.unwrap()
}

/// By the server while it runs, not only when it starts.
#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_faces_are_deleted_when_their_time_is_up() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let now = hall.server.clock().now();
    let older = seen(&hall, now).await;
    let newer = seen(&hall, now + TimeDelta::days(2)).await;
    assert!(has_picture(&hall, older).await);
    let later = now + TimeDelta::days(SIGHTING_PICTURE_DAYS + 1);
    hall.server.clock().set(later);
    eventually("the older picture is deleted", || async {
        !has_picture(&hall, older).await
    })
    .await;
    assert!(has_picture(&hall, newer).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_hears_that_a_call_is_over_finds_it_over() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let mut events = hall.listen(&hall.families[0]).await;
    let (_family, _prison) = hall.live().await;
    let other = end_while_something_is_written(&hall).await;
    events.until(|p| matches!(p, CallPhase::Ended { .. })).await;
    assert_booking_is_over(&hall).await;
    other.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_when_a_call_has_just_ended_finds_it_over() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let (_family, _prison) = hall.live().await;
    let other = end_while_something_is_written(&hall).await;
    assert!(hall.try_listen(&hall.families[0]).await.is_err());
    assert_booking_is_over(&hall).await;
    other.await.unwrap();
}

/// The call ends while something else is being written, so that its end must wait.
async fn end_while_something_is_written(hall: &Hall) -> tokio::task::JoinHandle<()> {
    let (begun, begins) = tokio::sync::oneshot::channel();
    let database = hall.server.app().database.clone();
    let long = move |_: &rusqlite::Transaction<'_>| {
        let _ = begun.send(());
        std::thread::sleep(Duration::from_millis(500));
        Ok::<_, Refusal>(())
    };
    let other = tokio::spawn(async move { database.write(long).await.unwrap() });
    begins.await.unwrap();
    hall.act("/end", None).await;
    other
}

async fn assert_booking_is_over(hall: &Hall) {
    let bookings: List<Booking> = hall.get(&hall.families[0], routes::BOOKINGS).await;
    let own = bookings.items.iter().find(|it| it.call == hall.call);
    let status = &own.unwrap().status;
    assert!(
        matches!(status, BookingStatus::Completed { .. }),
        "{status:?}"
    );
}
