//! A depthwise convolution, then one that mixes channels.

use super::{Convolution, Depthwise, Tensor};

/// Places that are computed together: what the first writes is still near when the second reads it.
const PLACES: usize = 192;

/// Both layers; what is between them is never all there.
pub struct Separable {
    depthwise: Depthwise,
    pointwise: Convolution,
}

impl Separable {
    /// `pointwise` is of [`super::Window::POINT`].
    pub fn new(depthwise: Depthwise, pointwise: Convolution) -> Self {
        Self {
            depthwise,
            pointwise,
        }
    }

    /// Applies both to an input with a border; the result has one too.
    pub fn apply(&self, input: &Tensor) -> Tensor {
        let [height, width] = self.depthwise.sides(input);
        let mut output = Tensor::zeros(height, width, self.pointwise.outputs(), 1);
        let together = (PLACES / width).max(1);
        for (begin, count) in output.set_same(self.depthwise.same(input)) {
            for first in (begin..begin + count).step_by(together) {
                let rows = together.min(begin + count - first);
                let mut between = Tensor::zeros(rows, width, input.channels(), 0);
                self.depthwise.apply_to_rows(input, first, &mut between);
                self.pointwise.apply_to_rows(&between, &mut output, first);
            }
        }
        output.fill_same();
        output
    }
}
