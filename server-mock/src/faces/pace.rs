//! How often pictures are looked at, so that it never takes more of the machine than it may.

use std::time::{Duration, Instant};

/// Each sender's pictures are looked at so often, when there is time.
pub(super) const EVERY: Duration = Duration::from_millis(500);
/// From here on staff are told: a stranger could be seen for long before the call pauses.
const SHORT: Duration = Duration::from_millis(1_000);
/// From here on only the pictures that are looked at are decoded: each needs a keyframe then.
const SPARSE: Duration = Duration::from_millis(2_500);
/// Who could not keep up decodes no more than it must for so long.
const RECOVERS: Duration = Duration::from_secs(10);
/// The part of one core that looking may take.
const SHARE: f64 = 0.7;
/// How much the newest look counts in what a look is thought to take.
const NEWEST: f64 = 0.2;

/// What looking at a sender's pictures costs.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct Load {
    /// Pictures decoded, a second.
    pub decoded: f64,
    /// Pictures looked at.
    pub looked: u64,
    /// The same, a second.
    pub looks: f64,
    /// CPU for both, milliseconds a second.
    pub cpu_ms: f64,
    /// Its pictures come and cannot be decoded.
    pub blind: bool,
}

/// Sets how often there is time for a look at each sender.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// What a look takes, seconds; 0: not known yet.
    look: f64,
    /// When packets last had to be let go.
    fell_behind: Option<Instant>,
}

impl Pace {
    /// A look took so long, by the clock on the wall: what others do on the machine counts too.
    pub fn took(&mut self, time: Duration) {
        let time = time.as_secs_f64();
        self.look = match self.look == 0.0 {
            true => time,
            false => self.look * (1.0 - NEWEST) + time * NEWEST,
        };
    }

    /// Packets had to be let go: not even decoding keeps up.
    pub fn fell_behind(&mut self, now: Instant) {
        self.fell_behind = Some(now);
    }

    /// From one look at a sender to the next, with so many senders.
    pub fn interval(&self, senders: usize) -> Duration {
        let round = self.look * senders as f64 / SHARE;
        EVERY.max(Duration::from_secs_f64(round.min(60.0)))
    }

    /// Whether pictures are looked at clearly less often than they should be.
    pub fn is_short(&self, senders: usize, now: Instant) -> bool {
        self.interval(senders) > SHORT || self.recovers(now)
    }

    /// Whether to decode only what is looked at.
    pub fn is_sparse(&self, senders: usize, now: Instant) -> bool {
        self.interval(senders) > SPARSE || self.recovers(now)
    }

    fn recovers(&self, now: Instant) -> bool {
        let since = |at| now.saturating_duration_since(at);
        self.fell_behind.is_some_and(|at| since(at) < RECOVERS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(look_ms: u64) -> Pace {
        let mut pace = Pace::default();
        pace.took(Duration::from_millis(look_ms));
        pace
    }

    #[test]
    fn twice_a_second_while_there_is_time() {
        assert_eq!(Pace::default().interval(8), EVERY);
        assert_eq!(pace(80).interval(2), EVERY);
        assert!(!pace(80).is_short(2, Instant::now()));
    }

    #[test]
    fn never_more_than_its_share_however_many_there_are() {
        for (look, senders) in [(80, 20), (400, 2), (1_000, 40), (30, 500)] {
            let pace = pace(look);
            let busy = look as f64 / 1000.0 * senders as f64 / pace.interval(senders).as_secs_f64();
            assert!(
                busy <= SHARE + 1e-6 || pace.interval(senders).as_secs() == 60,
                "{busy}"
            );
        }
    }

    #[test]
    fn who_is_short_of_time_says_so_before_decoding_less() {
        let (pace, now) = (pace(100), Instant::now());
        assert!(!pace.is_short(3, now) && !pace.is_sparse(3, now));
        assert!(pace.is_short(10, now) && !pace.is_sparse(10, now));
        assert!(pace.is_short(30, now) && pace.is_sparse(30, now));
    }

    #[test]
    fn who_fell_behind_decodes_less_for_a_while() {
        let (mut pace, now) = (pace(50), Instant::now());
        pace.fell_behind(now);
        assert!(pace.is_short(1, now) && pace.is_sparse(1, now));
        let later = now + RECOVERS;
        assert!(!pace.is_short(1, later) && !pace.is_sparse(1, later));
    }

    #[test]
    fn one_slow_look_is_not_the_rule() {
        let mut pace = pace(50);
        pace.took(Duration::from_millis(500));
        assert_eq!(pace.interval(2), EVERY);
    }
}
