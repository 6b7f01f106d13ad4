//! Invented documents, drawn by code: nobody real is in them. The state is ICAO's own specimen state
//! Utopia (UTO), the machine-readable zone follows ICAO Doc 9303 part 4 (TD3).

use crate::PhoneError;
use chrono::NaiveDate;
use image::{Rgb, RgbImage, codecs::jpeg::JpegEncoder};

/// A passport that nobody holds.
#[derive(Debug, Clone)]
pub struct Passport {
    /// As typed into the app.
    pub given_names: String,
    /// As typed into the app.
    pub family_name: String,
    /// Of the person.
    pub date_of_birth: NaiveDate,
    /// Nine letters and digits.
    pub number: String,
    /// The last day that it is valid.
    pub expires: NaiveDate,
}

const PAPER: Rgb<u8> = Rgb([232, 226, 210]);
const INK: Rgb<u8> = Rgb([30, 34, 60]);

impl Passport {
    /// The photo page, as a phone's camera would give it: JPEG, sharp, a little grainy.
    pub fn photo(&self) -> Result<Vec<u8>, PhoneError> {
        self.page(0)
    }

    /// The same, out of focus: a reviewer cannot read it.
    pub fn blurred_photo(&self) -> Result<Vec<u8>, PhoneError> {
        self.page(12)
    }

    /// The two lines at the bottom of the page, 44 characters each.
    #[must_use]
    pub fn machine_readable_zone(&self) -> [String; 2] {
        let name = format!(
            "{}<<{}",
            mrz_name(&self.family_name),
            mrz_name(&self.given_names)
        );
        let first = format!("P<UTO{name}");
        let [number, birth, expiry, personal] = [
            format!("{:<<9.9}", self.number),
            self.date_of_birth.format("%y%m%d").to_string(),
            self.expires.format("%y%m%d").to_string(),
            "<".repeat(14),
        ]
        .map(|field| format!("{field}{}", check_digit(&field)));
        let all = check_digit(&format!("{number}{birth}{expiry}{personal}"));
        [
            format!("{first:<<44.44}"),
            format!("{number}UTO{birth}X{expiry}{personal}{all}"),
        ]
    }

    fn page(&self, blur: u32) -> Result<Vec<u8>, PhoneError> {
        let mut page = RgbImage::from_pixel(1500, 1060, Rgb([70, 58, 48]));
        fill(&mut page, (40, 40), (1420, 980), PAPER);
        fill(&mut page, (40, 40), (1420, 110), Rgb([120, 30, 50]));
        write(
            &mut page,
            (80, 68),
            8,
            Rgb([240, 220, 160]),
            "UTOPIA PASSPORT SPECIMEN",
        );
        face(&mut page, (90, 200), (400, 520), seed(&self.number));
        let born = self.date_of_birth.format("%d %m %Y").to_string();
        let until = self.expires.format("%d %m %Y").to_string();
        let lines = [
            ("SURNAME", &self.family_name),
            ("GIVEN NAMES", &self.given_names),
            ("DATE OF BIRTH", &born),
            ("PASSPORT NO", &self.number),
            ("DATE OF EXPIRY", &until),
        ];
        for (row, (label, value)) in (0u32..).zip(lines) {
            let y = 190 + row * 112;
            write(&mut page, (540, y), 3, Rgb([110, 100, 100]), label);
            write(&mut page, (540, y + 32), 6, INK, &value.to_uppercase());
        }
        for (row, line) in (0u32..).zip(self.machine_readable_zone()) {
            write(&mut page, (80, 810 + row * 90), 5, INK, &line);
        }
        if blur > 0 {
            page = image::imageops::fast_blur(&page, blur as f32);
        }
        jpeg(page, &self.number)
    }
}

/// A portrait of somebody who does not exist; the same seed gives the same face.
pub fn portrait(seed_text: &str) -> Result<Vec<u8>, PhoneError> {
    let mut image = RgbImage::from_pixel(900, 1200, Rgb([198, 204, 210]));
    face(&mut image, (0, 0), (900, 1200), seed(seed_text));
    jpeg(image, seed_text)
}

/// The drawing as a camera's JPEG; the grain makes it as large as a photograph is.
fn jpeg(mut image: RgbImage, grain: &str) -> Result<Vec<u8>, PhoneError> {
    let mut noise = seed(grain) | 1;
    for pixel in image.pixels_mut() {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let change = (noise >> 28) as i16 - 8;
        pixel.0 = pixel
            .0
            .map(|value| (i16::from(value) + change).clamp(0, 255) as u8);
    }
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 92)
        .encode_image(&image)
        .map_err(|error| PhoneError::Broken(format!("no JPEG: {error}")))?;
    Ok(bytes)
}

fn face(image: &mut RgbImage, corner: (u32, u32), size: (u32, u32), seed: u32) {
    let skins = [
        [240, 205, 180],
        [200, 150, 115],
        [150, 100, 70],
        [105, 70, 50],
    ];
    let hairs = [[50, 35, 25], [120, 80, 40], [200, 170, 100], [90, 90, 95]];
    let shirts = [[60, 90, 140], [140, 60, 70], [60, 120, 90], [90, 80, 120]];
    let pick = |colours: [[u8; 3]; 4], shift: u32| Rgb(colours[(seed >> shift) as usize % 4]);
    let (skin, hair, shirt) = (pick(skins, 3), pick(hairs, 7), pick(shirts, 11));
    fill(image, corner, size, Rgb([214, 220, 226]));
    // Shapes in hundredths of the frame: centre, radii, colour.
    let shapes = [
        ((50, 110), (44, 34), shirt),
        ((50, 72), (12, 16), skin),
        ((50, 38), (29, 26), hair),
        ((50, 46), (24, 26), skin),
        ((41, 43), (4, 2), Rgb([250, 250, 250])),
        ((59, 43), (4, 2), Rgb([250, 250, 250])),
        ((41, 43), (2, 2), INK),
        ((59, 43), (2, 2), INK),
        ((50, 52), (2, 4), Rgb(skin.0.map(|value| value - 25))),
        ((50, 61), (8, 2), Rgb([160, 70, 70])),
    ];
    for ((x, y), radii, colour) in shapes {
        ellipse(image, corner, size, (x, y), radii, colour);
    }
}

fn ellipse(
    image: &mut RgbImage,
    corner: (u32, u32),
    size: (u32, u32),
    centre: (u32, u32),
    radii: (u32, u32),
    colour: Rgb<u8>,
) {
    let share = |side: u32, part: u32| f64::from(side) * f64::from(part) / 100.0;
    for y in 0..size.1 {
        for x in 0..size.0 {
            let dx = (f64::from(x) - share(size.0, centre.0)) / share(size.0, radii.0);
            let dy = (f64::from(y) - share(size.1, centre.1)) / share(size.1, radii.1);
            if dx * dx + dy * dy <= 1.0 {
                image.put_pixel(corner.0 + x, corner.1 + y, colour);
            }
        }
    }
}

fn fill(image: &mut RgbImage, corner: (u32, u32), size: (u32, u32), colour: Rgb<u8>) {
    for y in corner.1..(corner.1 + size.1).min(image.height()) {
        for x in corner.0..(corner.0 + size.0).min(image.width()) {
            image.put_pixel(x, y, colour);
        }
    }
}

/// Writes capitals, digits and `<`; what has no glyph stays blank.
fn write(image: &mut RgbImage, corner: (u32, u32), pixel: u32, colour: Rgb<u8>, text: &str) {
    for (index, letter) in (0u32..).zip(text.chars()) {
        let columns = GLYPHS
            .iter()
            .find(|(glyph, _)| *glyph == letter)
            .map_or([0; 5], |(_, columns)| *columns);
        for (x, column) in (0u32..).zip(columns) {
            for y in (0..7).filter(|y| column >> y & 1 == 1) {
                let at = (corner.0 + (index * 6 + x) * pixel, corner.1 + y * pixel);
                fill(image, at, (pixel, pixel), colour);
            }
        }
    }
}

fn mrz_name(name: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphabetic() {
            c.to_ascii_uppercase()
        } else {
            '<'
        }
    };
    name.chars().map(plain).collect()
}

/// Weights 7, 3, 1; letters count from 10, `<` as 0.
fn check_digit(field: &str) -> u32 {
    let value = |c: char| c.to_digit(36).unwrap_or(0);
    let weighed = field.chars().zip([7, 3, 1].into_iter().cycle());
    weighed.map(|(c, weight)| value(c) * weight).sum::<u32>() % 10
}

fn seed(text: &str) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
    text.bytes().fold(2_166_136_261, step)
}

/// Five columns of seven points each, the top one in the lowest bit.
#[rustfmt::skip]
const GLYPHS: [(char, [u8; 5]); 37] = [
    ('0', [0x3E, 0x51, 0x49, 0x45, 0x3E]), ('1', [0x00, 0x42, 0x7F, 0x40, 0x00]),
    ('2', [0x42, 0x61, 0x51, 0x49, 0x46]), ('3', [0x21, 0x41, 0x45, 0x4B, 0x31]),
    ('4', [0x18, 0x14, 0x12, 0x7F, 0x10]), ('5', [0x27, 0x45, 0x45, 0x45, 0x39]),
    ('6', [0x3C, 0x4A, 0x49, 0x49, 0x31]), ('7', [0x41, 0x21, 0x11, 0x09, 0x07]),
    ('8', [0x36, 0x49, 0x49, 0x49, 0x36]), ('9', [0x46, 0x49, 0x49, 0x29, 0x1E]),
    ('A', [0x7C, 0x12, 0x11, 0x12, 0x7C]), ('B', [0x7F, 0x49, 0x49, 0x49, 0x36]),
    ('C', [0x3E, 0x41, 0x41, 0x41, 0x22]), ('D', [0x7F, 0x41, 0x41, 0x41, 0x3E]),
    ('E', [0x7F, 0x49, 0x49, 0x49, 0x41]), ('F', [0x7F, 0x09, 0x09, 0x09, 0x01]),
    ('G', [0x3E, 0x41, 0x41, 0x51, 0x73]), ('H', [0x7F, 0x08, 0x08, 0x08, 0x7F]),
    ('I', [0x00, 0x41, 0x7F, 0x41, 0x00]), ('J', [0x20, 0x40, 0x41, 0x3F, 0x01]),
    ('K', [0x7F, 0x08, 0x14, 0x22, 0x41]), ('L', [0x7F, 0x40, 0x40, 0x40, 0x40]),
    ('M', [0x7F, 0x02, 0x1C, 0x02, 0x7F]), ('N', [0x7F, 0x04, 0x08, 0x10, 0x7F]),
    ('O', [0x3E, 0x41, 0x41, 0x41, 0x3E]), ('P', [0x7F, 0x09, 0x09, 0x09, 0x06]),
    ('Q', [0x3E, 0x41, 0x51, 0x21, 0x5E]), ('R', [0x7F, 0x09, 0x19, 0x29, 0x46]),
    ('S', [0x26, 0x49, 0x49, 0x49, 0x32]), ('T', [0x03, 0x01, 0x7F, 0x01, 0x03]),
    ('U', [0x3F, 0x40, 0x40, 0x40, 0x3F]), ('V', [0x1F, 0x20, 0x40, 0x20, 0x1F]),
    ('W', [0x3F, 0x40, 0x38, 0x40, 0x3F]), ('X', [0x63, 0x14, 0x08, 0x14, 0x63]),
    ('Y', [0x03, 0x04, 0x78, 0x04, 0x03]), ('Z', [0x61, 0x59, 0x49, 0x4D, 0x43]),
    ('<', [0x08, 0x14, 0x22, 0x41, 0x00]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn specimen() -> Passport {
        Passport {
            given_names: "Anna Maria".into(),
            family_name: "Eriksson".into(),
            date_of_birth: NaiveDate::from_ymd_opt(1974, 8, 12).unwrap(),
            number: "L898902C3".into(),
            expires: NaiveDate::from_ymd_opt(2012, 4, 15).unwrap(),
        }
    }

    /// The specimen of ICAO Doc 9303 part 4, without its personal number.
    #[test]
    fn the_machine_readable_zone_has_its_check_digits() {
        let [first, second] = specimen().machine_readable_zone();
        assert_eq!(first, "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<");
        assert_eq!(&second[..28], "L898902C36UTO7408122X1204159");
        assert_eq!(second.len(), 44);
    }

    #[test]
    fn photos_are_large_enough_and_blur_is_to_be_seen() {
        let sharp = specimen().photo().unwrap();
        let blurred = specimen().blurred_photo().unwrap();
        let contrast = |bytes: &[u8]| {
            let image = image::load_from_memory(bytes).unwrap().into_luma8();
            let row: Vec<i32> = (80..1400)
                .map(|x| i32::from(image.get_pixel(x, 825).0[0]))
                .collect();
            row.windows(8).map(|w| (w[0] - w[7]).abs()).max().unwrap()
        };
        assert!(sharp.len() > 300_000);
        assert!(contrast(&sharp) > 2 * contrast(&blurred));
        assert_ne!(portrait("one").unwrap(), portrait("two").unwrap());
    }
}
