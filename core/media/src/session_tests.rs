use super::*;

const KEYFRAME: [u8; 8] = [0, 0, 0, 1, 0x65, 1, 2, 3];

/// What is sent when the line is there, of a picture that was filmed before, after `meanwhile`.
fn sent_after(meanwhile: impl Fn(&Session)) -> bool {
    let (session, mut outbox, _) = Session::new(1).unwrap();
    session.push_video(&KEYFRAME, 0, true);
    meanwhile(&session);
    session.state(ConnectionState::Connected);
    outbox.video.try_recv().is_ok()
}

/// Often enough that a moment's pause of the machine, which makes every picture too old, hides nothing.
const TIMES: usize = 50;

#[test]
fn what_was_filmed_while_connecting_is_sent() {
    assert!((0..TIMES).any(|_| sent_after(|_| {})));
}

#[test]
fn nothing_filmed_before_the_camera_was_switched_off_is_sent() {
    let off = |session: &Session| session.set_muted(false, true);
    assert!(!(0..TIMES).any(|_| sent_after(off)));
}

#[test]
fn nor_if_it_was_switched_on_again_meanwhile() {
    let off_and_on = |session: &Session| {
        session.set_muted(false, true);
        session.set_muted(false, false);
    };
    assert!(!(0..TIMES).any(|_| sent_after(off_and_on)));
}

/// A keyframe with its parameter sets.
fn keyframe_packet(sequence: u16, timestamp: u32) -> Packet {
    Packet {
        sequence,
        timestamp,
        marker: true,
        payload: vec![24, 0, 2, 7, 1, 0, 2, 8, 1, 0, 2, 0x65, 1].into(),
    }
}

/// The platform's player takes no picture that is older than the last.
#[test]
fn who_comes_next_into_a_slot_is_shown_after_who_was_there() {
    let (session, ..) = Session::new(1).unwrap();
    let now = Instant::now();
    let next = || session.video_in.next(Duration::ZERO).unwrap().pts_us;
    session.video_in.push(0, keyframe_packet(1, 0), now);
    session.video_in.push(0, keyframe_packet(2, 3000), now);
    let before = [next(), next()];
    session.reset(0);
    session
        .video_in
        .push(0, keyframe_packet(900, 77_000_000), now);
    assert!(before[0] < before[1] && before[1] < next());
}

fn connected() -> (Arc<Session>, Outbox) {
    let (session, outbox, _) = Session::new(1).unwrap();
    session.state(ConnectionState::Connected);
    (session, outbox)
}

#[test]
fn a_picture_that_needs_another_is_not_sent_before_a_keyframe() {
    let (session, mut outbox) = connected();
    let other = [0, 0, 0, 1, 0x41, 1];
    session.push_video(&other, 0, false);
    assert!(outbox.video.try_recv().is_err() && session.take_keyframe_request());
    session.push_video(&KEYFRAME, 33_000, true);
    session.push_video(&other, 66_000, false);
    assert!(outbox.video.try_recv().is_ok() && outbox.video.try_recv().is_ok());
}

#[test]
fn who_asks_while_a_keyframe_is_on_its_way_gets_that_one() {
    let asked_again = || {
        let (session, _outbox) = connected();
        session.take_keyframe_request();
        session.push_video(&KEYFRAME, 0, true);
        session.feedback(Feedback::KeyframeWanted, Instant::now());
        session.take_keyframe_request()
    };
    assert!((0..TIMES).any(|_| !asked_again()));
}

#[test]
fn whoever_comes_next_into_a_slot_is_asked_for_a_keyframe() {
    let (session, mut outbox) = connected();
    session.reset(0);
    assert_eq!(outbox.keyframes.try_recv(), Ok(0));
}

#[test]
fn after_the_end_nothing_more_is_shown() {
    let (session, _outbox) = connected();
    session.state(ConnectionState::Closed);
    session
        .video_in
        .push(0, keyframe_packet(1, 0), Instant::now());
    assert_eq!(session.video_in.next(Duration::ZERO), None);
}

/// Notes what is sent.
#[derive(Default)]
struct Sent(Mutex<Vec<Kind>>);

#[async_trait::async_trait]
impl Transport for Sent {
    async fn offer(&self, _: bool) -> Result<String, MediaError> {
        Err(MediaError::Closed)
    }
    async fn answer(&self, _: &str) -> Result<(), MediaError> {
        Err(MediaError::Closed)
    }
    async fn send(&self, kind: Kind, _: Packet) -> Result<(), MediaError> {
        lock(&self.0).push(kind);
        Ok(())
    }
    async fn ask_keyframe(&self, _: usize) -> Result<(), MediaError> {
        Ok(())
    }
    async fn close(&self) {}
}

#[tokio::test]
async fn a_voice_does_not_wait_for_a_large_picture() {
    let (sounds, mut audio) = mpsc::channel(1);
    sounds.try_send(keyframe_packet(1, 0)).unwrap();
    let picture = [1, 2, 3].map(|sequence| keyframe_packet(sequence, 0));
    let sent = Sent::default();
    send_video(&sent, picture.to_vec(), &mut audio)
        .await
        .unwrap();
    let [voice, picture] = [Kind::Audio, Kind::Video];
    assert_eq!(*lock(&sent.0), [voice, picture, picture, picture]);
}
