//! Sound: Opus out, and jitter buffers, Opus and a mixer in. 48 kHz mono PCM on both sides.

pub(crate) mod incoming;
pub(crate) mod jitter;
mod opus_packet;
pub(crate) mod outgoing;

/// Samples a second.
pub(crate) const RATE: u32 = 48_000;
/// Samples of one packet of ours: 20 ms.
pub(crate) const FRAME: usize = 960;
/// Samples in a millisecond.
pub(crate) const MILLISECOND: usize = 48;
