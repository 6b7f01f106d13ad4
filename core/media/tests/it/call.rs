//! What passes through a good line.

use super::*;
use crate::sources::{Screen, loudness};
use kinline_media::MediaError;
use str0m::media::MediaKind;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_offer_carries_all_lines_from_the_start() {
    let (connection, offer) = Connection::open(settings()).await.unwrap();
    let sections: Vec<&str> = offer.split("\nm=").skip(1).collect();
    let kinds: Vec<&str> = sections
        .iter()
        .map(|s| s.split(' ').next().unwrap())
        .collect();
    assert_eq!(kinds, ["audio", "video"].repeat(4));
    for (i, section) in sections.iter().enumerate() {
        let direction = if i < 2 { "a=sendrecv" } else { "a=recvonly" };
        let codec = match i % 2 {
            0 => "a=rtpmap:111 opus/48000/2",
            _ => "a=rtpmap:108 H264/90000",
        };
        for line in [
            &format!("a=mid:{i}"),
            direction,
            codec,
            "a=setup:passive",
            "a=ice-ufrag:",
        ] {
            assert!(section.contains(line), "{line} in line {i}:\n{offer}");
        }
        if i % 2 == 1 {
            assert!(section.contains("profile-level-id=42e01f") && section.contains("apt=108"));
            assert!(section.contains("a=rtcp-fb:108 nack pli"), "{offer}");
        } else {
            assert!(section.contains("useinbandfec=1"));
        }
    }
    assert!(
        offer.contains("typ host") && offer.contains("a=group:BUNDLE 0 1 2 3 4 5 6 7"),
        "{offer}"
    );
    assert!(!offer.contains(".local"), "no mDNS names");
    connection.close().await;
}

/// The camera runs while the line is being made: its last keyframe is there when the line is, and what follows
/// can be seen without another.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_filmed_while_connecting_opens_the_picture() {
    let (connection, offer) = Connection::open(settings()).await.unwrap();
    let (media, running, mut camera) = (connection.media(), Running::default(), Camera::new(60));
    let (ended, state) = (running.0.clone(), connection.state());
    let filmed = Arc::new(AtomicBool::new(false));
    let first = filmed.clone();
    every(FRAME, move |i| {
        let connecting = *state.borrow() == ConnectionState::Connecting;
        let key = connecting && media.take_keyframe_request();
        media.push_video(&camera.picture(key), i64::from(i) * 33_333, key);
        first.store(true, Relaxed);
        !ended.load(Relaxed)
    });
    on_a_thread(move || {
        while !filmed.load(Relaxed) {
            std::thread::yield_now();
        }
    })
    .await;
    let mut far = Far::start();
    connection.accept(&far.answer(&offer)).await.unwrap();
    let mut screen = Screen::new();
    far.meets(|met| {
        if let Met::Media {
            kind: MediaKind::Video,
            data,
            ..
        } = met
        {
            screen.show(&data);
        }
        (screen.shown == 5).then_some(())
    })
    .await;
    assert!(screen.shade.abs_diff(63) <= 3 && screen.failed == 0);
    assert_eq!(connection.media().stats().frames_out_dropped, 0);
    connection.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pictures_and_voices_pass_both_ways() {
    let (connection, mut far) = connected().await;
    let (media, running) = (connection.media(), Running::default());
    film(media.clone(), 60, &running);
    speak(media.clone(), &running);
    film_far(&far, "1", 150, Arc::default(), &running);
    speak_far(&far, "0", &running);

    // What the far end sends, at the phone.
    let taken = media.clone();
    let seen = tokio::spawn(on_a_thread(move || {
        let mut screen = Screen::new();
        let mut pts = i64::MIN;
        while screen.shown < 45 {
            let unit = taken.next_video(Duration::from_secs(30)).unwrap();
            assert_eq!((unit.slot, unit.video_mid.as_str()), (0, "1"));
            assert!(unit.pts_us > pts && (unit.key || screen.shown > 0));
            pts = unit.pts_us;
            screen.show(&unit.data);
        }
        screen
    }));
    let listener = media.clone();
    let heard = tokio::spawn(async move { listen(&listener, 100).await });

    // What the phone sends, at the far end.
    let mut screen = Screen::new();
    let mut decoder = opus::Decoder::new(48_000, opus::Channels::Mono).unwrap();
    let mut far_heard = Vec::new();
    far.meets(|met| {
        if let Met::Media {
            mid, kind, data, ..
        } = met
        {
            assert_eq!(mid, if kind == MediaKind::Audio { "0" } else { "1" });
            match kind {
                MediaKind::Video => screen.show(&data),
                MediaKind::Audio => {
                    let mut pcm = [0; 960];
                    decoder.decode(&data, &mut pcm, false).unwrap();
                    far_heard.extend(pcm);
                }
            }
        }
        (screen.shown >= 45 && far_heard.len() > 48_000).then_some(())
    })
    .await;
    assert_eq!(screen.failed, 0);
    assert!(
        (55..85).contains(&screen.shade),
        "the phone's picture: {}",
        screen.shade
    );
    assert!(loudness(&far_heard) > 2000.0);

    let screen = seen.await.unwrap();
    assert_eq!(screen.failed, 0);
    assert!(
        (145..175).contains(&screen.shade),
        "the far picture: {}",
        screen.shade
    );
    assert!(loudness(&heard.await.unwrap()) > 2000.0);

    let stats = media.stats();
    assert!(
        stats.first_frame_in_ms.is_some() && stats.first_frame_out_ms.is_some(),
        "{stats:?}"
    );
    assert!(
        stats.frames_out >= 45 && stats.frames_in >= 45 && stats.audio_out >= 50,
        "{stats:?}"
    );
    assert!(
        stats.bits_per_second_out > 32_000 && stats.bits_per_second_in > 32_000,
        "{stats:?}"
    );
    assert!(
        stats.audio_played >= 50 && stats.nacks_out == 0,
        "{stats:?}"
    );
    connection.close().await;
}

/// Plays `frames` of 20 ms, at the pace of a loudspeaker.
async fn listen(media: &CallMedia, frames: u32) -> Vec<i16> {
    let (media, (sender, receiver)) = (media.clone(), std::sync::mpsc::channel());
    every(SOUND, move |i| {
        let mut pcm = [0; 960];
        media.pull_audio(&mut pcm);
        sender.send(pcm).is_ok() && i + 1 < frames
    });
    on_a_thread(move || receiver.iter().flatten().collect()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_slot_has_its_own_line_and_all_voices_are_mixed() {
    let (connection, far) = connected().await;
    let (media, running) = (connection.media(), Running::default());
    for (mid, shade) in [("3", 40), ("5", 100), ("7", 160)] {
        film_far(&far, mid, shade, Arc::default(), &running);
    }
    for mid in ["2", "4", "6"] {
        speak_far(&far, mid, &running);
    }
    let taken = media.clone();
    let screens = on_a_thread(move || {
        let mut screens = [(); 4].map(|()| Screen::new());
        while screens[1..].iter().any(|s| s.shown < 15) {
            let unit = taken.next_video(Duration::from_secs(30)).unwrap();
            assert_eq!(unit.video_mid, (2 * unit.slot + 1).to_string());
            screens[unit.slot].show(&unit.data);
        }
        screens
    })
    .await;
    assert_eq!(screens[0].shown, 0);
    for (screen, shade) in screens[1..].iter().zip([40, 100, 160]) {
        assert!(
            screen.shade.abs_diff(shade) < 20,
            "{} for {shade}",
            screen.shade
        );
    }
    let three = loudness(&listen(&media, 150).await[48_000..]);
    let one = loudness(&voice(0));
    assert!(three > one * 1.5, "three voices {three}, one {one}");
    connection.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slot_can_be_given_to_somebody_else() {
    let (connection, far) = connected().await;
    let media = connection.media();
    let (first, second) = (Running::default(), Running::default());
    film_far(&far, "5", 40, Arc::default(), &first);
    let until = |shade: u8| {
        let media = media.clone();
        on_a_thread(move || {
            let mut screen = Screen::new();
            let mut began = false;
            while screen.shown == 0 || screen.shade.abs_diff(shade) > 20 {
                let unit = media.next_video(Duration::from_secs(30)).unwrap();
                assert_eq!(unit.slot, 2);
                began |= unit.key;
                if began {
                    screen.show(&unit.data);
                }
            }
        })
    };
    until(40).await;
    drop(first);
    let key = Arc::new(AtomicBool::new(false));
    film_far(&far, "5", 160, key.clone(), &second);
    media.reset_slot(2);
    let mut far = far;
    far.meets(|met| (met == Met::KeyframeAsked("5".into())).then_some(()))
        .await;
    key.store(true, Relaxed);
    until(160).await;
    connection.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keyframes_are_asked_for_and_given() {
    let (connection, mut far) = connected().await;
    let (media, running) = (connection.media(), Running::default());
    // Pictures that begin in the middle: the phone must ask, on the right line.
    let (mut camera, orders) = (Camera::new(90), far.orders());
    camera.picture(true);
    let (given, ended) = (Arc::new(AtomicBool::new(false)), running.0.clone());
    let key = given.clone();
    every(FRAME, move |i| {
        let data = camera.picture(key.swap(false, Relaxed));
        let sent = orders.send(Order::Write {
            mid: "3",
            ticks: u64::from(i) * 3000,
            data,
        });
        sent.is_ok() && !ended.load(Relaxed)
    });
    far.meets(|met| (met == Met::KeyframeAsked("3".into())).then_some(()))
        .await;
    assert!(media.next_video(Duration::ZERO).is_none());
    given.store(true, Relaxed);
    let taken = media.clone();
    let unit = on_a_thread(move || taken.next_video(Duration::from_secs(30)).unwrap()).await;
    assert!(unit.key && unit.slot == 1);
    assert!(media.stats().keyframe_requests_out >= 1);

    // And the other way.
    film(media.clone(), 60, &running);
    far.meets(|met| matches!(met, Met::Media { .. }).then_some(()))
        .await;
    let before = media.stats().keyframe_requests_in;
    let mut asked = false;
    far.order(Order::AskKeyframe("1"));
    let idr = |data: &[u8]| {
        data.windows(5)
            .any(|w| w[..4] == [0, 0, 0, 1] && w[4] & 31 == 5)
    };
    far.meets(|met| {
        asked |= media.stats().keyframe_requests_in > before;
        matches!(met, Met::Media { kind: MediaKind::Video, data, .. } if asked && idr(&data))
            .then_some(())
    })
    .await;
    connection.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_relays_limit_reaches_the_encoder() {
    let (connection, mut far) = connected().await;
    let (media, running) = (connection.media(), Running::default());
    film(media.clone(), 60, &running);
    far.meets(|met| matches!(met, Met::Media { .. }).then_some(()))
        .await;
    far.order(Order::AtMost("1", 200_000));
    on_a_thread(move || {
        while media.encoder().bits_per_second > 200_000 {
            std::thread::yield_now()
        }
    })
    .await;
    assert!(connection.media().encoder().width < 640);
    connection.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_muted_is_not_sent() {
    let (connection, mut far) = connected().await;
    let (media, running) = (connection.media(), Running::default());
    media.set_muted(true, true);
    film(media.clone(), 60, &running);
    speak(media.clone(), &running);
    let mut decoder = opus::Decoder::new(48_000, opus::Channels::Mono).unwrap();
    let mut heard = Vec::new();
    far.meets(|met| {
        if let Met::Media { kind, data, .. } = met {
            assert_eq!(kind, MediaKind::Audio);
            let mut pcm = [0; 960];
            decoder.decode(&data, &mut pcm, false).unwrap();
            heard.extend(pcm);
        }
        (heard.len() > 24_000).then_some(())
    })
    .await;
    assert!(loudness(&heard) < 10.0);
    media.set_muted(false, false);
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
async fn a_closed_connection_is_silent_and_says_so() {
    let (connection, far) = connected().await;
    let (media, running) = (connection.media(), Running::default());
    film_far(&far, "1", 60, Arc::default(), &running);
    let taken = media.clone();
    on_a_thread(move || taken.next_video(Duration::from_secs(30)).unwrap()).await;
    connection.close().await;
    assert_eq!(*connection.state().borrow(), ConnectionState::Closed);
    let taken = media.clone();
    let nothing = on_a_thread(move || taken.next_video(Duration::from_secs(3600)));
    assert!(nothing.await.is_none(), "and does not wait");
    assert_eq!(connection.restart_ice().await, Err(MediaError::Closed));
    assert_eq!(connection.accept("v=0").await, Err(MediaError::Closed));
    assert_eq!(connection.next_candidate().await, None);
    let mut pcm = [1; 960];
    media.pull_audio(&mut pcm);
    media.push_audio(&pcm);
    assert!(!media.take_keyframe_request());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_answer_is_told_and_a_good_one_still_taken() {
    let (connection, offer) = Connection::open(settings()).await.unwrap();
    for bad in ["", "hello", "v=0\r\n", "<html>502</html>"] {
        let result = connection.accept(bad).await;
        assert!(
            matches!(result, Err(MediaError::BadAnswer(_))),
            "{bad:?}: {result:?}"
        );
    }
    let far = Far::start();
    connection.accept(&far.answer(&offer)).await.unwrap();
    becomes(&connection, ConnectionState::Connected).await;
}
