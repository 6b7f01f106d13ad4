//! Packets of one stream back in order and put together, with patience for repairs, and never more than it may hold.

use super::payload::{ParameterSets, assemble, starts_keyframe};
use crate::transport::Packet;
use bytes::Bytes;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// How long a hole may wait for its repair: NACK asks ten times in 200 ms, and then a round trip.
const PATIENCE: Duration = Duration::from_millis(300);
/// The most packets that wait: over a megabyte.
const MOST_HELD: usize = 1024;
/// A sequence number further away than this is another stream.
const FAR: i64 = 4096;

struct Held {
    timestamp: u32,
    marker: bool,
    payload: Bytes,
    at: Instant,
}

/// A whole access unit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Assembled {
    pub data: Bytes,
    /// 90 kHz.
    pub timestamp: u32,
    pub key: bool,
}

/// What the front of the queue is.
enum Front {
    /// A whole unit, up to before this sequence number.
    Whole(i64),
    /// More is to come, and nothing is missing so far.
    Growing,
    /// Something is missing before this sequence number, since then.
    Hole {
        end: i64,
        after: i64,
        since: Instant,
    },
}

/// One stream.
#[derive(Default)]
pub(super) struct Reassembler {
    held: BTreeMap<i64, Held>,
    /// Where the next access unit begins.
    next: Option<i64>,
    newest: i64,
    sets: ParameterSets,
    /// Whether what comes next can be decoded, because nothing is missing since the last keyframe.
    sound: bool,
    pub given_up: u64,
    pub missing: u64,
}

impl Reassembler {
    /// Takes a packet; gives the access units that are whole now and can be decoded, in order.
    pub(super) fn push(&mut self, packet: Packet, now: Instant) -> Vec<Assembled> {
        let mut sequence = i64::from(packet.sequence);
        if self.next.is_some() {
            let step = i64::from(packet.sequence.wrapping_sub(self.newest as u16) as i16);
            if step.abs() > FAR {
                self.reset();
            } else {
                sequence = self.newest + step;
            }
        }
        let next = *self.next.get_or_insert(sequence);
        self.newest = self.newest.max(sequence);
        if sequence >= next {
            self.held.entry(sequence).or_insert(Held {
                timestamp: packet.timestamp,
                marker: packet.marker,
                payload: packet.payload,
                at: now,
            });
        }
        self.take(now)
    }

    /// Forgets the stream: another one is in this slot now.
    pub(super) fn reset(&mut self) {
        self.held.clear();
        self.next = None;
        self.newest = 0;
        self.sets = ParameterSets::default();
        self.sound = false;
    }

    /// From now on nothing is of use before a keyframe.
    pub(super) fn need_keyframe(&mut self) {
        self.sound = false;
    }

    /// Whether to ask for a keyframe: nothing decodes without, and none is coming in just now.
    pub(super) fn wants_keyframe(&self) -> bool {
        let coming = || {
            let (Some(next), Some((first, head))) = (self.next, self.held.first_key_value()) else {
                return false;
            };
            *first == next && starts_keyframe(&head.payload, &self.sets)
        };
        self.next.is_some() && !self.sound && !coming()
    }

    /// What is whole now; also to be called from time to time, so that patience can end without a packet.
    pub(super) fn take(&mut self, now: Instant) -> Vec<Assembled> {
        let mut units = Vec::new();
        while let Some(next) = self.next {
            match self.front(next) {
                None => break,
                Some(Front::Whole(end)) => units.extend(self.cut(end)),
                Some(Front::Growing) => {
                    if self.held.len() < MOST_HELD {
                        break;
                    }
                    self.skip_to(self.newest + 1);
                }
                Some(Front::Hole { end, after, since }) => {
                    let patient = now.saturating_duration_since(since) <= PATIENCE
                        && self.held.len() < MOST_HELD;
                    // While nothing decodes anyway, a keyframe further on ends the wait at once.
                    match self.keyframe_after(next) {
                        Some(key) if !patient || !self.sound => self.skip_to(key),
                        _ if patient => break,
                        _ => {
                            self.missing += (after - end) as u64;
                            self.skip_to(after);
                            // What was lost may have held new ones.
                            self.sets = ParameterSets::default();
                        }
                    }
                }
            }
        }
        units
    }

    fn front(&self, next: i64) -> Option<Front> {
        let mut packets = self.held.range(next..);
        let (&first, head) = packets.next()?;
        if first != next {
            return Some(Front::Hole {
                end: next,
                after: first,
                since: head.at,
            });
        }
        let (mut end, mut timestamp) = (next + 1, head.timestamp);
        let mut begun = !head.payload.is_empty();
        if head.marker && begun {
            return Some(Front::Whole(end));
        }
        for (&sequence, packet) in packets {
            if sequence != end {
                return Some(Front::Hole {
                    end,
                    after: sequence,
                    since: packet.at,
                });
            }
            // Empty payloads are padding, wherever they are.
            if !packet.payload.is_empty() {
                if begun && packet.timestamp != timestamp {
                    return Some(Front::Whole(end));
                }
                (begun, timestamp) = (true, packet.timestamp);
            }
            end += 1;
            if packet.marker && begun {
                return Some(Front::Whole(end));
            }
        }
        Some(Front::Growing)
    }

    /// Cuts off the unit before `end`, and gives it if it can be decoded.
    fn cut(&mut self, end: i64) -> Option<Assembled> {
        let rest = self.held.split_off(&end);
        let packets = std::mem::replace(&mut self.held, rest);
        self.next = Some(end);
        let filled = || packets.values().filter(|p| !p.payload.is_empty());
        let timestamp = filled().next()?.timestamp;
        let unit = assemble(filled().map(|p| p.payload.as_ref()), &mut self.sets);
        let decodable = unit.filter(|unit| unit.key || self.sound);
        self.sound = decodable.is_some();
        if decodable.is_none() {
            self.given_up += 1;
        }
        decodable.map(|unit| Assembled {
            data: unit.data.into(),
            timestamp,
            key: unit.key,
        })
    }

    /// The first keyframe after the unit at `next`. One that begins without parameter sets counts only where it is known
    /// that nothing of it is missing before: new sets may be what was lost.
    fn keyframe_after(&self, next: i64) -> Option<i64> {
        let current = self.held.get(&next).map(|p| p.timestamp);
        let mut before: Option<(i64, u32)> = current.map(|timestamp| (next, timestamp));
        for (&sequence, packet) in self.held.range(next + 1..) {
            let begins = before.is_some_and(|(s, t)| s + 1 == sequence && t != packet.timestamp);
            before = Some((sequence, packet.timestamp));
            let unknown = ParameterSets::default();
            let sets = if begins { &self.sets } else { &unknown };
            if current != Some(packet.timestamp) && starts_keyframe(&packet.payload, sets) {
                return Some(sequence);
            }
        }
        None
    }

    fn skip_to(&mut self, sequence: i64) {
        self.held = self.held.split_off(&sequence);
        self.next = Some(sequence);
        self.sound = false;
        self.given_up += 1;
    }
}

#[cfg(test)]
#[path = "reassembler_tests.rs"]
mod tests;
