//! What the rest of this crate knows of WebRTC: RTP packets by slot, feedback, offer and answer. The one
//! implementation is [`webrtc`]; another stack needs only this trait.

mod chain;
mod sdp;
pub(crate) mod webrtc;

use crate::{Candidate, ConnectionState, MediaError};
use bytes::Bytes;
use std::time::{Duration, Instant};

/// Sound or picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Audio,
    Video,
}

/// An RTP packet, without what is the line's own (SSRC, payload type, extensions).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Packet {
    pub sequence: u16,
    /// In ticks of the codec: 48 kHz for sound, 90 kHz for pictures.
    pub timestamp: u32,
    pub marker: bool,
    pub payload: Bytes,
}

/// What became of a packet of ours, as the far end reports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fate {
    /// Bytes of RTP header and payload.
    pub size: usize,
    pub sent: Instant,
    pub arrived: bool,
    /// When it arrived, on the far end's clock: only differences mean anything.
    pub arrival: Option<Duration>,
}

/// What the far end, or the line itself, tells about the traffic.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Feedback {
    /// Our picture cannot be decoded without a new keyframe.
    KeyframeWanted,
    /// Send no more than this, bit/s (REMB).
    AtMost(u64),
    /// Fates of packets of ours, oldest first (transport-wide congestion control).
    Delivery(Vec<Fate>),
    /// Share of our packets lost, 0 to 1 (receiver report).
    Loss(f64),
    /// To the relay and back.
    RoundTrip(Duration),
    /// The far end asks for packets of ours again.
    NackReceived,
    /// We asked for so many packets again.
    NackSent(u64),
    /// A packet of ours went out: bytes of RTP header and payload.
    Sent(usize),
    /// A repair came in.
    Repaired,
}

/// Takes what comes in. Called from the transport's own task: each must return at once.
pub(crate) trait Sink: Send + Sync {
    fn state(&self, state: ConnectionState);
    fn candidate(&self, candidate: Candidate);
    fn packet(&self, slot: usize, kind: Kind, packet: Packet, now: Instant);
    fn feedback(&self, feedback: Feedback, now: Instant);
}

/// One WebRTC connection with one sound and one picture out, and as many of each in as it has slots.
#[async_trait::async_trait]
pub(crate) trait Transport: Send + Sync {
    /// A full offer, with the host candidates that could be found; `restart`: with new ICE credentials.
    async fn offer(&self, restart: bool) -> Result<String, MediaError>;
    async fn answer(&self, sdp: &str) -> Result<(), MediaError>;
    /// Waits only for the transport's own queue.
    async fn send(&self, kind: Kind, packet: Packet) -> Result<(), MediaError>;
    /// Asks whoever sends the picture of `slot` for a keyframe (PLI, RFC 4585).
    async fn ask_keyframe(&self, slot: usize) -> Result<(), MediaError>;
    async fn close(&self);
}

/// The mid of a slot's line: sound first, then picture, pair by pair.
pub(crate) fn mid(slot: usize, kind: Kind) -> String {
    (2 * slot + usize::from(kind == Kind::Video)).to_string()
}

/// The inverse of [`mid`].
pub(crate) fn slot(mid: &str) -> Option<(usize, Kind)> {
    let line: usize = mid.parse().ok()?;
    let kind = if line.is_multiple_of(2) {
        Kind::Audio
    } else {
        Kind::Video
    };
    Some((line / 2, kind))
}
