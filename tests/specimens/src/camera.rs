//! A camera over a page: where it stands, what light there is, and what its lens, sensor and JPEG make of it.

use crate::{Error, Page, font::blend};
use image::{Rgb, RgbImage, codecs::jpeg::JpegEncoder, imageops};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::f32::consts::TAU;

/// How much a photo has suffered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// As a good phone takes it, straight from above.
    Clean,
    /// As people take it: a little turned, a little soft.
    Light,
    /// What reviewers sigh at: small, tilted, in bad light, blurred, noisy, much compressed.
    Hard,
}

/// How one photo is taken.
#[derive(Debug, Clone)]
pub struct Shot {
    /// The height of the zone's capitals in the photo, pixels.
    pub capitals: f32,
    /// Degrees, clockwise.
    pub turn: f32,
    /// How much smaller the far side is than the near one: across and down, shares.
    pub perspective: (f32, f32),
    /// How much darker the page's dark side is, share; where it is, radians.
    pub shade: (f32, f32),
    /// A soft-edged shadow over a part: how dark, where its edge is (shares of the photo's width).
    pub shadow: Option<(f32, f32)>,
    /// How bright the whole is: 1 is well lit.
    pub exposure: f32,
    /// Standard deviation of the lens's blur, pixels.
    pub blur: f32,
    /// Standard deviation of the sensor's noise, of 255.
    pub noise: f32,
    /// 1 to 100.
    pub jpeg: u8,
    /// How much of the table is seen around the page, share of the page's width.
    pub margin: f32,
}

/// A photo of a page.
pub struct Photo {
    /// As the phone would store it.
    pub jpeg: Vec<u8>,
    /// Where each pixel of the page is in the photo.
    pub warp: Warp,
}

impl Class {
    /// All, best first.
    pub const ALL: [Self; 3] = [Self::Clean, Self::Light, Self::Hard];
}

impl Shot {
    /// A shot of that class: which one is chance.
    pub fn draw(class: Class, chance: &mut StdRng) -> Self {
        let mut between = |low: f32, high: f32| low + (high - low) * chance.random::<f32>();
        let either = |value: f32, sign: f32| if sign < 0.5 { -value } else { value };
        match class {
            Class::Clean => Self {
                capitals: between(16.0, 40.0),
                turn: between(-1.0, 1.0),
                perspective: (0.0, 0.0),
                shade: (between(0.0, 0.1), between(0.0, TAU)),
                shadow: None,
                exposure: between(0.9, 1.0),
                blur: between(0.0, 0.5),
                noise: between(0.0, 2.0),
                jpeg: between(88.0, 97.0) as u8,
                margin: between(0.03, 0.1),
            },
            Class::Light => {
                let capitals = between(14.0, 40.0);
                Self {
                    capitals,
                    turn: between(-3.0, 3.0),
                    perspective: (between(-0.05, 0.05), between(-0.05, 0.05)),
                    shade: (between(0.1, 0.3), between(0.0, TAU)),
                    shadow: None,
                    exposure: between(0.7, 1.0),
                    blur: between(0.3, 0.6 + 0.02 * capitals),
                    noise: between(1.0, 5.0),
                    jpeg: between(75.0, 92.0) as u8,
                    margin: between(0.03, 0.15),
                }
            }
            Class::Hard => {
                // As many of 10 to 20 pixels as of 20 to 40.
                let capitals = 10.0 * 4_f32.powf(between(0.0, 1.0));
                Self {
                    capitals,
                    turn: either(between(1.0, 5.0), between(0.0, 1.0)),
                    perspective: (between(-0.14, 0.14), between(-0.14, 0.14)),
                    shade: (between(0.25, 0.55), between(0.0, TAU)),
                    shadow: Some((between(0.2, 0.5), between(0.1, 0.9))),
                    exposure: between(0.4, 1.0),
                    blur: between(0.5, 0.6 + 0.06 * capitals),
                    noise: between(4.0, 12.0),
                    jpeg: between(45.0, 80.0) as u8,
                    margin: between(0.03, 0.25),
                }
            }
        }
    }

    /// The pixels a millimetre that a page is best drawn with for this shot.
    pub fn per_mm(&self) -> f32 {
        self.capitals / 2.54
    }

    /// Takes the photo of a page drawn with [`Self::per_mm`]; noise is of `seed`.
    pub fn photograph(&self, page: &Page, seed: u64) -> Result<Photo, Error> {
        let (width, height) = page.image.dimensions();
        let warp = self.warp(width as f32, height as f32);
        let (photo_width, photo_height) = self.photo_size(width as f32, height as f32);
        let mut chance = StdRng::seed_from_u64(seed);
        let table = [[96, 70, 50], [58, 60, 66], [150, 148, 140], [34, 40, 52]];
        let table = Rgb(table[chance.random_range(0..4)]);
        let back = warp.inverse();
        let mut photo = RgbImage::from_fn(photo_width, photo_height, |x, y| {
            let grain = (x as f32 * 0.05 + y as f32 * 0.31).sin() * 6.0;
            let table = Rgb(table.0.map(|value: u8| (f32::from(value) + grain) as u8));
            let at = back.map((x as f32 + 0.5, y as f32 + 0.5));
            sample(&page.image, at, table)
        });
        if self.blur > 0.05 {
            photo = imageops::blur(&photo, self.blur);
        }
        self.light(&mut photo, &mut chance);
        let mut jpeg = Vec::new();
        JpegEncoder::new_with_quality(&mut jpeg, self.jpeg).encode_image(&photo)?;
        Ok(Photo { jpeg, warp })
    }

    fn photo_size(&self, width: f32, height: f32) -> (u32, u32) {
        let margin = self.margin * width;
        let turned = self.turn.to_radians().sin().abs();
        let side = |own: f32, other: f32| (own + other * turned + 2.0 * margin).round() as u32;
        (side(width, height), side(height, width))
    }

    /// The page's corners, drawn in by the perspective, turned about the photo's middle.
    fn warp(&self, width: f32, height: f32) -> Warp {
        let (photo_width, photo_height) = self.photo_size(width, height);
        let (sin, cos) = self.turn.to_radians().sin_cos();
        let (across, down) = self.perspective;
        let corner = |right: f32, low: f32| {
            let far = |share: f32, side: f32| (share * (2.0 * side - 1.0)).max(0.0);
            let smaller = 1.0 - far(across, right) - far(down, low);
            let x = (right - 0.5) * width * smaller;
            let y = (low - 0.5) * height * smaller;
            (
                photo_width as f32 / 2.0 + x * cos - y * sin,
                photo_height as f32 / 2.0 + x * sin + y * cos,
            )
        };
        let from = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)];
        let to = [
            corner(0.0, 0.0),
            corner(1.0, 0.0),
            corner(1.0, 1.0),
            corner(0.0, 1.0),
        ];
        Warp::between(from, to)
    }

    fn light(&self, photo: &mut RgbImage, chance: &mut StdRng) {
        let (width, height) = (photo.width() as f32, photo.height() as f32);
        let (sin, cos) = self.shade.1.sin_cos();
        for (x, y, pixel) in photo.enumerate_pixels_mut() {
            let (x, y) = (x as f32 / width, y as f32 / height);
            let along = ((x - 0.5) * cos + (y - 0.5) * sin + 0.7) / 1.4;
            let mut light = self.exposure * (1.0 - self.shade.0 * along);
            if let Some((dark, edge)) = self.shadow {
                let beyond = (x + 0.2 * y - edge) / 0.02;
                light *= 1.0 - dark / (1.0 + (-beyond).exp());
            }
            // The sum of four even draws is near enough to a normal one: its deviation is 0.577.
            let noise: f32 =
                (0..4).map(|_| chance.random::<f32>() - 0.5).sum::<f32>() * self.noise / 0.577;
            pixel.0 = pixel
                .0
                .map(|value| (f32::from(value) * light + noise).clamp(0.0, 255.0) as u8);
        }
    }
}

/// Between the pixels of a page; the table beyond its edge.
fn sample(image: &RgbImage, (x, y): (f32, f32), table: Rgb<u8>) -> Rgb<u8> {
    let (x, y) = (x - 0.5, y - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let at = |x: f32, y: f32| {
        if x < 0.0 || y < 0.0 || x >= image.width() as f32 || y >= image.height() as f32 {
            return table;
        }
        *image.get_pixel(x as u32, y as u32)
    };
    let (right, low) = (x - left, y - top);
    let mut above = at(left, top);
    blend(&mut above, at(left + 1.0, top), right);
    let mut below = at(left, top + 1.0);
    blend(&mut below, at(left + 1.0, top + 1.0), right);
    blend(&mut above, below, low);
    above
}

/// A map from plane to plane that keeps straight lines straight (a homography).
#[derive(Debug, Clone, Copy)]
pub struct Warp([f64; 9]);

impl Warp {
    /// The one that takes four points to four others.
    fn between(from: [(f32, f32); 4], to: [(f32, f32); 4]) -> Self {
        let mut rows = [[0.0; 9]; 8];
        for (index, (a, b)) in from.into_iter().zip(to).enumerate() {
            let [x, y, u, v] = [a.0, a.1, b.0, b.1].map(f64::from);
            rows[2 * index] = [x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u];
            rows[2 * index + 1] = [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v];
        }
        let solved = solve(rows);
        let mut map = [1.0; 9];
        map[..8].copy_from_slice(&solved);
        Self(map)
    }

    /// Where a point goes.
    pub fn map(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let (x, y) = (f64::from(x), f64::from(y));
        let row = |row: usize| self.0[row * 3] * x + self.0[row * 3 + 1] * y + self.0[row * 3 + 2];
        ((row(0) / row(2)) as f32, (row(1) / row(2)) as f32)
    }

    fn inverse(&self) -> Self {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        Self([
            e * i - f * h,
            c * h - b * i,
            b * f - c * e,
            f * g - d * i,
            a * i - c * g,
            c * d - a * f,
            d * h - e * g,
            b * g - a * h,
            a * e - b * d,
        ])
    }
}

/// Gauss with pivots.
fn solve(mut rows: [[f64; 9]; 8]) -> [f64; 8] {
    for column in 0..8 {
        let pivot =
            (column..8).max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()));
        rows.swap(column, pivot.unwrap_or(column));
        let own = rows[column];
        for (index, row) in rows.iter_mut().enumerate() {
            if index != column {
                let factor = row[column] / own[column];
                for (value, own) in row.iter_mut().zip(own) {
                    *value -= factor * own;
                }
            }
        }
    }
    std::array::from_fn(|index| rows[index][8] / rows[index][index])
}
