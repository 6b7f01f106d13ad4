//! H.264 as a phone's hardware does it: constrained baseline, one access unit for each picture,
//! keyframes only when asked for.

use crate::{PhoneError, picture::Picture};
use kinline_media::EncoderTarget;
use openh264::{
    OpenH264API,
    decoder::{DecoderConfig, Flush},
    encoder::{
        BitRate, EncoderConfig, FrameRate, FrameType, IntraFramePeriod, Profile, RateControlMode,
        SpsPpsStrategy, UsageType,
    },
};

/// An encoded picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessUnit {
    /// Annex B.
    pub data: Vec<u8>,
    /// Whether decoding can start here.
    pub key: bool,
}

/// Encodes pictures of one stream.
pub struct Encoder {
    inner: openh264::encoder::Encoder,
    target: EncoderTarget,
}

impl Encoder {
    /// An encoder for a target.
    pub fn new(target: EncoderTarget) -> Result<Self, PhoneError> {
        let inner = open(target)?;
        Ok(Self { inner, target })
    }

    /// Encodes a picture. `None`: it was skipped to keep to the bit rate. A target that is clearly
    /// another one starts the encoder anew, with a keyframe.
    pub fn encode(
        &mut self,
        picture: &Picture,
        target: EncoderTarget,
        keyframe: bool,
    ) -> Result<Option<AccessUnit>, PhoneError> {
        if differs(self.target, target) {
            *self = Self::new(target)?;
        }
        if keyframe {
            self.inner.force_intra_frame();
        }
        let stream = self.inner.encode(&picture.slices())?;
        let key = matches!(stream.frame_type(), FrameType::IDR);
        let data = stream.to_vec();
        Ok((!data.is_empty()).then_some(AccessUnit { data, key }))
    }
}

/// Decodes pictures of one stream.
pub struct Decoder {
    inner: openh264::decoder::Decoder,
}

impl Decoder {
    /// A decoder that waits for a keyframe.
    pub fn new() -> Result<Self, PhoneError> {
        // Without frames that are shown later than they are decoded there is nothing to flush.
        let config = DecoderConfig::new().flush_after_decode(Flush::NoFlush);
        let api = OpenH264API::from_source();
        let inner = openh264::decoder::Decoder::with_api_config(api, config)?;
        Ok(Self { inner })
    }

    /// Decodes an access unit (Annex B). `None`: it gives no picture.
    pub fn decode(&mut self, data: &[u8]) -> Result<Option<Picture>, PhoneError> {
        Ok(self.inner.decode(data)?.map(|yuv| Picture::copy(&yuv)))
    }
}

fn open(target: EncoderTarget) -> Result<openh264::encoder::Encoder, PhoneError> {
    let config = EncoderConfig::new()
        .profile(Profile::Baseline)
        .bitrate(BitRate::from_bps(target.bits_per_second))
        .max_frame_rate(FrameRate::from_hz(target.frames_per_second as f32))
        .usage_type(UsageType::CameraVideoRealTime)
        .rate_control_mode(RateControlMode::Bitrate)
        .sps_pps_strategy(SpsPpsStrategy::ConstantId)
        .intra_frame_period(IntraFramePeriod::from_num_frames(0))
        .num_threads(1)
        // Without frame skipping openh264 does not keep to the bit rate at all.
        .skip_frames(true);
    let api = OpenH264API::from_source();
    Ok(openh264::encoder::Encoder::with_api_config(api, config)?)
}

/// A bit rate that moves by less than an eighth is not worth the keyframe of a new encoder.
fn differs(now: EncoderTarget, wanted: EncoderTarget) -> bool {
    let moved = now.bits_per_second.abs_diff(wanted.bits_per_second);
    moved > now.bits_per_second / 8
        || now.frames_per_second != wanted.frames_per_second
        || (now.width, now.height) != (wanted.width, wanted.height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{self, Mark};

    const TARGET: EncoderTarget = EncoderTarget {
        bits_per_second: 600_000,
        width: 640,
        height: 360,
        frames_per_second: 30,
    };

    fn coded(encoder: &mut Encoder, frame: u16, target: EncoderTarget, key: bool) -> AccessUnit {
        let mark = Mark { sender: 2, frame };
        let picture = pattern::draw(mark, target.width as usize, target.height as usize);
        encoder.encode(&picture, target, key).unwrap().unwrap()
    }

    #[test]
    fn the_pattern_survives_the_codec() {
        let mut encoder = Encoder::new(TARGET).unwrap();
        let mut decoder = Decoder::new().unwrap();
        for frame in 0..20 {
            let unit = coded(&mut encoder, frame, TARGET, false);
            let picture = decoder.decode(&unit.data).unwrap().unwrap();
            assert_eq!(pattern::read(&picture), Some(Mark { sender: 2, frame }));
            assert!(pattern::is_whole(&picture), "frame {frame}");
        }
    }

    #[test]
    fn keyframes_come_first_when_asked_for_and_with_a_new_target() {
        let mut encoder = Encoder::new(TARGET).unwrap();
        let small = EncoderTarget {
            bits_per_second: 150_000,
            width: 320,
            height: 180,
            ..TARGET
        };
        let nearly = EncoderTarget {
            bits_per_second: 590_000,
            ..TARGET
        };
        let steps = [
            (TARGET, false, true),
            (TARGET, false, false),
            (TARGET, true, true),
            (nearly, false, false),
            (small, false, true),
        ];
        for (frame, (target, asked, key)) in steps.into_iter().enumerate() {
            let unit = coded(&mut encoder, frame as u16, target, asked);
            assert_eq!(unit.key, key, "frame {frame}");
        }
    }

    #[test]
    fn a_stream_without_its_keyframe_gives_no_picture() {
        let mut encoder = Encoder::new(TARGET).unwrap();
        coded(&mut encoder, 0, TARGET, false);
        let second = coded(&mut encoder, 1, TARGET, false);
        let mut decoder = Decoder::new().unwrap();
        assert!(!matches!(decoder.decode(&second.data), Ok(Some(_))));
    }
}
