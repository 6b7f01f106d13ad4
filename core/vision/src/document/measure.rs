//! How light, how sharp, how far in the picture: the measures behind advice, and their limits.
//!
//! What each limit does is measured on drawn specimens (passports and cards, capitals of 24 pixels where nothing else is said) by
//! `cargo run --release -p kinline-specimens --bin photo-limits`. Whoever took a good photo must not be asked for another one:
//! of 240 photos of the classes clean and light, and of 40 pages of print, none is told anything. So each limit is where the
//! photo is about to become unreadable, not where it stops being beautiful.

use super::mrz::raster::Luma;
use crate::Picture;

/// Pictures are measured at this size of their longer side, pixels: a page across it has 8 a millimetre.
const SIZE: u32 = 1000;
/// Paper darker than this, of 255: exposed at 0.3, nobody is told; at 0.25, everybody. Zones are still read then, at 0.15 too; what
/// is left of a portrait on a card, or of small print in a shadow, is for people to see, and they need more light.
const DARK: u8 = 62;
/// As bright as a sensor tells.
const BLOWN_OUT: u8 = 252;
/// Around a lamp's mirror image the paper is clearly darker than that; an evenly bright page is not glare.
const BRIGHT_PAPER: u8 = 238;
/// A mirrored lamp covers at least this share of the picture, at most this one. Told from one of 0.02 of the picture's width on,
/// up to 0.12. One so large (0.2) that it takes half of the picture looks like white paper: it is not told, and a third of the
/// zones below it are gone.
const GLARE: (f32, f32) = (0.002, 0.25);
/// The steepest step of edges, share of their whole height: sharp specimens have 0.9. Zones are read up to a blur of a sixth of
/// their capitals' height (24 pixels, blur 4: a third of the photos is told), and not at a quarter of it (6: nine of ten).
const SHARP: f32 = 0.3;
/// Blocks in which edges are looked for, pixels; and how high an edge must be, of the highest in the picture.
const BLOCK: usize = 16;
const EDGE: f32 = 0.5;
/// A border that the paper runs along for this share is one that the document reaches over; one with this share is free of it.
const REACHES_OVER: f32 = 0.55;
const FREE: f32 = 0.15;
/// Paper and table differ by at least this, of 255, or nothing is said of the document's edges.
const APART: f32 = 45.0;
/// Paper has at least so many pixels: a card at 5 a millimetre. (As a share of the picture it would be told of readable ones.)
const SMALLEST: f32 = 430.0 * 270.0;
/// The shorter side of a picture in which a page's small print can be read, pixels: 5 a millimetre of a card.
const SHORTEST_SIDE: u32 = 270;

/// A picture, measured.
pub(super) struct Look {
    luma: Luma,
    width: u32,
    height: u32,
    /// Of the brightest twentieth and the brightest quarter: at least so bright.
    light: (u8, u8),
    sharpness: Option<f32>,
    paper: Paper,
}

impl Look {
    pub(super) fn at(picture: &Picture) -> Self {
        let luma = Luma::of(&picture.scaled_to_fit(SIZE));
        let mut sorted = luma.pixels.clone();
        sorted.sort_unstable();
        let share = |part: usize| sorted[(sorted.len() - 1) * part / 100];
        Self {
            width: picture.width(),
            height: picture.height(),
            light: (share(95), share(75)),
            sharpness: sharpness(&luma),
            paper: Paper::of(&luma),
            luma,
        }
    }

    pub(super) fn is_dark(&self) -> bool {
        self.light.0 < DARK
    }

    /// How many times brighter it could be, until its brightest twentieth is white.
    pub(super) fn could_be_brighter(&self) -> f32 {
        f32::from(u8::MAX) / f32::from(self.light.0.max(1))
    }

    /// A spot as bright as can be, on paper that is not.
    pub(super) fn has_glare(&self) -> bool {
        let blown = self
            .luma
            .pixels
            .iter()
            .filter(|&&value| value >= BLOWN_OUT)
            .count();
        let share = blown as f32 / self.luma.pixels.len() as f32;
        self.light.1 < BRIGHT_PAPER && share > GLARE.0 && share < GLARE.1
    }

    /// Its edges are soft. What has no edges at all is, too: nothing can be read in it.
    pub(super) fn is_blurred(&self) -> bool {
        self.sharpness.is_none_or(|sharpness| sharpness < SHARP)
    }

    /// Paper runs over some of the picture's borders, and not over others: then it is not a page that fills the picture.
    pub(super) fn is_cut_off(&self) -> bool {
        let over = |share: &&f32| **share > REACHES_OVER;
        let free = |share: &&f32| **share < FREE;
        let borders = &self.paper.borders;
        self.paper.stands_out
            && borders.iter().any(|share| over(&share))
            && borders.iter().any(|share| free(&share))
    }

    pub(super) fn is_too_small(&self) -> bool {
        let paper = self.paper.share * self.width as f32 * self.height as f32;
        self.width.min(self.height) < SHORTEST_SIDE || self.paper.stands_out && paper < SMALLEST
    }
}

/// The steepest step of the picture's clearest edges, as a share of their height: 80 of 100 have less. `None` without edges.
pub(super) fn sharpness(luma: &Luma) -> Option<f32> {
    let mut edges = Vec::new();
    for top in (1..luma.height.saturating_sub(BLOCK)).step_by(BLOCK) {
        for left in (1..luma.width.saturating_sub(BLOCK)).step_by(BLOCK) {
            edges.push(edge(luma, left, top));
        }
    }
    let highest = edges.iter().map(|edge| edge.0).fold(0.0, f32::max);
    let clear = edges
        .into_iter()
        .filter(|edge| edge.0 > (EDGE * highest).max(24.0));
    let mut steps: Vec<f32> = clear.map(|(height, step)| step / height).collect();
    steps.sort_unstable_by(f32::total_cmp);
    steps.get(steps.len() * 8 / 10).copied()
}

/// A block's edge: from darkest to brightest, and the largest step over two pixels. Pairs of pixels, so that noise counts less.
fn edge(luma: &Luma, left: usize, top: usize) -> (f32, f32) {
    let mean = |x: usize, y: usize, down: bool| {
        let (x2, y2) = if down { (x, y + 1) } else { (x + 1, y) };
        (f32::from(luma.row(y)[x]) + f32::from(luma.row(y2)[x2])) / 2.0
    };
    let (mut least, mut most, mut step) = (f32::MAX, 0.0f32, 0.0f32);
    for y in top..top + BLOCK - 1 {
        for x in left..left + BLOCK - 1 {
            let value = mean(x, y, true);
            least = least.min(value);
            most = most.max(value);
            step = step.max((mean(x + 1, y, true) - mean(x - 1, y, true)).abs());
            step = step.max((mean(x, y + 1, false) - mean(x, y - 1, false)).abs());
        }
    }
    (most - least, step)
}

/// Where the paper is: what is brighter than the best threshold between dark and bright (Otsu, 1979).
struct Paper {
    stands_out: bool,
    share: f32,
    /// How much of each border it runs along: upper, lower, left, right.
    borders: [f32; 4],
}

impl Paper {
    fn of(luma: &Luma) -> Self {
        let (threshold, apart) = otsu(&luma.pixels);
        let bright = |values: &mut dyn Iterator<Item = u8>| {
            let (mut count, mut all) = (0, 0);
            for value in values {
                count += usize::from(value > threshold);
                all += 1;
            }
            count as f32 / all.max(1) as f32
        };
        let inset = 3.min(luma.height / 4).min(luma.width / 4);
        let row = |y: usize| luma.row(y).iter().copied();
        let column = |x: usize| (0..luma.height).map(move |y| luma.row(y)[x]);
        Self {
            stands_out: apart > APART,
            share: bright(&mut luma.pixels.iter().copied()),
            borders: [
                bright(&mut row(inset)),
                bright(&mut row(luma.height - 1 - inset)),
                bright(&mut column(inset)),
                bright(&mut column(luma.width - 1 - inset)),
            ],
        }
    }
}

/// The threshold that parts dark from bright best, and how far the two means are apart.
fn otsu(pixels: &[u8]) -> (u8, f32) {
    let mut counts = [0u32; 256];
    pixels
        .iter()
        .for_each(|value| counts[usize::from(*value)] += 1);
    let sum = |range: std::ops::Range<usize>| {
        let part = counts[range.clone()].iter().zip(range);
        part.fold((0.0, 0.0), |(count, sum), (own, value)| {
            (
                count + f64::from(*own),
                sum + f64::from(*own) * value as f64,
            )
        })
    };
    let mut best = (0, 0.0, 0.0);
    for threshold in 0..255 {
        let ((below, low), (above, high)) = (sum(0..threshold + 1), sum(threshold + 1..256));
        if below > 0.0 && above > 0.0 {
            let apart = high / above - low / below;
            let between = below * above * apart * apart;
            if between > best.1 {
                best = (threshold, between, apart);
            }
        }
    }
    (best.0 as u8, best.2 as f32)
}

/// Turned by a quarter, clockwise.
pub(super) fn rotated(picture: &Picture) -> Picture {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut rgb = Vec::with_capacity(picture.rgb().len());
    for x in 0..width {
        for y in (0..height).rev() {
            rgb.extend_from_slice(&picture.rgb()[(y * width + x) * 3..][..3]);
        }
    }
    Picture::from_rgb(picture.height(), picture.width(), rgb).unwrap_or_else(|_| picture.clone())
}
