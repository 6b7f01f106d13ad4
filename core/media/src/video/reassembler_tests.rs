use super::*;
use proptest::prelude::*;

/// Three pictures of three packets; the first of every `distance` is a keyframe with its parameter sets.
fn stream(units: usize, distance: usize) -> Vec<Packet> {
    let mut packets = Vec::new();
    for unit in 0..units {
        let key = unit % distance == 0;
        let kind = if key { 5 } else { 1 };
        let mut payloads: Vec<Vec<u8>> = Vec::new();
        if key {
            payloads.push(vec![24, 0, 2, 7, unit as u8, 0, 2, 8, 1]);
        }
        payloads.push(vec![0x7c, 0x80 | kind, unit as u8]);
        payloads.push(vec![0x7c, kind, unit as u8]);
        payloads.push(vec![0x7c, 0x40 | kind, unit as u8]);
        let count = payloads.len();
        for (i, payload) in payloads.into_iter().enumerate() {
            packets.push(Packet {
                sequence: 65_530u16.wrapping_add(packets.len() as u16),
                timestamp: unit as u32 * 3000,
                marker: i + 1 == count,
                payload: payload.into(),
            });
        }
    }
    packets
}

fn times(units: &[Assembled]) -> Vec<u32> {
    units.iter().map(|u| u.timestamp / 3000).collect()
}

fn feed(r: &mut Reassembler, packets: &[Packet], now: Instant) -> Vec<u32> {
    let units: Vec<_> = packets
        .iter()
        .flat_map(|p| r.push(p.clone(), now))
        .collect();
    times(&units)
}

#[test]
fn all_comes_out_in_order_across_the_wrap_whatever_the_order_it_came_in() {
    let mut packets = stream(6, 10);
    let mut r = Reassembler::default();
    packets[1..].reverse();
    assert_eq!(feed(&mut r, &packets, Instant::now()), [0, 1, 2, 3, 4, 5]);
    assert_eq!((r.given_up, r.missing), (0, 0));
}

#[test]
fn another_time_ends_a_picture_without_marker() {
    let mut packets = stream(3, 10);
    packets[3].marker = false;
    let mut r = Reassembler::default();
    assert_eq!(feed(&mut r, &packets, Instant::now()), [0, 1, 2]);
}

/// The lost packet may have held other parameter sets.
#[test]
fn after_a_loss_a_keyframe_needs_parameter_sets_of_its_own() {
    let mut packets = stream(2, 10);
    packets.remove(4);
    let (mut r, now) = (Reassembler::default(), Instant::now());
    assert_eq!(feed(&mut r, &packets, now), [0]);
    let later = now + PATIENCE + Duration::from_millis(1);
    assert!(r.take(later).is_empty());
    let last = packets.last().unwrap();
    let without = Packet {
        sequence: last.sequence.wrapping_add(1),
        timestamp: 2 * 3000,
        marker: true,
        payload: vec![0x65, 1].into(),
    };
    assert_eq!(feed(&mut r, &[without], later), [] as [u32; 0]);
    assert!(r.wants_keyframe());
}

#[test]
fn a_repair_within_patience_loses_nothing() {
    let packets = stream(6, 10);
    let mut r = Reassembler::default();
    let now = Instant::now();
    assert_eq!(feed(&mut r, &packets[..5], now), [0]);
    assert_eq!(feed(&mut r, &packets[6..], now), [] as [u32; 0]);
    assert!(!r.wants_keyframe());
    let repaired = r.push(packets[5].clone(), now + Duration::from_millis(200));
    assert_eq!(times(&repaired), [1, 2, 3, 4, 5]);
}

#[test]
fn after_patience_it_asks_for_a_keyframe_and_goes_on_with_it() {
    let packets = stream(12, 8);
    let mut r = Reassembler::default();
    let now = Instant::now();
    feed(&mut r, &packets[..5], now);
    let key = 4 + 7 * 3;
    assert_eq!(feed(&mut r, &packets[6..key], now), [] as [u32; 0]);
    assert!(r.take(now + Duration::from_millis(301)).is_empty());
    assert!(r.wants_keyframe());
    assert!(r.missing == 1 && r.given_up > 0);
    assert_eq!(
        feed(&mut r, &packets[key..], now + Duration::from_millis(400)),
        [8, 9, 10, 11]
    );
    assert!(!r.wants_keyframe());
}

#[test]
fn a_keyframe_that_is_coming_in_is_not_asked_for_again_and_its_hole_is_waited_for() {
    let packets = stream(10, 5);
    let mut r = Reassembler::default();
    let now = Instant::now();
    assert_eq!(feed(&mut r, &packets[..3], now), [] as [u32; 0]);
    assert!(!r.wants_keyframe());
    // The rest of the keyframe, but for one: its own fragments are no other keyframe to skip to.
    assert_eq!(feed(&mut r, &packets[4..7], now), [] as [u32; 0]);
    assert!(!r.wants_keyframe());
    assert_eq!(times(&r.push(packets[3].clone(), now)), [0, 1]);
}

#[test]
fn while_nothing_decodes_a_later_keyframe_ends_the_wait() {
    let packets = stream(10, 5);
    let mut r = Reassembler::default();
    let now = Instant::now();
    let second = 4 + 4 * 3;
    feed(&mut r, &packets[4..5], now);
    assert!(r.wants_keyframe());
    let got = feed(&mut r, &packets[second..], now);
    assert_eq!(got, [5, 6, 7, 8, 9]);
}

#[test]
fn a_slow_keyframe_is_not_given_up_while_nothing_is_missing() {
    let packets = stream(2, 5);
    let mut r = Reassembler::default();
    let mut now = Instant::now();
    let mut units = Vec::new();
    for packet in packets {
        now += Duration::from_secs(1);
        units.extend(r.take(now));
        units.extend(r.push(packet, now));
    }
    assert_eq!(times(&units), [0, 1]);
}

#[test]
fn padding_is_no_hole() {
    let mut packets = stream(4, 10);
    for at in [4, 9] {
        let padding = Packet {
            payload: Bytes::new(),
            marker: false,
            timestamp: 1,
            ..packets[at].clone()
        };
        packets.insert(at, padding);
    }
    for (i, packet) in packets.iter_mut().enumerate() {
        packet.sequence = 100 + i as u16;
    }
    assert_eq!(
        feed(&mut Reassembler::default(), &packets, Instant::now()),
        [0, 1, 2, 3]
    );
}

#[test]
fn neither_a_picture_without_end_nor_a_hole_without_repair_piles_up() {
    for hole in [false, true] {
        let mut r = Reassembler::default();
        let now = Instant::now();
        for sequence in (0..3000u16).filter(|s| !hole || *s != 1) {
            let payload = Bytes::from_static(&[0x7c, 1, 1]);
            r.push(
                Packet {
                    sequence,
                    timestamp: 1,
                    marker: false,
                    payload,
                },
                now,
            );
            assert!(r.held.len() <= MOST_HELD);
        }
        assert!(r.given_up > 0 && r.wants_keyframe());
    }
}

#[test]
fn another_stream_starts_anew() {
    let packets = stream(3, 10);
    let mut r = Reassembler::default();
    let now = Instant::now();
    feed(&mut r, &packets, now);
    let mut other = stream(3, 10);
    for packet in &mut other {
        packet.sequence = packet.sequence.wrapping_add(30_000);
    }
    assert_eq!(feed(&mut r, &other, now), [0, 1, 2]);
}

proptest! {
    #[test]
    fn garbage_never_panics_and_never_piles_up(
        packets in prop::collection::vec((any::<u16>(), any::<u32>(), any::<bool>(), prop::collection::vec(any::<u8>(), 0..6), 0..50u64), 0..200)
    ) {
        let mut r = Reassembler::default();
        let mut now = Instant::now();
        for (sequence, timestamp, marker, payload, wait) in packets {
            now += Duration::from_millis(wait);
            r.push(Packet { sequence, timestamp, marker, payload: payload.into() }, now);
            prop_assert!(r.held.len() <= MOST_HELD);
        }
    }

    /// Losing and shuffling never gives a unit that cannot be decoded: each is a keyframe or follows its predecessor.
    #[test]
    fn what_comes_out_can_be_decoded(
        lost in prop::collection::vec(prop::bool::weighted(0.1), 100),
        shuffled in prop::collection::vec(0usize..4, 100),
    ) {
        let packets = stream(30, 6);
        let mut arriving: Vec<(usize, &Packet)> = packets.iter().enumerate()
            .filter(|(i, _)| !lost[i % 100])
            .map(|(i, p)| (i + shuffled[i % 100], p)).collect();
        arriving.sort_by_key(|(at, _)| *at);
        let mut r = Reassembler::default();
        let start = Instant::now();
        let mut last: Option<u32> = None;
        for (at, packet) in arriving {
            for unit in r.push(packet.clone(), start + Duration::from_millis(at as u64 * 20)) {
                let time = unit.timestamp / 3000;
                prop_assert!(unit.key || last == Some(time.wrapping_sub(1)), "{last:?} {time}");
                prop_assert!(unit.key == time.is_multiple_of(6));
                last = Some(time);
            }
        }
    }
}
