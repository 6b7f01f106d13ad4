//! Pixels to paint on.

use crate::BrokenFilm;
use image::RgbImage;
use kinline_vision::Picture;

/// RGB, row by row.
#[derive(Clone)]
pub struct Raster {
    /// Pixels.
    pub width: usize,
    /// Pixels.
    pub height: usize,
    /// Three bytes a pixel.
    pub rgb: Vec<u8>,
}

/// Never prints pixels.
impl std::fmt::Debug for Raster {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Raster({}x{})", self.width, self.height)
    }
}

impl Raster {
    /// Black.
    pub fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            rgb: vec![0; width * height * 3],
        }
    }

    /// The pixels of a picture.
    pub fn of(picture: &Picture) -> Self {
        Self {
            width: picture.width() as usize,
            height: picture.height() as usize,
            rgb: picture.rgb().to_vec(),
        }
    }

    /// As vision sees it.
    pub fn to_picture(&self) -> Result<Picture, BrokenFilm> {
        let (width, height) = (self.width as u32, self.height as u32);
        Picture::from_rgb(width, height, self.rgb.clone())
            .map_err(|error| BrokenFilm::Codec(error.to_string()))
    }

    /// As an encoder takes it.
    pub fn to_image(&self) -> RgbImage {
        let (width, height) = (self.width as u32, self.height as u32);
        RgbImage::from_raw(width, height, self.rgb.clone()).unwrap_or_default()
    }

    /// Left is right.
    pub fn mirrored(&self) -> Self {
        let mut mirrored = self.clone();
        for y in 0..self.height {
            for x in 0..self.width {
                mirrored.set(self.width - 1 - x, y, self.at(x, y));
            }
        }
        mirrored
    }

    /// A part of it; what lies outside is left out.
    pub fn crop(&self, x: f32, y: f32, width: f32, height: f32) -> Self {
        let edge = |value: f32, most: usize| (value.max(0.0) as usize).min(most);
        let (left, right) = (edge(x, self.width), edge(x + width, self.width));
        let (top, bottom) = (edge(y, self.height), edge(y + height, self.height));
        let mut part = Self::new(right - left, bottom - top);
        for row in top..bottom {
            let from = (row * self.width + left) * 3;
            let to = (row - top) * part.width * 3;
            let length = part.width * 3;
            part.rgb[to..to + length].copy_from_slice(&self.rgb[from..from + length]);
        }
        part
    }

    /// The mean colour of a part.
    pub fn mean(&self, x: f32, y: f32, width: f32, height: f32) -> [u8; 3] {
        let part = self.crop(x, y, width, height);
        let pixels = (part.width * part.height).max(1) as u64;
        let channel = |index: usize| {
            let values = part.rgb.iter().skip(index).step_by(3);
            (values.map(|it| u64::from(*it)).sum::<u64>() / pixels) as u8
        };
        [channel(0), channel(1), channel(2)]
    }

    /// A pixel.
    pub fn at(&self, x: usize, y: usize) -> [u8; 3] {
        let at = (y * self.width + x) * 3;
        [self.rgb[at], self.rgb[at + 1], self.rgb[at + 2]]
    }

    /// Sets a pixel.
    pub fn set(&mut self, x: usize, y: usize, colour: [u8; 3]) {
        let at = (y * self.width + x) * 3;
        self.rgb[at..at + 3].copy_from_slice(&colour);
    }

    /// The colour between pixels; at and beyond the edge that of the edge.
    pub fn between(&self, x: f32, y: f32) -> [f32; 3] {
        let x = x.clamp(0.0, self.width.saturating_sub(1) as f32);
        let y = y.clamp(0.0, self.height.saturating_sub(1) as f32);
        let (left, top) = (x as usize, y as usize);
        let right = (left + 1).min(self.width.saturating_sub(1));
        let bottom = (top + 1).min(self.height.saturating_sub(1));
        let (u, v) = (x - left as f32, y - top as f32);
        let corners = [
            self.at(left, top),
            self.at(right, top),
            self.at(left, bottom),
            self.at(right, bottom),
        ];
        std::array::from_fn(|channel| {
            let [a, b, c, d] = corners.map(|it| f32::from(it[channel]));
            (a * (1.0 - u) + b * u) * (1.0 - v) + (c * (1.0 - u) + d * u) * v
        })
    }

    /// Half its size, each pixel the mean of four.
    pub fn halved(&self) -> Self {
        let mut half = Self::new(self.width / 2, self.height / 2);
        for y in 0..half.height {
            for x in 0..half.width {
                let four = [(0, 0), (1, 0), (0, 1), (1, 1)];
                let four = four.map(|(u, v)| self.at(2 * x + u, 2 * y + v));
                let colour = std::array::from_fn(|channel| {
                    let sum: u16 = four.iter().map(|it| u16::from(it[channel])).sum();
                    (sum / 4) as u8
                });
                half.set(x, y, colour);
            }
        }
        half
    }

    /// Blurred by a box of `2 * across + 1` by `2 * down + 1` pixels.
    pub fn blur(&mut self, across: usize, down: usize) {
        if across > 0 {
            let width = self.width;
            for row in self.rgb.chunks_exact_mut(width * 3) {
                blur_line(row, across);
            }
        }
        if down > 0 {
            let (width, height) = (self.width, self.height);
            let mut column = vec![0; height * 3];
            for x in 0..width {
                for y in 0..height {
                    column[y * 3..y * 3 + 3].copy_from_slice(&self.at(x, y));
                }
                blur_line(&mut column, down);
                for y in 0..height {
                    self.set(x, y, [column[y * 3], column[y * 3 + 1], column[y * 3 + 2]]);
                }
            }
        }
    }
}

fn blur_line(line: &mut [u8], radius: usize) {
    let pixels = line.len() / 3;
    let before = line.to_vec();
    for channel in 0..3 {
        let at = |index: isize| {
            let index = index.clamp(0, pixels as isize - 1) as usize;
            u32::from(before[index * 3 + channel])
        };
        let reach = radius as isize;
        let mut sum: u32 = (-reach..=reach).map(at).sum();
        for pixel in 0..pixels {
            line[pixel * 3 + channel] = (sum / (2 * radius as u32 + 1)) as u8;
            let here = pixel as isize;
            sum = sum + at(here + reach + 1) - at(here - reach);
        }
    }
}
