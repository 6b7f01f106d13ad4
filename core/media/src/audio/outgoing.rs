//! From PCM to RTP: Opus at 32 kbit/s with in-band FEC, 20 ms a packet.

use super::{FRAME, RATE};
use crate::{MediaError, transport::Packet};
use bytes::Bytes;
use std::time::{Duration, Instant};

const BITS_PER_SECOND: i32 = 32_000;
/// The loss that the encoder protects against, in percent: from the first packet on, and at most.
const LOSS: std::ops::RangeInclusive<i32> = 10..=30;
/// Half the full effort costs a phone half the time, and nobody hears it at this rate.
const COMPLEXITY: i32 = 5;
/// Longer between two pushes is a pause of the microphone: the RTP clock goes on with the wall clock.
const PAUSE: Duration = Duration::from_millis(200);
/// The largest Opus packet that we make (RFC 6716 allows 1275 bytes).
const MOST_BYTES: usize = 1275;

/// The microphone's side.
pub(crate) struct AudioSender {
    encoder: opus::Encoder,
    pending: Vec<i16>,
    sequence: u16,
    timestamp: u32,
    last: Option<Instant>,
    expected_loss: i32,
}

impl AudioSender {
    pub(crate) fn new() -> Result<Self, MediaError> {
        let unsupported = |e: opus::Error| MediaError::Unsupported(e.to_string());
        let mut encoder = opus::Encoder::new(RATE, opus::Channels::Mono, opus::Application::Voip)
            .map_err(unsupported)?;
        encoder
            .set_bitrate(opus::Bitrate::Bits(BITS_PER_SECOND))
            .map_err(unsupported)?;
        encoder.set_inband_fec(true).map_err(unsupported)?;
        encoder
            .set_packet_loss_perc(*LOSS.start())
            .map_err(unsupported)?;
        encoder.set_complexity(COMPLEXITY).map_err(unsupported)?;
        Ok(Self {
            encoder,
            pending: Vec::with_capacity(2 * FRAME),
            // Low enough that a retransmission soon after the start does not go back over the wrap.
            sequence: rand::random::<u16>() >> 1,
            timestamp: rand::random(),
            last: None,
            expected_loss: *LOSS.start(),
        })
    }

    /// How many percent of our packets are lost, so that FEC protects against it.
    pub(crate) fn expect_loss(&mut self, share: f64) {
        let percent = ((share * 100.0) as i32).clamp(*LOSS.start(), *LOSS.end());
        if percent != self.expected_loss && self.encoder.set_packet_loss_perc(percent).is_ok() {
            self.expected_loss = percent;
        }
    }

    /// Takes PCM; gives the packets that are full now.
    pub(crate) fn push(&mut self, pcm: &[i16], muted: bool, now: Instant) -> Vec<Packet> {
        let pause = self
            .last
            .replace(now)
            .map_or(Duration::ZERO, |l| now.saturating_duration_since(l));
        if pause > PAUSE {
            let frames = pause.as_millis() as u32 / 20;
            self.timestamp = self
                .timestamp
                .wrapping_add(frames.wrapping_mul(FRAME as u32));
            self.pending.clear();
        }
        if muted {
            self.pending.resize(self.pending.len() + pcm.len(), 0);
        } else {
            self.pending.extend_from_slice(pcm);
        }
        let mut packets = Vec::new();
        while self.pending.len() >= FRAME {
            let mut coded = [0; MOST_BYTES];
            let result = self.encoder.encode(&self.pending[..FRAME], &mut coded);
            self.pending.drain(..FRAME);
            let timestamp = self.timestamp;
            self.timestamp = timestamp.wrapping_add(FRAME as u32);
            match result {
                Ok(size) => {
                    self.sequence = self.sequence.wrapping_add(1);
                    packets.push(Packet {
                        sequence: self.sequence,
                        timestamp,
                        marker: false,
                        payload: Bytes::copy_from_slice(&coded[..size]),
                    });
                }
                Err(error) => tracing::warn!(%error, "sound could not be encoded"),
            }
        }
        packets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_milliseconds_twice_make_one_packet_and_time_goes_on_through_a_pause() {
        let mut sender = AudioSender::new().unwrap();
        let start = Instant::now();
        assert!(sender.push(&[0; 480], false, start).is_empty());
        let first = sender
            .push(&[0; 480], false, start + Duration::from_millis(10))
            .remove(0);
        let later = start + Duration::from_millis(1010);
        let second = sender.push(&[0; 960], false, later).remove(0);
        assert_eq!(second.sequence, first.sequence.wrapping_add(1));
        assert_eq!(second.timestamp.wrapping_sub(first.timestamp), 51 * 960);
    }

    #[test]
    fn the_more_is_lost_the_more_is_carried_twice_within_bounds() {
        let mut sender = AudioSender::new().unwrap();
        for (lost, expected) in [(0.2, 20), (0.9, 30), (0.0, 10)] {
            sender.expect_loss(lost);
            assert_eq!(sender.encoder.get_packet_loss_perc().unwrap(), expected);
        }
    }

    #[test]
    fn muted_sound_is_silence() {
        let mut sender = AudioSender::new().unwrap();
        let mut decoder = opus::Decoder::new(RATE, opus::Channels::Mono).unwrap();
        let loud: Vec<i16> = (0..FRAME)
            .map(|i| ((i as f32 * 0.1).sin() * 20_000.0) as i16)
            .collect();
        let mut peak = |muted| {
            let mut pcm = [0i16; FRAME];
            for _ in 0..5 {
                let packet = sender.push(&loud, muted, Instant::now()).remove(0);
                decoder.decode(&packet.payload, &mut pcm, false).unwrap();
            }
            pcm.iter().map(|s| s.unsigned_abs()).max().unwrap()
        };
        assert!(peak(false) > 5000);
        for _ in 0..10 {
            peak(true);
        }
        assert!(peak(true) < 100);
    }
}
