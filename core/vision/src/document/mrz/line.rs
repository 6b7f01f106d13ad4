//! Reads one line of print of a fixed pitch: finds the pitch, cuts the characters out, recognises them, and lets what was
//! recognised put the cells right.

use super::{
    glyphs::{Cell, Glyph, NOTHING, Network, Patch, inputs},
    raster::Pyramid,
    tracks::Track,
};
use std::f32::consts::TAU;

/// A line's cells, and what the network saw in them.
pub struct Line {
    pub cells: Vec<Cell>,
    pub glyphs: Vec<Glyph>,
}

/// The pitch is looked for within these shares of the height that the track was found with.
const PITCHES: (f32, f32) = (0.66, 1.6);
/// How much the pitch may change from a line's middle to its end, by perspective.
const CHANGE: f32 = 0.24;
/// Cells looked at beyond each end of the track.
const BEYOND: f32 = 3.5;
/// A zone's longest line and what is beyond its ends.
const MOST_CELLS: usize = 64;
/// So many more are looked at where the print goes on.
const MORE_CELLS: usize = 6;
/// How often recognised characters put the cells right.
const ROUNDS: usize = 3;

impl Line {
    /// Reads along a track; `None` if nothing there has a zone's pitch.
    pub fn read(pyramid: &Pyramid, track: &Track, network: &Network) -> Option<Self> {
        let curve = fit(&track.points, 2)?;
        let profile = Profile::along(pyramid, track, &curve);
        let mut line = Self::look(pyramid, profile.cells(&curve)?, network);
        while line.grow() {
            line = Self::look(pyramid, line.cells, network);
        }
        Some(line)
    }

    /// Adds cells where the print goes on beyond the line's end: a track may have broken off.
    fn grow(&mut self) -> bool {
        let count = self.cells.len();
        let goes_on = |mut ends: std::ops::Range<usize>| ends.all(|cell| self.gain(cell) > 0.0);
        let (left, right) = (goes_on(0..3), goes_on(count - 3..count));
        if count + MORE_CELLS > MOST_CELLS || !(left || right) {
            return false;
        }
        for _ in 0..MORE_CELLS {
            let (mut cell, way) = if right {
                (self.cells[self.cells.len() - 1], 1.0)
            } else {
                (self.cells[0], -1.0)
            };
            cell.middle = (
                cell.middle.0 + way * cell.right.0,
                cell.middle.1 + way * cell.right.1,
            );
            self.cells
                .insert(if right { self.cells.len() } else { 0 }, cell);
        }
        true
    }

    /// Looks at cells that are about right.
    pub fn look(pyramid: &Pyramid, mut cells: Vec<Cell>, network: &Network) -> Self {
        let mut glyphs = see(pyramid, &cells, network);
        for _ in 1..ROUNDS {
            settle(&mut cells, &glyphs);
            glyphs = see(pyramid, &cells, network);
        }
        Self { cells, glyphs }
    }

    /// How much more a cell is like a character than like none, logarithmic.
    pub fn gain(&self, cell: usize) -> f32 {
        let log = &self.glyphs[cell].log;
        let most = log[..NOTHING].iter().copied().fold(f32::MIN, f32::max);
        (most - log[NOTHING]).clamp(-5.0, 5.0)
    }

    /// The pitch in the middle of the line, pixels.
    pub fn pitch(&self) -> f32 {
        let right = self.cells[self.cells.len() / 2].right;
        right.0.hypot(right.1)
    }
}

fn see(pyramid: &Pyramid, cells: &[Cell], network: &Network) -> Vec<Glyph> {
    let patches: Vec<Patch> = cells.iter().map(|cell| Patch::cut(pyramid, cell)).collect();
    inputs(&patches)
        .iter()
        .map(|points| network.see(points))
        .collect()
}

/// Moves the cells to where the characters are, all together by smooth curves.
fn settle(cells: &mut [Cell], glyphs: &[Glyph]) {
    let known: Vec<(f32, &Glyph)> = (0..)
        .map(|index| index as f32)
        .zip(glyphs)
        .filter(|(_, glyph)| glyph.log[glyph.best()] > -0.7 && glyph.best() != NOTHING)
        .collect();
    if known.len() < 8 {
        return;
    }
    let curve = |degree: usize, value: fn(&Glyph) -> f32| {
        let points: Vec<(f32, f32)> = known
            .iter()
            .map(|(index, glyph)| (*index, value(glyph)))
            .collect();
        fit(&points, degree)
    };
    let degree = if known.len() > 20 { 3 } else { 1 };
    let (Some(across), Some(down), Some(growth)) = (
        curve(degree, |g| g.offset.0),
        curve(degree.min(2), |g| g.offset.1),
        curve(1, |g| g.growth),
    ) else {
        return;
    };
    // Beyond the characters the curves know nothing: they go on as at the last one.
    let ends = (known[0].0, known[known.len() - 1].0);
    for (index, cell) in cells.iter_mut().enumerate() {
        let at = (index as f32).clamp(ends.0, ends.1);
        let (u, v) = (across.at(at).clamp(-0.5, 0.5), down.at(at).clamp(-0.5, 0.5));
        cell.middle.0 += u * cell.right.0 + v * cell.down.0;
        cell.middle.1 += u * cell.right.1 + v * cell.down.1;
        let grown = growth.at(at).clamp(-0.3, 0.3).exp();
        cell.down = (cell.down.0 * grown, cell.down.1 * grown);
    }
    let middles: Vec<(f32, f32)> = cells.iter().map(|cell| cell.middle).collect();
    for (index, cell) in cells.iter_mut().enumerate() {
        cell.right = step(&middles, index);
    }
}

/// From a cell's middle to the next one's.
fn step(middles: &[(f32, f32)], index: usize) -> (f32, f32) {
    let (from, to) = (index.saturating_sub(1), (index + 1).min(middles.len() - 1));
    let count = (to - from).max(1) as f32;
    (
        (middles[to].0 - middles[from].0) / count,
        (middles[to].1 - middles[from].1) / count,
    )
}

/// How dark the darkest ink is at each step along a line: characters are dark, the space between them is not.
struct Profile {
    start: f32,
    step: f32,
    height: f32,
    ends: (f32, f32),
    ink: Vec<f32>,
}

impl Profile {
    fn along(pyramid: &Pyramid, track: &Track, curve: &Curve) -> Self {
        let height = track.height;
        let (luma, scale) = pyramid.where_at_most(height, 14.0);
        let ends = (track.points[0].0, track.points[track.points.len() - 1].0);
        let (start, step) = (ends.0 - BEYOND * height, height / 8.0);
        let count = ((ends.1 - ends.0 + 2.0 * BEYOND * height) / step) as usize;
        let darkest = |index: usize| {
            let x = start + index as f32 * step;
            let (middle, slope) = (curve.at(x.clamp(ends.0, ends.1)), curve.slope(x));
            let across = |part: i32| {
                let v = part as f32 / 10.0 * height;
                luma.at((x - slope * v) * scale, (middle + v) * scale)
            };
            255.0 - (-6..=6).map(across).fold(255.0, f32::min)
        };
        let dark: Vec<f32> = (0..count).map(darkest).collect();
        Self {
            start,
            step,
            height,
            ends,
            ink: without_mean(&dark, 20),
        }
    }

    /// Where cells of the pitch that fits best are.
    fn cells(&self, curve: &Curve) -> Option<Vec<Cell>> {
        let best = self.pitch()?;
        let middle = (self.ends.0 + self.ends.1) / 2.0;
        let half = (self.ends.1 - self.ends.0) / 2.0;
        let reach = (half + BEYOND * best.pitch) / best.pitch;
        let first = -(reach as i32);
        let count = (2 * reach as usize + 1).min(MOST_CELLS);
        let xs: Vec<f32> = (0..count)
            .map(|index| middle + best.place((first + index as i32) as f32, half))
            .collect();
        let middles: Vec<(f32, f32)> = xs.iter().map(|&x| (x, curve.at(x))).collect();
        let cell = |index: usize| {
            let right = step(&middles, index);
            Cell {
                middle: middles[index],
                right,
                down: (-right.1, right.0),
            }
        };
        (count > 20).then(|| (0..count).map(cell).collect())
    }

    /// The pitch with which the ink comes and goes, coarse first and then fine.
    fn pitch(&self) -> Option<Beat> {
        let mut best = Beat::default();
        let (least, most) = (PITCHES.0 * self.height, PITCHES.1 * self.height);
        let mut pitch = least;
        while pitch < most {
            for change in -6..=6 {
                best = best.or(self.beat(pitch, change as f32 / 6.0 * CHANGE));
            }
            pitch *= 1.012;
        }
        let coarse = best;
        for finer in -4..=4 {
            for change in -4..=4 {
                let pitch = coarse.pitch * (1.0 + finer as f32 * 0.003);
                best = best.or(self.beat(pitch, coarse.change + change as f32 * 0.01));
            }
        }
        (best.strength > 0.0).then_some(best)
    }

    fn beat(&self, pitch: f32, change: f32) -> Beat {
        let half = (self.ends.1 - self.ends.0) / 2.0;
        let offset = self.start - (self.ends.0 + self.ends.1) / 2.0;
        let (mut real, mut imaginary) = (0.0, 0.0);
        // Every other step is enough: eight of them make a character.
        for index in (0..self.ink.len()).step_by(2) {
            let t = offset + index as f32 * self.step;
            let turns = (t + change * t * t / (2.0 * half)) / pitch;
            let (sin, cos) = sin_cos(turns);
            real += self.ink[index] * cos;
            imaginary += self.ink[index] * sin;
        }
        Beat {
            pitch,
            change,
            phase: f32::atan2(imaginary, real) / TAU,
            strength: real.hypot(imaginary),
        }
    }
}

/// Of so many turns, from a table: only the fraction counts.
fn sin_cos(turns: f32) -> (f32, f32) {
    const SIZE: usize = 256;
    static TABLE: std::sync::LazyLock<[(f32, f32); SIZE]> = std::sync::LazyLock::new(|| {
        std::array::from_fn(|index| (index as f32 / SIZE as f32 * TAU).sin_cos())
    });
    TABLE[((turns - turns.floor()) * SIZE as f32) as usize % SIZE]
}

/// A pitch, how it changes along the line, and where the first character is.
#[derive(Clone, Copy, Default)]
struct Beat {
    pitch: f32,
    change: f32,
    phase: f32,
    strength: f32,
}

impl Beat {
    fn or(self, other: Self) -> Self {
        if other.strength > self.strength {
            other
        } else {
            self
        }
    }

    /// Where the cell of that number is, from the middle of the line that is `half` long to each side.
    fn place(&self, cell: f32, half: f32) -> f32 {
        let even = self.pitch * (self.phase + cell);
        let bend = self.change / half;
        if bend.abs() < 1e-9 {
            return even;
        }
        // Beyond where the curve turns back there are no cells.
        ((1.0 + 2.0 * bend * even).max(0.01).sqrt() - 1.0) / bend
    }
}

/// Takes a running mean away.
fn without_mean(values: &[f32], reach: usize) -> Vec<f32> {
    let mut sums = vec![0.0; values.len() + 1];
    for (index, value) in values.iter().enumerate() {
        sums[index + 1] = sums[index] + value;
    }
    let around = |index: usize| {
        (
            index.saturating_sub(reach),
            (index + reach + 1).min(values.len()),
        )
    };
    let mean = |index: usize| {
        let (from, to) = around(index);
        (sums[to] - sums[from]) / (to - from) as f32
    };
    values
        .iter()
        .enumerate()
        .map(|(index, value)| value - mean(index))
        .collect()
}

/// A polynomial of at most the third degree.
pub struct Curve {
    /// What is taken off the argument, and what it is then divided by.
    middle: f32,
    spread: f32,
    factors: [f32; 4],
}

impl Curve {
    pub fn at(&self, x: f32) -> f32 {
        let x = (x - self.middle) / self.spread;
        self.factors
            .iter()
            .rev()
            .fold(0.0, |sum, factor| sum * x + factor)
    }

    pub fn slope(&self, x: f32) -> f32 {
        (self.at(x + 1.0) - self.at(x - 1.0)) / 2.0
    }
}

/// The polynomial nearest to the points, three times, each time heeding less what is far off.
pub fn fit(points: &[(f32, f32)], degree: usize) -> Option<Curve> {
    let (first, last) = (points.first()?.0, points.last()?.0);
    let mut curve = Curve {
        middle: (first + last) / 2.0,
        spread: ((last - first) / 2.0).abs().max(1.0),
        factors: [0.0; 4],
    };
    let mut weights = vec![1.0; points.len()];
    for _ in 0..3 {
        curve.factors = least_squares(points, &weights, degree, &curve)?;
        let off: Vec<f32> = points
            .iter()
            .map(|(x, y)| (curve.at(*x) - y).abs())
            .collect();
        let mut sorted = off.clone();
        sorted.sort_unstable_by(f32::total_cmp);
        // Tukey's biweight would cut; this only fades (Cauchy).
        let usual = (sorted[sorted.len() / 2] * 2.0).max(1e-4);
        weights = off
            .iter()
            .map(|off| 1.0 / (1.0 + (off / usual).powi(2)))
            .collect();
    }
    Some(curve)
}

fn least_squares(
    points: &[(f32, f32)],
    weights: &[f32],
    degree: usize,
    frame: &Curve,
) -> Option<[f32; 4]> {
    let size = degree + 1;
    let mut rows = [[0.0f64; 5]; 4];
    for ((x, y), weight) in points.iter().zip(weights) {
        let x = f64::from((x - frame.middle) / frame.spread);
        let powers = [1.0, x, x * x, x * x * x];
        for row in 0..size {
            for column in 0..size {
                rows[row][column] += f64::from(*weight) * powers[row] * powers[column];
            }
            rows[row][4] += f64::from(*weight) * powers[row] * f64::from(*y);
        }
    }
    for column in 0..size {
        let pivot = rows[column][column];
        if pivot.abs() < 1e-9 {
            return None;
        }
        let own = rows[column];
        for (index, row) in rows.iter_mut().enumerate().take(size) {
            if index != column {
                let factor = row[column] / pivot;
                row.iter_mut()
                    .zip(own)
                    .for_each(|(value, own)| *value -= factor * own);
            }
        }
    }
    let mut factors = [0.0; 4];
    for index in 0..size {
        factors[index] = (rows[index][4] / rows[index][index]) as f32;
    }
    Some(factors)
}
