//! Convolutions that leave channels apart.

use super::{Activation, Tensor, Window, tile};
use pulp::{Arch, Simd, WithSimd};

/// A 3 x 3 convolution of each channel by itself.
pub struct Depthwise {
    stride: usize,
    activation: Activation,
    /// Nine rows of `channels` weights.
    weights: Vec<f32>,
    bias: Vec<f32>,
}

/// Its only window.
const SIZE: usize = 3;

impl Depthwise {
    /// Of `filters` (3, 3, channels), each channel times `scale` plus `bias`.
    pub fn new(
        stride: usize,
        filters: &[f32],
        scale: Option<&[f32]>,
        bias: Vec<f32>,
        activation: Activation,
    ) -> Self {
        let channels = bias.len();
        let scaled = |(place, weight): (usize, &f32)| {
            weight * scale.map_or(1.0, |scale| scale[place % channels])
        };
        Self {
            stride,
            activation,
            weights: filters.iter().enumerate().map(scaled).collect(),
            bias,
        }
    }

    /// Applies it to an input with a border; the result has none.
    pub fn apply(&self, input: &Tensor) -> Tensor {
        let window = Window::same(SIZE, self.stride);
        let (height, before_y) = window.over(input.height());
        let (width, before_x) = window.over(input.width());
        let mut output = Tensor::zeros(height, width, input.channels(), 0);
        let before = before_y * input.row_step() + before_x * input.channels();
        Arch::new().dispatch(Run {
            layer: self,
            input,
            first_window: input.at(0, 0) - before,
            output: &mut output,
        });
        output
    }
}

struct Run<'a> {
    layer: &'a Depthwise,
    input: &'a Tensor,
    first_window: usize,
    output: &'a mut Tensor,
}

impl WithSimd for Run<'_> {
    type Output = ();

    /// Row by row; a register's worth of channels at a time along the row, its nine weights held.
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Depthwise {
            stride,
            activation,
            weights,
            bias,
        } = self.layer;
        let channels = self.input.channels();
        let wide = S::F32_LANES;
        let step = self.input.row_step();
        let length = (self.output.width() - 1) * stride * channels + SIZE * channels;
        for y in 0..self.output.height() {
            let start = self.first_window + y * stride * step;
            let data = self.input.data();
            let rows: [&[f32]; SIZE] = [
                &data[start..start + length],
                &data[start + step..start + step + length],
                &data[start + 2 * step..start + 2 * step + length],
            ];
            let output = self.output.row_mut(y);
            for channel in (0..channels).step_by(wide) {
                let held = load::<S>(simd, &bias[channel..]);
                let mut held_weights = [held; SIZE * SIZE];
                for (k, weight) in held_weights.iter_mut().enumerate() {
                    *weight = load::<S>(simd, &weights[k * channels + channel..]);
                }
                let places = output.chunks_exact_mut(channels);
                for (x, place) in places.enumerate() {
                    let mut sum = held;
                    for (row, numbers) in rows.iter().enumerate() {
                        for column in 0..SIZE {
                            let at = (x * stride + column) * channels + channel;
                            let number = load::<S>(simd, &numbers[at..]);
                            let weight = held_weights[row * SIZE + column];
                            sum = simd.mul_add_e_f32s(number, weight, sum);
                        }
                    }
                    let (target, _) = S::as_mut_simd_f32s(&mut place[channel..]);
                    target[0] = tile::activate(simd, *activation, sum);
                }
            }
        }
    }
}

#[inline(always)]
fn load<S: Simd>(_simd: S, numbers: &[f32]) -> S::f32s {
    S::as_simd_f32s(numbers).0[0]
}
