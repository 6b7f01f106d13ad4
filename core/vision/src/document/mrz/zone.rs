//! Finds the lines that together are a zone.

use super::{
    decode::{Reading, Seen, decode},
    format::{Format, Mrz},
    glyphs::{NOTHING, Network},
    line::Line,
    raster::Pyramid,
    tracks::{Track, tracks},
};

/// So many of the strongest lines of print are read: more print than that around a zone is rare, and costs time.
const MOST_TRACKS: usize = 14;
/// From one line of a zone to the next, in pitches; ICAO has 2.5.
const APART: (f32, f32) = (1.3, 3.8);
/// Of the cells of a zone's line at least this share must look like characters.
const CHARACTERS: f32 = 0.8;

/// Reads the zone, the one that fits best if several lines could be one.
pub fn read(pyramid: &Pyramid, network: &Network) -> Option<Mrz> {
    let mut lines: Vec<Line> = all_tracks(pyramid)
        .iter()
        .filter_map(|track| Line::read(pyramid, track, network))
        .filter(|line| {
            (0..line.cells.len())
                .filter(|&cell| line.gain(cell) > 0.0)
                .count()
                >= 24
        })
        .collect();
    lines.sort_by(|a, b| middle(a).1.total_cmp(&middle(b).1));
    let mut best: Option<Reading> = None;
    for (index, line) in lines.iter().enumerate() {
        for format in Format::ALL {
            let Some(reading) = below(&lines, index, format.size().0)
                .and_then(|block| block_as(&lines, &block, line, format))
            else {
                continue;
            };
            let rank = |reading: &Reading| {
                (
                    reading.stands_alone,
                    reading.mrz.valid,
                    reading.fit,
                    reading.sure,
                )
            };
            let better = |old: &Reading| rank(&reading) > rank(old);
            if best.as_ref().is_none_or(better) {
                best = Some(reading);
            }
        }
    }
    best.map(|reading| reading.mrz)
}

/// The lines of print of every size; of several in the same place the one whose size fits best.
pub fn all_tracks(pyramid: &Pyramid) -> Vec<Track> {
    let own = |(level, luma)| {
        tracks(luma)
            .into_iter()
            .map(move |track| track.scaled((1 << level) as f32))
    };
    let mut found: Vec<Track> = pyramid.levels().iter().enumerate().flat_map(own).collect();
    found.sort_by(|a, b| b.weight().total_cmp(&a.weight()));
    let mut kept: Vec<Track> = Vec::new();
    for track in found {
        if kept.len() < MOST_TRACKS && kept.iter().all(|other| !other.covers(&track)) {
            kept.push(track);
        }
    }
    kept
}

fn middle(line: &Line) -> (f32, f32) {
    line.cells[line.cells.len() / 2].middle
}

/// The lines of a zone that begins with that one: each a line's height below the last.
fn below(lines: &[Line], first: usize, count: usize) -> Option<Vec<usize>> {
    let mut block = vec![first];
    while block.len() < count {
        let last = block[block.len() - 1];
        let next = (last + 1..lines.len()).find(|&next| {
            let apart = distance(&lines[last], &lines[next]) / lines[last].pitch();
            let pitches = lines[next].pitch() / lines[last].pitch();
            apart > APART.0 && apart < APART.1 && (0.8..1.25).contains(&pitches)
        })?;
        block.push(next);
    }
    Some(block)
}

/// How far a line is below another, pixels.
fn distance(upper: &Line, lower: &Line) -> f32 {
    let at = middle(lower);
    let nearest = upper.cells.iter().min_by(|a, b| {
        (a.middle.0 - at.0)
            .abs()
            .total_cmp(&(b.middle.0 - at.0).abs())
    });
    nearest.map_or(0.0, |cell| {
        let (x, y) = (at.0 - cell.middle.0, at.1 - cell.middle.1);
        let pitch = cell.right.0.hypot(cell.right.1);
        (y * cell.right.0 - x * cell.right.1) / pitch
    })
}

/// Reads lines as a zone of that format: the columns that together look most like characters, with none beside them.
fn block_as(lines: &[Line], block: &[usize], top: &Line, format: Format) -> Option<Reading> {
    let width = format.size().1;
    let shifts: Vec<i32> = block
        .iter()
        .map(|&index| shift(top, &lines[index]))
        .collect();
    let cell = |line: usize, column: i32| {
        let index = usize::try_from(column - shifts[line]).ok()?;
        (index < lines[block[line]].cells.len()).then_some(index)
    };
    let gain = |column: i32| -> f32 {
        let gains = (0..block.len())
            .map(|line| cell(line, column).map_or(0.0, |index| lines[block[line]].gain(index)));
        gains.sum()
    };
    let reach = top.cells.len() as i32 + 4;
    let score = |start: i32| -> f32 {
        let inside: f32 = (start..start + width as i32).map(gain).sum();
        let beside: f32 = (start - 3..start)
            .chain(start + width as i32..start + width as i32 + 3)
            .map(gain)
            .sum();
        inside - beside
    };
    let starts = -4..reach - width as i32 + 1;
    let start = starts.max_by(|&a, &b| score(a).total_cmp(&score(b)))?;
    let mut seen: Vec<Seen> = Vec::new();
    for line in 0..block.len() {
        let indices: Option<Vec<usize>> = (start..start + width as i32)
            .map(|column| cell(line, column))
            .collect();
        let (indices, line) = (indices?, &lines[block[line]]);
        let characters = indices
            .iter()
            .filter(|&&index| line.gain(index) > 0.0)
            .count();
        if (characters as f32) < CHARACTERS * width as f32 {
            return None;
        }
        let logs = indices.iter().map(|&index| {
            let mut log = [0.0; NOTHING];
            log.copy_from_slice(&line.glyphs[index].log[..NOTHING]);
            log
        });
        seen.push(logs.collect());
    }
    let mut reading = decode(format, &seen)?;
    // A longer zone's lines begin, or end, like a shorter one's.
    let beside = |columns: std::ops::Range<i32>| columns.map(gain).sum::<f32>();
    let (left, right) = (
        beside(start - 2..start),
        beside(start + width as i32..start + width as i32 + 2),
    );
    reading.stands_alone = left < 0.0 && right < 0.0;
    reading.mrz.valid &= reading.stands_alone;
    Some(reading)
}

/// How many columns further right a line's first cell is than the top line's: zones' lines begin below each other.
fn shift(top: &Line, line: &Line) -> i32 {
    let count = line.cells.len();
    let steps = (0..count).step_by(4).map(|index| {
        let at = line.cells[index].middle;
        let nearest = (0..top.cells.len()).min_by(|&a, &b| {
            let far = |cell: usize| along(top, cell, at).abs();
            far(a).total_cmp(&far(b))
        });
        let nearest = nearest.unwrap_or(0);
        nearest as f32 + along(top, nearest, at) - index as f32
    });
    let mut steps: Vec<f32> = steps.collect();
    steps.sort_unstable_by(f32::total_cmp);
    steps[steps.len() / 2].round() as i32
}

/// How far right of a cell a place is, pitches.
fn along(line: &Line, cell: usize, at: (f32, f32)) -> f32 {
    let cell = &line.cells[cell];
    let (x, y) = (at.0 - cell.middle.0, at.1 - cell.middle.1);
    (x * cell.right.0 + y * cell.right.1) / (cell.right.0.powi(2) + cell.right.1.powi(2))
}
