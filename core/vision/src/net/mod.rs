//! The few layers that the nets are made of, on one thread.
//!
//! Numbers are laid out as height, width, channels (NHWC). Every convolution is one loop: for a tile of output places, rows
//! of the window, which lie in one piece in memory, times packed weights. It is written once for every width of SIMD; `pulp`
//! picks at run time what the processor has.

use std::ops::Range;

mod convolution;
mod depthwise;
mod pool;
mod separable;
mod tensor;
mod tile;
mod weights;

pub use convolution::Convolution;
pub use depthwise::Depthwise;
pub use pool::{max_pool, mean_pool};
pub use separable::Separable;
pub use tensor::Tensor;
pub use weights::{Error, Weights};

/// What is done with each result of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activation {
    /// Nothing.
    None,
    /// Not below 0.
    Relu,
    /// 0 to 6.
    Relu6,
}

/// How a window goes over a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Padding {
    /// TensorFlow's: `ceil(length / stride)` places; what is missing is zero, the odd one at the end.
    Same,
    /// Only where the whole window lies in the picture.
    Valid,
}

/// A window's size, step and edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Its height and width.
    pub size: usize,
    /// From one place to the next.
    pub stride: usize,
    /// What happens at the edge.
    pub padding: Padding,
}

impl Window {
    /// A window of one place: a layer that mixes channels only.
    pub const POINT: Self = Self::same(1, 1);

    /// As TensorFlow's `same`.
    pub const fn same(size: usize, stride: usize) -> Self {
        let padding = Padding::Same;
        Self {
            size,
            stride,
            padding,
        }
    }

    /// As TensorFlow's `valid`.
    pub const fn valid(size: usize, stride: usize) -> Self {
        let padding = Padding::Valid;
        Self {
            size,
            stride,
            padding,
        }
    }

    /// Of a side of `length` places: how many places come out, and how many zeros are before the first.
    pub fn over(&self, length: usize) -> (usize, usize) {
        match self.padding {
            Padding::Valid => (length.saturating_sub(self.size) / self.stride + 1, 0),
            Padding::Same => {
                let places = length.div_ceil(self.stride);
                let covered = (places - 1) * self.stride + self.size;
                (places, covered.saturating_sub(length) / 2)
            }
        }
    }

    /// Of rows that are all the same, inside a picture: which rows of the result are.
    pub fn same_rows(&self, input: Range<usize>, length: usize) -> Range<usize> {
        let (_, before) = self.over(length);
        let first = (input.start + before).div_ceil(self.stride);
        let end = (input.end + before).checked_sub(self.size);
        first..end.map_or(first, |last| (last / self.stride + 1).max(first))
    }
}

#[cfg(test)]
mod tests;
