//! The one loop that everything comes down to.

use super::Activation;
use pulp::Simd;

/// Results of a panel: weights are packed for so many at once, whatever the processor's width is.
pub const PANEL: usize = 32;

/// One number for each result of a panel; aligned, so that no register's worth crosses a cache line.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub struct Lanes(pub [f32; PANEL]);

impl Lanes {
    /// All zero.
    pub const ZERO: Self = Self([0.0; PANEL]);
}

/// The rows of a window, as they lie in memory.
#[derive(Clone, Copy)]
pub struct Rows {
    /// How many.
    pub count: usize,
    /// Numbers from one to the next.
    pub step: usize,
    /// Numbers of each.
    pub length: usize,
}

/// Sums of `M` places and `V` registers' worth of results, from `first` of the panel on.
///
/// `starts` says where each place's window begins in `input`; `panel` has the weights of each number of the window.
#[inline(always)]
pub fn sums<S: Simd, const M: usize, const V: usize>(
    simd: S,
    input: &[f32],
    starts: &[usize; M],
    rows: Rows,
    panel: &[Lanes],
    bias: &Lanes,
    first: usize,
) -> [[S::f32s; V]; M] {
    let begin = registers::<S, V>(simd, bias, first);
    let mut sums = [begin; M];
    for row in 0..rows.count {
        let weights = &panel[row * rows.length..][..rows.length];
        let mut numbers: [&[f32]; M] = [&[]; M];
        for place in 0..M {
            numbers[place] = &input[starts[place] + row * rows.step..][..rows.length];
        }
        for (k, weights) in weights.iter().enumerate() {
            let weights = registers::<S, V>(simd, weights, first);
            for place in 0..M {
                let number = simd.splat_f32s(numbers[place][k]);
                for v in 0..V {
                    sums[place][v] = simd.mul_add_e_f32s(number, weights[v], sums[place][v]);
                }
            }
        }
    }
    sums
}

#[inline(always)]
pub fn activate<S: Simd>(simd: S, activation: Activation, sum: S::f32s) -> S::f32s {
    match activation {
        Activation::None => sum,
        Activation::Relu => simd.max_f32s(sum, simd.splat_f32s(0.0)),
        Activation::Relu6 => simd.min_f32s(
            simd.max_f32s(sum, simd.splat_f32s(0.0)),
            simd.splat_f32s(6.0),
        ),
    }
}

#[inline(always)]
fn registers<S: Simd, const V: usize>(simd: S, lanes: &Lanes, first: usize) -> [S::f32s; V] {
    let (row, _) = S::as_simd_f32s(&lanes.0[first..first + V * S::F32_LANES]);
    let mut registers = [simd.splat_f32s(0.0); V];
    registers[..V].copy_from_slice(&row[..V]);
    registers
}
