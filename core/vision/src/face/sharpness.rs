//! How sharp a face is.

use super::{
    Bounds, Point,
    input::{Piece, Place, Scale, square},
};
use crate::Picture;

/// The face's side when it is looked at: about what the recognition net's first layers keep of it.
const SIDE: usize = 100;
/// What makes 1 of the detail that a template needs.
const ENOUGH: f32 = 0.1;

/// Detail of the face between brows and mouth, whatever its size and light: the strength of its edges (Laplacian; Pertuz et
/// al. 2013) as part of its contrast.
pub fn sharpness(picture: &Picture, landmarks: &[Point; 68]) -> f32 {
    let Some(piece) = Piece::of(picture, inner(landmarks)) else {
        return 0.0;
    };
    let scale = Scale {
        mean: [0.0; 3],
        factor: 1.0 / 255.0,
    };
    let pixels = square(picture, piece, SIDE, Place::Corner, scale);
    // What the square's black would add is left out.
    let longer = piece.width.max(piece.height);
    let (width, height) = (piece.width * SIDE / longer, piece.height * SIDE / longer);
    let grey: Vec<Vec<f32>> = (0..height)
        .map(|y| {
            let pixels = pixels.row(y).chunks_exact(3).take(width);
            pixels
                .map(|it| 0.299 * it[0] + 0.587 * it[1] + 0.114 * it[2])
                .collect()
        })
        .collect();
    let (mut sum, mut squares, mut edges, mut count) = (0.0, 0.0, 0.0, 0.0);
    for y in 1..height.saturating_sub(1) {
        for x in 1..width.saturating_sub(1) {
            let around = grey[y - 1][x] + grey[y + 1][x] + grey[y][x - 1] + grey[y][x + 1];
            let edge = around - 4.0 * grey[y][x];
            sum += grey[y][x];
            squares += grey[y][x] * grey[y][x];
            edges += edge * edge;
            count += 1.0;
        }
    }
    let mean = sum / f32::max(count, 1.0);
    let variance = squares / f32::max(count, 1.0) - mean * mean;
    // Flatter than one grey level: nothing to be seen.
    if variance * 255.0 * 255.0 < 1.0 {
        return 0.0;
    }
    (edges / count / variance).sqrt() / ENOUGH
}

/// Around eyes, nose and mouth: no hair, no background.
fn inner(landmarks: &[Point; 68]) -> Bounds {
    let inner = &landmarks[17..];
    let least = |of: fn(&Point) -> f32| inner.iter().map(of).fold(f32::INFINITY, f32::min);
    let most = |of: fn(&Point) -> f32| inner.iter().map(of).fold(f32::NEG_INFINITY, f32::max);
    let (x, y) = (least(|it| it.x), least(|it| it.y));
    Bounds {
        x,
        y,
        width: most(|it| it.x) - x,
        height: most(|it| it.y) - y,
    }
}
