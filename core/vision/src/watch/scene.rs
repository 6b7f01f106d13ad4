//! What the picture was like a moment ago: who comes in is where nobody was, what hangs on a wall was there before.

use super::Seen;
use crate::{Bounds, Picture};
use std::{collections::VecDeque, time::Duration};

/// Cells on the longer side: a face of 30 pixels in a picture of 320 has 36 cells, and the codec's noise is gone.
const CELLS: u32 = 64;
/// Fewer cells tell nothing.
const LEAST_CELLS: usize = 9;
/// So long it is remembered: somebody who passes in front of a picture on the wall is gone again.
const REMEMBERED: Duration = Duration::from_secs(10);
/// From here on it is the same place. Of 613 looks at pictures on the films' walls 99 of 100 are liker than 0.86 to what was
/// there in the 10 s before, of 61 who come in the half is less like than 0, nine of ten than 0.7.
const SAME: f32 = 0.5;

/// A picture in grey cells, small.
#[derive(Debug, Clone)]
struct Scene {
    width: usize,
    height: usize,
    /// Cells for each pixel of the picture.
    scale: f32,
    cells: Vec<u8>,
}

/// What one camera showed lately.
#[derive(Debug, Clone, Default)]
pub(super) struct Scenes {
    /// The latest last.
    past: VecDeque<(Duration, Scene)>,
}

impl Scenes {
    /// Takes in a picture. For each face, whether it came: in no picture before was its place like it is now, in the same room.
    pub(super) fn take(&mut self, at: Duration, picture: &Picture, seen: &[Seen]) -> Vec<bool> {
        let now = Scene::of(picture);
        let is_old = |past: &(Duration, Scene)| at.saturating_sub(past.0) > REMEMBERED;
        while self.past.front().is_some_and(is_old) {
            self.past.pop_front();
        }
        // A camera that was turned shows another wall, and what hangs there did not come.
        let all = now.all();
        let last = self.past.back();
        let same_room = last.is_some_and(|(_, last)| now.likeness(last, &all) >= SAME);
        let came = |it: &Seen| {
            let place = now.cells_of(&it.face.bounds);
            let mut past = self.past.iter();
            same_room && past.all(|(_, past)| now.likeness(past, &place) < SAME)
        };
        let came = seen.iter().map(came).collect();
        self.past.push_back((at, now));
        came
    }
}

/// Some of a scene's cells.
struct Place {
    columns: std::ops::Range<usize>,
    rows: std::ops::Range<usize>,
}

impl Place {
    fn size(&self) -> usize {
        self.columns.len() * self.rows.len()
    }
}

impl Scene {
    fn of(picture: &Picture) -> Self {
        let small = picture.scaled_to_fit(CELLS);
        let grey = |pixel: &[u8]| (pixel.iter().map(|it| u16::from(*it)).sum::<u16>() / 3) as u8;
        Self {
            width: small.width() as usize,
            height: small.height() as usize,
            scale: small.width() as f32 / picture.width() as f32,
            cells: small.rgb().chunks_exact(3).map(grey).collect(),
        }
    }

    fn all(&self) -> Place {
        Place {
            columns: 0..self.width,
            rows: 0..self.height,
        }
    }

    fn cells_of(&self, bounds: &Bounds) -> Place {
        let side = |from: f32, length: f32, all: usize| {
            let cell = |at: f32| ((at * self.scale).round().max(0.0) as usize).min(all);
            cell(from)..cell(from + length)
        };
        Place {
            columns: side(bounds.x, bounds.width, self.width),
            rows: side(bounds.y, bounds.height, self.height),
        }
    }

    /// How alike a place is in both: their normalised cross-correlation, -1 to 1, which is the same in any light. 1 where it
    /// cannot be told.
    fn likeness(&self, other: &Self, place: &Place) -> f32 {
        if (self.width, self.height) != (other.width, other.height) || place.size() < LEAST_CELLS {
            return 1.0;
        }
        let (mine, others) = (
            from_mean(&self.values(place)),
            from_mean(&other.values(place)),
        );
        let product = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        let own = product(&mine, &mine);
        if own <= f32::EPSILON {
            return 1.0;
        }
        let all = (own * product(&others, &others)).sqrt();
        product(&mine, &others) / all.max(f32::EPSILON)
    }

    /// Of a place in a scene of this size.
    fn values(&self, place: &Place) -> Vec<f32> {
        let rows = self.cells.chunks_exact(self.width);
        let rows = rows.take(place.rows.end).skip(place.rows.start);
        let cells = rows.flat_map(|row| &row[place.columns.clone()]);
        cells.map(|it| f32::from(*it)).collect()
    }
}

fn from_mean(values: &[f32]) -> Vec<f32> {
    let mean = values.iter().sum::<f32>() / values.len() as f32;
    values.iter().map(|it| it - mean).collect()
}
