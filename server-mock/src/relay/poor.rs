//! A poor line, on purpose: loses packets of picture, sound and data by counting, so that it is as
//! poor in every run. Connecting (STUN, the DTLS handshake) is spared.

use kinline_protocol::console::PoorLine;
use std::time::Instant;

/// How much a narrow line lets through at once, seconds of what it carries.
const BURST: f64 = 0.25;

/// Both ways of one session's line.
#[derive(Debug)]
pub(super) struct Poor {
    pub up: Way,
    pub down: Way,
}

/// One way.
#[derive(Debug)]
pub(super) struct Way {
    line: PoorLine,
    packets: u32,
    /// Bytes that may pass now.
    room: f64,
    filled: Instant,
}

impl Poor {
    pub fn new(line: PoorLine, now: Instant) -> Self {
        Self {
            up: Way::new(line, now),
            down: Way::new(line, now),
        }
    }
}

impl Way {
    fn new(line: PoorLine, now: Instant) -> Self {
        let mut way = Self {
            line,
            packets: 0,
            room: 0.0,
            filled: now,
        };
        way.room = way.most();
        way
    }

    /// Whether this datagram comes through.
    pub fn passes(&mut self, datagram: &[u8], now: Instant) -> bool {
        if !carries_media(datagram) {
            return true;
        }
        self.packets = self.packets.wrapping_add(1);
        let lost = |every: u32| every > 0 && self.packets.is_multiple_of(every);
        !self.line.lose_every.is_some_and(lost) && self.has_room(datagram.len(), now)
    }

    fn has_room(&mut self, bytes: usize, now: Instant) -> bool {
        let Some(bits) = self.line.carries_bits else {
            return true;
        };
        let since = now.saturating_duration_since(self.filled).as_secs_f64();
        self.room = (self.room + since * f64::from(bits) / 8.0).min(self.most());
        self.filled = now;
        let fits = self.room >= bytes as f64;
        if fits {
            self.room -= bytes as f64;
        }
        fits
    }

    fn most(&self) -> f64 {
        f64::from(self.line.carries_bits.unwrap_or_default()) / 8.0 * BURST
    }
}

/// SRTP and SRTCP, or DTLS application data, by the first byte (RFC 7983; RFC 5246, 6.2.1).
fn carries_media(datagram: &[u8]) -> bool {
    const APPLICATION_DATA: u8 = 23;
    matches!(datagram.first(), Some(128..=191 | &APPLICATION_DATA))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const RTP: [u8; 1000] = [0x80; 1000];

    #[test]
    fn one_packet_in_so_many_is_lost() {
        let now = Instant::now();
        let line = PoorLine {
            lose_every: Some(4),
            carries_bits: None,
        };
        let mut way = Poor::new(line, now).up;
        let passed: Vec<_> = (0..8).map(|_| way.passes(&RTP, now)).collect();
        assert_eq!(passed, [true, true, true, false, true, true, true, false]);
    }

    #[test]
    fn a_narrow_line_carries_what_it_carries() {
        let start = Instant::now();
        let line = PoorLine {
            lose_every: None,
            carries_bits: Some(80_000),
        };
        let mut way = Poor::new(line, start).down;
        // 100 packets of 1000 bytes within a second, over a line for 10.
        let passed = (0..100)
            .filter(|n| way.passes(&RTP, start + Duration::from_millis(10 * n)))
            .count();
        assert!((10..=13).contains(&passed), "{passed}");
    }

    #[test]
    fn connecting_is_spared() {
        let now = Instant::now();
        let line = PoorLine {
            lose_every: Some(1),
            carries_bits: Some(0),
        };
        let mut way = Poor::new(line, now).up;
        assert!(way.passes(&[0, 1, 0, 0], now), "STUN");
        assert!(way.passes(&[22, 254, 253], now), "DTLS handshake");
        assert!(!way.passes(&[23, 254, 253], now), "DTLS application data");
        assert!(!way.passes(&RTP, now));
    }
}
