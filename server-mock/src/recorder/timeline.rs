//! Where a packet lies in time: RTP time of one stream, on the line that its picture and sound
//! share.

use std::time::SystemTime;

/// A stream that is so far from its arrival has begun to count anew.
const BELIEVED_US: i64 = 5_000_000;

/// One stream's clock. Positions are microseconds since the session began.
#[derive(Debug)]
pub(super) struct Timeline {
    rate: i64,
    /// The newest RTP time, and its ticks since the first.
    newest: Option<(u32, i64)>,
    anchor_us: i64,
    /// Position less the sender's clock, by its newest report (RFC 3550, 6.4.1).
    skew_us: Option<i64>,
}

impl Timeline {
    /// `rate` in Hz.
    pub fn new(rate: u32) -> Self {
        Self {
            rate: rate.into(),
            newest: None,
            anchor_us: 0,
            skew_us: None,
        }
    }

    /// The position of a packet. The first lies where it arrived.
    pub fn position(&mut self, time: u32, arrived_us: i64) -> i64 {
        let Some((newest, ticks)) = self.newest else {
            self.restart(time, arrived_us);
            return arrived_us;
        };
        let ticks = ticks + i64::from(time.wrapping_sub(newest) as i32);
        let position = self.anchor_us + ticks * 1_000_000 / self.rate;
        if (position - arrived_us).abs() > BELIEVED_US {
            self.restart(time, arrived_us);
            return arrived_us;
        }
        self.newest = Some((time, ticks));
        position
    }

    fn restart(&mut self, time: u32, arrived_us: i64) {
        (self.newest, self.anchor_us, self.skew_us) = (Some((time, 0)), arrived_us, None);
    }

    /// Hears that `time` was `clock` by the sender's clock.
    pub fn report(&mut self, time: u32, clock: SystemTime) {
        let Some((newest, ticks)) = self.newest else {
            return;
        };
        let ticks = ticks + i64::from(time.wrapping_sub(newest) as i32);
        let position = self.anchor_us + ticks * 1_000_000 / self.rate;
        let clock = clock.duration_since(SystemTime::UNIX_EPOCH);
        let clock_us = clock.ok().and_then(|c| i64::try_from(c.as_micros()).ok());
        self.skew_us = clock_us.map(|clock_us| position - clock_us);
    }

    /// Moves this stream so that it lies to the sender's clock as another does. Small differences
    /// are left: every step is a gap or a squeeze.
    pub fn line_up(&mut self, other: &Self) {
        const STEP_US: i64 = 15_000;
        let (Some(own), Some(others)) = (self.skew_us, other.skew_us) else {
            return;
        };
        let difference = others - own;
        if (STEP_US..BELIEVED_US).contains(&difference.abs()) {
            self.anchor_us += difference;
            self.skew_us = Some(others);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn clock(ms: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_millis(1_000_000 + ms)
    }

    #[test]
    fn counts_over_the_wrap() {
        let mut line = Timeline::new(90_000);
        assert_eq!(line.position(u32::MAX - 89, 500), 500);
        assert_eq!(line.position(89_910, 1_000_600), 1_000_500);
    }

    #[test]
    fn a_stream_that_begins_anew_lies_where_it_arrives() {
        let mut line = Timeline::new(48_000);
        line.position(0, 0);
        assert_eq!(line.position(3_000_000_000, 40_000), 40_000);
    }

    #[test]
    fn sound_is_lined_up_with_the_picture() {
        let (mut picture, mut sound) = (Timeline::new(90_000), Timeline::new(48_000));
        picture.position(0, 0);
        // Taken at the same moment, but 200 ms later on the way.
        sound.position(0, 200_000);
        picture.report(0, clock(0));
        sound.line_up(&picture);
        assert_eq!(
            sound.position(960, 220_000),
            220_000,
            "nothing is known yet"
        );
        sound.report(0, clock(0));
        sound.line_up(&picture);
        assert_eq!(sound.position(1920, 240_000), 40_000);
    }
}
