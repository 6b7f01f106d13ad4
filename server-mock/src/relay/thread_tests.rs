use super::*;
use crate::relay::Role;
use kinline_protocol::{ParticipantId, call::Side};
use str0m::{
    Rtc,
    media::{Direction, MediaKind},
};
use uuid::Uuid;

/// A thread's work without the thread: each step is taken at a time of one's own.
struct Bench {
    media: Media,
    events: events::UnboundedReceiver<Event>,
    taps: mpsc::Receiver<Tap>,
}

impl Bench {
    fn new() -> Self {
        str0m::crypto::from_feature_flags().install_process_default();
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let udp = socket.local_addr().unwrap();
        let (sender, events) = events::unbounded_channel();
        let (tapped, taps) = mpsc::channel();
        let tap = move |tap| tapped.send(tap).unwrap();
        let addresses = Addresses { udp, tcp: udp };
        Self {
            media: Media::new(socket, addresses, sender, Box::new(tap)),
            events,
            taps,
        }
    }

    fn open(&mut self, n: u128, side: Side, now: Instant) -> MediaSessionId {
        let (id, participant) = (MediaSessionId(Uuid::from_u128(n)), Uuid::from_u128(n));
        let new = NewSession {
            id,
            call: CallId(Uuid::nil()),
            role: Role::Participant(ParticipantId(participant), side),
            offer: offer(now),
            poor_line: None,
        };
        let (reply, mut answer) = oneshot::channel();
        self.media.command(Command::Open(new, reply), now);
        answer.try_recv().unwrap().unwrap();
        id
    }

    fn events(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.events.try_recv().ok()).collect()
    }
}

/// Of somebody who sends a picture and is shown one.
fn offer(now: Instant) -> String {
    let mut rtc = Rtc::new(now);
    let mut api = rtc.sdp_api();
    api.add_media(MediaKind::Video, Direction::SendRecv, None, None, None);
    api.apply().unwrap().0.to_sdp_string()
}

/// `str0m` itself never ends a session, and a phone that was switched off never says that it goes.
#[test]
fn who_is_silent_for_too_long_is_gone_and_no_longer_shown() {
    let mut bench = Bench::new();
    let start = Instant::now();
    let family = bench.open(1, Side::Family, start);
    let later = start + Duration::from_millis(1);
    let prison = bench.open(2, Side::Prison, later);
    bench.events();

    bench.media.sweep(start + PRUNED);
    assert_eq!(bench.events(), []);
    bench.media.sweep(later + PRUNED);
    let events = bench.events();
    assert_eq!(events[0], Event::Gone(family));
    let Event::Slots(viewer, slots) = &events[1] else {
        panic!("{events:?}")
    };
    assert_eq!(*viewer, prison);
    assert!(slots.iter().all(|slot| slot.participant.is_none()));
    let ended = bench.taps.try_recv().unwrap();
    assert!(matches!(ended, Tap::Ended(id) if id == family));
    let left: Vec<_> = bench.media.sessions.iter().map(|s| s.id).collect();
    assert_eq!(left, [prison]);
}

/// A wish for a key picture is a report too, and the caller waits for that picture.
#[test]
fn reports_wait_for_a_packet_to_go_with_but_nothing_else_waits_nor_what_is_due_already() {
    let now = Instant::now();
    let soon = now + Duration::from_millis(7);
    for reports in [Reason::Nack, Reason::Twcc, Reason::Feedback] {
        assert_eq!(due(now, soon, reports), soon + PATIENCE);
        assert!(due(now, now, reports) < soon);
    }
    for other in [Reason::DTLS, Reason::Ice, Reason::Sctp] {
        assert_eq!(due(now, soon, other), soon);
        assert!(due(now, now, other) > now);
    }
}
