//! Layers without weights.

use super::{Tensor, Window};

/// The largest of each window.
pub fn max_pool(input: &Tensor, window: Window, border: usize) -> Tensor {
    pool(input, window, border, f32::NEG_INFINITY, f32::max, 1.0)
}

/// The mean of each window.
pub fn mean_pool(input: &Tensor, window: Window, border: usize) -> Tensor {
    let part = 1.0 / (window.size * window.size) as f32;
    pool(input, window, border, 0.0, |sum, number| sum + number, part)
}

/// Of windows that lie in the picture as a whole.
fn pool(
    input: &Tensor,
    window: Window,
    border: usize,
    begin: f32,
    fold: impl Fn(f32, f32) -> f32,
    factor: f32,
) -> Tensor {
    let (height, _) = window.over(input.height());
    let (width, _) = window.over(input.width());
    let channels = input.channels();
    let mut output = Tensor::zeros(height, width, channels, border);
    for y in 0..height {
        let target = output.row_mut(y);
        target.fill(begin);
        for row in 0..window.size {
            let numbers = input.row(y * window.stride + row);
            for (x, place) in target.chunks_exact_mut(channels).enumerate() {
                let first = x * window.stride * channels;
                for column in numbers[first..first + window.size * channels].chunks(channels) {
                    for (result, number) in place.iter_mut().zip(column) {
                        *result = fold(*result, *number);
                    }
                }
            }
        }
        for number in target {
            *number *= factor;
        }
    }
    output
}
