//! How low a sender's picture may be asked to go.
//!
//! The estimate of a viewer's line is only ever some 1.5 times what the line was given to carry, and
//! a busy machine can look like a busy line. So a low estimate alone does not take the picture away:
//! it shrinks to the least that is of use, which also lets the estimate rise again. Only a line that
//! cannot carry that for long loses the picture, and keeps the voice.

use kinline_protocol::limits::PICTURE_AGAIN;
use std::time::{Duration, Instant};

/// Kept of a viewer's line for sound and repairs.
const RESERVE: f64 = 60_000.0;
/// The limit of a sender whom nobody sees over a poor line.
const MOST: f64 = 2_500_000.0;
/// The least picture that is of use, bit/s: 320x180, 15 a second. A fifth more than a phone that has stopped
/// its picture wants in order to begin again.
const LEAST: f64 = PICTURE_AGAIN as f64 * 1.2;
/// How long a line may fall short of that before the picture goes.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the lines to a sender's viewers leave for its picture, bit/s: as much as the poorest does. Of each line: what it is
/// thought to carry, bit/s, and how many pictures share it.
pub(super) fn left_for_a_picture(lines: impl Iterator<Item = (f64, usize)>) -> f64 {
    let share =
        |(carries, pictures): (f64, usize)| (carries * 0.9 - RESERVE) / pictures.max(1) as f64;
    lines.map(share).fold(MOST, f64::min)
}

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
    fn the_poorest_line_counts_by_what_each_of_its_pictures_has() {
        let left = |lines: &[(f64, usize)]| left_for_a_picture(lines.iter().copied());
        assert_eq!(left(&[]), MOST);
        assert_eq!(left(&[(10_000_000.0, 1)]), MOST);
        assert_eq!(left(&[(400_000.0, 1)]), 300_000.0);
        assert_eq!(left(&[(400_000.0, 1), (1_000_000.0, 4)]), 210_000.0);
        assert_eq!(left(&[(400_000.0, 0)]), 300_000.0, "voice alone so far");
    }

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
