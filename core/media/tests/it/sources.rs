//! A camera, a microphone and what decodes them again.

use openh264::OpenH264API;
use openh264::decoder::Decoder;
use openh264::encoder::{
    Encoder, EncoderConfig, IntraFramePeriod, Profile, QpRange, RateControlMode, SpsPpsStrategy,
};
use openh264::formats::{YUVSlices, YUVSource};
use std::time::{Duration, Instant};

pub const WIDTH: usize = 320;
pub const HEIGHT: usize = 192;

/// A moving bright square on `shade`, really encoded.
pub struct Camera {
    encoder: Encoder,
    shade: u8,
    count: usize,
}

impl Camera {
    pub fn new(shade: u8) -> Self {
        let config = EncoderConfig::new()
            .profile(Profile::Baseline)
            .sps_pps_strategy(SpsPpsStrategy::ConstantId)
            .intra_frame_period(IntraFramePeriod::from_num_frames(0))
            .num_threads(1)
            // Every picture that is taken is sent: the tests count them.
            .rate_control_mode(RateControlMode::Off)
            .qp(QpRange::new(28, 36));
        let encoder = Encoder::with_api_config(OpenH264API::from_source(), config).unwrap();
        Self {
            encoder,
            shade,
            count: 0,
        }
    }

    /// The next access unit.
    pub fn picture(&mut self, key: bool) -> Vec<u8> {
        if key {
            self.encoder.force_intra_frame();
        }
        let mut luma = vec![self.shade; WIDTH * HEIGHT];
        let mut seed = self.count as u32 + 1;
        // Noise, so that a keyframe takes many packets and a picture more than one.
        for pixel in &mut luma {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *pixel = pixel.wrapping_add((seed >> 29) as u8);
        }
        let left = self.count * 4 % (WIDTH - 64);
        for row in luma.chunks_mut(WIDTH).skip(32).take(64) {
            row[left..left + 64].fill(235);
        }
        self.count += 1;
        let chroma = vec![128; WIDTH * HEIGHT / 4];
        let strides = (WIDTH, WIDTH / 2, WIDTH / 2);
        let picture = YUVSlices::new((&luma, &chroma, &chroma), (WIDTH, HEIGHT), strides);
        self.encoder.encode(&picture).unwrap().to_vec()
    }
}

/// Counts the pictures that decode, and looks at the shade of the last.
pub struct Screen {
    decoder: Decoder,
    pub shown: usize,
    pub failed: usize,
    pub shade: u8,
}

impl Screen {
    pub fn new() -> Self {
        Self {
            decoder: Decoder::new().unwrap(),
            shown: 0,
            failed: 0,
            shade: 0,
        }
    }

    pub fn show(&mut self, access_unit: &[u8]) {
        match self.decoder.decode(access_unit) {
            Ok(Some(picture)) => {
                assert_eq!(picture.dimensions(), (WIDTH, HEIGHT));
                let (stride, _, _) = picture.strides();
                // The lowest rows have no square in them.
                let row = &picture.y()[(HEIGHT - 16) * stride..][..WIDTH];
                self.shade = (row.iter().map(|p| usize::from(*p)).sum::<usize>() / WIDTH) as u8;
                self.shown += 1;
            }
            _ => self.failed += 1,
        }
    }
}

/// Something like a voice, swelling and falling: without its noise hardly any packet carries FEC.
pub fn voice(from: usize) -> Vec<i16> {
    let sample = |n: usize| {
        let t = n as f32;
        let sum = (t * 0.0157).sin() + 0.5 * (t * 0.0471).sin() + 0.3 * (t * 0.11).sin();
        let noise = (n as u32)
            .wrapping_mul(1_664_525)
            .wrapping_add(1_013_904_223);
        let noise = (noise >> 24) as f32 - 128.0;
        (sum * 9000.0 * (0.3 + (t * 0.0003).sin().abs()) + noise) as i16
    };
    (from..from + 960).map(sample).collect()
}

pub fn loudness(pcm: &[i16]) -> f64 {
    let energy: f64 = pcm.iter().map(|s| f64::from(*s).powi(2)).sum();
    (energy / pcm.len().max(1) as f64).sqrt()
}

/// Calls `each` every `period`, as a camera or a sound card does, until it says no.
pub fn every(
    period: Duration,
    mut each: impl FnMut(u32) -> bool + Send + 'static,
) -> std::thread::JoinHandle<()> {
    std::thread::spawn(move || {
        let start = Instant::now();
        for i in 0.. {
            std::thread::sleep((start + period * i).saturating_duration_since(Instant::now()));
            if !each(i) {
                return;
            }
        }
    })
}
