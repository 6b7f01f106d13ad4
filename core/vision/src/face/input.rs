//! Parts of a picture, as the nets want them: square and small.
//!
//! All of this follows face-api.js 1.7.15 to the letter (`padToSquare`, then TensorFlow's bilinear resize with neither
//! aligned corners nor half pixels): the nets give the same answers only for the same pixels.

use super::Bounds;
use crate::{Picture, net::Tensor};

/// A piece of a picture, whole pixels.
#[derive(Clone, Copy)]
pub struct Piece {
    /// From the left.
    pub x: usize,
    /// From above.
    pub y: usize,
    /// At least 1.
    pub width: usize,
    /// At least 1.
    pub height: usize,
}

impl Piece {
    /// The whole picture.
    pub fn whole(picture: &Picture) -> Self {
        Self {
            x: 0,
            y: 0,
            width: picture.width() as usize,
            height: picture.height() as usize,
        }
    }

    /// What of `bounds` lies in the picture, if anything.
    pub fn of(picture: &Picture, bounds: Bounds) -> Option<Self> {
        let inside = |first: f32, last: f32, whole: u32| {
            let first = first.max(0.0);
            let length = (last - first).min(whole as f32 - first).floor();
            (length >= 1.0).then_some((first.floor() as usize, length as usize))
        };
        let (x, width) = inside(bounds.x, bounds.x + bounds.width, picture.width())?;
        let (y, height) = inside(bounds.y, bounds.y + bounds.height, picture.height())?;
        Some(Self {
            x,
            y,
            width,
            height,
        })
    }
}

/// Where a piece that is not square gets its black.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// After it.
    Corner,
    /// Before and after it, as much.
    Centre,
}

/// How a net wants its numbers: `(byte - mean) * factor`.
#[derive(Clone, Copy)]
pub struct Scale {
    /// Of red, green, blue.
    pub mean: [f32; 3],
    /// Of all.
    pub factor: f32,
}

/// A piece of a picture, made square with black and resized to `side`; with one place of border.
pub fn square(picture: &Picture, piece: Piece, side: usize, place: Place, scale: Scale) -> Tensor {
    let longer = piece.width.max(piece.height);
    let before = |length: usize| match place {
        Place::Corner => 0,
        Place::Centre => (longer - length) / 2,
    };
    let columns: Vec<Sample> = samples(longer, side, before(piece.width), piece.width);
    let rows: Vec<Sample> = samples(longer, side, before(piece.height), piece.height);
    let mut tensor = Tensor::zeros(side, side, 3, 1);
    let stride = picture.width() as usize * 3;
    let black = |row: &Sample| row.first.is_none() && row.second.is_none();
    let picture_rows = rows
        .iter()
        .rposition(|row| !black(row))
        .map_or(0, |it| it + 1);
    tensor.set_same(picture_rows..side);
    for (y, row) in rows.iter().enumerate() {
        let line = |at: Option<usize>| {
            at.map(|at| {
                let start = (piece.y + at) * stride + piece.x * 3;
                &picture.rgb()[start..start + piece.width * 3]
            })
        };
        let (upper, lower) = (line(row.first), line(row.second));
        let target = tensor.row_mut(y);
        for (column, pixel) in columns.iter().zip(target.chunks_exact_mut(3)) {
            for (channel, number) in pixel.iter_mut().enumerate() {
                let byte = |line: Option<&[u8]>, at: Option<usize>| match (line, at) {
                    (Some(line), Some(at)) => f32::from(line[at * 3 + channel]),
                    _ => 0.0,
                };
                let across = |line| {
                    let (left, right) = (byte(line, column.first), byte(line, column.second));
                    left + (right - left) * column.part
                };
                let (top, bottom) = (across(upper), across(lower));
                let value = top + (bottom - top) * row.part;
                *number = (value - scale.mean[channel]) * scale.factor;
            }
        }
    }
    tensor
}

/// One place of a resized line: between which two of the piece it lies (none: in the black), and how far.
struct Sample {
    first: Option<usize>,
    second: Option<usize>,
    part: f32,
}

fn samples(longer: usize, side: usize, before: usize, length: usize) -> Vec<Sample> {
    let step = longer as f32 / side as f32;
    let inside = |at: usize| at.checked_sub(before).filter(|at| *at < length);
    let sample = |place: usize| {
        let at = place as f32 * step;
        let first = at.floor() as usize;
        let second = (at.ceil() as usize).min(longer - 1);
        Sample {
            first: inside(first),
            second: inside(second),
            part: at - first as f32,
        }
    };
    (0..side).map(sample).collect()
}
