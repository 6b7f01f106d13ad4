//! Convolutions, fully connected layers too: those are windows of one place.

use super::{
    Activation, Error, Tensor, Weights, Window,
    tensor::shared,
    tile::{self, Lanes, PANEL, Rows},
};
use pulp::{Arch, Simd, WithSimd};

/// A convolution with its weights packed for [`tile`].
pub struct Convolution {
    window: Window,
    inputs: usize,
    outputs: usize,
    activation: Activation,
    /// Panel by panel, each `size * size * inputs` rows.
    panels: Vec<Lanes>,
    /// One for each panel.
    bias: Vec<Lanes>,
}

impl Convolution {
    /// Of `filters` (height, width, inputs, outputs), each output times `scale` plus `bias`.
    pub fn new(
        window: Window,
        [inputs, outputs]: [usize; 2],
        filters: &[f32],
        scale: impl Fn(usize) -> f32,
        bias: impl Fn(usize) -> f32,
        activation: Activation,
    ) -> Self {
        let rows = window.size * window.size * inputs;
        let count = outputs.div_ceil(PANEL);
        let mut panels = vec![Lanes::ZERO; rows * count];
        let mut biases = vec![Lanes::ZERO; count];
        for output in 0..outputs {
            let (panel, lane) = (output / PANEL, output % PANEL);
            biases[panel].0[lane] = bias(output);
            for row in 0..rows {
                panels[panel * rows + row].0[lane] =
                    filters[row * outputs + output] * scale(output);
            }
        }
        Self {
            window,
            inputs,
            outputs,
            activation,
            panels,
            bias: biases,
        }
    }

    /// With the filters and the bias of these names.
    pub fn read(
        weights: &Weights<'_>,
        window: Window,
        [inputs, outputs]: [usize; 2],
        [filters, bias]: [&str; 2],
        activation: Activation,
    ) -> Result<Self, Error> {
        let shape = [window.size, window.size, inputs, outputs];
        let filters = weights.numbers(filters, &shape)?;
        let bias = weights.numbers(bias, &[outputs])?;
        let (scale, bias) = (|_| 1.0, |output: usize| bias[output]);
        let channels = [inputs, outputs];
        Ok(Self::new(
            window, channels, &filters, scale, bias, activation,
        ))
    }

    /// Applies it; the result gets a border of `border` zeros.
    pub fn apply(&self, input: &Tensor, border: usize) -> Tensor {
        self.run(input, None, border)
    }

    /// Applies it and adds `residual`, of the result's size, before the activation.
    pub fn apply_adding(&self, input: &Tensor, residual: &Tensor, border: usize) -> Tensor {
        self.run(input, Some(residual), border)
    }

    /// How many results a place has.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Applies a layer of [`Window::POINT`] to some rows, and writes them to `output` from `row` on.
    pub fn apply_to_rows(&self, rows: &Tensor, output: &mut Tensor, row: usize) {
        Arch::new().dispatch(Run {
            layer: self,
            input: rows,
            first_window: rows.at(0, 0),
            residual: None,
            first_row: row,
            count: rows.height() * rows.width(),
            output,
        });
    }

    fn run(&self, input: &Tensor, residual: Option<&Tensor>, border: usize) -> Tensor {
        let (height, before_y) = self.window.over(input.height());
        let (width, before_x) = self.window.over(input.width());
        let mut output = Tensor::zeros(height, width, self.outputs, border);
        let before = before_y * input.row_step() + before_x * input.channels();
        let mut same = self.window.same_rows(input.same(), input.height());
        if let Some(residual) = residual {
            same = shared(&same, &residual.same());
        }
        for (first, rows) in output.set_same(same) {
            Arch::new().dispatch(Run {
                layer: self,
                input,
                first_window: input.at(first * self.window.stride, 0) - before,
                residual,
                first_row: first,
                count: rows * width,
                output: &mut output,
            });
        }
        output.fill_same();
        output
    }
}

/// Places that are worked on together: what they read stays near while the weights come by.
const BLOCK: usize = 192;

struct Run<'a> {
    layer: &'a Convolution,
    input: &'a Tensor,
    /// Where the first window begins in the input's data.
    first_window: usize,
    residual: Option<&'a Tensor>,
    /// The first row of the output to write, and how many places there are to do.
    first_row: usize,
    count: usize,
    output: &'a mut Tensor,
}

/// For each place of a block, where it is in the input, in the output and in the residual.
struct Places {
    windows: [usize; BLOCK],
    targets: [usize; BLOCK],
    residuals: [usize; BLOCK],
    count: usize,
}

impl WithSimd for Run<'_> {
    type Output = ();

    /// As many sums as the processor's registers hold: 24 of 32 registers, 12 of 16.
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        match S::F32_LANES {
            16 => self.blocks::<S, 12, 2>(simd),
            8 => self.blocks::<S, 6, 2>(simd),
            4 => self.blocks::<S, 6, 4>(simd),
            _ => self.blocks::<S, 2, 8>(simd),
        }
    }
}

impl Run<'_> {
    #[inline(always)]
    fn blocks<S: Simd, const M: usize, const V: usize>(mut self, simd: S) {
        let size = self.layer.window.size;
        let rows = Rows {
            count: size,
            step: self.input.row_step(),
            length: size * self.layer.inputs,
        };
        for block in (0..self.count).step_by(BLOCK) {
            let places = self.places(block, BLOCK.min(self.count - block));
            let panels = self.layer.panels.chunks_exact(size * rows.length);
            for (number, (panel, bias)) in panels.zip(&self.layer.bias).enumerate() {
                let results = PANEL.min(self.layer.outputs - number * PANEL);
                for place in (0..places.count).step_by(M) {
                    for first in (0..results).step_by(V * S::F32_LANES) {
                        let windows = windows::<M>(&places, place);
                        let data = self.input.data();
                        let sums =
                            tile::sums::<S, M, V>(simd, data, windows, rows, panel, bias, first);
                        let wide = V * S::F32_LANES;
                        for (m, sums) in sums.iter().enumerate().take(places.count - place) {
                            let channel = number * PANEL + first;
                            let target = places.targets[place + m] + channel;
                            let residual = places.residuals[place + m] + channel;
                            let count = wide.min(results - first);
                            self.store::<S, V>(simd, sums, target, residual, count);
                        }
                    }
                }
            }
        }
    }

    fn places(&self, first: usize, count: usize) -> Places {
        let mut places = Places {
            windows: [self.first_window; BLOCK],
            targets: [0; BLOCK],
            residuals: [0; BLOCK],
            count,
        };
        let stride = self.layer.window.stride;
        let width = self.output.width();
        let (mut y, mut x) = (first / width, first % width);
        for place in 0..count {
            places.windows[place] = self.first_window
                + stride * (y * self.input.row_step() + x * self.input.channels());
            places.targets[place] = self.output.at(self.first_row + y, x);
            places.residuals[place] = self.residual.map_or(0, |it| it.at(self.first_row + y, x));
            x += 1;
            if x == width {
                (y, x) = (y + 1, 0);
            }
        }
        places
    }

    /// Finishes the sums of one place and writes the first `count` of their numbers.
    #[inline(always)]
    fn store<S: Simd, const V: usize>(
        &mut self,
        simd: S,
        sums: &[S::f32s; V],
        target: usize,
        residual: usize,
        count: usize,
    ) {
        let activation = self.layer.activation;
        let residual = self
            .residual
            .map(|it| &it.data()[residual..residual + count]);
        let target = &mut self.output.data_mut()[target..target + count];
        if count == V * S::F32_LANES {
            finish::<S, V>(simd, sums, residual, activation, target);
        } else {
            // The last results of a layer: through a place that has room for whole registers.
            let (mut whole, mut adding) = ([0.0; PANEL], [0.0; PANEL]);
            if let Some(residual) = residual {
                adding[..count].copy_from_slice(residual);
            }
            finish::<S, V>(simd, sums, Some(&adding), activation, &mut whole);
            target.copy_from_slice(&whole[..count]);
        }
    }
}

/// Adds the residual, activates, writes. (No closures here: they would not be compiled for the processor's SIMD.)
#[inline(always)]
fn finish<S: Simd, const V: usize>(
    simd: S,
    sums: &[S::f32s; V],
    residual: Option<&[f32]>,
    activation: Activation,
    target: &mut [f32],
) {
    let (target, _) = S::as_mut_simd_f32s(target);
    let mut sums = *sums;
    if let Some(residual) = residual {
        let (residual, _) = S::as_simd_f32s(residual);
        for (sum, number) in sums.iter_mut().zip(residual) {
            *sum = simd.add_f32s(*sum, *number);
        }
    }
    for (target, sum) in target.iter_mut().zip(sums) {
        *target = tile::activate(simd, activation, sum);
    }
}

#[inline(always)]
fn windows<const M: usize>(places: &Places, first: usize) -> &[usize; M] {
    let (tiles, _) = places.windows.as_chunks::<M>();
    &tiles[first / M]
}
