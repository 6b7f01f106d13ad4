//! How often pictures are looked at, so that it never takes more of the machine than it may.

use std::time::{Duration, Instant};

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

/// Whose pictures want to be looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Demand {
    /// Each sender's so often, when there is time.
    pub every: Duration,
    /// How many senders there are.
    pub senders: usize,
    /// Of how many it is not settled who is in the picture, so that they want more.
    pub in_doubt: usize,
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

    /// From one look to the next at a sender, when watching wants the next one after `wanted`.
    ///
    /// First everybody gets the same, up to what is usual; only what is left of the share goes to those in doubt.
    pub fn interval(&self, wanted: Duration, demand: Demand) -> Duration {
        let usual = self.usual(demand);
        if wanted >= demand.every || self.look == 0.0 {
            return usual.max(wanted);
        }
        let everybody = demand.senders as f64 / usual.as_secs_f64();
        let left = (SHARE / self.look - everybody).max(0.0) / demand.in_doubt.max(1) as f64;
        let rate = 1.0 / usual.as_secs_f64() + left;
        wanted.max(Duration::from_secs_f64(1.0 / rate))
    }

    /// The same of a sender with whom all is well.
    fn usual(&self, demand: Demand) -> Duration {
        let round = self.look * demand.senders as f64 / SHARE;
        demand.every.max(Duration::from_secs_f64(round.min(60.0)))
    }

    /// Whether pictures are looked at clearly less often than they should be.
    pub fn is_short(&self, demand: Demand, now: Instant) -> bool {
        self.usual(demand) > SHORT || self.recovers(now)
    }

    /// Whether to decode only what is looked at.
    pub fn is_sparse(&self, demand: Demand, now: Instant) -> bool {
        self.usual(demand) > SPARSE || self.recovers(now)
    }

    fn recovers(&self, now: Instant) -> bool {
        let since = |at| now.saturating_duration_since(at);
        self.fell_behind.is_some_and(|at| since(at) < RECOVERS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: Duration = Duration::from_millis(500);
    const IN_DOUBT: Duration = Duration::from_millis(200);

    fn pace(look_ms: u64) -> Pace {
        let mut pace = Pace::default();
        pace.took(Duration::from_millis(look_ms));
        pace
    }

    fn demand(senders: usize, in_doubt: usize) -> Demand {
        Demand {
            every: EVERY,
            senders,
            in_doubt,
        }
    }

    /// The part of a core that all looks take.
    fn busy(look_ms: u64, senders: usize, in_doubt: usize) -> f64 {
        let (pace, demand) = (pace(look_ms), demand(senders, in_doubt));
        let rate = |wanted| 1.0 / pace.interval(wanted, demand).as_secs_f64();
        let rates = rate(EVERY) * (senders - in_doubt) as f64 + rate(IN_DOUBT) * in_doubt as f64;
        rates * look_ms as f64 / 1000.0
    }

    #[test]
    fn as_often_as_wanted_while_there_is_time() {
        assert_eq!(Pace::default().interval(EVERY, demand(8, 0)), EVERY);
        assert_eq!(pace(80).interval(EVERY, demand(2, 1)), EVERY);
        assert_eq!(pace(80).interval(IN_DOUBT, demand(2, 1)), IN_DOUBT);
        assert!(!pace(80).is_short(demand(2, 1), Instant::now()));
    }

    #[test]
    fn never_more_than_its_share_however_many_there_are() {
        for (look, senders) in [(80, 20), (400, 2), (800, 40), (30, 500), (60, 6), (80, 1)] {
            for in_doubt in [0, 1, senders / 2, senders] {
                let busy = busy(look, senders, in_doubt);
                assert!(busy <= SHARE + 1e-6, "{look} {senders} {in_doubt}: {busy}");
            }
        }
    }

    #[test]
    fn whoever_is_in_doubt_takes_nothing_from_the_others() {
        for senders in [2, 4, 8, 30] {
            let pace = pace(70);
            let calm = pace.interval(EVERY, demand(senders, 0));
            for in_doubt in 1..senders {
                let demand = demand(senders, in_doubt);
                assert_eq!(pace.interval(EVERY, demand), calm);
                let more = pace.interval(IN_DOUBT, demand);
                assert!(more <= calm && more >= IN_DOUBT, "{senders}: {more:?}");
            }
        }
    }

    #[test]
    fn who_is_short_of_time_says_so_before_decoding_less() {
        let (pace, now) = (pace(100), Instant::now());
        let told = |senders| {
            let demand = demand(senders, 0);
            (pace.is_short(demand, now), pace.is_sparse(demand, now))
        };
        assert_eq!(told(3), (false, false));
        assert_eq!(told(10), (true, false));
        assert_eq!(told(30), (true, true));
    }

    #[test]
    fn who_fell_behind_decodes_less_for_a_while() {
        let (mut pace, now) = (pace(50), Instant::now());
        pace.fell_behind(now);
        let told = |now| {
            (
                pace.is_short(demand(1, 0), now),
                pace.is_sparse(demand(1, 0), now),
            )
        };
        assert_eq!(told(now), (true, true));
        assert_eq!(told(now + RECOVERS), (false, false));
    }

    #[test]
    fn one_slow_look_is_not_the_rule() {
        let mut pace = pace(50);
        pace.took(Duration::from_millis(500));
        assert_eq!(pace.interval(EVERY, demand(2, 0)), EVERY);
    }
}
