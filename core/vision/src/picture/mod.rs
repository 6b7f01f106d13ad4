//! Pictures: upright RGB in memory, from files, from memory, from a video decoder.

mod decode;

pub use decode::MOST_MEMORY;

use image::{ImageBuffer, Rgb, RgbImage, imageops::FilterType};

/// The most pixels that a picture may have: 50 megapixels, 150 MB in memory. Phones' cameras make up to 50 by default.
pub const MOST_PIXELS: u64 = 50_000_000;
/// The shortest side that anything can be seen in, pixels.
const SHORTEST_SIDE: u32 = 16;

/// A picture: 8-bit RGB, upright, row by row.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

/// One plane of a video picture.
#[derive(Clone, Copy)]
pub struct Plane<'a> {
    /// Row by row, each `stride` bytes from the next.
    pub bytes: &'a [u8],
    /// Bytes from one row to the next, at least the plane's width.
    pub stride: usize,
}

/// Why something cannot be used as a picture, and what to do instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// There is nothing in it.
    #[error("the picture is empty: choose or take it again")]
    Empty,
    /// Nothing can be seen in so few pixels.
    #[error("the picture is too small ({width} x {height} pixels): take a larger one")]
    TooSmall {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
    },
    /// More than we are ready to hold in memory.
    #[error(
        "the picture is too large ({width} x {height} pixels): save it smaller, or take it with the app"
    )]
    TooLarge {
        /// Pixels; 0 where even that is too much to read.
        width: u32,
        /// Pixels; 0 where even that is too much to read.
        height: u32,
    },
    /// An iPhone's own format.
    #[error(
        "the picture is HEIC: save it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible)"
    )]
    Heic,
    /// Neither JPEG nor PNG.
    #[error("this is no JPEG or PNG: choose a photo")]
    NotAPicture,
    /// It begins like a picture and is broken or cut off.
    #[error("the picture is damaged or cut off: send it again")]
    Damaged,
}

impl Picture {
    /// From RGB in memory, `width * height * 3` bytes.
    pub fn from_rgb(width: u32, height: u32, rgb: Vec<u8>) -> Result<Self, PictureError> {
        check_size(width, height)?;
        if rgb.len() as u64 != u64::from(width) * u64::from(height) * 3 {
            return Err(PictureError::Damaged);
        }
        Ok(Self { width, height, rgb })
    }

    /// From a video decoder's planes: 4:2:0, BT.601 limited range, as H.264 of calls is.
    pub fn from_i420(
        width: u32,
        height: u32,
        y: Plane<'_>,
        u: Plane<'_>,
        v: Plane<'_>,
    ) -> Result<Self, PictureError> {
        check_size(width, height)?;
        let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
        for row in 0..height as usize {
            let luma = y.row(row, width as usize)?;
            let half = width.div_ceil(2) as usize;
            let (blue, red) = (u.row(row / 2, half)?, v.row(row / 2, half)?);
            for (column, &luma) in luma.iter().enumerate() {
                rgb.extend(rgb_of(luma, blue[column / 2], red[column / 2]));
            }
        }
        Ok(Self { width, height, rgb })
    }

    /// Pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Row by row, three bytes a pixel.
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    /// The same made smaller, so that its longer side has at most `longest` pixels; never larger.
    pub fn scaled_to_fit(&self, longest: u32) -> Self {
        let own = self.width.max(self.height);
        if own <= longest {
            return self.clone();
        }
        // What is far larger is halved first: a filter over all of it takes more time, and more memory than a decoder may.
        if own / 2 > longest && self.width.min(self.height) > 1 {
            return self.halved().scaled_to_fit(longest);
        }
        let factor = f64::from(longest) / f64::from(own);
        let side = |length: u32| ((f64::from(length) * factor).round() as u32).max(1);
        let (width, height) = (side(self.width), side(self.height));
        let view = ImageBuffer::<Rgb<u8>, &[u8]>::from_raw(self.width, self.height, &self.rgb);
        let scaled =
            view.map(|view| image::imageops::resize(&view, width, height, FilterType::Triangle));
        Self::from_image(scaled.unwrap_or_default())
    }

    /// Half as wide and high: each pixel the mean of four.
    fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let row = |y: u32| &self.rgb[y as usize * self.width as usize * 3..][..width as usize * 6];
        let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
        for y in 0..height {
            let (above, below) = (row(2 * y).chunks_exact(6), row(2 * y + 1).chunks_exact(6));
            rgb.extend(above.zip(below).flat_map(|(above, below)| {
                let four = |at: usize| [above[at], above[at + 3], below[at], below[at + 3]];
                [0, 1, 2].map(|channel| {
                    let sum: u16 = four(channel).map(u16::from).iter().sum();
                    ((sum + 2) / 4) as u8
                })
            }));
        }
        Self { width, height, rgb }
    }

    /// A JPEG of it, `quality` 1 to 100, with no EXIF: where and when it was taken is not in it.
    pub fn to_jpeg(&self, quality: u8) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder =
            image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality.clamp(1, 100));
        // Writing to memory, of a picture whose sizes were checked, cannot fail.
        let _ = encoder.encode(
            &self.rgb,
            self.width,
            self.height,
            image::ExtendedColorType::Rgb8,
        );
        bytes
    }

    fn into_image(self) -> RgbImage {
        RgbImage::from_raw(self.width, self.height, self.rgb).unwrap_or_default()
    }

    fn from_image(image: RgbImage) -> Self {
        Self {
            width: image.width(),
            height: image.height(),
            rgb: image.into_raw(),
        }
    }
}

impl Plane<'_> {
    fn row(&self, row: usize, width: usize) -> Result<&[u8], PictureError> {
        let start = row * self.stride;
        self.bytes
            .get(start..start + width)
            .ok_or(PictureError::Damaged)
    }
}

fn check_size(width: u32, height: u32) -> Result<(), PictureError> {
    if width.min(height) < SHORTEST_SIDE {
        return Err(PictureError::TooSmall { width, height });
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureError::TooLarge { width, height });
    }
    Ok(())
}

/// ITU-R BT.601, limited range, in 16-bit fixed point.
fn rgb_of(luma: u8, blue: u8, red: u8) -> [u8; 3] {
    let luma = (i32::from(luma) - 16) * 76_309;
    let (blue, red) = (i32::from(blue) - 128, i32::from(red) - 128);
    let byte = |value: i32| ((value + 32_768) >> 16).clamp(0, 255) as u8;
    [
        byte(luma + red * 104_597),
        byte(luma - blue * 25_675 - red * 53_279),
        byte(luma + blue * 132_201),
    ]
}
