//! Grey pictures, and looking between their pixels.

use crate::Picture;

/// A grey picture: 0 black, 255 white, row by row.
#[derive(Clone)]
pub struct Luma {
    /// Pixels.
    pub width: usize,
    /// Pixels.
    pub height: usize,
    /// Row by row.
    pub pixels: Vec<u8>,
}

impl Luma {
    /// ITU-R BT.601.
    pub fn of(picture: &Picture) -> Self {
        let grey = |rgb: &[u8]| {
            let [r, g, b] = [rgb[0], rgb[1], rgb[2]].map(u32::from);
            ((r * 77 + g * 150 + b * 29) >> 8) as u8
        };
        Self {
            width: picture.width() as usize,
            height: picture.height() as usize,
            pixels: picture.rgb().chunks_exact(3).map(grey).collect(),
        }
    }

    /// Half as wide and high: each pixel the mean of four.
    pub fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let above = &self.row(2 * y)[..2 * width];
            let below = &self.row(2 * y + 1)[..2 * width];
            pixels.extend(
                above
                    .chunks_exact(2)
                    .zip(below.chunks_exact(2))
                    .map(|(a, b)| {
                        let sum: u16 = [a[0], a[1], b[0], b[1]].map(u16::from).iter().sum();
                        ((sum + 2) / 4) as u8
                    }),
            );
        }
        Self {
            width,
            height,
            pixels,
        }
    }

    /// One row.
    pub fn row(&self, y: usize) -> &[u8] {
        &self.pixels[y * self.width..][..self.width]
    }

    /// The value at a place (pixels' middles are at halves), between pixels; the edge goes on beyond it.
    pub fn at(&self, x: f32, y: f32) -> f32 {
        let x = (x - 0.5).clamp(0.0, (self.width - 1) as f32);
        let y = (y - 0.5).clamp(0.0, (self.height - 1) as f32);
        let (left, top) = (x as usize, y as usize);
        let (right, low) = (x - left as f32, y - top as f32);
        let next = usize::from(left + 1 < self.width);
        let down = if top + 1 < self.height { self.width } else { 0 };
        let start = top * self.width + left;
        let value = |index: usize| f32::from(self.pixels[index]);
        let above = value(start) * (1.0 - right) + value(start + next) * right;
        let below = value(start + down) * (1.0 - right) + value(start + down + next) * right;
        above * (1.0 - low) + below * low
    }
}

/// A picture at its own size, at half of it, and so on.
pub struct Pyramid(Vec<Luma>);

impl Pyramid {
    /// At most this many sizes.
    const MOST: usize = 4;

    /// Of a picture, as often halved as makes sense.
    pub fn of(luma: Luma) -> Self {
        let mut levels = vec![luma];
        while let Some(last) = levels.last() {
            if levels.len() == Self::MOST || last.width.min(last.height) < 64 {
                break;
            }
            levels.push(last.halved());
        }
        Self(levels)
    }

    /// Largest first, each half the last.
    pub fn levels(&self) -> &[Luma] {
        &self.0
    }

    /// The size in which what is `length` pixels long here is at most `most`, and how much smaller that is.
    pub fn where_at_most(&self, length: f32, most: f32) -> (&Luma, f32) {
        let mut level = 0;
        let mut scale = 1.0;
        while level + 1 < self.0.len() && length * scale > most {
            level += 1;
            scale /= 2.0;
        }
        (&self.0[level], scale)
    }
}
