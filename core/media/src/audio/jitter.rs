//! One slot's jitter buffer: packets in as they come, an even stream of PCM out.
//!
//! It holds as much as the line's jitter needs (40 to 200 ms), fills holes with the FEC of the packet after, or else with what the
//! decoder makes up, and never holds more than half a second.

use super::opus_packet::{carries_previous, samples};
use super::{FRAME, MILLISECOND, RATE};
use crate::transport::Packet;
use bytes::Bytes;
use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

const LEAST_DELAY: usize = 40 * MILLISECOND;
const MOST_DELAY: usize = 200 * MILLISECOND;
/// Above the wanted delay by this much for [`PATIENCE`] packets: one is skipped, so that delay shrinks again.
const EXCESS: usize = 50 * MILLISECOND;
const PATIENCE: u32 = 12;
/// Whatever comes: no more than this is held.
const MOST_HELD: usize = 25;
/// Packets made up in a row before this is silence, and the buffer fills up again.
const MADE_UP: u32 = 5;
/// Packets whose delay tells how much the line jitters: 3 s.
const OBSERVED: usize = 150;
/// A sequence number further away than this is another stream.
const FAR: i64 = 500;
/// The longest Opus packet: 120 ms.
const LONGEST: usize = 5760;

/// What a buffer did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct JitterCounts {
    pub played: u64,
    pub concealed: u64,
    pub restored: u64,
    pub late: u64,
    pub skipped: u64,
}

struct Held {
    payload: Bytes,
    at: Instant,
}

/// One slot's sound.
pub(crate) struct JitterBuffer {
    decoder: opus::Decoder,
    held: BTreeMap<i64, Held>,
    newest: Option<i64>,
    /// The packet to play next. `None`: filling up.
    next: Option<i64>,
    delays: Delays,
    /// Decoded, not yet taken.
    pcm: VecDeque<i16>,
    duration: usize,
    made_up: u32,
    excess: u32,
    counts: JitterCounts,
}

impl JitterBuffer {
    pub(crate) fn new() -> Result<Self, opus::Error> {
        Ok(Self {
            decoder: opus::Decoder::new(RATE, opus::Channels::Mono)?,
            held: BTreeMap::new(),
            newest: None,
            next: None,
            delays: Delays::default(),
            pcm: VecDeque::new(),
            duration: FRAME,
            made_up: 0,
            excess: 0,
            counts: JitterCounts::default(),
        })
    }

    pub(crate) fn counts(&self) -> JitterCounts {
        self.counts
    }

    /// Forgets the stream: somebody else is in this slot now.
    pub(crate) fn reset(&mut self) {
        self.held.clear();
        self.pcm.clear();
        (self.newest, self.next) = (None, None);
        (self.made_up, self.excess) = (0, 0);
        self.delays = Delays::default();
        if let Err(error) = self.decoder.reset_state() {
            tracing::warn!(%error, "the decoder could not be reset");
        }
    }

    pub(crate) fn push(&mut self, packet: Packet, now: Instant) {
        let Some(duration) = samples(&packet.payload) else {
            return;
        };
        let mut sequence = i64::from(packet.sequence);
        if let Some(newest) = self.newest {
            let step = i64::from(packet.sequence.wrapping_sub(newest as u16) as i16);
            if step.abs() > FAR {
                self.reset();
            } else {
                sequence = newest + step;
            }
        }
        if self.next.is_some_and(|next| sequence < next) {
            self.counts.late += 1;
            return;
        }
        self.newest = Some(self.newest.map_or(sequence, |n| n.max(sequence)));
        self.duration = duration;
        self.delays.observe(packet.timestamp, now);
        self.held.insert(
            sequence,
            Held {
                payload: packet.payload,
                at: now,
            },
        );
        while self.held.len() > MOST_HELD {
            self.held.pop_first();
            self.counts.skipped += 1;
            self.next = self.next.and(self.held.first_key_value().map(|(s, _)| *s));
        }
    }

    /// Fills `out` with what is to be heard now. False: nothing is, and `out` is all silence.
    pub(crate) fn pull(&mut self, out: &mut [i16], now: Instant) -> bool {
        while self.pcm.len() < out.len() {
            if !self.play(now) {
                break;
            }
        }
        let ready = self.pcm.len().min(out.len());
        for (to, from) in out.iter_mut().zip(self.pcm.drain(..ready)) {
            *to = from;
        }
        out[ready..].fill(0);
        ready > 0
    }

    /// Decodes one packet's worth. False: there is nothing to play.
    fn play(&mut self, now: Instant) -> bool {
        let Some(next) = self.next.or_else(|| self.filled(now)) else {
            return false;
        };
        self.counts.played += 1;
        if let Some(held) = self.held.remove(&next) {
            self.next = Some(next + 1);
            self.made_up = 0;
            self.decode(&held.payload);
            self.shrink();
        } else if let Some(after) = self.held.get(&(next + 1)) {
            self.next = Some(next + 1);
            let after = after.payload.clone();
            self.restore(&after);
        } else if self.held.is_empty() {
            // Nothing is there yet: stretch, so that what comes late can still be played.
            self.made_up += 1;
            if self.made_up > MADE_UP {
                self.counts.played -= 1;
                self.next = None;
                return false;
            }
            self.next = Some(next);
            self.make_up();
        } else {
            self.next = Some(next + 1);
            self.make_up();
        }
        true
    }

    /// Where to begin, once enough is held (or it has been held long enough: a short word).
    fn filled(&mut self, now: Instant) -> Option<i64> {
        let (&first, head) = self.held.first_key_value()?;
        let wanted = self.delays.wanted();
        let waited = now.saturating_duration_since(head.at);
        let long = Duration::from_millis((wanted / MILLISECOND) as u64);
        (self.held.len() * self.duration >= wanted || waited >= long).then(|| {
            self.made_up = 0;
            first
        })
    }

    fn decode(&mut self, payload: &[u8]) {
        let mut pcm = [0; LONGEST];
        match self.decoder.decode(payload, &mut pcm, false) {
            Ok(samples) => self.pcm.extend(&pcm[..samples]),
            Err(_) => self.make_up(),
        }
    }

    fn restore(&mut self, after: &[u8]) {
        if !carries_previous(after) {
            return self.make_up();
        }
        let mut pcm = [0; LONGEST];
        match self.decoder.decode(after, &mut pcm[..self.duration], true) {
            Ok(samples) => {
                self.counts.restored += 1;
                self.pcm.extend(&pcm[..samples]);
            }
            Err(_) => self.make_up(),
        }
    }

    fn make_up(&mut self) {
        self.counts.concealed += 1;
        let mut pcm = [0; LONGEST];
        let samples = self
            .decoder
            .decode(&[], &mut pcm[..self.duration], false)
            .unwrap_or(self.duration);
        self.pcm.extend(&pcm[..samples]);
    }

    /// Skips one packet when for a while more has been held than is needed.
    fn shrink(&mut self) {
        let held = self.held.len() * self.duration;
        self.excess = if held > self.delays.wanted() + EXCESS {
            self.excess + 1
        } else {
            0
        };
        if self.excess < PATIENCE {
            return;
        }
        self.excess = 0;
        let Some(next) = self.next else { return };
        if let Some(skipped) = self.held.remove(&next) {
            // Decoded all the same, so that the decoder's state fits what comes after.
            let mut pcm = [0; LONGEST];
            let _ = self.decoder.decode(&skipped.payload, &mut pcm, false);
        }
        self.counts.skipped += 1;
        self.next = Some(next + 1);
    }
}

/// How late packets come, compared with the quickest of the last seconds.
#[derive(Default)]
struct Delays {
    origin: Option<(Instant, u32)>,
    /// Milliseconds behind the sender's clock.
    late: VecDeque<i64>,
    wanted: Option<usize>,
}

impl Delays {
    fn observe(&mut self, timestamp: u32, now: Instant) {
        let (start, first) = *self.origin.get_or_insert((now, timestamp));
        let arrived = now.saturating_duration_since(start).as_millis() as i64;
        let sent = i64::from(timestamp.wrapping_sub(first) as i32) / MILLISECOND as i64;
        let late = arrived - sent;
        if self
            .late
            .back()
            .is_some_and(|last| (late - last).abs() > 1000)
        {
            // The sender's clock jumped, or nothing came for long: what was learnt tells nothing.
            self.late.clear();
        }
        if self.late.len() >= OBSERVED {
            self.late.pop_front();
        }
        self.late.push_back(late);
        let mut sorted: Vec<i64> = self.late.iter().copied().collect();
        sorted.sort_unstable();
        let slow = sorted[(sorted.len() - 1) * 95 / 100] - sorted[0];
        let wanted = (slow.max(0) as usize + 20) * MILLISECOND;
        self.wanted = Some(wanted.clamp(LEAST_DELAY, MOST_DELAY));
    }

    /// How much to hold, in samples.
    fn wanted(&self) -> usize {
        self.wanted.unwrap_or(LEAST_DELAY)
    }
}

#[cfg(test)]
#[path = "jitter_tests.rs"]
mod tests;
