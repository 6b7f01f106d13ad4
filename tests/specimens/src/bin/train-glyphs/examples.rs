//! What is learned from: characters in drawn photos, each cut out a little beside where it is.

use image::{Rgb, RgbImage};
use kinline_specimens::{Class, Error, Font, Page, Photo, Shot, ZoneLine};
use kinline_vision::{
    Picture,
    document::training::{ALPHABET, Cell, Luma, NOTHING, POINTS, Patch, Pyramid, inputs},
};
use rand::{RngExt, rngs::StdRng};

/// One character, and what is to be said of it.
pub struct Example {
    /// In 80ths: a byte each, because there are a million of them.
    points: [i8; POINTS],
    /// Its place in the alphabet.
    pub class: u8,
    /// Right, down, growth: as in the reader's `Glyph`.
    pub place: [f32; 3],
}

impl Example {
    /// What the network is shown.
    pub fn seen(&self) -> [f32; POINTS] {
        self.points.map(|point| f32::from(point) / 80.0)
    }
}

/// The characters of a photo of a sheet full of them, in rows as a zone's.
pub fn add_sheet(
    chance: &mut StdRng,
    seed: u64,
    examples: &mut Vec<Example>,
) -> Result<(), Box<dyn std::error::Error>> {
    let class = [
        Class::Clean,
        Class::Light,
        Class::Hard,
        Class::Hard,
        Class::Hard,
    ][chance.random_range(0..5)];
    let mut shot = Shot::draw(class, chance);
    shot.capitals = shot.capitals.min(26.0);
    if class == Class::Hard && chance.random_range(0..3) > 0 {
        shot.capitals = 9.5 + 7.0 * chance.random::<f32>();
        shot.blur = shot.blur.min(0.6 + 0.07 * shot.capitals);
    }
    let page = sheet(shot.per_mm(), chance)?;
    let photo = shot.photograph(&page, seed)?;
    let picture = Picture::decode(&photo.jpeg)?;
    let pyramid = Pyramid::of(Luma::of(&picture));
    for line in &page.zone {
        line_examples(&pyramid, &photo, line, chance, examples);
    }
    Ok(())
}

fn sheet(per_mm: f32, chance: &mut StdRng) -> Result<Page, Error> {
    const COLUMNS: usize = 36;
    const ROWS: usize = 10;
    let font = if chance.random_range(0..5) == 0 {
        Font::ocr_b_square()?
    } else {
        Font::ocr_b()?
    };
    let pitch = 2.54 * per_mm;
    let rows = [1.7, 2.0, 2.5, 2.5, 3.0][chance.random_range(0..5)] * pitch;
    let paper = Rgb([0, 1, 2].map(|_| chance.random_range(200..245)));
    let ink = Rgb([chance.random_range(10..70); 3]);
    let (width, height) = ((COLUMNS as f32 + 4.0) * pitch, (ROWS as f32 + 1.0) * rows);
    let (strength, slant) = (
        chance.random_range(0.0..12.0),
        chance.random_range(-1.0..1.0f32),
    );
    let mut image = RgbImage::from_fn(width as u32, height as u32, |x, y| {
        let wave = ((x as f32 * slant + y as f32 * 0.6) / per_mm * 1.8).sin() * strength;
        Rgb(paper
            .0
            .map(|value: u8| (f32::from(value) + wave).clamp(0.0, 255.0) as u8))
    });
    let zone = (0..ROWS).map(|row| {
        let text = (0..COLUMNS).map(|_| character(chance)).collect();
        ZoneLine {
            text,
            x: 2.0 * pitch,
            baseline: (row as f32 + 1.0) * rows,
            pitch,
        }
    });
    let zone: Vec<ZoneLine> = zone.collect();
    // Print is now fatter, now thinner than the font.
    let capitals = pitch * (0.94 + 0.12 * chance.random::<f32>());
    for line in &zone {
        font.write(
            &mut image,
            (line.x, line.baseline),
            capitals,
            Some(line.pitch),
            ink,
            &line.text,
        );
    }
    Ok(Page {
        image,
        per_mm,
        zone,
    })
}

fn character(chance: &mut StdRng) -> char {
    if chance.random_range(0..9) == 0 {
        return '<';
    }
    char::from(ALPHABET[chance.random_range(0..ALPHABET.len())])
}

/// The cells of a line, each a little beside where it is; and cells beside the line, that hold nothing.
fn line_examples(
    pyramid: &Pyramid,
    photo: &Photo,
    line: &ZoneLine,
    chance: &mut StdRng,
    examples: &mut Vec<Example>,
) {
    let mut normal = |deviation: f32| {
        (0..4).map(|_| chance.random::<f32>() - 0.5).sum::<f32>() * deviation / 0.577
    };
    // A whole line is off in the same way, more or less.
    let (shift, grow, lean) = ((normal(0.08), normal(0.09)), normal(0.09), normal(0.08));
    let mut cells = Vec::new();
    let mut truths = Vec::new();
    let letters: Vec<u8> = line.text.bytes().collect();
    for column in -2..=letters.len() as i32 + 1 {
        let letter = usize::try_from(column)
            .ok()
            .and_then(|column| letters.get(column));
        let class = letter.map_or(Some(NOTHING), |letter| {
            ALPHABET.iter().position(|own| own == letter)
        });
        let mut middle = (
            line.x + (column as f32 + 0.5) * line.pitch,
            line.baseline - 0.49 * line.pitch,
        );
        let between = normal(1.0) > 2.2;
        if between {
            middle.0 += line.pitch / 2.0;
        }
        let off = (shift.0 + normal(0.04), shift.1 + normal(0.03));
        let growth = grow + normal(0.02);
        let size = line.pitch * (-growth).exp();
        middle = (middle.0 - off.0 * size, middle.1 - off.1 * size);
        let at = |x: f32, y: f32| photo.warp.map((middle.0 + x, middle.1 + y));
        let here = at(0.0, 0.0);
        let (right, down) = (at(size, 0.0), at(lean * size, size));
        cells.push(Cell {
            middle: here,
            right: (right.0 - here.0, right.1 - here.1),
            down: (down.0 - here.0, down.1 - here.1),
        });
        truths.push((
            if between {
                NOTHING
            } else {
                class.unwrap_or(NOTHING)
            },
            [off.0, off.1, growth],
        ));
    }
    let patches: Vec<Patch> = cells.iter().map(|cell| Patch::cut(pyramid, cell)).collect();
    for (points, (class, place)) in inputs(&patches).into_iter().zip(truths) {
        let points = points.map(|point| (point * 80.0).round() as i8);
        examples.push(Example {
            points,
            class: class as u8,
            place,
        });
    }
}
