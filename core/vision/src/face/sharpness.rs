//! How sharp a face is.

use super::{
    Bounds,
    input::{Piece, Place, Scale, square},
};
use crate::Picture;

/// The side at which it is looked at: about what the recognition net's first layers keep of it.
const SIDE: usize = 64;
/// What makes 1 of the detail that a template needs. Measured on the sample photos, blurred and made smaller in twelve ways:
/// below it half of the templates are more than 0.43 from the sharp photo's, just above it 0.31.
const ENOUGH: f32 = 0.11;

/// Detail of a face, whatever its size and light: the strength of its edges (Laplacian; Pertuz et al. 2013) as part of its
/// contrast.
pub fn sharpness(picture: &Picture, face: Bounds) -> f32 {
    let Some(piece) = Piece::of(picture, inner(face)) else {
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

/// Its middle: no hair, no background, whatever the landmarks are worth.
fn inner(face: Bounds) -> Bounds {
    Bounds {
        x: face.x + face.width * 0.15,
        y: face.y + face.height * 0.15,
        width: face.width * 0.7,
        height: face.height * 0.7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACE: Bounds = Bounds {
        x: 10.0,
        y: 10.0,
        width: 100.0,
        height: 100.0,
    };

    /// Stripes that blend into each other over `soft` pixels.
    fn stripes(soft: f32, light: f32) -> Picture {
        let grey = |x: u32| {
            let wave = (x as f32 * std::f32::consts::PI / 16.0).sin();
            (light * (0.5 + 0.4 * (wave * 32.0 / soft).clamp(-1.0, 1.0))) as u8
        };
        let rgb = (0..120 * 120).flat_map(|at| [grey(at % 120); 3]).collect();
        Picture::from_rgb(120, 120, rgb).unwrap()
    }

    #[test]
    fn what_is_soft_is_less_sharp_whatever_the_light() {
        let [sharp, dark, soft] = [(2.0, 250.0), (2.0, 120.0), (32.0, 250.0)]
            .map(|(soft, light)| sharpness(&stripes(soft, light), FACE));
        assert!(sharp > 1.5 * soft, "{sharp} {soft}");
        assert!((sharp - dark).abs() < 0.1 * sharp, "{sharp} {dark}");
    }

    #[test]
    fn a_blank_wall_and_nothing_have_no_detail() {
        let wall = Picture::from_rgb(120, 120, vec![90; 120 * 120 * 3]).unwrap();
        assert_eq!(sharpness(&wall, FACE), 0.0);
        let outside = Bounds { x: 500.0, ..FACE };
        assert_eq!(sharpness(&wall, outside), 0.0);
    }
}
