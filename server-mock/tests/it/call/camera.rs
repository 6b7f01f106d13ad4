//! What a client of the tests films.

use super::line::Shared;
use image::imageops;
use openh264::{
    OpenH264API,
    encoder::{BitRate, Encoder, EncoderConfig},
    formats::{RgbSliceU8, YUVBuffer},
};
use std::sync::Arc;

/// A scene's, of which the camera shows [`PAN`] pixels less.
pub const WIDTH_OF_SCENE: u32 = 672;
const PAN: u32 = 32;
const WIDTH: usize = 320;
const HEIGHT: usize = 240;

/// A bar that wanders over a grey ground, or a scene that it pans over.
pub struct Camera {
    encoder: Encoder,
    /// The next is a key picture.
    pub key: bool,
    shared: Arc<Shared>,
}

impl Camera {
    pub fn new(shared: Arc<Shared>) -> Self {
        // What a phone sends, not the library's 120 kbit/s: faces would be smears.
        let sharp = EncoderConfig::new().bitrate(BitRate::from_bps(1_500_000));
        Self {
            encoder: Encoder::with_api_config(OpenH264API::from_source(), sharp).unwrap(),
            key: true,
            shared,
        }
    }

    pub fn picture(&mut self, number: u32) -> Vec<u8> {
        if std::mem::take(&mut self.key) {
            self.encoder.force_intra_frame();
        }
        let scene = self.shared.scene.lock().unwrap().clone();
        if let Some(scene) = scene {
            let (width, height) = (scene.width() - PAN, scene.height() - PAN * 9 / 16);
            let part = imageops::crop_imm(&*scene, pan(number), 0, width, height).to_image();
            let pixels = RgbSliceU8::new(&part, (width as usize, height as usize));
            let picture = YUVBuffer::from_rgb8_source(pixels);
            return self.encoder.encode(&picture).unwrap().to_vec();
        }
        let bar = number as usize * 3 % WIDTH;
        let pixels: Vec<u8> = (0..WIDTH * HEIGHT)
            .flat_map(|n| match (n % WIDTH).abs_diff(bar) < 16 {
                true => [220, 40, 40],
                false => [90, 90, 90],
            })
            .collect();
        let picture = RgbSliceU8::new(&pixels, (WIDTH, HEIGHT));
        let picture = YUVBuffer::from_rgb_source(picture);
        self.encoder.encode(&picture).unwrap().to_vec()
    }
}

/// How far right the camera looks, pixels, up to [`PAN`]: never again as before, or looks that fall into step with it would see
/// who is there keep still, as a picture on the wall does.
fn pan(number: u32) -> u32 {
    let number = f64::from(number);
    let way = 10.0 * (number / 10.0).sin() + 6.0 * (number / 23.0).sin();
    (f64::from(PAN / 2) + way).round() as u32
}
