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
