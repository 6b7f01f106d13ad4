//! How a thread takes in what the relay taps.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError},
    time::Duration,
};

/// How often it looks for more. To wake it for each packet would cost the relay more than sending one on.
const ROUND: Duration = Duration::from_millis(50);

/// The next input. While anybody `sends`, it is come for in rounds, so that the relay wakes nobody; otherwise it is waited for,
/// at most so `long`.
pub(crate) fn next<T>(
    inputs: &Receiver<T>,
    sends: bool,
    long: Duration,
) -> Result<T, RecvTimeoutError> {
    if !sends {
        return inputs.recv_timeout(long);
    }
    inputs.try_recv().map_err(|error| match error {
        TryRecvError::Empty => {
            std::thread::sleep(ROUND);
            RecvTimeoutError::Timeout
        }
        TryRecvError::Disconnected => RecvTimeoutError::Disconnected,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        sync::{
            atomic::{AtomicBool, Ordering},
            mpsc::sync_channel,
        },
        thread,
    };

    /// Longer than any test waits.
    const LONG: Duration = Duration::from_secs(30);

    /// What comes of one call while somebody tries to hand over an input, which is possible only to who waits for it.
    fn met(sends: bool) -> Result<u8, RecvTimeoutError> {
        let (sender, inputs) = sync_channel(0);
        let over = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) && sender.try_send(1).is_err() {
                    thread::yield_now();
                }
            });
            let met = next(&inputs, sends, LONG);
            over.store(true, Ordering::Relaxed);
            met
        })
    }

    #[test]
    fn who_sends_wakes_nobody_and_else_the_first_input_is_waited_for() {
        assert_eq!(met(true), Err(RecvTimeoutError::Timeout));
        assert_eq!(met(false), Ok(1));
    }

    #[test]
    fn what_is_there_is_given_in_its_order_and_then_that_nobody_is_left() {
        for sends in [false, true] {
            let (sender, inputs) = std::sync::mpsc::channel();
            sender.send(1).unwrap();
            sender.send(2).unwrap();
            drop(sender);
            let three = || [(); 3].map(|()| next(&inputs, sends, LONG));
            let gone = Err(RecvTimeoutError::Disconnected);
            assert_eq!(three(), [Ok(1), Ok(2), gone]);
        }
    }

    #[test]
    fn nobody_waits_longer_than_so_long() {
        let (_sender, inputs) = std::sync::mpsc::channel::<u8>();
        let none = next(&inputs, false, Duration::ZERO);
        assert_eq!(none, Err(RecvTimeoutError::Timeout));
    }
}
