//! All that is to be heard: a jitter buffer for each slot, mixed.

use super::jitter::{JitterBuffer, JitterCounts};
use crate::{MediaError, transport::Packet};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Quieter than this, sums are left alone; above it they are bent, so that two loud voices do not clip.
const KNEE: f32 = 24_576.0;

/// The loudspeaker's side. Each slot has a lock of its own: a decoding slot holds up no other's packets.
pub(crate) struct AudioReceiver {
    slots: Vec<Mutex<JitterBuffer>>,
}

impl AudioReceiver {
    pub(crate) fn new(slots: usize) -> Result<Self, MediaError> {
        let buffer = |_| JitterBuffer::new().map(Mutex::new);
        let slots = (0..slots).map(buffer).collect::<Result<_, _>>();
        Ok(Self {
            slots: slots.map_err(|e| MediaError::Unsupported(e.to_string()))?,
        })
    }

    pub(crate) fn push(&self, slot: usize, packet: Packet, now: Instant) {
        if let Some(buffer) = self.slots.get(slot) {
            buffer
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(packet, now);
        }
    }

    pub(crate) fn reset(&self, slot: usize) {
        if let Some(buffer) = self.slots.get(slot) {
            buffer
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .reset();
        }
    }

    /// Fills `out` with all slots together.
    pub(crate) fn pull(&self, out: &mut [i16], now: Instant) {
        let mut voices = Vec::with_capacity(self.slots.len());
        for buffer in &self.slots {
            let mut voice = vec![0; out.len()];
            if buffer
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pull(&mut voice, now)
            {
                voices.push(voice);
            }
        }
        mix(&voices, out);
    }

    pub(crate) fn counts(&self) -> JitterCounts {
        let mut sum = JitterCounts::default();
        for buffer in &self.slots {
            let counts = buffer
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .counts();
            sum.played += counts.played;
            sum.concealed += counts.concealed;
            sum.restored += counts.restored;
            sum.late += counts.late;
            sum.skipped += counts.skipped;
        }
        sum
    }
}

fn mix(voices: &[Vec<i16>], out: &mut [i16]) {
    match voices {
        [] => out.fill(0),
        [alone] => out.copy_from_slice(alone),
        _ => {
            for (i, sample) in out.iter_mut().enumerate() {
                *sample = soften(voices.iter().map(|voice| i32::from(voice[i])).sum());
            }
        }
    }
}

/// Keeps a sum within 16 bits: straight up to the knee, then ever flatter, without a corner.
fn soften(sum: i32) -> i16 {
    let (size, room) = (sum.abs() as f32, f32::from(i16::MAX) - KNEE);
    if size <= KNEE {
        return sum as i16;
    }
    let bent = KNEE + room * (1.0 - (-(size - KNEE) / room).exp());
    (bent * sum.signum() as f32) as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voices_add_up_and_never_clip() {
        let mut out = [0; 3];
        mix(
            &[vec![100, 30_000, -32_768], vec![23, 30_000, -32_768]],
            &mut out,
        );
        assert_eq!(out[0], 123);
        assert!((31_000..32_767).contains(&out[1]), "{}", out[1]);
        assert!((-32_768..-31_000).contains(&out[2]), "{}", out[2]);
    }

    #[test]
    fn louder_stays_louder_and_nothing_jumps() {
        let curve: Vec<i16> = (0..131_072).map(soften).collect();
        assert!(curve.windows(2).all(|w| w[1] >= w[0] && w[1] - w[0] <= 1));
    }

    #[test]
    fn one_voice_alone_is_left_as_it_is() {
        let mut out = [0; 2];
        mix(&[vec![32_767, -32_768]], &mut out);
        assert_eq!(out, [32_767, -32_768]);
    }
}
