//! How much of the line our picture may take, and what picture that makes.
//!
//! The relay's REMB tells only what its viewers can take. What our own way up to it can take is measured here, from what the relay
//! reports of each packet: loss and growing delay bring the rate down, quiet lets it rise by 8% a second, and to at most 1.5
//! times what was delivered lately: a camera that has nothing to show proves nothing. The voice comes first: what it needs is
//! set aside, and what is left too small for a picture is left alone.

use crate::EncoderTarget;
use crate::transport::Fate;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Before anything is known, bit/s of the picture.
const START: f64 = 600_000.0;
const MOST: f64 = 2_000_000.0;
/// The voice with its headers, FEC and repairs, bit/s.
const VOICE: f64 = 48_000.0;
/// Below the first there is no picture; above the second there is one again.
const LEAST_PICTURE: f64 = 60_000.0;
const PICTURE_AGAIN: f64 = kinline_protocol::limits::PICTURE_AGAIN as f64;
const RISE_PER_SECOND: f64 = 0.08;
const HEADROOM: f64 = 1.5;
const FALL: f64 = 0.85;
/// Loss that is ordinary; loss that tells of a line too narrow.
const LOSS_BEARABLE: f64 = 0.02;
const LOSS_TOO_MUCH: f64 = 0.10;
/// Queueing on the way that tells the same, before there is loss.
const QUEUE_TOO_LONG: Duration = Duration::from_millis(120);
const WINDOW: Duration = Duration::from_secs(1);
const STEP: Duration = Duration::from_millis(200);
const BETWEEN_FALLS: Duration = Duration::from_millis(500);
/// The shortest way is looked for within so long.
const BASE_WITHIN: Duration = Duration::from_secs(10);
/// A REMB that was not repeated for so long is over.
const CAP_HOLDS: Duration = Duration::from_secs(10);
/// Reports come ten times a second: none for so long means that nothing gets through.
const SILENCE: Duration = Duration::from_secs(2);

/// From this bit rate: width, height, pictures a second. First the picture shrinks, then it slows.
const LADDER: [(f64, u32, u32, u32); 8] = [
    (1_600_000.0, 1280, 720, 30),
    (900_000.0, 960, 540, 30),
    (400_000.0, 640, 360, 30),
    (230_000.0, 480, 270, 30),
    (150_000.0, 320, 180, 25),
    (110_000.0, 320, 180, 15),
    (80_000.0, 320, 180, 10),
    (LEAST_PICTURE, 320, 180, 6),
];
/// A larger picture is worth the change only this far above its rung.
const STEP_UP: f64 = 1.15;

/// The way up to the relay.
pub(crate) struct Uplink {
    /// Voice and picture together, bit/s.
    rate: f64,
    cap: Option<(f64, Instant)>,
    window: VecDeque<Fate>,
    bases: VecDeque<(Instant, Duration)>,
    epoch: Option<Instant>,
    stepped: Option<Instant>,
    fell: Option<Instant>,
    reported: Option<Instant>,
    sent_since_report: u32,
    loss: f64,
    rung: usize,
    picture: bool,
}

impl Uplink {
    pub(crate) fn new() -> Self {
        let mut new = Self {
            rate: START + VOICE,
            cap: None,
            window: VecDeque::new(),
            bases: VecDeque::new(),
            epoch: None,
            stepped: None,
            fell: None,
            reported: None,
            sent_since_report: 0,
            loss: 0.0,
            rung: 0,
            picture: true,
        };
        new.climb();
        new
    }

    /// The share of our packets that is lost, of the last second or so.
    pub(crate) fn loss(&self) -> f64 {
        self.loss
    }

    pub(crate) fn target(&self) -> EncoderTarget {
        let (_, width, height, frames_per_second) = LADDER[self.rung];
        let bits_per_second = if self.picture {
            self.allowed() as u32
        } else {
            0
        };
        EncoderTarget {
            bits_per_second,
            width,
            height,
            frames_per_second,
        }
    }

    /// The relay asks for no more than this, bit/s.
    pub(crate) fn at_most(&mut self, bits_per_second: u64, now: Instant) {
        self.cap = Some((bits_per_second as f64, now));
        self.climb();
    }

    /// A receiver report's loss: all there is to go by if the relay does not report each packet.
    pub(crate) fn lost(&mut self, share: f64, now: Instant) {
        if self.reported.is_some() {
            return;
        }
        self.loss = share;
        if share > LOSS_TOO_MUCH {
            self.fall(self.rate, now);
        } else if share < LOSS_BEARABLE {
            self.rate = (self.rate * (1.0 + RISE_PER_SECOND)).min(START + VOICE);
        }
        self.climb();
    }

    pub(crate) fn sent(&mut self) {
        self.sent_since_report = self.sent_since_report.saturating_add(1);
    }

    /// The fates of packets of ours.
    pub(crate) fn delivered(&mut self, fates: &[Fate], now: Instant) {
        let epoch = *self.epoch.get_or_insert(now);
        self.reported = Some(now);
        self.sent_since_report = 0;
        self.window.extend(fates);
        let Some(newest) = self.window.iter().map(|f| f.sent).max() else {
            return;
        };
        self.window
            .retain(|f| newest.saturating_duration_since(f.sent) <= WINDOW);
        let before = self.stepped.unwrap_or(epoch);
        let since = now.saturating_duration_since(before);
        if since < STEP {
            return;
        }
        self.stepped = Some(now);
        self.step(since.min(WINDOW), now);
        self.climb();
    }

    /// To be called now and then: silence tells something too.
    pub(crate) fn tick(&mut self, now: Instant) {
        let silent = self
            .reported
            .is_some_and(|at| now.saturating_duration_since(at) > SILENCE);
        if silent && self.sent_since_report > 20 {
            self.reported = Some(now);
            self.sent_since_report = 0;
            self.fall(self.rate / 2.0, now);
        }
        if self
            .cap
            .is_some_and(|(_, at)| now.saturating_duration_since(at) > CAP_HOLDS)
        {
            self.cap = None;
        }
        self.climb();
    }

    fn step(&mut self, since: Duration, now: Instant) {
        let lost = self.window.iter().filter(|f| !f.arrived).count();
        self.loss = lost as f64 / self.window.len().max(1) as f64;
        let delivered = self.delivered_rate();
        let queue = self.queue(now);
        if self.too_lossy(lost) || queue > QUEUE_TOO_LONG {
            self.fall(delivered.min(self.rate), now);
        } else if self.loss < LOSS_BEARABLE {
            let risen = self.rate * (1.0 + RISE_PER_SECOND * since.as_secs_f64());
            // The voice alone must be allowed to try the smallest picture again.
            let proven = (HEADROOM * delivered).max(VOICE + PICTURE_AGAIN * 1.1);
            self.rate = self.rate.max(risen.min(proven)).min(MOST + VOICE);
        }
    }

    /// Whether this is more than chance would make of [`LOSS_TOO_MUCH`] (two standard deviations): few packets tell little.
    fn too_lossy(&self, lost: usize) -> bool {
        let expected = self.window.len() as f64 * LOSS_TOO_MUCH;
        lost as f64 > expected + 2.0 * (expected * (1.0 - LOSS_TOO_MUCH)).sqrt()
    }

    fn fall(&mut self, from: f64, now: Instant) {
        if self
            .fell
            .is_some_and(|at| now.saturating_duration_since(at) < BETWEEN_FALLS)
        {
            return;
        }
        self.fell = Some(now);
        self.rate = (from * FALL).max(VOICE);
    }

    /// Bit/s that arrived, over the window.
    fn delivered_rate(&self) -> f64 {
        let sent = || self.window.iter().map(|f| f.sent);
        let (Some(first), Some(last)) = (sent().min(), sent().max()) else {
            return 0.0;
        };
        let span = last.saturating_duration_since(first).max(WINDOW / 2);
        let arrived: usize = self
            .window
            .iter()
            .filter(|f| f.arrived)
            .map(|f| f.size)
            .sum();
        arrived as f64 * 8.0 / span.as_secs_f64()
    }

    /// How much longer packets are under way now than at best.
    fn queue(&mut self, now: Instant) -> Duration {
        let Some(epoch) = self.epoch else {
            return Duration::ZERO;
        };
        // Both clocks only ever give differences: their offset cancels out below.
        let offset = Duration::from_secs(3600);
        let way = |f: &Fate| {
            let sent = f.sent.saturating_duration_since(epoch);
            Some((f.arrival? + offset).saturating_sub(sent))
        };
        let latest: Vec<Duration> = self.window.iter().rev().filter_map(way).take(10).collect();
        let Some(&least) = latest.iter().min() else {
            return Duration::ZERO;
        };
        self.bases
            .retain(|(at, _)| now.saturating_duration_since(*at) <= BASE_WITHIN);
        self.bases.push_back((now, least));
        let base = self
            .bases
            .iter()
            .map(|(_, way)| *way)
            .min()
            .unwrap_or(least);
        least.saturating_sub(base)
    }

    /// Bit/s that the picture may have.
    fn allowed(&self) -> f64 {
        let own = (self.rate - VOICE).clamp(0.0, MOST);
        self.cap.map_or(own, |(cap, _)| own.min(cap))
    }

    /// Finds the picture that the rate is enough for.
    fn climb(&mut self) {
        let allowed = self.allowed();
        self.picture = allowed
            >= if self.picture {
                LEAST_PICTURE
            } else {
                PICTURE_AGAIN
            };
        let fits = |factor: f64| {
            LADDER
                .iter()
                .position(|(from, ..)| allowed >= from * factor)
                .unwrap_or(LADDER.len() - 1)
        };
        let (holds, reaches) = (fits(1.0), fits(STEP_UP));
        self.rung = if self.rung < holds {
            holds
        } else {
            self.rung.min(reaches)
        };
    }
}

#[cfg(test)]
#[path = "rate_tests.rs"]
mod tests;
