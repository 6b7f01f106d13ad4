//! Gives each outgoing stream one continuous sequence and time line, whoever feeds it.
//!
//! A viewer cannot know an SRTP rollover counter (RFC 3711, 3.3.1) other than 0 at the start, so
//! each outgoing stream begins under 65,536 whatever its source counts.

use std::time::Instant;

/// The first sequence number of an outgoing stream: some below it stay free for reordered packets.
const FIRST: u64 = 1000;

/// Who feeds a stream: a media session and its SSRC there.
pub(super) type Source = (uuid::Uuid, u32);

/// One outgoing stream's numbers.
#[derive(Debug, Default)]
pub(super) struct Rewrite {
    feed: Option<Feed>,
    /// The newest packet sent: sequence number, RTP time, when.
    newest: Option<(u64, u32, Instant)>,
}

#[derive(Debug)]
struct Feed {
    source: Source,
    first: u64,
    sequence_offset: i64,
    time_offset: u32,
}

impl Rewrite {
    /// Whether this source feeds the stream now.
    pub fn is_fed_by(&self, source: Source) -> bool {
        self.feed.as_ref().is_some_and(|f| f.source == source)
    }

    /// The next packet begins a new feed, without a gap that the viewer would ask to be repaired.
    pub fn interrupt(&mut self) {
        self.feed = None;
    }

    /// Lets a source feed the stream from this packet on. `clock` in Hz.
    pub fn begin(&mut self, source: Source, sequence: u64, time: u32, clock: u32, now: Instant) {
        let (next, next_time) = match self.newest {
            Some((newest, newest_time, at)) => {
                let ms = now.saturating_duration_since(at).as_millis().max(1) as u64;
                let ticks = (ms * u64::from(clock) / 1000) as u32;
                (newest + 1, newest_time.wrapping_add(ticks))
            }
            None => (FIRST, time),
        };
        self.feed = Some(Feed {
            source,
            first: sequence,
            sequence_offset: next as i64 - sequence as i64,
            time_offset: next_time.wrapping_sub(time),
        });
    }

    /// The outgoing sequence number and RTP time; `None` for a packet from before the feed began.
    pub fn map(&mut self, sequence: u64, time: u32, now: Instant) -> Option<(u64, u32)> {
        let feed = self.feed.as_ref().filter(|f| sequence >= f.first)?;
        let out = (sequence as i64 + feed.sequence_offset) as u64;
        let time = time.wrapping_add(feed.time_offset);
        if self.newest.is_none_or(|(newest, ..)| out > newest) {
            self.newest = Some((out, time, now));
        }
        Some((out, time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::Duration;
    use uuid::Uuid;

    #[test]
    fn first_packet_starts_under_the_rollover() {
        let now = Instant::now();
        let mut line = Rewrite::default();
        line.begin((Uuid::nil(), 1), 1_000_000, 77, 90_000, now);
        assert_eq!(line.map(1_000_000, 77, now), Some((1000, 77)));
        assert_eq!(line.map(1_000_003, 90, now), Some((1003, 90)));
    }

    #[test]
    fn late_packet_of_the_old_feed_is_dropped() {
        let now = Instant::now();
        let mut line = Rewrite::default();
        line.begin((Uuid::nil(), 1), 50, 0, 90_000, now);
        assert_eq!(line.map(49, 0, now), None);
    }

    #[test]
    fn interruption_leaves_no_gap_and_time_goes_on() {
        let now = Instant::now();
        let mut line = Rewrite::default();
        line.begin((Uuid::nil(), 1), 50, 0, 90_000, now);
        line.map(50, 0, now);
        line.interrupt();
        assert!(!line.is_fed_by((Uuid::nil(), 1)));
        let later = now + Duration::from_secs(2);
        line.begin((Uuid::nil(), 1), 900, 5, 90_000, later);
        assert_eq!(line.map(900, 5, later), Some((1001, 180_000)));
    }

    proptest! {
        #[test]
        fn order_within_a_feed_is_kept(first in 0u64..1 << 40, steps in prop::collection::vec(1u64..50, 1..40)) {
            let now = Instant::now();
            let mut line = Rewrite::default();
            line.begin((Uuid::nil(), 1), first, 0, 90_000, now);
            let (mut sequence, mut last) = (first, None);
            for step in steps {
                let out = line.map(sequence, 0, now).map(|(s, _)| s);
                prop_assert!(out > last);
                (last, sequence) = (out, sequence + step);
            }
        }
    }
}
