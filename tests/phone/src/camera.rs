//! The camera: a photograph that is panned so that it moves, a Y4M film, the drawn [`pattern`], or a
//! [`Stage`] on which one follows the other.

use crate::{
    PhoneError,
    pattern::{self, Mark},
    picture::{Picture, cover},
};
use image::RgbImage;
use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

/// Gives a picture whenever it is asked.
pub struct Camera {
    source: Source,
    /// What was made for the size that was asked last.
    scaled: Option<(usize, usize, Vec<Picture>)>,
}

enum Source {
    Pattern {
        sender: u8,
    },
    Photograph(RgbImage),
    Film(Vec<Picture>),
    Stage {
        stage: Stage,
        sender: u8,
        /// The scene that was made for the size, by its number.
        number: u64,
    },
}

/// What goes on before a camera, changed while it films. Cheap to clone.
#[derive(Clone, Default)]
pub struct Stage(Arc<Mutex<(u64, Option<RgbImage>)>>);

impl Stage {
    /// Shows a scene from now on; `None`: the drawn pattern.
    pub fn show(&self, scene: Option<RgbImage>) {
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *shown = (shown.0 + 1, scene);
    }

    /// The scene, with its number.
    fn shown(&self) -> (u64, Option<RgbImage>) {
        let shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shown.clone()
    }

    fn number(&self) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0
    }
}

impl Camera {
    /// The drawn moving picture of a sender (0 to 15).
    #[must_use]
    pub fn pattern(sender: u8) -> Self {
        Self::of(Source::Pattern { sender })
    }

    /// What goes on on a stage; as long as that is nothing, the drawn picture of a sender.
    #[must_use]
    pub fn stage(stage: &Stage, sender: u8) -> Self {
        Self::of(Source::Stage {
            stage: stage.clone(),
            sender,
            number: 0,
        })
    }

    /// A JPEG, PNG or Y4M (8 bit, 4:2:0) file.
    pub fn open(path: &Path) -> Result<Self, PhoneError> {
        let bytes = std::fs::read(path).map_err(|error| PhoneError::file(path, error))?;
        if bytes.starts_with(b"YUV4MPEG2 ") {
            let frames = film(&bytes).map_err(|reason| PhoneError::file(path, reason))?;
            return Ok(Self::of(Source::Film(frames)));
        }
        let image =
            image::load_from_memory(&bytes).map_err(|error| PhoneError::file(path, error))?;
        Ok(Self::of(Source::Photograph(image.into_rgb8())))
    }

    /// The picture number `index`, at a size.
    pub fn picture(&mut self, index: u64, width: usize, height: usize) -> Picture {
        let (width, height) = (width & !1, height & !1);
        let drawn = |sender| {
            let frame = index as u16;
            pattern::draw(Mark { sender, frame }, width, height)
        };
        if let Source::Stage { stage, number, .. } = &mut self.source
            && *number != stage.number()
        {
            (*number, self.scaled) = (stage.number(), None);
        }
        if let Source::Pattern { sender } = self.source {
            return drawn(sender);
        }
        let is_empty = self.scaled(width, height).is_empty();
        if let (Source::Stage { sender, .. }, true) = (&self.source, is_empty) {
            return drawn(*sender);
        }
        let frames = self.scaled(width, height);
        let frame = &frames[index as usize % frames.len()];
        let (spare_x, spare_y) = (frame.width() - width, frame.height() - height);
        let (x, y) = (swing(index, 5, spare_x), swing(index, 3, spare_y));
        frame.crop(x, y, width, height)
    }

    fn of(source: Source) -> Self {
        Self {
            source,
            scaled: None,
        }
    }

    fn scaled(&mut self, width: usize, height: usize) -> &[Picture] {
        let fits = |(w, h, _): &(usize, usize, Vec<Picture>)| (*w, *h) == (width, height);
        if !self.scaled.as_ref().is_some_and(fits) {
            // A photograph is a quarter larger than the view, which wanders over it.
            let frames = match &self.source {
                Source::Photograph(image) => vec![cut(image, width * 5 / 4, height * 5 / 4)],
                Source::Film(frames) => frames
                    .iter()
                    .map(|frame| match (frame.width(), frame.height()) {
                        size if size == (width, height) => frame.clone(),
                        _ => cut(&frame.to_rgb(), width, height),
                    })
                    .collect(),
                Source::Stage { stage, .. } => match stage.shown().1 {
                    Some(scene) => vec![cut(&scene, width * 5 / 4, height * 5 / 4)],
                    None => Vec::new(),
                },
                Source::Pattern { .. } => Vec::new(),
            };
            self.scaled = Some((width, height, frames));
        }
        self.scaled.as_ref().map_or(&[], |(_, _, frames)| frames)
    }
}

fn cut(image: &RgbImage, width: usize, height: usize) -> Picture {
    Picture::from_rgb(&cover(image, width as u32, height as u32))
}

/// To and fro between 0 and `most`, `step` pixels each time; even.
fn swing(index: u64, step: u64, most: usize) -> usize {
    if most == 0 {
        return 0;
    }
    let place = (index * step) as usize % (2 * most);
    place.min(2 * most - place) & !1
}

/// Every frame of a Y4M file.
fn film(bytes: &[u8]) -> Result<Vec<Picture>, String> {
    let (header, mut rest) = line(bytes).ok_or("the header has no end")?;
    let size = |letter: char| -> Option<usize> {
        let word = header.split(' ').find(|word| word.starts_with(letter))?;
        word[1..]
            .parse()
            .ok()
            .filter(|side| (2..=8192).contains(side))
    };
    let (width, height) = size('W').zip(size('H')).ok_or("no usable size")?;
    let depth = header.split(' ').find(|word| word.starts_with('C'));
    if !matches!(
        depth,
        None | Some("C420" | "C420jpeg" | "C420mpeg2" | "C420paldv")
    ) {
        return Err("only 8 bit 4:2:0 is read".into());
    }
    let luma = width * height;
    let mut frames = Vec::new();
    while let Some((_, data)) = line(rest).filter(|(word, _)| word.starts_with("FRAME")) {
        let (frame, after) = data
            .split_at_checked(luma * 3 / 2)
            .ok_or("the last frame is cut off")?;
        let (y, chroma) = frame.split_at(luma);
        let (u, v) = chroma.split_at(luma / 4);
        let planes = [y, u, v].map(<[u8]>::to_vec);
        frames.push(Picture::from_planes(width, height, planes).ok_or("the sides are odd")?);
        rest = after;
    }
    if frames.is_empty() {
        return Err("there is no frame in it".into());
    }
    Ok(frames)
}

fn line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().take(1024).position(|&byte| byte == b'\n')?;
    Some((std::str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn y4m(frames: usize) -> Vec<u8> {
        let mut bytes = b"YUV4MPEG2 W64 H36 F30:1 Ip C420jpeg\n".to_vec();
        for frame in 0..frames {
            bytes.extend_from_slice(b"FRAME\n");
            bytes.extend(vec![100 + frame as u8; 64 * 36]);
            bytes.extend(vec![128; 64 * 36 / 2]);
        }
        bytes
    }

    #[test]
    fn a_film_is_played_round_and_round() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("film.y4m");
        std::fs::write(&path, y4m(3)).unwrap();
        let mut camera = Camera::open(&path).unwrap();
        let luma: Vec<u8> = (0..4)
            .map(|i| camera.picture(i, 64, 36).at(5, 5)[0])
            .collect();
        assert_eq!(luma, [100, 101, 102, 100]);
        let larger = camera.picture(0, 128, 72);
        assert_eq!((larger.width(), larger.height()), (128, 72));
    }

    #[test]
    fn a_photograph_moves_and_stays_itself() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("photograph.png");
        let half = |x, _| {
            if x < 400 {
                [220, 40, 40]
            } else {
                [30, 60, 200]
            }
        };
        RgbImage::from_fn(800, 500, |x, y| image::Rgb(half(x, y)))
            .save(&path)
            .unwrap();
        let mut camera = Camera::open(&path).unwrap();
        let (first, later) = (camera.picture(0, 320, 180), camera.picture(7, 320, 180));
        assert_ne!(first, later);
        assert!(first.difference(&later) < 15.0);
    }

    #[test]
    fn a_stage_shows_one_after_the_other() {
        let stage = Stage::default();
        let mut camera = Camera::stage(&stage, 3);
        let mark = |picture: &Picture| pattern::read(picture).map(|it| it.sender);
        assert_eq!(mark(&camera.picture(1, 640, 360)), Some(3));
        stage.show(Some(RgbImage::from_pixel(
            64,
            36,
            image::Rgb([200, 30, 30]),
        )));
        let red = camera.picture(2, 640, 360);
        assert_eq!(mark(&red), None);
        stage.show(Some(RgbImage::from_pixel(
            64,
            36,
            image::Rgb([30, 30, 200]),
        )));
        assert!(camera.picture(3, 640, 360).difference(&red) > 20.0);
        stage.show(None);
        assert_eq!(mark(&camera.picture(4, 640, 360)), Some(3));
    }

    #[test]
    fn files_that_are_no_pictures_are_refused_with_a_reason() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("broken");
        let mut cut = y4m(1);
        cut.truncate(cut.len() - 1);
        for bytes in [
            b"no picture".to_vec(),
            cut,
            y4m(0),
            b"YUV4MPEG2 W0 H9\n".to_vec(),
        ] {
            std::fs::write(&path, bytes).unwrap();
            assert!(matches!(Camera::open(&path), Err(PhoneError::File { .. })));
        }
    }
}
