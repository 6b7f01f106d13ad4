//! How good the line is, from the media's counts: falls fast, rises slowly.

use kinline_media::{EncoderTarget, MediaStats};

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
    /// Takes in a second's counts, and says what to show.
    pub fn look(&mut self, stats: MediaStats, target: EncoderTarget) -> Quality {
        let now = quality(&self.last, &stats, target);
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
fn quality(before: &MediaStats, now: &MediaStats, target: EncoderTarget) -> Quality {
    let concealed = share(
        now.audio_concealed.saturating_sub(before.audio_concealed),
        now.audio_played.saturating_sub(before.audio_played),
    );
    let frozen_ms = now.freeze_ms - before.freeze_ms;
    if target.bits_per_second == 0 {
        Quality::VoiceOnly
    } else if concealed > 0.10 || now.loss_out > 0.10 || frozen_ms > 800.0 {
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
