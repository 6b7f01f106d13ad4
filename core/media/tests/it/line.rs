//! What a poor line does.

use super::*;
use crate::sources::Screen;
use std::collections::HashSet;
use str0m::media::MediaKind;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn loss_of_five_percent_is_repaired_both_ways() {
    let (connection, mut far) = connected().await;
    let (media, running) = (connection.media(), Running::default());
    far.order(Order::Lose(0.05));
    film(media.clone(), 60, &running);
    speak(media.clone(), &running);
    let key = Arc::new(AtomicBool::new(false));
    film_far(&far, "1", 150, key.clone(), &running);
    speak_far(&far, "0", &running);
    let played = media.clone();
    let ended = running.0.clone();
    every(SOUND, move |_| {
        played.pull_audio(&mut [0; 960]);
        !ended.load(Relaxed)
    });
    // Both ends look on until both have seen enough.
    let (here, there) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicBool::new(false)),
    );
    let (taken, seen, enough) = (media.clone(), here.clone(), there.clone());
    let inward = tokio::spawn(on_a_thread(move || {
        let (mut screen, mut times) = (Screen::new(), HashSet::new());
        while screen.shown < 240 || !enough.load(Relaxed) {
            let unit = taken.next_video(Duration::from_secs(30)).unwrap();
            times.insert((unit.pts_us + 16_000) / 33_333);
            screen.show(&unit.data);
            seen.store(screen.shown >= 240, Relaxed);
        }
        (screen, times)
    }));
    let (mut screen, orders) = (Screen::new(), far.orders());
    let mut loss_told: f64 = 0.0;
    far.meets(|met| {
        loss_told = loss_told.max(media.stats().loss_out);
        match met {
            Met::KeyframeAsked(_) => key.store(true, Relaxed),
            Met::Media {
                kind: MediaKind::Video,
                data,
                ..
            } => {
                let failed = screen.failed;
                screen.show(&data);
                if screen.failed > failed {
                    orders.send(Order::AskKeyframe("1")).unwrap();
                }
            }
            _ => {}
        }
        there.store(screen.shown >= 240, Relaxed);
        (screen.shown >= 240 && here.load(Relaxed)).then_some(())
    })
    .await;
    let stats = media.stats();
    assert!(
        screen.failed < 24,
        "{} of {} that we sent do not decode; {stats:?}",
        screen.failed,
        screen.shown
    );
    let (screen, times) = inward.await.unwrap();
    let span = times.iter().max().unwrap() - times.iter().min().unwrap() + 1;
    let share = times.len() as f64 / span as f64;
    assert!(share > 0.9, "{share} of {span} pictures; {stats:?}");
    assert!(
        screen.failed <= 2,
        "{} of {} do not decode",
        screen.failed,
        screen.shown
    );
    // Some twelve packets of pictures are lost each way: chance may make it a few.
    assert!(
        stats.nacks_out >= stats.rtx_in && stats.rtx_in > 0 && stats.nacks_in > 0,
        "{stats:?}"
    );
    // A repair that is not recognised is asked for again and again.
    assert!(stats.nacks_out < 4 * stats.rtx_in + 100, "{stats:?}");
    assert!(
        stats.audio_fec > 0 && stats.audio_concealed < stats.audio_played / 10,
        "{stats:?}"
    );
    // Of some second: of any single one it may be nothing.
    assert!(
        loss_told > 0.0 && stats.round_trip_ms.is_some(),
        "{stats:?}"
    );
    connection.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_ice_restart_keeps_the_call() {
    let (connection, mut far) = connected().await;
    let (media, running) = (connection.media(), Running::default());
    film(media.clone(), 60, &running);
    let key = Arc::new(AtomicBool::new(false));
    film_far(&far, "3", 150, key.clone(), &running);
    let take = |media: CallMedia, count: u32| {
        on_a_thread(move || {
            (0..count)
                .map(|_| media.next_video(Duration::from_secs(30)).unwrap().slot)
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(take(media.clone(), 10).await, [1; 10]);
    let ufrag = |sdp: &str| {
        sdp.lines()
            .find(|l| l.starts_with("a=ice-ufrag:"))
            .unwrap()
            .to_owned()
    };
    let forgotten = connection.restart_ice().await.unwrap();
    let offer = connection.restart_ice().await.unwrap();
    assert_ne!(
        ufrag(&forgotten),
        ufrag(&offer),
        "a restart without an answer can be repeated"
    );
    assert!(
        offer.contains("typ host") && offer.contains("a=setup:passive"),
        "{offer}"
    );
    connection.accept(&far.answer(&offer)).await.unwrap();
    becomes(&connection, ConnectionState::Connected).await;
    while far.met.try_recv().is_ok() {}
    let mut pictures = 0;
    far.meets(|met| {
        pictures += usize::from(matches!(
            met,
            Met::Media {
                kind: MediaKind::Video,
                ..
            }
        ));
        (pictures >= 30).then_some(())
    })
    .await;
    while media.next_video(Duration::ZERO).is_some() {}
    key.store(true, Relaxed);
    assert_eq!(take(media.clone(), 10).await, [1; 10]);
    connection.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cut_line_is_lost_and_comes_back_with_a_restart() {
    let (connection, mut far) = connected().await;
    let (media, running) = (connection.media(), Running::default());
    film(media.clone(), 60, &running);
    far.meets(|met| matches!(met, Met::Media { .. }).then_some(()))
        .await;
    far.order(Order::Lose(1.0));
    becomes(&connection, ConnectionState::Lost).await;
    far.order(Order::Lose(0.0));
    let offer = connection.restart_ice().await.unwrap();
    connection.accept(&far.answer(&offer)).await.unwrap();
    becomes(&connection, ConnectionState::Connected).await;
    while far.met.try_recv().is_ok() {}
    far.meets(|met| {
        matches!(
            met,
            Met::Media {
                kind: MediaKind::Video,
                ..
            }
        )
        .then_some(())
    })
    .await;
    connection.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cut_line_that_comes_back_by_itself_is_connected_again() {
    let (connection, far) = connected().await;
    far.order(Order::Lose(1.0));
    becomes(&connection, ConnectionState::Lost).await;
    far.order(Order::Lose(0.0));
    becomes(&connection, ConnectionState::Connected).await;
    connection.close().await;
}
