use super::*;
use proptest::prelude::*;

/// Something like a voice, swelling and falling: a plain tone would carry hardly any FEC.
fn voice(n: usize) -> i16 {
    let t = n as f32;
    let sum = (t * 0.0157).sin() + 0.5 * (t * 0.0471).sin() + 0.3 * (t * 0.11).sin();
    let noise = ((n as u32)
        .wrapping_mul(1_664_525)
        .wrapping_add(1_013_904_223)
        >> 24) as f32
        - 128.0;
    (sum * 7000.0 * (t * 0.0003).sin().abs() + noise) as i16
}

fn packets(count: usize) -> Vec<Packet> {
    let mut sender = crate::audio::outgoing::AudioSender::new().unwrap();
    let pcm: Vec<i16> = (0..count * FRAME).map(voice).collect();
    sender.push(&pcm, false, Instant::now())
}

/// The same without FEC.
fn packets_without_fec(count: usize) -> Vec<Packet> {
    let mode = opus::Application::Voip;
    let mut encoder = opus::Encoder::new(RATE, opus::Channels::Mono, mode).unwrap();
    encoder.set_bitrate(opus::Bitrate::Bits(32_000)).unwrap();
    let packet = |i: usize| {
        let pcm: Vec<i16> = (i * FRAME..(i + 1) * FRAME).map(voice).collect();
        let payload = encoder.encode_vec(&pcm, 1275).unwrap().into();
        Packet {
            sequence: i as u16,
            timestamp: (i * FRAME) as u32,
            marker: false,
            payload,
        }
    };
    (0..count).map(packet).collect()
}

/// Plays `packets` 20 ms apart, each only if `arrives`; gives what was heard after each.
fn play(packets: &[Packet], arrives: impl Fn(usize) -> bool) -> (Vec<i16>, JitterCounts) {
    let mut buffer = JitterBuffer::new().unwrap();
    let start = Instant::now();
    let mut heard = Vec::new();
    for (i, packet) in packets.iter().enumerate() {
        let now = start + Duration::from_millis(20 * i as u64);
        if arrives(i) {
            buffer.push(packet.clone(), now);
        }
        let mut pcm = [0; FRAME];
        if buffer.pull(&mut pcm, now) {
            heard.extend(pcm);
        }
    }
    (heard, buffer.counts())
}

/// Signal to noise of `heard` against `wanted`, in dB.
fn likeness(wanted: &[i16], heard: &[i16]) -> f64 {
    let (mut signal, mut noise) = (0.0, 0.0);
    for (w, h) in wanted.iter().zip(heard) {
        signal += f64::from(*w).powi(2);
        noise += (f64::from(*w) - f64::from(*h)).powi(2);
    }
    10.0 * (signal / noise.max(1.0)).log10()
}

#[test]
fn fec_restores_a_voice_better_than_making_it_up() {
    let after_losses = |packets: &[Packet]| {
        let (whole, _) = play(packets, |_| true);
        let (mended, counts) = play(packets, |i| i % 7 != 6);
        (likeness(&whole, &mended), counts)
    };
    let (fec, counts) = after_losses(&packets(400));
    assert!(
        counts.restored > 25 && counts.concealed < counts.restored,
        "{counts:?}"
    );
    let (none, counts) = after_losses(&packets_without_fec(400));
    assert!(counts.restored == 0 && counts.concealed > 50, "{counts:?}");
    assert!(
        fec > none + 3.0,
        "with FEC {fec:.1} dB, made up {none:.1} dB"
    );
}

#[test]
fn what_comes_out_of_order_is_put_in_order() {
    let mut swapped = packets(100);
    for i in (10..90).step_by(4) {
        swapped.swap(i, i + 1);
    }
    let (_, counts) = play(&swapped, |_| true);
    assert_eq!((counts.late, counts.concealed, counts.restored), (0, 0, 0));
}

#[test]
fn a_jittering_line_gets_a_longer_buffer_and_a_calm_one_a_short_one() {
    let wanted = |jitter: u64| {
        let mut delays = Delays::default();
        let start = Instant::now();
        for i in 0..150u64 {
            let late = if i % 3 == 0 { jitter } else { 0 };
            delays.observe(
                (i * 960) as u32,
                start + Duration::from_millis(i * 20 + late),
            );
        }
        delays.wanted() / MILLISECOND
    };
    assert_eq!(wanted(0), 40);
    assert_eq!(wanted(80), 100);
    assert_eq!(wanted(900), 200);
}

#[test]
fn delay_that_piled_up_shrinks_again() {
    let packets = packets(300);
    let mut buffer = JitterBuffer::new().unwrap();
    let start = Instant::now();
    let mut pcm = [0; FRAME];
    for packet in &packets[..20] {
        buffer.push(packet.clone(), start);
    }
    buffer.delays = Delays::default();
    for (i, packet) in packets[20..].iter().enumerate() {
        let now = start + Duration::from_millis(20 * i as u64);
        buffer.push(packet.clone(), now);
        buffer.pull(&mut pcm, now);
    }
    assert!(buffer.held.len() < 6, "{} held", buffer.held.len());
    assert_eq!(buffer.counts.concealed, 0);
}

#[test]
fn silence_follows_when_nothing_comes_and_sound_when_it_comes_again() {
    let packets = packets(100);
    let (_, counts) = play(&packets, |i| !(40..70).contains(&i));
    assert!(counts.concealed <= u64::from(MADE_UP) + 1, "{counts:?}");
    assert!(counts.played > 55, "{counts:?}");
}

#[test]
fn what_nobody_plays_does_not_pile_up() {
    let mut buffer = JitterBuffer::new().unwrap();
    for packet in packets(100) {
        buffer.push(packet, Instant::now());
    }
    assert_eq!(buffer.held.len(), MOST_HELD);
    assert_eq!(buffer.counts.skipped, 75);
}

#[test]
fn another_stream_in_the_slot_starts_anew() {
    let mut buffer = JitterBuffer::new().unwrap();
    let now = Instant::now();
    for first in [100, 20_100] {
        for (packet, sequence) in packets(3).into_iter().zip(first..) {
            buffer.push(Packet { sequence, ..packet }, now);
        }
    }
    assert_eq!(buffer.held.len(), 3);
}

#[test]
fn what_comes_after_its_turn_is_left_out() {
    const LATE: usize = 5;
    let packets = packets(20);
    let mut buffer = JitterBuffer::new().unwrap();
    let start = Instant::now();
    let mut pcm = [0; FRAME];
    for (i, packet) in packets.iter().enumerate() {
        let now = start + Duration::from_millis(20 * i as u64);
        if i != LATE {
            buffer.push(packet.clone(), now);
        }
        buffer.pull(&mut pcm, now);
    }
    let held = buffer.held.len();
    buffer.push(packets[LATE].clone(), start + Duration::from_millis(400));
    assert_eq!((buffer.counts.late, buffer.held.len()), (1, held));
}

#[test]
fn a_senders_clock_that_jumps_says_nothing_of_the_line() {
    let mut buffer = JitterBuffer::new().unwrap();
    let start = Instant::now();
    for (i, mut packet) in packets(60).into_iter().enumerate() {
        let jump = if i < 30 { 0 } else { 5 * RATE };
        packet.timestamp = packet.timestamp.wrapping_add(jump);
        buffer.push(packet, start + Duration::from_millis(20 * i as u64));
    }
    assert_eq!(buffer.delays.wanted(), LEAST_DELAY);
}

proptest! {
    #[test]
    fn whatever_comes_it_holds_no_more_than_it_may_and_fills_what_is_asked(
        packets in prop::collection::vec((any::<u16>(), any::<u32>(), prop::collection::vec(any::<u8>(), 0..60), 0..100u64), 0..120)
    ) {
        let mut buffer = JitterBuffer::new().unwrap();
        let mut now = Instant::now();
        let mut pcm = [1i16; 480];
        for (sequence, timestamp, payload, wait) in packets {
            now += Duration::from_millis(wait);
            buffer.push(Packet { sequence, timestamp, marker: false, payload: payload.into() }, now);
            prop_assert!(buffer.held.len() <= MOST_HELD);
            buffer.pull(&mut pcm, now);
            prop_assert!(buffer.pcm.len() <= LONGEST);
        }
    }

    #[test]
    fn a_lossy_shuffled_stream_plays_on(
        order in prop::collection::vec((0usize..50, 0..40u64), 1..150)
    ) {
        let packets = packets(50);
        let mut buffer = JitterBuffer::new().unwrap();
        let mut now = Instant::now();
        let mut pcm = [0i16; FRAME];
        for (i, wait) in order {
            now += Duration::from_millis(wait);
            buffer.push(packets[i].clone(), now);
            buffer.pull(&mut pcm, now);
        }
        let counts = buffer.counts();
        prop_assert!(counts.concealed + counts.restored <= counts.played);
    }
}
