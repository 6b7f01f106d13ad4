//! Where an H.264 stream can be entered, and when a sender is asked for such a place.

use std::time::{Duration, Instant};

/// How long a keyframe that was asked for is waited for before it is asked for again.
const WAIT: Duration = Duration::from_millis(250);
/// Least time between two requests to one sender, when the first was answered: somebody else may
/// have come too late for that keyframe.
const GAP: Duration = Duration::from_millis(100);

/// What one sender was asked for.
#[derive(Debug, Default)]
pub(super) struct Requests {
    asked: Option<Instant>,
    answered: bool,
}

impl Requests {
    /// Whether the sender can be asked now.
    pub fn are_due(&self, now: Instant) -> bool {
        let gap = if self.answered { GAP } else { WAIT };
        self.asked
            .is_none_or(|at| now.saturating_duration_since(at) >= gap)
    }

    /// The sender is asked.
    pub fn ask(&mut self, now: Instant) {
        (self.asked, self.answered) = (Some(now), false);
    }

    /// A keyframe came.
    pub fn answer(&mut self) {
        self.answered = true;
    }
}

/// Whether a receiver can start decoding at this RTP payload (RFC 6184): it begins with a sequence
/// parameter set or an IDR picture.
pub(crate) fn starts(payload: &[u8]) -> bool {
    const IDR: u8 = 5;
    const SPS: u8 = 7;
    const STAP_A: u8 = 24;
    const FU_A: u8 = 28;
    let entry = |unit: u8| matches!(unit & 0x1f, IDR | SPS);
    match payload {
        [header, _, _, first, ..] if header & 0x1f == STAP_A => entry(*first),
        [indicator, header, ..] if indicator & 0x1f == FU_A => header & 0x80 != 0 && entry(*header),
        [unit, _, ..] => entry(*unit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn who_was_asked_is_not_asked_again_until_it_could_have_answered() {
        let (mut requests, start) = (Requests::default(), Instant::now());
        assert!(requests.are_due(start), "nobody has asked yet");
        requests.ask(start);
        assert!(!requests.are_due(start + WAIT - MS));
        assert!(requests.are_due(start + WAIT), "it was lost");
    }

    #[test]
    fn who_has_answered_is_soon_asked_for_those_who_came_too_late() {
        let (mut requests, start) = (Requests::default(), Instant::now());
        requests.ask(start);
        requests.answer();
        assert!(!requests.are_due(start + GAP - MS));
        assert!(requests.are_due(start + GAP));
        requests.ask(start + GAP);
        assert!(!requests.are_due(start + GAP + GAP), "that is not answered");
    }

    #[test]
    fn entry_points() {
        assert!(starts(&[0x67, 1, 2]), "sequence parameter set");
        assert!(starts(&[0x78, 0, 2, 0x67, 1]), "aggregated");
        assert!(starts(&[0x7c, 0x85, 1]), "first fragment of an IDR picture");
        assert!(!starts(&[0x7c, 0x45, 1]), "last fragment of an IDR picture");
        assert!(!starts(&[0x61, 1, 2]), "other picture");
        assert!(!starts(&[]) && !starts(&[0x67]) && !starts(&[0x78, 0]));
    }
}
