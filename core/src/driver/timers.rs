//! Tells when it is time for something.

use super::Inputs;
use crate::{
    clock::Clock,
    update::{Input, Timer, When},
};
use std::collections::BTreeMap;
use tokio::{runtime::Handle, task::JoinHandle};

/// What waits for its time.
pub struct Timers {
    runtime: Handle,
    inputs: Inputs,
    clock: Clock,
    waiting: BTreeMap<Timer, JoinHandle<()>>,
}

impl Timers {
    /// None yet. They wait on `runtime` and tell `inputs`.
    pub fn new(runtime: Handle, inputs: Inputs, clock: Clock) -> Self {
        Self {
            runtime,
            inputs,
            clock,
            waiting: BTreeMap::new(),
        }
    }

    /// Tells [`Input::Woken`] then, once; takes the place of what was set for this timer before. Returns at once.
    pub fn wake(&mut self, timer: Timer, when: When) {
        let (inputs, clock) = (self.inputs.clone(), self.clock.clone());
        let task = self.runtime.spawn(async move {
            match when {
                When::At(at) => clock.wait_until(at).await,
                When::In(time) => tokio::time::sleep(time).await,
            }
            inputs.tell(Input::Woken(timer));
        });
        if let Some(replaced) = self.waiting.insert(timer, task) {
            replaced.abort();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Message, *};
    use chrono::{DateTime, TimeDelta, Utc};
    use std::{sync::mpsc, time::Duration};
    use tokio::runtime::{Builder, Runtime};

    const SOON: When = When::In(Duration::from_millis(1));
    const LATE: When = When::In(Duration::from_hours(1));

    /// Timers, and what they tell.
    struct World {
        _runtime: Runtime,
        clock: Clock,
        timers: Timers,
        told: mpsc::Receiver<Message>,
    }

    fn world() -> World {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let (sender, told) = mpsc::channel();
        let (inputs, clock) = (Inputs(sender), Clock::new(0));
        World {
            timers: Timers::new(runtime.handle().clone(), inputs, clock.clone()),
            _runtime: runtime,
            clock,
            told,
        }
    }

    impl World {
        /// Until when by the server's clock; returns when it waits.
        fn hold_for_an_hour(&mut self) -> DateTime<Utc> {
            let at = self.clock.now() + TimeDelta::hours(1);
            self.timers.wake(Timer::Hold, When::At(at));
            self.timers.wake(Timer::Refresh, SOON);
            // The one worker takes them in turn.
            assert_eq!(self.next(), Timer::Refresh);
            at
        }

        /// The timer that wakes next.
        #[track_caller]
        fn next(&self) -> Timer {
            let told = self.told.recv_timeout(Duration::from_secs(30));
            match told.expect("nothing woke") {
                Message::Input(input) => match *input {
                    Input::Woken(timer) => timer,
                    other => panic!("{other:?}"),
                },
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn each_wakes_after_its_time() {
        let mut world = world();
        world.timers.wake(Timer::Hold, LATE);
        world.timers.wake(Timer::Refresh, SOON);
        assert_eq!(world.next(), Timer::Refresh);
        world.timers.wake(Timer::Hold, SOON);
        assert_eq!(world.next(), Timer::Hold);
    }

    #[test]
    fn a_time_of_the_server_comes_when_its_clock_is_put_forward() {
        let mut world = world();
        let at = world.hold_for_an_hour();
        world.clock.heard(at + TimeDelta::hours(1));
        assert_eq!(world.next(), Timer::Hold);
    }

    #[test]
    fn what_was_set_before_wakes_nobody() {
        let mut world = world();
        let at = world.hold_for_an_hour();
        world.timers.wake(Timer::Hold, LATE);
        world.clock.heard(at + TimeDelta::hours(1));
        world.timers.wake(Timer::Retry, SOON);
        assert_eq!(world.next(), Timer::Retry);
    }
}
