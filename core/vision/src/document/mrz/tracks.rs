//! Finds lines of print: long, narrow ridges of upright strokes.

use super::raster::Luma;

/// A line of print, in pixels of the picture that it was looked for in.
#[derive(Debug, Clone)]
pub struct Track {
    /// Middle of the print at each step along it, left to right.
    pub points: Vec<(f32, f32)>,
    /// About the height of its capitals.
    pub height: f32,
    /// How much it stands out, 0 to 1.
    pub strength: f32,
}

/// Columns are looked at in blocks so wide, pixels.
const BLOCK: usize = 8;
/// Blocks to each side that are looked at together: several characters, so that one's shape does not matter.
const REACH: usize = 2;
/// The heights of capitals looked for in one picture; half of it finds twice as high ones.
const HEIGHTS: [f32; 2] = [9.0, 12.7];
/// Strokes weaker than this are noise: mean difference of neighbouring pixels, of 255.
const FAINTEST: f32 = 5.0;
/// A line stands out from the paper above and below it by at least this share.
const STANDS_OUT: f32 = 0.3;
/// The steepest line: a turn of 5 degrees and as much again by perspective.
const STEEPEST: f32 = 0.18;
/// The shortest zone's line is 30 characters; a broken end is found again later.
const SHORTEST: f32 = 20.0;
/// Blocks in a row that may show nothing: fillers are faint where it is dark.
const GAP: usize = 6;

/// Lines with capitals of 8 to 15 pixels; one line may be found as several.
pub fn tracks(luma: &Luma) -> Vec<Track> {
    let strokes = Strokes::of(luma);
    HEIGHTS
        .iter()
        .flat_map(|&height| follow(&strokes, height))
        .collect()
}

impl Track {
    /// How much it is worth to be read: it stands out, and it is long.
    pub fn weight(&self) -> f32 {
        let length = self.points[self.points.len() - 1].0 - self.points[0].0;
        self.strength.powi(2) * length
    }

    /// Whether the other is, for the most part, the same line.
    pub fn covers(&self, other: &Self) -> bool {
        let near = |&(x, y): &(f32, f32)| (self.y_at(x) - y).abs() < 0.6 * self.height;
        let inside = |&&(x, _): &&(f32, f32)| {
            x >= self.points[0].0 && x <= self.points[self.points.len() - 1].0
        };
        let shared = other
            .points
            .iter()
            .filter(inside)
            .filter(|point| near(point))
            .count();
        shared * 2 > other.points.len()
    }

    fn y_at(&self, x: f32) -> f32 {
        let after = self
            .points
            .partition_point(|point| point.0 < x)
            .clamp(1, self.points.len() - 1);
        let ((x0, y0), (x1, y1)) = (self.points[after - 1], self.points[after]);
        y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    }

    /// The same in a picture `factor` times as large.
    pub fn scaled(mut self, factor: f32) -> Self {
        self.points
            .iter_mut()
            .for_each(|(x, y)| (*x, *y) = (*x * factor, *y * factor));
        self.height *= factor;
        self
    }
}

/// How much upright stroke there is: for each block of columns, sums over the rows above each row.
struct Strokes {
    blocks: usize,
    height: usize,
    sums: Vec<f32>,
}

impl Strokes {
    fn of(luma: &Luma) -> Self {
        let (blocks, height) = (luma.width / BLOCK, luma.height);
        let mut raw = vec![0.0; blocks * height];
        for y in 0..height {
            let row = luma.row(y);
            for block in 0..blocks {
                let pixels = &row[block * BLOCK..(block * BLOCK + BLOCK + 2).min(row.len())];
                let sum: u32 = pixels
                    .windows(3)
                    .map(|three| u32::from(three[0].abs_diff(three[2])))
                    .sum();
                raw[y * blocks + block] = sum as f32;
            }
        }
        let mut sums = vec![0.0; blocks * (height + 1)];
        for block in 0..blocks {
            let around = block.saturating_sub(REACH)..(block + REACH + 1).min(blocks);
            let share = 1.0 / (around.len() * BLOCK) as f32;
            let column = &mut sums[block * (height + 1)..][..=height];
            for y in 0..height {
                let here: f32 = raw[y * blocks + around.start..y * blocks + around.end]
                    .iter()
                    .sum();
                column[y + 1] = column[y] + here * share;
            }
        }
        Self {
            blocks,
            height,
            sums,
        }
    }

    /// Measures how high the print is: from where there is half as much of it as in its middle, to where there is again.
    fn fit_height(&self, track: &mut Track) {
        let reach = track.height as usize;
        let mut rows = vec![0.0; 2 * reach + 1];
        for &(x, y) in &track.points {
            let column = self.column(x as usize / BLOCK);
            let top = y as usize - reach.min(y as usize);
            for (row, sum) in rows.iter_mut().enumerate() {
                let at = (top + row).min(self.height - 1);
                *sum += column[at + 1] - column[at];
            }
        }
        let (least, most) = rows
            .iter()
            .fold((f32::MAX, 0.0f32), |(a, b), &row| (a.min(row), b.max(row)));
        let half = (least + most) / 2.0;
        let highest = rows.iter().position(|&row| row == most).unwrap_or(reach);
        let above = rows[..highest]
            .iter()
            .rev()
            .take_while(|&&row| row > half)
            .count();
        let below = rows[highest..]
            .iter()
            .take_while(|&&row| row > half)
            .count();
        let shift = (below as f32 - 1.0 - above as f32) / 2.0 + highest as f32 - reach as f32;
        track.height = ((above + below) as f32).max(5.0);
        track.points.iter_mut().for_each(|point| point.1 += shift);
    }

    fn column(&self, block: usize) -> &[f32] {
        &self.sums[block * (self.height + 1)..][..=self.height]
    }
}

/// The rows of a block where print of that height stands out, and how much.
fn peaks(column: &[f32], height: f32) -> Vec<(f32, f32)> {
    let rows = column.len() - 1;
    let [half, near, far] = [0.5, 0.64, 1.06].map(|share| (height * share).round() as usize);
    if rows <= 2 * far {
        return Vec::new();
    }
    let mean = |from: usize, to: usize| (column[to] - column[from]) / (to - from) as f32;
    let stands_out = |y: usize| {
        let own = mean(y - half, y + half);
        let (above, below) = (mean(y - far, y - near), mean(y + near, y + far));
        let out = 1.0 - (above + below) / (2.0 * own.max(0.1));
        if own > FAINTEST && above.max(below) < 0.9 * own {
            out
        } else {
            0.0
        }
    };
    let shares: Vec<f32> = (far..rows - far).map(stands_out).collect();
    let mut found = Vec::new();
    for (index, &share) in shares.iter().enumerate() {
        let around = index.saturating_sub(half)..(index + half + 1).min(shares.len());
        let first = shares[around.clone()]
            .iter()
            .position(|other| *other >= share);
        let highest = shares[around.clone()].iter().all(|other| *other <= share);
        if share > STANDS_OUT && highest && first.is_some_and(|first| around.start + first == index)
        {
            found.push(((index + far) as f32, share));
        }
    }
    found
}

struct Growing {
    points: Vec<(f32, f32)>,
    shares: f32,
    last: usize,
    slope: f32,
}

/// Links rows that stand out, block by block, to lines.
fn follow(strokes: &Strokes, height: f32) -> Vec<Track> {
    let mut growing: Vec<Growing> = Vec::new();
    let mut done = Vec::new();
    for block in 0..strokes.blocks {
        let x = (block as f32 + 0.5) * BLOCK as f32;
        let (old, alive) = growing
            .into_iter()
            .partition(|line| line.last + GAP < block);
        growing = alive;
        done.extend(Vec::into_iter(old));
        let before = growing.len();
        for (y, share) in peaks(strokes.column(block), height) {
            let misses = |line: &Growing| {
                let (last_x, last_y) = line.points[line.points.len() - 1];
                (y - last_y - line.slope * (x - last_x)).abs() / height
            };
            let free = (0..before).filter(|&index| growing[index].last < block);
            let nearest = free.min_by(|&a, &b| misses(&growing[a]).total_cmp(&misses(&growing[b])));
            match nearest.filter(|&index| misses(&growing[index]) < 0.3) {
                Some(index) => growing[index].add((x, y), share, block),
                None => growing.push(Growing {
                    points: vec![(x, y)],
                    shares: share,
                    last: block,
                    slope: 0.0,
                }),
            }
        }
    }
    done.extend(growing);
    let long = |line: &Growing| line.points.len() as f32 * BLOCK as f32 > SHORTEST * height;
    done.into_iter()
        .filter(long)
        .map(|line| line.finish(strokes, height))
        .collect()
}

impl Growing {
    fn add(&mut self, point: (f32, f32), share: f32, block: usize) {
        self.points.push(point);
        self.shares += share;
        self.last = block;
        let back = self.points[self.points.len().saturating_sub(10)];
        if point.0 - back.0 > 3.0 * BLOCK as f32 {
            self.slope = ((point.1 - back.1) / (point.0 - back.0)).clamp(-STEEPEST, STEEPEST);
        }
    }

    fn finish(self, strokes: &Strokes, height: f32) -> Track {
        let mut track = Track {
            strength: self.shares / self.points.len() as f32,
            points: self.points,
            height,
        };
        strokes.fit_height(&mut track);
        track
    }
}
