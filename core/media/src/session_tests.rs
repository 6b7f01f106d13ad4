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
