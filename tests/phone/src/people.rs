//! Real faces for portraits and cameras: people of the photographs that come with the face models
//! (`cargo xtask models`).

use crate::PhoneError;
use image::{Rgb, RgbImage, imageops};
use std::path::{Path, PathBuf};

/// Pixels around a face in its photograph.
const CUT: (u32, u32) = (480, 540);
/// A scene, of which each person takes a place.
const SCENE: (u32, u32) = (1280, 720);
const PLACES: [(u32, u32); 2] = [(200, 90), (680, 90)];
const WALL: Rgb<u8> = Rgb([150, 150, 140]);

/// Somebody of the photographs. They are three people whom the models can tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Comes to calls, and is approved.
    Visitor,
    /// Sits before the laptop.
    Prisoner,
    /// Nobody knows them.
    Stranger,
}

impl Face {
    /// In which photograph, and the corner of the pixels around the face.
    fn place(self) -> (&'static str, u32, u32) {
        match self {
            Self::Visitor => ("sample1.jpg", 1337, 50),
            Self::Prisoner => ("sample3.jpg", 445, 190),
            Self::Stranger => ("sample6.jpg", 1034, 184),
        }
    }

    fn cut(self, models: &Path) -> Result<RgbImage, PhoneError> {
        let (photo, x, y) = self.place();
        let path = models.join("photos").join(photo);
        let missing = |error: image::ImageError| {
            PhoneError::file(&path, format!("{error}; run cargo xtask models"))
        };
        let photo = image::open(&path).map_err(missing)?;
        Ok(photo.crop_imm(x, y, CUT.0, CUT.1).into_rgb8())
    }

    /// A portrait of them, JPEG. `models`: the folder that `cargo xtask models` makes.
    pub fn portrait(self, models: &Path) -> Result<Vec<u8>, PhoneError> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let cut = imageops::resize(
            &self.cut(models)?,
            960,
            1080,
            imageops::FilterType::CatmullRom,
        );
        cut.write_to(&mut bytes, image::ImageFormat::Jpeg)
            .map_err(|error| PhoneError::Broken(format!("no JPEG: {error}")))?;
        Ok(bytes.into_inner())
    }
}

/// What a camera sees with these people before it, at most two, in a room with a plain wall.
pub fn scene(models: &Path, people: &[Face]) -> Result<RgbImage, PhoneError> {
    let mut scene = RgbImage::from_pixel(SCENE.0, SCENE.1, WALL);
    for (face, (x, y)) in people.iter().zip(PLACES) {
        imageops::replace(&mut scene, &face.cut(models)?, x.into(), y.into());
    }
    Ok(scene)
}

/// The folder of the models: `KINLINE_MODELS`, or where `cargo xtask models` puts it.
#[must_use]
pub fn models() -> PathBuf {
    let folder = |name| std::env::var_os(name).map(PathBuf::from);
    crate::phone::models().unwrap_or_else(|| {
        let cache = folder("XDG_CACHE_HOME");
        let cache = cache.or_else(|| Some(folder("HOME")?.join(".cache")));
        cache.unwrap_or_default().join("kinline/models")
    })
}
