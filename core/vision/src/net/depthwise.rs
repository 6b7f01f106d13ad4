//! Convolutions that leave channels apart.

use super::{Activation, Tensor, Window, tile};
use pulp::{Arch, Simd, WithSimd};
use std::ops::Range;

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
const PLACES: usize = SIZE * SIZE;

impl Depthwise {
    /// Of `filters` (3, 3, channels), each channel times `scale` plus `bias`. The channels are a multiple of 16, the widest SIMD.
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

    /// Height and width of what comes out for an input.
    pub fn sides(&self, input: &Tensor) -> [usize; 2] {
        let window = Window::same(SIZE, self.stride);
        [input.height(), input.width()].map(|length| window.over(length).0)
    }

    /// Which rows of the result are all the same.
    pub fn same(&self, input: &Tensor) -> Range<usize> {
        Window::same(SIZE, self.stride).same_rows(input.same(), input.height())
    }

    /// Computes the rows from `first` on, as many as `output` has, of an input with a border.
    pub fn apply_to_rows(&self, input: &Tensor, first: usize, output: &mut Tensor) {
        let window = Window::same(SIZE, self.stride);
        let (_, before_y) = window.over(input.height());
        let (_, before_x) = window.over(input.width());
        let before = before_y * input.row_step() + before_x * input.channels();
        Arch::new().dispatch(Run {
            layer: self,
            input,
            first_window: input.at(first * self.stride, 0) - before,
            output,
        });
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

    /// Place by place: all channels of its nine neighbours lie in three pieces of memory.
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let layer = self.layer;
        let channels = self.input.channels();
        let count = channels / S::F32_LANES;
        let (bias, _) = S::as_simd_f32s(&layer.bias);
        let (weights, _) = S::as_simd_f32s(&layer.weights);
        let bias = &bias[..count];
        let weights = split::<S>(weights, count);
        let step = self.input.row_step();
        for y in 0..self.output.height() {
            let row = self.first_window + y * layer.stride * step;
            let places = self.output.row_mut(y).chunks_exact_mut(channels);
            for (x, place) in places.enumerate() {
                let (place, _) = S::as_mut_simd_f32s(place);
                let place = &mut place[..count];
                let mut numbers: [&[S::f32s]; PLACES] = [&[]; PLACES];
                for (k, numbers) in numbers.iter_mut().enumerate() {
                    let column = x * layer.stride + k % SIZE;
                    let start = row + k / SIZE * step + column * channels;
                    let (piece, _) = S::as_simd_f32s(&self.input.data()[start..start + channels]);
                    *numbers = &piece[..count];
                }
                for channel in 0..count {
                    let mut sum = bias[channel];
                    for k in 0..PLACES {
                        sum = simd.mul_add_e_f32s(numbers[k][channel], weights[k][channel], sum);
                    }
                    place[channel] = tile::activate(simd, layer.activation, sum);
                }
            }
        }
    }
}

/// The weights of each of the nine places.
#[inline(always)]
fn split<S: Simd>(weights: &[S::f32s], count: usize) -> [&[S::f32s]; PLACES] {
    let mut all: [&[S::f32s]; PLACES] = [&[]; PLACES];
    for (k, weights_of) in all.iter_mut().enumerate() {
        *weights_of = &weights[k * count..(k + 1) * count];
    }
    all
}
