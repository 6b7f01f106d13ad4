//! Pages without a machine-readable zone.

use crate::{Document, Error, Font, Holder, Page};
use image::{Rgb, RgbImage};
use rand::{RngExt, rngs::StdRng};

const WORDS: [&str; 24] = [
    "the",
    "establishment",
    "will",
    "write",
    "to",
    "you",
    "within",
    "10",
    "working",
    "days",
    "of",
    "01",
    "SEPTEMBER",
    "2026",
    "REF",
    "A1234BC",
    "visit",
    "£42.50",
    "must",
    "bring",
    "PHOTO",
    "ID",
    "address",
    "<<",
];

/// A page that has no zone: a letter, a list in typewriter's or in the zone's own letters, bars, a card's front.
pub fn stray_page(per_mm: f32, chance: &mut StdRng) -> Result<Page, Error> {
    let kind = chance.random_range(0..6);
    if kind == 0 {
        return Document::CardFront.draw(&Holder::draw(chance), None, per_mm);
    }
    let font = match kind {
        1 => Font::sans()?,
        2 => Font::mono()?,
        _ => Font::ocr_b()?,
    };
    let (width, height) = ((120.0 * per_mm) as u32, (84.0 * per_mm) as u32);
    let mut image = RgbImage::from_pixel(width, height, Rgb([238, 236, 230]));
    let ink = Rgb([40, 40, 44]);
    let capitals = [1.8, 2.2, 2.54][chance.random_range(0..3)] * per_mm;
    let step = capitals * [1.6, 2.0, 2.5][chance.random_range(0..3)];
    let mut baseline = 8.0 * per_mm;
    while baseline < height as f32 - 4.0 * per_mm {
        if kind == 5 {
            bars(&mut image, baseline, capitals, chance);
        } else {
            let text = line(kind == 4, chance);
            let pitch = (kind > 1).then_some(capitals);
            font.write(
                &mut image,
                (5.0 * per_mm, baseline),
                capitals,
                pitch,
                ink,
                &text,
            );
        }
        baseline += step;
    }
    Ok(Page {
        image,
        per_mm,
        zone: Vec::new(),
    })
}

/// Words; or capitals and digits without order, as long as a zone's lines and longer.
fn line(code: bool, chance: &mut StdRng) -> String {
    if code {
        let length = [30, 36, 44, 20, 50][chance.random_range(0..5)];
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<<<<";
        return (0..length)
            .map(|_| char::from(letters[chance.random_range(0..letters.len())]))
            .collect();
    }
    let mut text = String::new();
    while text.len() < 40 {
        text.push_str(WORDS[chance.random_range(0..WORDS.len())]);
        text.push(' ');
    }
    text
}

/// A row of upright strokes, as a bar code or a fence is.
fn bars(image: &mut RgbImage, baseline: f32, height: f32, chance: &mut StdRng) {
    let mut x = 10;
    while x + 8 < image.width() {
        let width = chance.random_range(1..6);
        for across in x..x + width {
            for y in (baseline - height) as u32..baseline as u32 {
                if let Some(pixel) = image.get_pixel_mut_checked(across, y) {
                    *pixel = Rgb([30, 30, 30]);
                }
            }
        }
        x += width + chance.random_range(2..7);
    }
}
