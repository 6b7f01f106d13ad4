//! Numbers of one layer.

use std::ops::Range;

/// Height, width, channels; with a border of zeros around, so that windows need not look where the edge is.
#[derive(Clone)]
pub struct Tensor {
    height: usize,
    width: usize,
    channels: usize,
    border: usize,
    /// Rows that are all the same: those of a picture's black, to be computed once.
    same: Range<usize>,
    data: Vec<f32>,
}

impl Tensor {
    /// All zero.
    pub fn zeros(height: usize, width: usize, channels: usize, border: usize) -> Self {
        let data = vec![0.0; (height + 2 * border) * (width + 2 * border) * channels];
        Self {
            height,
            width,
            channels,
            border,
            same: 0..0,
            data,
        }
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Places of a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Numbers of a place.
    pub fn channels(&self) -> usize {
        self.channels
    }

    /// Everything, with its border.
    pub fn data(&self) -> &[f32] {
        &self.data
    }

    /// Everything, with its border.
    pub fn data_mut(&mut self) -> &mut [f32] {
        &mut self.data
    }

    /// From one row to the next, numbers.
    pub fn row_step(&self) -> usize {
        (self.width + 2 * self.border) * self.channels
    }

    /// Where the place `x`, `y` begins in `data`.
    pub fn at(&self, y: usize, x: usize) -> usize {
        (y + self.border) * self.row_step() + (x + self.border) * self.channels
    }

    /// A row without its border.
    pub fn row(&self, y: usize) -> &[f32] {
        let start = self.at(y, 0);
        &self.data[start..start + self.width * self.channels]
    }

    /// A row without its border.
    pub fn row_mut(&mut self, y: usize) -> &mut [f32] {
        let start = self.at(y, 0);
        let length = self.width * self.channels;
        &mut self.data[start..start + length]
    }

    /// Rows that are all the same.
    pub fn same(&self) -> Range<usize> {
        self.same.clone()
    }

    /// Says which rows will be; gives the pieces (first row, how many) to compute: all others and the first of these.
    pub fn set_same(&mut self, same: Range<usize>) -> [(usize, usize); 2] {
        self.same = same;
        if self.same.len() < 2 {
            return [(0, self.height), (self.height, 0)];
        }
        let (upper, lower) = (self.same.start + 1, self.same.end);
        [(0, upper), (lower, self.height - lower)]
    }

    /// Copies the first of the rows that are all the same to the others.
    pub fn fill_same(&mut self) {
        if self.same.len() > 1 {
            let row = self.at(self.same.start, 0)..self.at(self.same.start, self.width);
            for y in self.same.start + 1..self.same.end {
                let target = self.at(y, 0);
                self.data.copy_within(row.clone(), target);
            }
        }
    }

    /// Adds `other`, of the same size, place by place.
    pub fn add(&mut self, other: &Self) {
        self.same = shared(&self.same, &other.same);
        for y in 0..self.height {
            for (mine, theirs) in self.row_mut(y).iter_mut().zip(other.row(y)) {
                *mine += theirs;
            }
        }
    }

    /// The same, not below 0.
    pub fn relu(&self) -> Self {
        let mut result = self.clone();
        for number in &mut result.data {
            *number = number.max(0.0);
        }
        result
    }
}

/// What is in both.
pub fn shared(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.max(b.start)..a.end.min(b.end)
}
