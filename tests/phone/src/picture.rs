//! Pictures as codecs want them: planar YUV 4:2:0, BT.601, even sides.

use crate::PhoneError;
use image::{RgbImage, imageops::FilterType};
use openh264::formats::{RgbSliceU8, YUVBuffer, YUVSlices, YUVSource};
use std::path::Path;

/// A colour: Y, U, V.
pub type Colour = [u8; 3];

/// A picture in planar YUV 4:2:0.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    height: usize,
    planes: [Vec<u8>; 3],
}

impl Picture {
    /// A picture of one colour. Sides are rounded down to even numbers.
    #[must_use]
    pub fn filled(width: usize, height: usize, colour: Colour) -> Self {
        let (width, height) = (width & !1, height & !1);
        let plane = |index: usize| {
            let pixels = if index == 0 {
                width * height
            } else {
                width * height / 4
            };
            vec![colour[index]; pixels]
        };
        Self {
            width,
            height,
            planes: [plane(0), plane(1), plane(2)],
        }
    }

    /// Copies what a codec or converter holds.
    #[must_use]
    pub fn copy(source: &impl YUVSource) -> Self {
        let ((width, height), strides) = (source.dimensions(), source.strides());
        // Whole rows at a time: this happens to every picture of a call.
        let tight = |plane: &[u8], stride: usize, width: usize, height: usize| {
            let mut rows = Vec::with_capacity(width * height);
            for row in plane.chunks(stride).take(height) {
                rows.extend_from_slice(&row[..width]);
            }
            rows
        };
        Self {
            width,
            height,
            planes: [
                tight(source.y(), strides.0, width, height),
                tight(source.u(), strides.1, width / 2, height / 2),
                tight(source.v(), strides.2, width / 2, height / 2),
            ],
        }
    }

    /// From planes without padding; `None` if their sizes do not fit.
    #[must_use]
    pub fn from_planes(width: usize, height: usize, planes: [Vec<u8>; 3]) -> Option<Self> {
        let luma = width * height;
        let fits = planes.each_ref().map(Vec::len) == [luma, luma / 4, luma / 4];
        (fits && width.is_multiple_of(2) && height.is_multiple_of(2)).then_some(Self {
            width,
            height,
            planes,
        })
    }

    /// From RGB. Sides are rounded down to even numbers.
    #[must_use]
    pub fn from_rgb(image: &RgbImage) -> Self {
        let (width, height) = (image.width() & !1, image.height() & !1);
        let even = image::imageops::crop_imm(image, 0, 0, width, height).to_image();
        let size = (width as usize, height as usize);
        Self::copy(&YUVBuffer::from_rgb8_source(RgbSliceU8::new(
            even.as_raw(),
            size,
        )))
    }

    /// To RGB (BT.601, limited range).
    #[must_use]
    pub fn to_rgb(&self) -> RgbImage {
        RgbImage::from_fn(self.width as u32, self.height as u32, |x, y| {
            let [luma, u, v] = self.at(x as usize, y as usize).map(f32::from);
            let (luma, u, v) = ((luma - 16.0) * 1.164, u - 128.0, v - 128.0);
            let rgb = [
                luma + 1.596 * v,
                luma - 0.392 * u - 0.813 * v,
                luma + 2.017 * u,
            ];
            image::Rgb(rgb.map(|value| value.round().clamp(0.0, 255.0) as u8))
        })
    }

    /// As a PNG image.
    pub fn png(&self) -> Result<Vec<u8>, PhoneError> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        self.to_rgb()
            .write_to(&mut bytes, image::ImageFormat::Png)
            .map_err(|error| PhoneError::Broken(format!("no PNG: {error}")))?;
        Ok(bytes.into_inner())
    }

    /// Writes it as a PNG file.
    pub fn save_png(&self, path: &Path) -> Result<(), PhoneError> {
        std::fs::write(path, self.png()?).map_err(|error| PhoneError::file(path, error))
    }

    /// Width in pixels.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Height in pixels.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// The colour of a pixel.
    #[must_use]
    pub fn at(&self, x: usize, y: usize) -> Colour {
        let chroma = (y / 2) * (self.width / 2) + x / 2;
        [
            self.planes[0][y * self.width + x],
            self.planes[1][chroma],
            self.planes[2][chroma],
        ]
    }

    /// Paints a rectangle; what lies outside is cut off.
    pub fn fill(&mut self, x: usize, y: usize, width: usize, height: usize, colour: Colour) {
        let right = (x + width).min(self.width);
        let bottom = (y + height).min(self.height);
        for (index, plane) in self.planes.iter_mut().enumerate() {
            let half = usize::from(index > 0);
            let stride = self.width >> half;
            let (left, right) = (x.min(right) >> half, right >> half);
            for row in (y >> half)..(bottom >> half) {
                plane[row * stride + left..row * stride + right].fill(colour[index]);
            }
        }
    }

    /// A part of it; sides and corner must be even and inside.
    #[must_use]
    pub fn crop(&self, x: usize, y: usize, width: usize, height: usize) -> Self {
        let cut = |index: usize| {
            let half = usize::from(index > 0);
            let mut rows = Vec::with_capacity((width >> half) * (height >> half));
            let all = self.planes[index].chunks(self.width >> half);
            for row in all.skip(y >> half).take(height >> half) {
                rows.extend_from_slice(&row[x >> half..(x + width) >> half]);
            }
            rows
        };
        Self {
            width,
            height,
            planes: [cut(0), cut(1), cut(2)],
        }
    }

    /// How far another picture is from this one, whatever their sizes: the mean difference of Y, U and
    /// V over a coarse grid. Same content through a codec: below 6; something else: above 20.
    #[must_use]
    pub fn difference(&self, other: &Self) -> f32 {
        let (mine, theirs) = (self.thumbnail(), other.thumbnail());
        let sum: f32 = mine.iter().zip(&theirs).map(|(a, b)| (a - b).abs()).sum();
        sum / mine.len() as f32
    }

    /// Means of sixteen points in each cell of a grid of 32 x 18, Y then U then V.
    fn thumbnail(&self) -> Vec<f32> {
        let mut cells = Vec::with_capacity(32 * 18 * 3);
        for (index, plane) in self.planes.iter().enumerate() {
            let half = usize::from(index > 0);
            let (width, height) = (self.width >> half, self.height >> half);
            for cell in 0..32 * 18 {
                let (column, row) = (cell % 32, cell / 32);
                let mut sum = 0;
                for point in 0..16 {
                    let x = (column * 8 + point % 4 * 2 + 1) * width / 256;
                    let y = (row * 8 + point / 4 * 2 + 1) * height / 144;
                    sum += u32::from(plane[y * width + x]);
                }
                cells.push(sum as f32 / 16.0);
            }
        }
        cells
    }

    pub(crate) fn slices(&self) -> YUVSlices<'_> {
        let [y, u, v] = &self.planes;
        let half = self.width / 2;
        YUVSlices::new(
            (y, u, v),
            (self.width, self.height),
            (self.width, half, half),
        )
    }
}

/// Never prints pixels.
impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({}x{})", self.width, self.height)
    }
}

/// Scales and crops an image so that it covers a size.
#[must_use]
pub fn cover(image: &RgbImage, width: u32, height: u32) -> RgbImage {
    let scale = (f64::from(width) / f64::from(image.width()))
        .max(f64::from(height) / f64::from(image.height()));
    let scaled = |side: u32, least: u32| ((f64::from(side) * scale).ceil() as u32).max(least);
    let (w, h) = (scaled(image.width(), width), scaled(image.height(), height));
    let resized = image::imageops::resize(image, w, h, FilterType::Triangle);
    image::imageops::crop_imm(&resized, (w - width) / 2, (h - height) / 2, width, height).to_image()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_survive_the_way_through_yuv() {
        let red = RgbImage::from_pixel(16, 16, image::Rgb([200, 30, 40]));
        let back = Picture::from_rgb(&red).to_rgb();
        let [r, g, b] = back.get_pixel(8, 8).0;
        assert!(r.abs_diff(200) < 6 && g.abs_diff(30) < 6 && b.abs_diff(40) < 6);
    }

    #[test]
    fn other_content_differs_and_another_size_does_not() {
        let mut one = Picture::filled(320, 180, [100, 90, 160]);
        one.fill(0, 0, 160, 90, [200, 128, 128]);
        let mut large = Picture::filled(640, 360, [100, 90, 160]);
        large.fill(0, 0, 320, 180, [200, 128, 128]);
        assert!(one.difference(&large) < 1.0);
        assert!(one.difference(&Picture::filled(320, 180, [30, 128, 128])) > 20.0);
    }

    #[test]
    fn a_crop_holds_what_was_there() {
        let mut whole = Picture::filled(64, 64, [16, 128, 128]);
        whole.fill(32, 32, 32, 32, [235, 100, 150]);
        assert_eq!(
            whole.crop(32, 32, 32, 32),
            Picture::filled(32, 32, [235, 100, 150])
        );
    }
}
