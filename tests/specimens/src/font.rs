//! Letters, drawn from Debian's fonts.

use crate::Error;
use ab_glyph::{Font as _, FontVec, Glyph, ScaleFont as _, point};
use image::{Rgb, RgbImage};

/// A font of this machine.
pub struct Font(FontVec);

/// The height of a font's line in capitals' heights, for OCR-B: what `ab_glyph` calls its scale.
const OCR_B_SCALE: f32 = 1000.0 / 568.0;

impl Font {
    /// OCR-B, of Debian's `fonts-ocr-b`: what zones are printed in.
    pub fn ocr_b() -> Result<Self, Error> {
        Self::open("/usr/share/fonts/opentype/ocr-b/OCRB.otf", "fonts-ocr-b")
    }

    /// OCR-B with square ends of strokes.
    pub fn ocr_b_square() -> Result<Self, Error> {
        Self::open("/usr/share/fonts/opentype/ocr-b/OCRBS.otf", "fonts-ocr-b")
    }

    /// What the rest of a page is printed in.
    pub fn sans() -> Result<Self, Error> {
        Self::open(
            "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
            "fonts-dejavu-core",
        )
    }

    /// A typewriter's: as regular as a zone, and none.
    pub fn mono() -> Result<Self, Error> {
        Self::open(
            "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
            "fonts-dejavu-core",
        )
    }

    fn open(path: &'static str, package: &'static str) -> Result<Self, Error> {
        let missing = |_| Error::Font { path, package };
        let bytes = std::fs::read(path).map_err(missing)?;
        let font = FontVec::try_from_vec(bytes);
        font.map(Self).map_err(|_| Error::Font { path, package })
    }

    /// Writes `text` from `x`, its baseline at `baseline`, its capitals `capitals` high (pixels), each letter `pitch` from the
    /// last where given, else as wide as the font has it.
    pub fn write(
        &self,
        image: &mut RgbImage,
        (x, baseline): (f32, f32),
        capitals: f32,
        pitch: Option<f32>,
        ink: Rgb<u8>,
        text: &str,
    ) {
        let scaled = self.0.as_scaled(capitals * OCR_B_SCALE);
        let mut pen = x;
        for letter in text.chars() {
            let id = self.0.glyph_id(letter);
            let advance = scaled.h_advance(id);
            // A letter in a cell wider than itself stands in the cell's middle.
            let inset = pitch.map_or(0.0, |pitch| (pitch - advance) / 2.0);
            let glyph = id.with_scale_and_position(scaled.scale(), point(pen + inset, baseline));
            self.put(image, glyph, ink);
            pen += pitch.unwrap_or(advance);
        }
    }

    fn put(&self, image: &mut RgbImage, glyph: Glyph, ink: Rgb<u8>) {
        let Some(outline) = self.0.outline_glyph(glyph) else {
            return;
        };
        let corner = outline.px_bounds().min;
        outline.draw(|x, y, share| {
            let (x, y) = (
                corner.x as i64 + i64::from(x),
                corner.y as i64 + i64::from(y),
            );
            let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else {
                return;
            };
            if let Some(pixel) = image.get_pixel_mut_checked(x, y) {
                blend(pixel, ink, share.min(1.0));
            }
        });
    }
}

/// Puts `share` of a colour over a pixel.
pub(crate) fn blend(pixel: &mut Rgb<u8>, colour: Rgb<u8>, share: f32) {
    for (value, new) in pixel.0.iter_mut().zip(colour.0) {
        *value = (f32::from(*value) * (1.0 - share) + f32::from(new) * share).round() as u8;
    }
}
