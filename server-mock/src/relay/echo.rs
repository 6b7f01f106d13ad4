//! A session that gets back what it sends: how a laptop's line is checked.
//!
//! Picture and sound come back on the first pair of receiving lines. On a data channel, a message
//! whose first two bytes are N (big endian) is answered by one of N bytes; messages that want no
//! answer load the line towards the relay, which counts them.

use super::{sdp::Kind, session::Session};
use kinline_protocol::{MediaSessionId, ParticipantId};
use std::time::{Duration, Instant};
use str0m::{channel::ChannelData, rtp::RtpPacket};

/// The longest answer on the data channel, bytes: a datagram's worth.
const ANSWER: usize = 1200;

/// What the relay saw of an echo session.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct EchoReport {
    /// Bytes of its load that came, without the first message: its way is not within the time.
    pub load_bytes: u64,
    /// From the load's first message to its last.
    pub load_lasted: Duration,
    /// From its first packet of sound to its last.
    pub lasted: Duration,
    /// Packets of sound received.
    pub sound_received: u64,
    /// Packets of sound sent back.
    pub sound_sent: u64,
    /// Packets of picture received.
    pub picture_received: u64,
    /// Mean jitter of the sound (the D of RFC 3550, 6.4.1), milliseconds.
    pub jitter_ms: Option<f64>,
}

/// What is counted while it lasts.
#[derive(Debug, Default)]
pub(super) struct Echo {
    load: Load,
    sound: Arrivals,
}

/// Under which name an echo session is shown to itself.
pub(super) fn itself(session: MediaSessionId) -> ParticipantId {
    ParticipantId(session.0)
}

impl Session {
    /// Sends a packet back to where it came from.
    pub fn echo_back(&mut self, kind: Kind, packet: &RtpPacket, now: Instant) {
        let me = (self.id, itself(self.id));
        if let (Some(echo), Kind::Audio) = (&mut self.echo, kind) {
            let clock = f64::from(kind.clock());
            echo.sound
                .note(packet.header.timestamp, clock, packet.timestamp);
        }
        self.note(kind, packet, now);
        if self.forward(me, kind, packet, now) {
            self.ask_keyframe(now);
        }
    }

    /// Answers a message on an echo session's data channel.
    pub fn echo_data(&mut self, message: &ChannelData, now: Instant) {
        let (Some(echo), [high, low, ..]) = (&mut self.echo, message.data.as_slice()) else {
            return;
        };
        let wanted = usize::from(u16::from_be_bytes([*high, *low])).min(ANSWER);
        if wanted == 0 {
            return echo.load.note(message.data.len(), now);
        }
        if let Some(mut channel) = self.rtc.channel(message.id) {
            // A line that is full loses it, as it would a picture.
            let _ = channel.write(true, &vec![0; wanted]);
            self.deadline = now;
        }
    }

    /// What was seen of an echo session; `None` for others.
    pub fn echo_report(&self) -> Option<EchoReport> {
        let echo = self.echo.as_ref()?;
        let (received, sent) = self.counted();
        Some(EchoReport {
            load_bytes: echo.load.bytes,
            load_lasted: echo.load.lasted(),
            lasted: echo.sound.lasted(),
            sound_received: received[Kind::Audio as usize],
            sound_sent: sent[Kind::Audio as usize],
            picture_received: received[Kind::Video as usize],
            jitter_ms: echo.sound.jitter_ms(),
        })
    }
}

/// Messages that load the line.
#[derive(Debug, Default)]
struct Load {
    first: Option<Instant>,
    last: Option<Instant>,
    bytes: u64,
}

impl Load {
    fn note(&mut self, bytes: usize, now: Instant) {
        match self.first {
            None => self.first = Some(now),
            Some(_) => self.bytes += bytes as u64,
        }
        self.last = Some(now);
    }

    fn lasted(&self) -> Duration {
        match (self.first, self.last) {
            (Some(first), Some(last)) => last.saturating_duration_since(first),
            _ => Duration::ZERO,
        }
    }
}

/// When packets of a stream arrived.
#[derive(Debug, Default)]
struct Arrivals {
    first: Option<Instant>,
    last: Option<(Instant, u32)>,
    differences: f64,
    count: u32,
}

impl Arrivals {
    fn note(&mut self, time: u32, clock: f64, now: Instant) {
        self.first.get_or_insert(now);
        if let Some((before, time_before)) = self.last {
            let arrived = now.saturating_duration_since(before).as_secs_f64();
            let sent = f64::from(time.wrapping_sub(time_before).cast_signed()) / clock;
            self.differences += (arrived - sent).abs();
            self.count += 1;
        }
        self.last = Some((now, time));
    }

    fn lasted(&self) -> Duration {
        match (self.first, self.last) {
            (Some(first), Some((last, _))) => last.saturating_duration_since(first),
            _ => Duration::ZERO,
        }
    }

    fn jitter_ms(&self) -> Option<f64> {
        (self.count > 0).then(|| self.differences * 1000.0 / f64::from(self.count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn load_is_counted_from_its_first_message() {
        let start = Instant::now();
        let mut load = Load::default();
        assert_eq!((load.bytes, load.lasted()), (0, Duration::ZERO));
        for n in 0..=10 {
            load.note(1000, start + MS * 100 * n);
        }
        assert_eq!((load.bytes, load.lasted()), (10_000, MS * 1000));
    }

    #[test]
    fn even_packets_have_no_jitter() {
        let start = Instant::now();
        let mut sound = Arrivals::default();
        // RTP time runs over its end on the way.
        for n in 0..50_u32 {
            let time = (u32::MAX - 2000).wrapping_add(960 * n);
            sound.note(time, 48_000.0, start + MS * 20 * n);
        }
        assert!(sound.jitter_ms().unwrap() < 0.001);
        assert_eq!(sound.lasted(), MS * 980);
    }

    #[test]
    fn every_second_packet_late_is_jitter() {
        let start = Instant::now();
        let mut sound = Arrivals::default();
        for n in 0..51_u32 {
            let late = MS * 10 * (n % 2);
            sound.note(960 * n, 48_000.0, start + MS * 20 * n + late);
        }
        let jitter = sound.jitter_ms().unwrap();
        assert!((jitter - 10.0).abs() < 0.001, "{jitter}");
    }
}
