//! The server's time, as far as the phone knows it.

use chrono::{DateTime, TimeDelta, Utc};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use tokio::sync::watch;

/// The phone's clock and its distance from the server's. A clone is the same clock.
#[derive(Debug, Clone)]
pub struct Clock {
    offset_ms: Arc<AtomicI64>,
    moved: Arc<watch::Sender<i64>>,
}

/// Smaller differences are how long an answer travelled, not a clock that is wrong.
const JITTER_MS: i64 = 500;

impl Clock {
    /// A clock that far from the phone's.
    pub fn new(offset_ms: i64) -> Self {
        Self {
            offset_ms: Arc::new(AtomicI64::new(offset_ms)),
            moved: Arc::new(watch::Sender::new(offset_ms)),
        }
    }

    /// The server's time.
    pub fn now(&self) -> DateTime<Utc> {
        Utc::now() + TimeDelta::milliseconds(self.offset_ms.load(Ordering::Relaxed))
    }

    /// What the server's clock said a moment ago.
    pub fn heard(&self, server: DateTime<Utc>) {
        let offset = (server - Utc::now()).num_milliseconds();
        let known = self.offset_ms.load(Ordering::Relaxed);
        if offset.saturating_sub(known).abs() >= JITTER_MS {
            self.offset_ms.store(offset, Ordering::Relaxed);
            self.moved.send_replace(offset);
        }
    }

    /// The offset in milliseconds, and every change of it.
    pub fn offset(&self) -> watch::Receiver<i64> {
        self.moved.subscribe()
    }

    /// Returns at that time of the server, also when its clock is moved meanwhile.
    pub async fn wait_until(&self, at: DateTime<Utc>) {
        let mut moved = self.offset();
        while let Ok(left) = (at - self.now()).to_std() {
            tokio::select! {
                () = tokio::time::sleep(left) => {}
                // The sender is ours: there is always one.
                _ = moved.changed() => {}
            }
        }
    }
}
