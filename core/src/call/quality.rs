//! How good the line is, from the media's counts: falls fast, rises slowly.

use kinline_media::MediaStats;

/// How good the line is, for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// Nothing to say.
    Good,
    /// The picture is smaller or stands still now and then.
    Poor,
    /// Words are lost.
    Bad,
    /// Only the voice gets through from here.
    VoiceOnly,
}

/// Seconds without trouble before a better quality is shown: a line that comes and goes shall not
/// make the words on the screen flicker.
const SECONDS_TO_RISE: u32 = 5;

/// Watches the counts, one look a second.
#[derive(Debug)]
pub struct Meter {
    shown: Quality,
    better_for: u32,
    last: MediaStats,
}

impl Default for Meter {
    fn default() -> Self {
        Self {
            shown: Quality::Good,
            better_for: 0,
            last: MediaStats::default(),
        }
    }
}

impl Meter {
    /// Takes in a second's counts, and whether the line has no room for a picture that there is;
    /// says what to show.
    pub fn look(&mut self, stats: MediaStats, voice_only: bool) -> Quality {
        let now = match voice_only {
            true => Quality::VoiceOnly,
            false => quality(&self.last, &stats),
        };
        self.last = stats;
        if now >= self.shown {
            self.shown = now;
            self.better_for = 0;
        } else {
            self.better_for += 1;
            if self.better_for >= SECONDS_TO_RISE {
                self.shown = now;
                self.better_for = 0;
            }
        }
        self.shown
    }
}

/// The worst of what the last second shows. A word is lost at about 10% of sound invented by the
/// decoder; loss of 5% is what the repair of packets still hides.
fn quality(before: &MediaStats, now: &MediaStats) -> Quality {
    let concealed = share(
        now.audio_concealed.saturating_sub(before.audio_concealed),
        now.audio_played.saturating_sub(before.audio_played),
    );
    let frozen_ms = now.freeze_ms - before.freeze_ms;
    if concealed > 0.10 || now.loss_out > 0.10 || frozen_ms > 800.0 {
        Quality::Bad
    } else if concealed > 0.03 || now.loss_out > 0.05 || frozen_ms > 200.0 {
        Quality::Poor
    } else {
        Quality::Good
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// After so many seconds with 50 sounds each, of which so many were invented.
    fn sound(seconds: u64, invented: u64) -> MediaStats {
        MediaStats {
            audio_played: seconds * 50,
            audio_concealed: invented,
            ..MediaStats::default()
        }
    }

    #[test]
    fn trouble_is_told_at_once_and_quiet_only_after_a_while() {
        let mut meter = Meter::default();
        assert_eq!(meter.look(sound(1, 0), false), Quality::Good);
        assert_eq!(meter.look(sound(2, 20), false), Quality::Bad);
        for second in 3..7 {
            assert_eq!(
                meter.look(sound(second, 20), false),
                Quality::Bad,
                "{second}"
            );
        }
        assert_eq!(meter.look(sound(7, 20), false), Quality::Good);
    }

    #[test]
    fn worst_of_sound_loss_and_picture_counts() {
        let look = |stats| Meter::default().look(stats, false);
        assert_eq!(look(sound(1, 2)), Quality::Poor);
        let loss = |loss_out| MediaStats {
            loss_out,
            ..sound(1, 0)
        };
        assert_eq!(look(loss(0.06)), Quality::Poor);
        assert_eq!(look(loss(0.2)), Quality::Bad);
        let frozen = |freeze_ms| MediaStats {
            freeze_ms,
            ..sound(1, 0)
        };
        assert_eq!(look(frozen(100.0)), Quality::Good);
        assert_eq!(look(frozen(900.0)), Quality::Bad);
    }

    #[test]
    fn only_what_is_new_counts() {
        let mut meter = Meter::default();
        meter.look(sound(100, 5000), false);
        let looks = (101..106).map(|second| meter.look(sound(second, 5000), false));
        assert_eq!(looks.last(), Some(Quality::Good));
    }

    #[test]
    fn a_line_without_room_for_the_picture_is_told() {
        assert_eq!(Meter::default().look(sound(1, 0), true), Quality::VoiceOnly);
    }
}
