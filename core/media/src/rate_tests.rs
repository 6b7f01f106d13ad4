use super::*;

/// A line of `capacity` bit/s with a queue, and random loss; the camera fills what it is allowed, times `use_of_it`.
fn run(
    uplink: &mut Uplink,
    from: &mut Instant,
    seconds: u64,
    capacity: f64,
    loss: f64,
    use_of_it: f64,
) {
    let (mut free_at, mut dice) = (*from, 1u32);
    let epoch = *from - Duration::from_secs(1);
    let mut report = Vec::new();
    for _ in 0..seconds * 10 {
        for _ in 0..10 {
            *from += Duration::from_millis(10);
            let bits = f64::from(uplink.target().bits_per_second) * use_of_it + 40_000.0;
            let size = (bits / 800.0) as usize;
            for _ in 0..2 {
                uplink.sent();
                dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                free_at =
                    free_at.max(*from) + Duration::from_secs_f64(size as f64 * 4.0 / capacity);
                let full = free_at.saturating_duration_since(*from) > Duration::from_millis(400);
                let arrived = !full && f64::from(dice >> 8) / 16_777_216.0 >= loss;
                if full {
                    free_at -= Duration::from_secs_f64(size as f64 * 4.0 / capacity);
                }
                let arrival = arrived.then(|| free_at.saturating_duration_since(epoch));
                report.push(Fate {
                    size: size / 2,
                    sent: *from,
                    arrived,
                    arrival,
                });
            }
        }
        uplink.delivered(&std::mem::take(&mut report), *from);
        uplink.tick(*from);
    }
}

#[test]
fn a_wide_line_is_used_and_a_narrow_one_kept_to() {
    let (mut uplink, mut now) = (Uplink::new(), Instant::now());
    run(&mut uplink, &mut now, 60, 10e6, 0.0, 1.0);
    assert_eq!(
        uplink.target(),
        EncoderTarget {
            bits_per_second: 2_000_000,
            width: 1280,
            height: 720,
            frames_per_second: 30
        }
    );
    run(&mut uplink, &mut now, 30, 500_000.0, 0.0, 1.0);
    let narrow = uplink.target();
    assert!(
        (150_000..520_000).contains(&narrow.bits_per_second),
        "{narrow:?}"
    );
    run(&mut uplink, &mut now, 60, 10e6, 0.0, 1.0);
    assert!(uplink.target().bits_per_second > 1_500_000);
}

#[test]
fn what_is_not_used_is_not_proven() {
    let (mut uplink, mut now) = (Uplink::new(), Instant::now());
    run(&mut uplink, &mut now, 120, 10e6, 0.0, 0.3);
    let idle = uplink.target().bits_per_second;
    assert!(
        idle <= 610_000,
        "{idle}: 1.5 times a third of it is less than it was"
    );
}

#[test]
fn on_a_hopeless_line_the_picture_stops_and_comes_back_by_itself() {
    let (mut uplink, mut now) = (Uplink::new(), Instant::now());
    run(&mut uplink, &mut now, 30, 60_000.0, 0.0, 1.0);
    assert_eq!(uplink.target().bits_per_second, 0);
    run(&mut uplink, &mut now, 60, 10e6, 0.0, 1.0);
    assert!(
        uplink.target().bits_per_second > 200_000,
        "{:?}",
        uplink.target()
    );
}

#[test]
fn ordinary_loss_is_borne_and_heavy_loss_is_not() {
    let (mut uplink, mut now) = (Uplink::new(), Instant::now());
    run(&mut uplink, &mut now, 30, 10e6, 0.05, 1.0);
    assert!(
        uplink.target().bits_per_second >= 550_000,
        "{:?}",
        uplink.target()
    );
    run(&mut uplink, &mut now, 30, 10e6, 0.3, 1.0);
    assert!(
        uplink.target().bits_per_second < 200_000,
        "{:?}",
        uplink.target()
    );
}

#[test]
fn the_relays_word_is_kept_while_it_is_fresh() {
    let (mut uplink, now) = (Uplink::new(), Instant::now());
    uplink.at_most(250_000, now);
    assert_eq!(
        uplink.target(),
        EncoderTarget {
            bits_per_second: 250_000,
            width: 480,
            height: 270,
            frames_per_second: 30
        }
    );
    uplink.at_most(30_000, now);
    assert_eq!(uplink.target().bits_per_second, 0);
    uplink.tick(now + CAP_HOLDS + Duration::from_secs(1));
    assert_eq!(uplink.target().bits_per_second, 600_000);
}

#[test]
fn when_nothing_gets_through_the_rate_falls() {
    let (mut uplink, mut now) = (Uplink::new(), Instant::now());
    run(&mut uplink, &mut now, 2, 10e6, 0.0, 1.0);
    let before = uplink.target().bits_per_second;
    for _ in 0..8 {
        now += Duration::from_secs(1);
        (0..50).for_each(|_| uplink.sent());
        uplink.tick(now);
    }
    assert!(uplink.target().bits_per_second < before * 2 / 3);
}

#[test]
fn the_size_does_not_flicker_at_a_rung() {
    let (mut uplink, now) = (Uplink::new(), Instant::now());
    uplink.at_most(390_000, now);
    let mut widths = Vec::new();
    for bits in [410_000, 395_000, 420_000, 390_000, 459_000] {
        uplink.at_most(bits, now);
        widths.push(uplink.target().width);
    }
    assert_eq!(widths, [480; 5]);
    uplink.at_most(470_000, now);
    assert_eq!(uplink.target().width, 640);
}

/// From less it would take minutes until a picture can be tried again.
#[test]
fn however_bad_the_line_the_voice_stays() {
    let mut uplink = Uplink::new();
    let start = Instant::now();
    for n in 1..100 {
        uplink.fall(uplink.rate, start + 2 * BETWEEN_FALLS * n);
    }
    assert_eq!(uplink.rate, VOICE);
}
