//! The fast side of a call: encoded pictures and plain sound, from and to platform threads.

use std::{sync::Arc, time::Duration};

/// The media of the call that one is in. Every method returns at once, but [`Self::next_video`].
#[derive(uniffi::Object)]
pub struct CallMedia(pub(crate) kinline_core::CallMedia);

#[uniffi::export]
impl CallMedia {
    /// Sends an H.264 access unit (Annex B) that was taken at `pts_us` microseconds of any steady
    /// clock; `key` if it holds an IDR picture. In Kotlin it takes a direct `ByteBuffer`.
    pub fn push_video(&self, access_unit: &[u8], pts_us: i64, key: bool) {
        self.0.push_video(access_unit, pts_us, key);
    }

    /// The next received picture, waiting at most so long. Who takes too slowly loses pictures up
    /// to the next keyframe.
    pub fn next_video(&self, wait: Duration) -> Option<VideoUnit> {
        self.0.next_video(wait).map(|unit| VideoUnit {
            mid: unit.video_mid,
            data: unit.data.to_vec(),
            pts_us: unit.pts_us,
            key: unit.key,
        })
    }

    /// What comes by this mid cannot be decoded before a keyframe, because the decoder is a new one or failed: asks for
    /// one, and gives nothing of it until then.
    pub fn need_keyframe(&self, mid: &str) {
        self.0.need_keyframe(mid);
    }

    /// Sends sound: 16-bit little-endian PCM, 48 kHz, mono, 10 or 20 ms.
    pub fn push_audio(&self, pcm: &[u8]) {
        let samples: Vec<i16> = pcm
            .chunks_exact(2)
            .map(|b| i16::from_le_bytes([b[0], b[1]]))
            .collect();
        self.0.push_audio(&samples);
    }

    /// The next sound to play: so many samples of 16-bit little-endian PCM, 48 kHz, mono, everybody
    /// mixed; silence where there is none. At most 120 ms (5,760 samples).
    pub fn pull_audio(&self, samples: u32) -> Vec<u8> {
        let mut pcm = vec![0; samples.min(5_760) as usize];
        self.0.pull_audio(&mut pcm);
        pcm.into_iter().flat_map(i16::to_le_bytes).collect()
    }

    /// What to encode now; asked before each picture or so.
    pub fn encoder(&self) -> EncoderTarget {
        let target = self.0.encoder();
        EncoderTarget {
            bits_per_second: target.bits_per_second,
            width: target.width,
            height: target.height,
            frames_per_second: target.frames_per_second,
        }
    }

    /// Whether the next picture must be a keyframe: true once for each time that it is asked for.
    pub fn take_keyframe_request(&self) -> bool {
        self.0.take_keyframe_request()
    }
}

impl CallMedia {
    pub(crate) fn wrap(media: kinline_core::CallMedia) -> Arc<Self> {
        Arc::new(Self(media))
    }
}

/// A received picture, still encoded.
#[derive(uniffi::Record)]
pub struct VideoUnit {
    /// Whose: one of the `mids` of a person of the call's view.
    pub mid: String,
    /// One H.264 access unit in Annex B.
    pub data: Vec<u8>,
    /// Presentation time, microseconds.
    pub pts_us: i64,
    /// Whether decoding can start here.
    pub key: bool,
}

/// What the platform's encoder should make.
#[derive(uniffi::Record)]
pub struct EncoderTarget {
    /// Bit/s; 0: no picture now, the line carries only the voice.
    pub bits_per_second: u32,
    /// Pixels, for a picture 16:9.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Pictures a second.
    pub frames_per_second: u32,
}
