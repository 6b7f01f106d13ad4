//! Invented documents and portraits: nobody real is in them. The state is ICAO's own specimen state, Utopia.

use crate::PhoneError;
use chrono::NaiveDate;
use image::{Rgb, RgbImage, codecs::jpeg::JpegEncoder};
use kinline_specimens::{Document, Holder, Shot};

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

const INK: Rgb<u8> = Rgb([30, 34, 60]);
/// A photo as a phone takes it by day, from straight above.
const SHOT: Shot = Shot {
    capitals: 28.0,
    turn: 0.6,
    perspective: (0.01, 0.01),
    shade: (0.08, 1.0),
    shadow: None,
    exposure: 0.95,
    blur: 0.0,
    noise: 5.0,
    jpeg: 95,
    margin: 0.06,
};

impl Passport {
    /// The photo page, as a phone's camera would give it: JPEG, sharp, a little grainy.
    pub fn photo(&self) -> Result<Vec<u8>, PhoneError> {
        self.page(SHOT)
    }

    /// The same, out of focus: a reviewer cannot read it.
    pub fn blurred_photo(&self) -> Result<Vec<u8>, PhoneError> {
        self.page(Shot { blur: 9.0, ..SHOT })
    }

    fn page(&self, shot: Shot) -> Result<Vec<u8>, PhoneError> {
        let holder = Holder {
            family_name: self.family_name.clone(),
            given_names: self.given_names.clone(),
            state: "UTO".into(),
            number: self.number.clone(),
            date_of_birth: self.date_of_birth,
            sex: 'X',
            expires: self.expires,
            optional: String::new(),
        };
        let seed = seed(&self.number);
        let broken = |error: kinline_specimens::Error| PhoneError::Broken(error.to_string());
        let page = Document::Passport.draw(&holder, Some(&drawn(seed)), shot.per_mm());
        let page = page.map_err(broken)?;
        Ok(shot.photograph(&page, seed.into()).map_err(broken)?.jpeg)
    }
}

/// A portrait of somebody who does not exist; the same seed gives the same face.
pub fn portrait(seed_text: &str) -> Result<Vec<u8>, PhoneError> {
    jpeg(drawn(seed(seed_text)), seed_text)
}

fn drawn(seed: u32) -> RgbImage {
    let mut image = RgbImage::from_pixel(900, 1200, Rgb([214, 220, 226]));
    face(&mut image, seed);
    image
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

fn face(image: &mut RgbImage, seed: u32) {
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
        ellipse(image, (x, y), radii, colour);
    }
}

fn ellipse(image: &mut RgbImage, centre: (u32, u32), radii: (u32, u32), colour: Rgb<u8>) {
    let size = image.dimensions();
    let share = |side: u32, part: u32| f64::from(side) * f64::from(part) / 100.0;
    for y in 0..size.1 {
        for x in 0..size.0 {
            let dx = (f64::from(x) - share(size.0, centre.0)) / share(size.0, radii.0);
            let dy = (f64::from(y) - share(size.1, centre.1)) / share(size.1, radii.1);
            if dx * dx + dy * dy <= 1.0 {
                image.put_pixel(x, y, colour);
            }
        }
    }
}

fn seed(text: &str) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
    text.bytes().fold(2_166_136_261, step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinline_vision::{
        Picture,
        document::{DocumentLook, PhotoProblem},
    };

    #[test]
    fn photos_are_as_large_as_a_phones_and_blur_is_noticed() {
        let passport = Passport {
            given_names: "Anna Maria".into(),
            family_name: "Eriksson".into(),
            date_of_birth: NaiveDate::from_ymd_opt(1974, 8, 12).unwrap(),
            number: "L898902C3".into(),
            expires: NaiveDate::from_ymd_opt(2032, 4, 15).unwrap(),
        };
        let look = |photo: &[u8]| DocumentLook::at(&Picture::decode(photo).unwrap());
        let sharp = passport.photo().unwrap();
        assert!(sharp.len() > 300_000, "{}", sharp.len());
        let seen = look(&sharp);
        assert_eq!(seen.problems, []);
        assert_eq!(seen.zone.unwrap().fields.given_names, "ANNA MARIA");
        let blurred = look(&passport.blurred_photo().unwrap());
        assert_eq!(blurred.problems, [PhotoProblem::Blurred]);
        assert_ne!(portrait("one").unwrap(), portrait("two").unwrap());
    }
}
