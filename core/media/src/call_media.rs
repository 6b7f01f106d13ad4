//! What goes through the line, for the platform's threads: synchronous, cheap, never waiting for the network.

use crate::MediaStats;
use bytes::Bytes;
use std::time::Duration;

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
#[derive(Debug, Clone)]
pub struct CallMedia;

impl CallMedia {
    /// Sends one access unit (H.264 constrained baseline, Annex B) that was taken at `pts_us` microseconds of any steady clock.
    /// `key`: it holds an IDR picture (with its SPS and PPS).
    /// Dropped until connected, while muted, when the line cannot take more, and after such a drop until the next keyframe.
    pub fn push_video(&self, access_unit: &[u8], pts_us: i64, key: bool) {
        let _ = (access_unit, pts_us, key);
    }

    /// The next picture of any slot, oldest arrival first, waiting for at most `wait`. `None`: none came, or the connection is closed.
    /// Who takes too slowly loses pictures up to the next keyframe of that slot.
    #[must_use]
    pub fn next_video(&self, wait: Duration) -> Option<VideoUnit> {
        let _ = wait;
        None
    }

    /// Sends sound: 48 kHz mono, 10 or 20 ms at a time.
    pub fn push_audio(&self, pcm: &[i16]) {
        let _ = pcm;
    }

    /// Fills `pcm` with the next sound to play: 48 kHz mono, all slots mixed; silence where there is none. At most 120 ms at a time.
    pub fn pull_audio(&self, pcm: &mut [i16]) {
        pcm.fill(0);
    }

    /// What to encode now.
    #[must_use]
    pub fn encoder(&self) -> EncoderTarget {
        EncoderTarget {
            bits_per_second: 600_000,
            width: 640,
            height: 360,
            frames_per_second: 30,
        }
    }

    /// Whether the next picture must be a keyframe: true once for each time that it is asked for.
    #[must_use]
    pub fn take_keyframe_request(&self) -> bool {
        false
    }

    /// Mutes (`true`) or opens (`false`) what we send: muted sound is sent as silence, muted video not at all.
    pub fn set_muted(&self, audio: bool, video: bool) {
        let _ = (audio, video);
    }

    /// How the call goes.
    #[must_use]
    pub fn stats(&self) -> MediaStats {
        MediaStats::default()
    }
}
