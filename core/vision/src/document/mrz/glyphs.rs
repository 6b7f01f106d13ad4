//! One character: cut out, made comparable, and recognised by a small network.
//!
//! The network is trained on drawn OCR-B alone (`kinline-specimens`, `train-glyphs`); its weights are `glyphs.bin`.

use super::raster::Pyramid;
use std::sync::LazyLock;

/// What can stand in a zone, in the order of the network's answers; after them 'no character'.
pub const ALPHABET: &[u8; 37] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";
/// The network's answer for what is no character.
pub const NOTHING: usize = ALPHABET.len();
/// All that a cell may be.
pub const CLASSES: usize = ALPHABET.len() + 1;

/// How a cell is seen: so many points across and down.
pub const ACROSS: usize = 16;
pub const DOWN: usize = 20;
/// All points of a cell.
pub const POINTS: usize = ACROSS * DOWN;
/// The space between two points, in pitches.
const STEP: f32 = 0.075;
/// A pitch is at most so many pixels in the size that is looked at: more only costs.
const PITCH_MOST: f32 = 18.0;

/// Where a character is: its middle and how far it is to the next character, and as far down, pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Pixels.
    pub middle: (f32, f32),
    /// One pitch along the line, pixels.
    pub right: (f32, f32),
    /// One pitch down the character, pixels.
    pub down: (f32, f32),
}

/// What the network says of a cell.
#[derive(Debug, Clone, Copy)]
pub struct Glyph {
    /// Natural logarithms of the shares of each class.
    pub log: [f32; CLASSES],
    /// How far the character's middle is from the cell's: right and down, pitches.
    pub offset: (f32, f32),
    /// The logarithm of how much larger the character is than the cell has it.
    pub growth: f32,
}

/// A cell's points, with the brightness of its paper and the contrast of its ink.
pub struct Patch {
    values: [f32; POINTS],
    paper: f32,
    contrast: f32,
}

impl Patch {
    /// Cuts a cell out.
    pub fn cut(pyramid: &Pyramid, cell: &Cell) -> Self {
        let pitch = cell.right.0.hypot(cell.right.1);
        let (luma, scale) = pyramid.where_at_most(pitch, PITCH_MOST);
        let scaled = |(x, y): (f32, f32), by: f32| (x * scale * by, y * scale * by);
        let (right, down) = (scaled(cell.right, STEP), scaled(cell.down, STEP));
        let middle = scaled(cell.middle, 1.0);
        let mut values = [0.0; POINTS];
        for (row, values) in values.chunks_exact_mut(ACROSS).enumerate() {
            let v = row as f32 - (DOWN - 1) as f32 / 2.0;
            for (column, value) in values.iter_mut().enumerate() {
                let u = column as f32 - (ACROSS - 1) as f32 / 2.0;
                *value = luma.at(
                    middle.0 + u * right.0 + v * down.0,
                    middle.1 + u * right.1 + v * down.1,
                );
            }
        }
        let mut sorted = values;
        sorted.sort_unstable_by(f32::total_cmp);
        let paper = sorted[POINTS * 85 / 100];
        Self {
            values,
            paper,
            contrast: paper - sorted[POINTS / 20],
        }
    }
}

/// What the network sees of a row of cells: ink 1, paper 0, whatever the light. A blank is compared with its neighbours' ink.
pub fn inputs(patches: &[Patch]) -> Vec<[f32; POINTS]> {
    const NEIGHBOURS: usize = 3;
    let seen = |(index, patch): (usize, &Patch)| {
        let around = index.saturating_sub(NEIGHBOURS)..(index + NEIGHBOURS + 1).min(patches.len());
        let most = patches[around]
            .iter()
            .map(|patch| patch.contrast)
            .fold(8.0, f32::max);
        patch
            .values
            .map(|value| ((patch.paper - value) / most).clamp(-0.5, 1.5))
    };
    patches.iter().enumerate().map(seen).collect()
}

/// Layers of weights: each row a bias and then its inputs' weights.
pub struct Network {
    /// First to last.
    pub layers: Vec<Layer>,
}

/// Fully connected.
pub struct Layer {
    /// How many values go in.
    pub inputs: usize,
    /// One a row.
    pub biases: Vec<f32>,
    /// Row by row, `inputs` each.
    pub weights: Vec<f32>,
}

/// Class scores, offset right and down, growth.
pub const OUTPUTS: usize = CLASSES + 3;

impl Network {
    /// Ours; `None` only if the file in the source is broken, which a test would tell.
    pub fn ours() -> Option<&'static Self> {
        static OURS: LazyLock<Option<Network>> =
            LazyLock::new(|| Network::from_bytes(include_bytes!("glyphs.bin")));
        OURS.as_ref()
    }

    /// Each layer: how many rows and inputs (u16), then each row's bias and step (f32) and its weights in steps (i8).
    pub fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let mut layers = Vec::new();
        while !bytes.is_empty() {
            let rows = u16::from_le_bytes(take(&mut bytes)?);
            let inputs = usize::from(u16::from_le_bytes(take(&mut bytes)?));
            let mut layer = Layer {
                inputs,
                biases: Vec::new(),
                weights: Vec::new(),
            };
            for _ in 0..rows {
                layer.biases.push(f32::from_le_bytes(take(&mut bytes)?));
                let step = f32::from_le_bytes(take(&mut bytes)?);
                let (row, rest) = bytes.split_at_checked(inputs)?;
                layer
                    .weights
                    .extend(row.iter().map(|byte| f32::from(*byte as i8) * step));
                bytes = rest;
            }
            layers.push(layer);
        }
        let fits = layers
            .windows(2)
            .all(|two| two[0].biases.len() == two[1].inputs);
        let ends = layers.first()?.inputs == POINTS && layers.last()?.biases.len() == OUTPUTS;
        (fits && ends).then_some(Self { layers })
    }

    /// What it says of a cell.
    pub fn see(&self, points: &[f32; POINTS]) -> Glyph {
        let mut values = points.to_vec();
        for (index, layer) in self.layers.iter().enumerate() {
            values = layer.forward(&values, index + 1 < self.layers.len());
        }
        let mut log = [0.0; CLASSES];
        log.copy_from_slice(&values[..CLASSES]);
        normalise(&mut log);
        let clamp = |value: f32| value.clamp(-0.5, 0.5);
        Glyph {
            log,
            offset: (clamp(values[CLASSES]), clamp(values[CLASSES + 1])),
            growth: clamp(values[CLASSES + 2]),
        }
    }
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*first)
}

/// Scores to logarithms of shares.
pub fn normalise(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = scores.iter().map(|score| (score - most).exp()).sum();
    let sum = most + sum.ln();
    scores.iter_mut().for_each(|score| *score -= sum);
}

impl Layer {
    /// Weighs the inputs; `rectified` cuts what is below 0.
    pub fn forward(&self, inputs: &[f32], rectified: bool) -> Vec<f32> {
        let rows = self.weights.chunks_exact(self.inputs);
        let weigh = |(row, bias): (&[f32], &f32)| {
            let value = bias + dot(row, inputs);
            if rectified { value.max(0.0) } else { value }
        };
        rows.zip(&self.biases).map(weigh).collect()
    }
}

/// In lanes, so that the compiler may use the processor's.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 16;
    let mut sums = [0.0; LANES];
    let (a, b) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f32 = a
        .remainder()
        .iter()
        .zip(b.remainder())
        .map(|(a, b)| a * b)
        .sum();
    for (a, b) in a.zip(b) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum::<f32>() + rest
}

impl Glyph {
    /// The likeliest class.
    pub fn best(&self) -> usize {
        let better = |&a: &usize, &b: &usize| self.log[a].total_cmp(&self.log[b]);
        (0..CLASSES).max_by(better).unwrap_or(NOTHING)
    }
}
