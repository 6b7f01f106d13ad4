//! What goes through the line, for the platform's threads: synchronous, cheap, never waiting for the network.

use crate::MediaStats;
use crate::session::Session;
use bytes::Bytes;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

/// The most sound that is given at a time: 120 ms.
const LONGEST_PULL: usize = 5760;

/// What the platform's encoder should make now. Read it before each picture or so; it changes with the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EncoderTarget {
    /// Bit/s of the H.264 stream. 0: send no picture now, the line carries only the voice.
    pub bits_per_second: u32,
    /// Width of the picture in pixels, for a picture 16:9; a camera of another shape keeps its shape within it.
    pub width: u32,
    /// Height of the picture in pixels.
    pub height: u32,
    /// Pictures a second.
    pub frames_per_second: u32,
}

/// A received picture, still encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VideoUnit {
    /// The receive slot that it came by: 0 to `receive_slots - 1`.
    pub slot: usize,
    /// The mid of that slot's video line: what the relay's `Streams` message names.
    pub video_mid: String,
    /// One H.264 access unit in Annex B, with parameter sets before each IDR picture.
    pub data: Bytes,
    /// Presentation time in microseconds: starts anywhere, never goes back within a slot.
    pub pts_us: i64,
    /// Whether decoding can start here (an IDR picture). A slot's first unit is one, and so is the first after any gap.
    pub key: bool,
}

/// The media of a [`Connection`](crate::Connection), for platform threads. A clone is the same media.
/// After the connection is closed, pushes are ignored, pulls give silence and no pictures.
#[derive(Clone)]
pub struct CallMedia {
    session: Arc<Session>,
}

impl fmt::Debug for CallMedia {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallMedia").finish_non_exhaustive()
    }
}

impl CallMedia {
    pub(crate) fn new(session: Arc<Session>) -> Self {
        Self { session }
    }

    /// Sends one access unit (H.264 constrained baseline, Annex B) that was taken at `pts_us` microseconds of any steady clock.
    /// `key`: it holds an IDR picture (with its SPS and PPS).
    /// Dropped until connected, while muted, when the line cannot take more, and after such a drop until the next keyframe.
    pub fn push_video(&self, access_unit: &[u8], pts_us: i64, key: bool) {
        self.session.push_video(access_unit, pts_us, key);
    }

    /// The next picture of any slot, oldest arrival first, waiting for at most `wait`. `None`: none came, or the connection is closed.
    /// Who takes too slowly loses pictures up to the next keyframe of that slot.
    #[must_use]
    pub fn next_video(&self, wait: Duration) -> Option<VideoUnit> {
        self.session.video_in.next(wait)
    }

    /// What comes by this mid cannot be decoded before a keyframe, because the decoder is a new one or failed: asks for one,
    /// and gives nothing of it until then.
    pub fn need_keyframe(&self, video_mid: &str) {
        self.session.video_in.need_keyframe(video_mid);
    }

    /// Sends sound: 48 kHz mono, 10 or 20 ms at a time.
    pub fn push_audio(&self, pcm: &[i16]) {
        self.session.push_audio(pcm);
    }

    /// Fills `pcm` with the next sound to play: 48 kHz mono, all slots mixed; silence where there is none. At most 120 ms at a time:
    /// what is longer is filled up with silence.
    pub fn pull_audio(&self, pcm: &mut [i16]) {
        let (now, rest) = pcm.split_at_mut(pcm.len().min(LONGEST_PULL));
        self.session.audio_in.pull(now, Instant::now());
        rest.fill(0);
    }

    /// What to encode now.
    #[must_use]
    pub fn encoder(&self) -> EncoderTarget {
        self.session.uplink().target()
    }

    /// Whether the next picture must be a keyframe: true once for each time that it is asked for. To be asked before each picture.
    #[must_use]
    pub fn take_keyframe_request(&self) -> bool {
        self.session.take_keyframe_request()
    }

    /// Mutes (`true`) or opens (`false`) what we send: muted sound is sent as silence, muted video not at all.
    pub fn set_muted(&self, audio: bool, video: bool) {
        self.session.set_muted(audio, video);
    }

    /// Somebody else is in receive slot `slot` now (the relay says so): forgets what was left of the one before.
    pub fn reset_slot(&self, slot: usize) {
        self.session.reset(slot);
    }

    /// How the call goes.
    #[must_use]
    pub fn stats(&self) -> MediaStats {
        let session = &self.session;
        let (video, audio) = (session.video_in.counts(), session.audio_in.counts());
        let loss_out = session.uplink().loss();
        let now = Instant::now();
        let mut traffic = session.traffic();
        let milliseconds = |d: Duration| d.as_secs_f64() * 1e3;
        let accepted = traffic.accepted;
        let after =
            |at: Option<Instant>| Some(milliseconds(at?.saturating_duration_since(accepted?)));
        let counts = &session.counts;
        MediaStats {
            first_frame_out_ms: after(traffic.first_out),
            first_frame_in_ms: after(video.first_at),
            frames_out: counts.frames_out.load(Relaxed),
            frames_out_dropped: counts.frames_out_dropped.load(Relaxed),
            frames_in: video.frames,
            frames_in_dropped: video.dropped,
            freezes: video.freezes,
            freeze_ms: milliseconds(video.frozen),
            audio_out: counts.audio_out.load(Relaxed),
            audio_played: audio.played,
            audio_concealed: audio.concealed,
            audio_fec: audio.restored,
            audio_late: audio.late,
            packets_lost: video.missing + audio.concealed + audio.restored,
            nacks_out: counts.nacks_out.load(Relaxed),
            nacks_in: counts.nacks_in.load(Relaxed),
            rtx_in: counts.repairs_in.load(Relaxed),
            keyframe_requests_out: counts.keyframe_requests_out.load(Relaxed),
            keyframe_requests_in: counts.keyframe_requests_in.load(Relaxed),
            round_trip_ms: traffic.round_trip.map(milliseconds),
            loss_out,
            bits_per_second_out: traffic.sent_rate(now),
            bits_per_second_in: traffic.received_rate(now),
        }
    }
}
