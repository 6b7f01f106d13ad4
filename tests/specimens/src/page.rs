//! Flat pages of documents.

use crate::{Error, Font, Holder};
use image::{Rgb, RgbImage, imageops};
use kinline_vision::document::Format;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// A passport's data page (TD3).
    Passport,
    /// The front of an identity card or residence permit: portrait and data, no zone.
    CardFront,
    /// The back of a card (TD1).
    CardBack,
    /// A larger identity card (TD2), all on one side.
    LargeCard,
    /// A visa (MRV-A).
    Visa,
    /// A smaller visa (MRV-B).
    SmallVisa,
}

/// A flat page, as printed.
pub struct Page {
    /// The print.
    pub image: RgbImage,
    /// Pixels a millimetre.
    pub per_mm: f32,
    /// Its machine-readable zone; empty if it has none.
    pub zone: Vec<ZoneLine>,
}

/// A line of a zone on its page, in pixels of the page.
pub struct ZoneLine {
    /// What it says.
    pub text: String,
    /// Left edge of the first character's cell.
    pub x: f32,
    /// Where the characters stand on.
    pub baseline: f32,
    /// From one character to the next; capitals are as high.
    pub pitch: f32,
}

/// ICAO Doc 9303 part 3, 4.7: ten characters an inch, lines a quarter inch apart.
const PITCH_MM: f32 = 2.54;
const LINES_MM: f32 = 6.35;
const INK: Rgb<u8> = Rgb([32, 30, 38]);
const LABEL: Rgb<u8> = Rgb([110, 104, 120]);

impl Document {
    /// All that have a zone.
    pub const WITH_ZONE: [Self; 5] = [
        Self::Passport,
        Self::CardBack,
        Self::LargeCard,
        Self::Visa,
        Self::SmallVisa,
    ];

    /// Its zone's format.
    pub fn format(self) -> Option<Format> {
        match self {
            Self::Passport => Some(Format::Td3),
            Self::CardFront => None,
            Self::CardBack => Some(Format::Td1),
            Self::LargeCard => Some(Format::Td2),
            Self::Visa => Some(Format::MrvA),
            Self::SmallVisa => Some(Format::MrvB),
        }
    }

    /// Width and height, millimetres (ICAO Doc 9303 parts 4 to 7).
    pub fn size_mm(self) -> (f32, f32) {
        match self {
            Self::Passport => (125.0, 88.0),
            Self::CardFront | Self::CardBack => (85.6, 54.0),
            Self::LargeCard | Self::SmallVisa => (105.0, 74.0),
            Self::Visa => (120.0, 80.0),
        }
    }

    fn has_portrait(self) -> bool {
        self != Self::CardBack
    }

    /// Draws it with `per_mm` pixels a millimetre; `portrait` fills the portrait's frame, else a drawn figure does.
    pub fn draw(
        self,
        holder: &Holder,
        portrait: Option<&RgbImage>,
        per_mm: f32,
    ) -> Result<Page, Error> {
        let (ocr, sans) = (Font::ocr_b()?, Font::sans()?);
        let (width, height) = self.size_mm();
        let mut sheet = Sheet::new(width, height, per_mm, tint(&holder.number));
        let zone_lines = self
            .format()
            .map(|format| holder.zone(format))
            .unwrap_or_default();
        if self.has_portrait() {
            sheet.portrait(portrait, (5.0, 14.0), height * 0.46);
        }
        self.write_data(&mut sheet, &sans, holder);
        // The last baseline: 23.2 mm of zone at the foot, the print in its middle.
        let last = height - 6.5;
        let first = last - LINES_MM * zone_lines.len().saturating_sub(1) as f32;
        let left = (width - PITCH_MM * zone_lines.first().map_or(0, String::len) as f32) / 2.0;
        let zone = zone_lines
            .into_iter()
            .enumerate()
            .map(|(index, text)| ZoneLine {
                text,
                x: left * per_mm,
                baseline: (first + LINES_MM * index as f32) * per_mm,
                pitch: PITCH_MM * per_mm,
            });
        let zone: Vec<ZoneLine> = zone.collect();
        for line in &zone {
            let at = (line.x, line.baseline);
            ocr.write(
                &mut sheet.image,
                at,
                line.pitch,
                Some(line.pitch),
                INK,
                &line.text,
            );
        }
        Ok(Page {
            image: sheet.image,
            per_mm,
            zone,
        })
    }

    fn write_data(self, sheet: &mut Sheet, sans: &Font, holder: &Holder) {
        let title = match self {
            Self::Passport => "UTOPIA  PASSPORT  SPECIMEN",
            Self::Visa | Self::SmallVisa => "UTOPIA  VISA  SPECIMEN",
            _ => "UTOPIA  IDENTITY CARD  SPECIMEN",
        };
        sheet.write(sans, (5.0, 9.0), 2.6, Rgb([130, 30, 60]), title);
        let (_, height) = self.size_mm();
        let left = if self.has_portrait() {
            height * 0.36 + 9.0
        } else {
            6.0
        };
        let date = |date: chrono::NaiveDate| date.format("%d %m %Y").to_string();
        let (birth, expiry) = (date(holder.date_of_birth), date(holder.expires));
        let rows = [
            ("Surname", holder.family_name.to_uppercase()),
            ("Given names", holder.given_names.to_uppercase()),
            ("Date of birth", birth),
            ("Document no", holder.number.clone()),
            ("Date of expiry", expiry),
        ];
        let rows = if self == Self::CardBack {
            &rows[3..]
        } else {
            &rows[..]
        };
        let step = if self == Self::CardBack {
            7.0
        } else {
            (height * 0.5) / 5.0
        };
        for (index, (label, value)) in rows.iter().enumerate() {
            let y = 15.0 + step * index as f32;
            sheet.write(sans, (left, y), 1.2, LABEL, label);
            sheet.write(sans, (left, y + step * 0.5), 2.0, INK, value);
        }
    }
}

/// Paper that is being printed, in millimetres.
struct Sheet {
    image: RgbImage,
    per_mm: f32,
}

impl Sheet {
    /// Pale paper with fine waves, as security printing has them.
    fn new(width: f32, height: f32, per_mm: f32, tint: [f32; 3]) -> Self {
        let pixels = |mm: f32| (mm * per_mm).round() as u32;
        let image = RgbImage::from_fn(pixels(width), pixels(height), |x, y| {
            let (x, y) = (x as f32 / per_mm, y as f32 / per_mm);
            let wave =
                (y * 2.1 + 1.4 * (x * 0.35).sin()).sin() + (x * 1.7 + 2.0 * (y * 0.21).sin()).sin();
            let plain = 236.0 - 5.0 * wave;
            Rgb(tint.map(|share| (plain * share).clamp(0.0, 255.0) as u8))
        });
        Self { image, per_mm }
    }

    fn write(&mut self, font: &Font, (x, y): (f32, f32), capitals: f32, ink: Rgb<u8>, text: &str) {
        let at = (x * self.per_mm, y * self.per_mm);
        font.write(&mut self.image, at, capitals * self.per_mm, None, ink, text);
    }

    /// A frame of 35:45 with a photo, or a drawn figure that nobody is.
    fn portrait(&mut self, photo: Option<&RgbImage>, (left, top): (f32, f32), height: f32) {
        let pixels = |mm: f32| (mm * self.per_mm).round() as u32;
        let (width, height) = (pixels(height * 35.0 / 45.0), pixels(height));
        let framed = match photo {
            Some(photo) => filled(photo, width, height),
            None => RgbImage::from_fn(width, height, |x, y| {
                figure(x as f32 / width as f32, y as f32 / height as f32)
            }),
        };
        imageops::replace(
            &mut self.image,
            &framed,
            pixels(left).into(),
            pixels(top).into(),
        );
    }
}

/// The middle of a photo, as large as the frame.
fn filled(photo: &RgbImage, width: u32, height: u32) -> RgbImage {
    let (w, h) = photo.dimensions();
    let factor = (w as f32 / width as f32).min(h as f32 / height as f32);
    let (cut_w, cut_h) = (
        (width as f32 * factor) as u32,
        (height as f32 * factor) as u32,
    );
    let cut = imageops::crop_imm(photo, (w - cut_w) / 2, (h - cut_h) / 2, cut_w, cut_h);
    imageops::resize(
        &cut.to_image(),
        width,
        height,
        imageops::FilterType::Triangle,
    )
}

/// Head and shoulders, in shares of the frame.
fn figure(x: f32, y: f32) -> Rgb<u8> {
    let inside = |cx: f32, cy: f32, rx: f32, ry: f32| {
        ((x - cx) / rx).powi(2) + ((y - cy) / ry).powi(2) < 1.0
    };
    if inside(0.5, 0.42, 0.21, 0.25) {
        Rgb([176, 140, 118])
    } else if inside(0.5, 0.36, 0.27, 0.29) {
        Rgb([64, 50, 42])
    } else if inside(0.5, 1.05, 0.45, 0.38) {
        Rgb([70, 84, 120])
    } else {
        Rgb([206, 210, 214])
    }
}

/// Another colour of paper for each document.
fn tint(number: &str) -> [f32; 3] {
    let sum: u32 = number.bytes().map(u32::from).sum();
    [
        [1.0, 0.97, 0.92],
        [0.93, 0.98, 1.0],
        [0.94, 1.0, 0.94],
        [1.0, 0.94, 0.97],
    ][sum as usize % 4]
}
