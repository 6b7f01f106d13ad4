use super::*;
use crate::relay::Kind;
use kinline_protocol::{CallId, MediaSessionId, ParticipantId, call::Side};
use openh264::{
    encoder::Encoder,
    formats::{RgbSliceU8, YUVBuffer},
};
use proptest::prelude::*;
use uuid::Uuid;

const FRAME: Duration = Duration::from_millis(33);

fn sender(start: Instant) -> Sender {
    let new = NewSender {
        call: CallId(Uuid::nil()),
        session: MediaSessionId(Uuid::nil()),
        participant: ParticipantId(Uuid::nil()),
        side: Side::Family,
    };
    Sender::new(new, start)
}

/// A film: for each picture its units, in packets of their own.
struct Film {
    encoder: Encoder,
    start: Instant,
    sequence: u64,
    number: u32,
}

impl Film {
    fn new(start: Instant) -> Self {
        Self {
            encoder: Encoder::new().unwrap(),
            start,
            sequence: 0,
            number: 0,
        }
    }

    fn picture(&mut self, key: bool, (width, height): (usize, usize)) -> Vec<TapPacket> {
        if key {
            self.encoder.force_intra_frame();
        }
        let grey = vec![90 + (self.number % 50) as u8; width * height * 3];
        let picture = YUVBuffer::from_rgb8_source(RgbSliceU8::new(&grey, (width, height)));
        let stream = self.encoder.encode(&picture).unwrap().to_vec();
        let units = annex_b(&stream);
        let last = units.len() - 1;
        self.number += 1;
        let mut packets = Vec::new();
        for (n, unit) in units.into_iter().enumerate() {
            packets.push(packet(
                self.start,
                self.sequence,
                self.number,
                n == last,
                unit,
            ));
            self.sequence += 1;
        }
        packets
    }
}

fn packet(start: Instant, sequence: u64, number: u32, marker: bool, unit: Vec<u8>) -> TapPacket {
    TapPacket {
        session: MediaSessionId(Uuid::nil()),
        kind: Kind::Video,
        sequence,
        time: number * 3000,
        marker,
        payload: unit.into(),
        arrived: start + FRAME * number,
        report: None,
    }
}

/// The units of a stream with start codes of four bytes.
fn annex_b(stream: &[u8]) -> Vec<Vec<u8>> {
    let starts: Vec<_> = (0..stream.len().saturating_sub(3))
        .filter(|at| stream[*at..*at + 4] == START)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([stream.len()]);
    let units = starts.iter().zip(ends);
    units
        .map(|(start, end)| stream[start + 4..end].to_vec())
        .collect()
}

fn all(sender: &mut Sender, packets: Vec<TapPacket>, sparse: bool) -> (bool, bool) {
    let mut told = (false, false);
    for packet in packets {
        let progress = sender.packet(packet, sparse);
        told.0 |= progress.picture.is_some();
        told.1 |= progress.wishes;
    }
    told
}

#[test]
fn a_picture_comes_out_when_one_is_due_and_never_without_its_keyframe() {
    let start = Instant::now();
    let (mut film, mut sender) = (Film::new(start), sender(start));
    film.picture(true, (320, 240));
    let joined = film.picture(false, (320, 240));
    assert_eq!(
        all(&mut sender, joined, false),
        (false, true),
        "a keyframe is wished for"
    );
    let key = film.picture(true, (320, 240));
    assert_eq!(all(&mut sender, key, false), (true, false));
    sender.due = start + FRAME * 6;
    for number in 4..=8 {
        let packets = film.picture(false, (320, 240));
        let due = number >= 6;
        assert_eq!(all(&mut sender, packets, false).0, due, "picture {number}");
    }
}

#[test]
fn what_is_lost_costs_all_up_to_the_next_keyframe() {
    let start = Instant::now();
    let (mut film, mut sender) = (Film::new(start), sender(start));
    let key = film.picture(true, (320, 240));
    assert!(all(&mut sender, key, false).0);
    film.picture(false, (320, 240));
    // Given up after a while: what is missing never comes.
    let mut seen = Vec::new();
    for number in 0..40 {
        let packets = film.picture(number == 35, (320, 240));
        seen.push(all(&mut sender, packets, false).0);
    }
    assert!(!seen[..35].contains(&true) && seen[35] && seen[39]);
}

#[test]
fn without_time_only_a_keyframe_that_is_due_is_decoded() {
    let start = Instant::now();
    let (mut film, mut sender) = (Film::new(start), sender(start));
    let key = film.picture(true, (320, 240));
    assert!(all(&mut sender, key, true).0);
    sender.due = start + FRAME * 5;
    let early = film.picture(true, (320, 240));
    assert_eq!(all(&mut sender, early, true), (false, false));
    for _ in 3..=4 {
        let packets = film.picture(false, (320, 240));
        assert!(!all(&mut sender, packets, true).0);
    }
    let packets = film.picture(false, (320, 240));
    assert_eq!(
        all(&mut sender, packets, true),
        (false, true),
        "due, so it wishes"
    );
    let key = film.picture(true, (320, 240));
    assert!(all(&mut sender, key, true).0);
    assert_eq!(sender.load(start + FRAME * 7).looked, 0);
}

#[test]
fn pictures_larger_than_any_calls_are_not_decoded_and_that_is_told() {
    let start = Instant::now();
    let (mut film, mut sender) = (Film::new(start), sender(start));
    let large = film.picture(true, (2560, 1440));
    assert!(!all(&mut sender, large, false).0);
    let long = Duration::from_secs(10);
    assert!(!sender.is_blind(start + FRAME, long));
    assert!(sender.is_blind(start + FRAME + long * 2, long));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn nothing_that_comes_makes_it_fail(
        units in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..60), 1..40),
        flipped in prop::collection::vec((0usize..4000, any::<u8>()), 0..20),
    ) {
        let start = Instant::now();
        let (mut film, mut sender) = (Film::new(start), sender(start));
        let mut packets = film.picture(true, (64, 64));
        for (at, byte) in flipped {
            let n = at % packets.len();
            let mut unit = packets[n].payload.to_vec();
            let place = at % unit.len().max(1);
            if let Some(there) = unit.get_mut(place) {
                *there = byte;
            }
            packets[n].payload = unit.into();
        }
        let sequence = film.sequence;
        for (n, unit) in units.into_iter().enumerate() {
            packets.push(packet(start, sequence + n as u64, 2, n % 3 == 0, unit));
        }
        all(&mut sender, packets, false);
    }
}
