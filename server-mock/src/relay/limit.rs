//! How low a sender's picture may be asked to go.
//!
//! The estimate of a viewer's line is only ever some 1.5 times what the line was given to carry, and
//! a busy machine can look like a busy line. So a low estimate alone does not take the picture away:
//! it shrinks to the least that is of use, which also lets the estimate rise again. Only a line that
//! cannot carry that for long loses the picture, and keeps the voice.

use kinline_protocol::limits::PICTURE_AGAIN;
use std::time::{Duration, Instant};

/// The least picture that is of use, bit/s: 320x180, 15 a second. A fifth more than a phone that has stopped
/// its picture wants in order to begin again.
const LEAST: f64 = PICTURE_AGAIN as f64 * 1.2;
/// How long a line may fall short of that before the picture goes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Since when the lines to a sender's viewers have been too narrow for any picture.
#[derive(Debug, Default)]
pub(super) struct Floor {
    short_since: Option<Instant>,
}

impl Floor {
    /// What to ask a sender for, bit/s, where the lines are thought to carry `estimate`.
    pub fn limit(&mut self, estimate: f64, now: Instant) -> f64 {
        if estimate >= LEAST {
            self.short_since = None;
            return estimate;
        }
        let since = *self.short_since.get_or_insert(now);
        match now.saturating_duration_since(since) < PATIENCE {
            true => LEAST,
            false => estimate.max(0.0),
        }
    }

    /// No picture comes: the next one gets a trial of its own.
    pub fn forget(&mut self) {
        self.short_since = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_line_is_told_as_it_is() {
        assert_eq!(Floor::default().limit(900_000.0, Instant::now()), 900_000.0);
    }

    #[test]
    fn a_narrow_estimate_leaves_the_least_picture_for_a_while_only() {
        let (mut floor, start) = (Floor::default(), Instant::now());
        assert_eq!(floor.limit(-60_000.0, start), LEAST);
        let nearly = start + PATIENCE - Duration::from_millis(1);
        assert_eq!(floor.limit(30_000.0, nearly), LEAST);
        assert_eq!(floor.limit(30_000.0, start + PATIENCE), 30_000.0);
        assert_eq!(floor.limit(-60_000.0, start + PATIENCE), 0.0);
    }

    #[test]
    fn a_line_that_recovers_in_between_has_all_its_time_again() {
        let (mut floor, start) = (Floor::default(), Instant::now());
        floor.limit(50_000.0, start);
        floor.limit(200_000.0, start + PATIENCE / 2);
        assert_eq!(floor.limit(50_000.0, start + PATIENCE), LEAST);
    }

    #[test]
    fn a_new_picture_is_tried_for_as_long_as_the_first() {
        let (mut floor, start) = (Floor::default(), Instant::now());
        floor.limit(50_000.0, start);
        floor.forget();
        assert_eq!(floor.limit(50_000.0, start + PATIENCE), LEAST);
    }
}
