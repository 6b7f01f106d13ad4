//! From what each cell may be to what the zone says: the format's alphabets and check digits choose among the readings.

use super::{
    format::{Format, Mrz, value},
    glyphs::{ALPHABET, NOTHING},
};

/// For each character of a line, the logarithms of what it may be, in the order of [`ALPHABET`].
pub type Seen = Vec<[f32; NOTHING]>;

/// What the network says is made less sure by this: it has seen drawn print only.
const DOUBT: f32 = 0.9;
/// Anything may be anything with this share: a scratch, a hair.
const CHANCE: f32 = 1e-6;
/// A character is only corrected to what it may well have been: at least this share.
const CORRECTABLE: f32 = 0.01;
/// The check digits prove a reading whose share of all that they allow is this.
const PROVED: f32 = 0.9;
/// So sure must the whole reading be to be called valid, names and all.
const SURE: f32 = 0.98;
/// In numbers `O` is rarer than `0` by this factor's logarithm (many states never use it), and much like it.
const RARE: (u8, f32) = (b'O', -2.5);
/// Print that is so unlike a zone's, nats a character, is none.
const UNLIKE: f32 = 0.25;

/// A reading, and how well the print fits a zone at all.
pub struct Reading {
    pub mrz: Mrz,
    pub fit: f32,
    /// There is blank paper before and after it.
    pub stands_alone: bool,
    /// The share of this reading among all whose check digits are right.
    pub sure: f32,
}

/// Reads lines as a zone of that format; `None` if they are none.
pub fn decode(format: Format, seen: &[Seen]) -> Option<Reading> {
    let cells: Vec<Position> = positions(format).into_iter().collect();
    let logs: Vec<[f32; NOTHING]> = cells
        .iter()
        .map(|cell| doubted(cell, &seen[cell.line][cell.column]))
        .collect();
    let plain = likeliest(&cells, &logs);
    let free: f32 = logs
        .iter()
        .map(|log| log.iter().copied().fold(f32::MIN, f32::max))
        .sum();
    let held: f32 = plain
        .iter()
        .zip(&logs)
        .map(|(&choice, log)| log[choice])
        .sum();
    let count = cells.len() as f32;
    let fit = (2.0 * held - free) / count;
    if fit < -UNLIKE {
        return None;
    }
    let (proved, sure) = proved(&cells, &logs);
    let changes = |proved: &Vec<usize>| {
        let changed = plain
            .iter()
            .zip(proved)
            .zip(&logs)
            .filter(|((plain, proved), _)| plain != proved);
        changed
            .map(|((_, &proved), log)| log[proved])
            .collect::<Vec<f32>>()
    };
    let corrected = proved.filter(|proved| {
        let changes = changes(proved);
        sure > PROVED && changes.len() <= 2 && changes.iter().all(|log| *log > CORRECTABLE.ln())
    });
    let is_sure = corrected.is_some() && sure > SURE;
    let mrz = written(format, &cells, &corrected.unwrap_or(plain))?;
    Some(Reading {
        mrz: Mrz {
            valid: mrz.valid && is_sure,
            ..mrz
        },
        fit,
        stands_alone: false,
        sure,
    })
}

fn written(format: Format, cells: &[Position], choice: &[usize]) -> Option<Mrz> {
    let (count, width) = format.size();
    let mut lines = vec![vec![b'<'; width]; count];
    for (cell, &choice) in cells.iter().zip(choice) {
        lines[cell.line][cell.column] = ALPHABET[choice];
    }
    let lines: Vec<String> = lines
        .into_iter()
        .filter_map(|line| String::from_utf8(line).ok())
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    Mrz::parse(&lines).filter(|mrz| mrz.format == format)
}

fn doubted(cell: &Position, log: &[f32; NOTHING]) -> [f32; NOTHING] {
    let mut softer = log.map(|log| log * DOUBT);
    if cell.allowed.iter().all(|allowed| *allowed) {
        let rare = ALPHABET
            .iter()
            .zip(&mut softer)
            .filter(|(own, _)| **own == RARE.0);
        rare.for_each(|(_, log)| *log += RARE.1);
    }
    super::glyphs::normalise(&mut softer);
    softer.map(|log| ((1.0 - CHANCE) * log.exp() + CHANCE / NOTHING as f32).ln())
}

/// A character's place, what may stand there, and what it counts in the check digits.
struct Position {
    line: usize,
    column: usize,
    allowed: [bool; NOTHING],
    /// Weight in its field's check digit, and in the one of the whole zone; a check digit itself takes away.
    field: u32,
    whole: u32,
    /// With it the field's check is complete.
    closes: bool,
}

const MINUS_ONE: u32 = 9;

fn positions(format: Format) -> Vec<Position> {
    let (count, width) = format.size();
    let mut cells = Vec::with_capacity(count * width);
    for line in 0..count {
        for column in 0..width {
            let kind = format.kind(line, column);
            let allowed = std::array::from_fn(|index| kind.allows(ALPHABET[index]));
            cells.push(Position {
                line,
                column,
                allowed,
                field: 0,
                whole: 0,
                closes: false,
            });
        }
    }
    for check in format.checks() {
        let whole = check.of.len() > 1;
        let covered = check.of.iter().flat_map(|place| {
            place
                .columns
                .clone()
                .map(|column| place.line * width + column)
        });
        for (cell, weight) in covered.zip([7, 3, 1].into_iter().cycle()) {
            if whole {
                cells[cell].whole = weight
            } else {
                cells[cell].field = weight
            }
        }
        let digit = &mut cells[check.at.0 * width + check.at.1];
        if whole {
            digit.whole = MINUS_ONE
        } else {
            digit.field = MINUS_ONE
        }
        digit.closes |= !whole;
    }
    cells
}

/// The likeliest reading in which each character is one that may stand there.
fn likeliest(cells: &[Position], logs: &[[f32; NOTHING]]) -> Vec<usize> {
    let best = |(cell, log): (&Position, &[f32; NOTHING])| {
        let allowed = (0..NOTHING).filter(|&index| cell.allowed[index]);
        allowed
            .max_by(|&a, &b| log[a].total_cmp(&log[b]))
            .unwrap_or(NOTHING - 1)
    };
    cells.iter().zip(logs).map(best).collect()
}

/// The field's check sum so far, and the whole zone's.
const STATES: usize = 100;

/// The likeliest reading of all whose check digits are right, and its share of them all (Viterbi and forward sums).
fn proved(cells: &[Position], logs: &[[f32; NOTHING]]) -> (Option<Vec<usize>>, f32) {
    let mut best = [f32::NEG_INFINITY; STATES];
    let mut sum = [0.0f64; STATES];
    (best[0], sum[0]) = (0.0, 1.0);
    let mut back = Vec::with_capacity(cells.len());
    for (cell, log) in cells.iter().zip(logs) {
        let mut next = [f32::NEG_INFINITY; STATES];
        let mut next_sum = [0.0f64; STATES];
        let mut from = [(0u8, 0u8); STATES];
        for state in (0..STATES).filter(|&state| sum[state] > 0.0) {
            for index in (0..NOTHING).filter(|&index| cell.allowed[index]) {
                let counts = value(ALPHABET[index]);
                let field = (state as u32 / 10 + cell.field * counts) % 10;
                let whole = (state as u32 % 10 + cell.whole * counts) % 10;
                if cell.closes && field != 0 {
                    continue;
                }
                let to = (field * 10 + whole) as usize;
                next_sum[to] += sum[state] * f64::from(log[index]).exp();
                let reached = best[state] + log[index];
                if reached > next[to] {
                    (next[to], from[to]) = (reached, (state as u8, index as u8));
                }
            }
        }
        (best, sum) = (next, next_sum);
        back.push(from);
    }
    if best[0] == f32::NEG_INFINITY {
        return (None, 0.0);
    }
    let mut state = 0;
    let mut choice: Vec<usize> = Vec::with_capacity(cells.len());
    for from in back.iter().rev() {
        let (before, index) = from[state];
        choice.push(index.into());
        state = before.into();
    }
    choice.reverse();
    (Some(choice), (f64::from(best[0]).exp() / sum[0]) as f32)
}

#[cfg(test)]
#[path = "decode_tests.rs"]
mod tests;
