//! The only source of time: UTC that a developer can move, and a monotonic reading that nobody can.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::watch;

/// The server's clock, cheap to clone.
#[derive(Debug, Clone)]
pub struct Clock {
    started: Instant,
    offset: Arc<watch::Sender<TimeDelta>>,
}

impl Clock {
    /// A clock that is `offset` ahead of the machine's.
    pub fn new(offset: TimeDelta) -> Self {
        Self {
            started: Instant::now(),
            offset: Arc::new(watch::Sender::new(offset)),
        }
    }

    /// What time it is, to the millisecond, as it travels on the wire.
    pub fn now(&self) -> DateTime<Utc> {
        (Utc::now() + self.offset()).trunc_subsecs(3)
    }

    /// How far it is ahead of the machine's.
    pub fn offset(&self) -> TimeDelta {
        *self.offset.borrow()
    }

    /// Moves it; it goes on from there. Returns the new offset.
    pub fn set(&self, now: DateTime<Utc>) -> TimeDelta {
        let offset = now - Utc::now();
        self.offset.send_replace(offset);
        offset
    }

    /// Time since the server started. Moving the clock does not change it: durations within a call
    /// are measured by it.
    pub fn monotonic(&self) -> Duration {
        self.started.elapsed()
    }

    /// Waits until the clock says `at`, however it gets there: by itself or moved.
    pub async fn sleep_until(&self, at: DateTime<Utc>) {
        let mut moved = self.offset.subscribe();
        while let Ok(left) = (at - self.now()).to_std() {
            if left.is_zero() {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(left) => {}
                _ = moved.changed() => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn moving_the_clock_wakes_sleepers_and_leaves_monotonic_alone() {
        let clock = Clock::new(TimeDelta::zero());
        let later = clock.now() + TimeDelta::days(3);
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep_until(later).await }
        });
        clock.set(later);
        sleeper.await.unwrap();
        assert!(clock.now() >= later);
        assert!(clock.monotonic() < Duration::from_secs(86_400));
    }
}
