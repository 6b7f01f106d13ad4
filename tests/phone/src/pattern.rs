//! The drawn moving picture: tells by itself who sent it and which frame it is, also after a codec
//! and at another size, so that a test knows whose picture it sees and how old it is.
//!
//! A strip of black and white cells at the top carries sender and frame number; below it are four
//! quadrants in the sender's colours, and a white bar that moves with the frame number.

use crate::picture::{Colour, Picture};

/// What a drawn picture says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// Who: 0 to 15.
    pub sender: u8,
    /// Which frame, counted from 0; starts again after 65,535.
    pub frame: u16,
}

/// Two cells to find the strip by, 4 bits of sender, 16 of frame, 6 of check sum.
const CELLS: usize = 28;
const BLACK: Colour = [16, 128, 128];
const WHITE: Colour = [235, 128, 128];
/// Quadrants of sender `s` have colours `s`, `s + 2`, `s + 3`, `s + 5` of these.
const PALETTE: [Colour; 8] = [
    [82, 90, 220],
    [144, 54, 34],
    [60, 220, 110],
    [190, 40, 150],
    [110, 180, 190],
    [160, 160, 60],
    [60, 128, 128],
    [130, 100, 160],
];

/// Draws the picture of a mark.
#[must_use]
pub fn draw(mark: Mark, width: usize, height: usize) -> Picture {
    let mut picture = Picture::filled(width, height, BLACK);
    let (top, middle) = (strip_height(height), width / 2);
    let below = (height - top) / 2;
    for (quadrant, step) in [0, 2, 3, 5].into_iter().enumerate() {
        let colour = PALETTE[(usize::from(mark.sender) + step) % PALETTE.len()];
        let (x, y) = (quadrant % 2 * middle, top + quadrant / 2 * below);
        picture.fill(x, y, middle, height - y, colour);
    }
    let bar = width / 20;
    picture.fill(bar_left(mark, width), top + below / 2, bar, below, WHITE);
    for (cell, bit) in bits(mark).into_iter().enumerate() {
        let (from, to) = (cell * width / CELLS, (cell + 1) * width / CELLS);
        picture.fill(from, 0, to - from, top, if bit { WHITE } else { BLACK });
    }
    picture
}

/// Reads the mark of a picture that [`draw`] made, whatever became of its size. `None`: this is none.
#[must_use]
pub fn read(picture: &Picture) -> Option<Mark> {
    let y = strip_height(picture.height()) / 2;
    let cells: Vec<u8> = (0..CELLS)
        .map(|cell| picture.at((cell * 2 + 1) * picture.width() / (CELLS * 2), y)[0])
        .collect();
    // A cell in between is neither black nor white: not our strip.
    let bits: Option<Vec<bool>> = cells
        .into_iter()
        .map(|luma| match luma {
            0..=90 => Some(false),
            160..=255 => Some(true),
            _ => None,
        })
        .collect();
    let number = |bits: &[bool]| bits.iter().fold(0u32, |n, &bit| n << 1 | u32::from(bit));
    let bits = bits?;
    let mark = Mark {
        sender: number(&bits[2..6]) as u8,
        frame: number(&bits[6..22]) as u16,
    };
    (self::bits(mark) == bits).then_some(mark)
}

/// Whether a picture is, all over, the one that its mark says.
#[must_use]
pub fn is_whole(picture: &Picture) -> bool {
    read(picture).is_some_and(|mark| {
        picture.difference(&draw(mark, picture.width(), picture.height())) < 8.0
    })
}

fn strip_height(height: usize) -> usize {
    (height / 9).next_multiple_of(2)
}

fn bar_left(mark: Mark, width: usize) -> usize {
    (usize::from(mark.frame) * width / 96 % (width - width / 20)) & !1
}

fn bits(mark: Mark) -> Vec<bool> {
    let value = u32::from(mark.sender) << 16 | u32::from(mark.frame);
    // Multiplying spreads each bit of the value over the check sum.
    let check = value.wrapping_mul(0x9E37_79B1) >> 26;
    let strip = 0b10 << 26 | value << 6 | check;
    (0..CELLS).rev().map(|bit| strip >> bit & 1 == 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_back_at_every_size() {
        for (width, height) in [(640, 360), (480, 270), (320, 180), (240, 134)] {
            for mark in [(0, 0), (3, 777), (15, 65_535)] {
                let mark = Mark {
                    sender: mark.0,
                    frame: mark.1,
                };
                let picture = draw(mark, width, height);
                assert_eq!(read(&picture), Some(mark), "{width}x{height}");
                assert!(is_whole(&picture));
            }
        }
    }

    #[test]
    fn what_is_no_pattern_has_no_mark() {
        assert_eq!(read(&Picture::filled(640, 360, [120, 128, 128])), None);
        assert_eq!(read(&Picture::filled(640, 360, BLACK)), None);
        let mut hidden = draw(
            Mark {
                sender: 1,
                frame: 9,
            },
            640,
            360,
        );
        hidden.fill(200, 0, 100, 40, WHITE);
        assert_eq!(read(&hidden), None);
    }

    #[test]
    fn another_senders_picture_looks_different() {
        let of = |sender| draw(Mark { sender, frame: 5 }, 640, 360);
        for other in 1..8 {
            assert!(of(0).difference(&of(other)) > 20.0, "sender {other}");
        }
        let mut covered = of(1);
        covered.fill(0, 60, 640, 200, BLACK);
        assert!(!is_whole(&covered), "a strip alone is not the picture");
    }
}
