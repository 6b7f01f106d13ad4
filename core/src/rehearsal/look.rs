//! One picture of one's own camera, as numbers: what is left of it.

use kinline_vision::{
    Bounds, FaceModels, Picture,
    watch::{Seen, WatchSettings, see},
};

/// The longer side at which a picture is looked at, pixels: as large as a call's pictures are as a rule.
const SIDE: u32 = 640;

/// What one picture showed.
#[derive(Debug, Clone)]
pub struct Look {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// How bright the picture is in the mean, 0 to 1.
    pub brightness: f32,
    /// How bright the largest face is.
    pub face_brightness: Option<f32>,
    /// The faces, largest first; `None` on a phone that cannot look for faces.
    pub faces: Option<Vec<Seen>>,
}

impl Look {
    /// Looks at a picture.
    pub fn at(picture: &Picture, models: Option<&FaceModels>) -> Self {
        let picture = picture.scaled_to_fit(SIDE);
        let settings = WatchSettings::default();
        let faces = models.map(|models| see(models, &picture, &settings));
        let largest = faces.as_ref().and_then(|faces| faces.first());
        Self {
            width: picture.width(),
            height: picture.height(),
            brightness: brightness(&picture, None),
            face_brightness: largest.map(|it| brightness(&picture, Some(&it.face.bounds))),
            faces,
        }
    }
}

/// The mean luma (BT.601) of a picture, or of a part of it, 0 to 1.
fn brightness(picture: &Picture, within: Option<&Bounds>) -> f32 {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let side = |from: f32, length: f32, all: usize| {
        let edge = |value: f32| (value.max(0.0) as usize).min(all);
        edge(from)..edge(from + length)
    };
    let (columns, rows) = within.map_or((0..width, 0..height), |it| {
        (side(it.x, it.width, width), side(it.y, it.height, height))
    });
    let pixels = (columns.len() * rows.len()).max(1);
    let mut sum = 0.0_f64;
    for row in rows {
        let line = &picture.rgb()[row * width * 3..(row + 1) * width * 3];
        for pixel in line[columns.start * 3..columns.end * 3].chunks_exact(3) {
            let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(f64::from);
            sum += 0.299 * red + 0.587 * green + 0.114 * blue;
        }
    }
    (sum / pixels as f64 / 255.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brightness_is_that_of_the_part() {
        // The left half is black, the right one white.
        let rgb = (0..64 * 32).flat_map(|at| [if at % 64 < 32 { 0 } else { 255 }; 3]);
        let picture = Picture::from_rgb(64, 32, rgb.collect()).unwrap();
        let part = |x| Bounds {
            x,
            y: -5.0,
            width: 20.0,
            height: 100.0,
        };
        assert!((brightness(&picture, None) - 0.5).abs() < 0.01);
        assert!(brightness(&picture, Some(&part(5.0))) < 0.01);
        assert!(brightness(&picture, Some(&part(40.0))) > 0.99);
        assert_eq!(brightness(&picture, Some(&part(200.0))), 0.0);
        let look = Look::at(&picture, None);
        assert_eq!((look.width, look.height), (64, 32));
        assert!(look.faces.is_none() && look.face_brightness.is_none());
    }
}
