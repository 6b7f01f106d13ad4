//! People for made films: heads cut from the sample photos.

use crate::{BrokenFilm, raster::Raster};
use kinline_vision::{
    Bounds, Face, FaceModels, Likeness, Picture, Point, Template, Thresholds, likeness,
    watch::WatchSettings,
};
use std::path::Path;

/// Somebody who can play.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Which photo they are from, counted from 1.
    pub photo: usize,
    /// Head and neck.
    pub image: Raster,
    /// Where the face is in it.
    pub face: Bounds,
    /// What is approved of them: another picture than they play with, the photo mirrored. That turns a face that looks to the
    /// left into one that looks to the right, which is about as much as two photos of somebody differ in pose.
    pub portrait: Template,
    /// How far their eyes are apart, parts of the face's height.
    pub eyes: f32,
    /// Whether both eyes are seen and the photo, as it is, shows whom the portrait shows. One of a profile, or of somebody who
    /// looks at the floor, is never a portrait, and whoever sits like that all the time shows nobody who they are.
    pub faces_the_camera: bool,
    /// Their skin, for hands.
    pub skin: [u8; 3],
    /// Their clothes.
    pub clothes: [u8; 3],
}

impl Actor {
    /// Whether both are the same person, in two photos: nobody is a stranger beside their own portrait. Of the sample photos it
    /// is one pair, in the first and the third one (0.43 apart, the next pair 0.49), and it looks like her.
    fn is(&self, other: &Self) -> bool {
        let distance = self.portrait.distance(&other.portrait);
        likeness(distance, &Thresholds::default()) == Likeness::Same
    }
}

/// Who can play what.
#[derive(Debug, Clone)]
pub struct Company {
    /// All, by their index in the cast.
    pub everybody: Vec<usize>,
    /// Of whom there can be a portrait.
    pub known: Vec<usize>,
}

impl Company {
    /// Of those of the cast whom `may_play` lets, each person once.
    pub fn of(cast: &[Actor], may_play: impl Fn(&Actor) -> bool) -> Self {
        let is_new = |it: &usize| !cast[..*it].iter().any(|other| other.is(&cast[*it]));
        let may_play = |it: &usize| may_play(&cast[*it]) && is_new(it);
        let everybody: Vec<usize> = (0..cast.len()).filter(may_play).collect();
        let known = everybody.iter().copied();
        Self {
            known: known.filter(|it| cast[*it].faces_the_camera).collect(),
            everybody,
        }
    }
}

/// How much of the photo around the face is cut out, in faces.
const AROUND: f32 = 0.55;

/// Everybody in the package's sample photos, `sample1.jpg` and so on.
pub fn cast(models: &FaceModels, photos: &Path) -> Result<Vec<Actor>, BrokenFilm> {
    let mut cast = Vec::new();
    for photo in 1.. {
        let path = photos.join(format!("sample{photo}.jpg"));
        let Ok(bytes) = std::fs::read(&path) else {
            break;
        };
        let picture = Picture::decode(&bytes).map_err(|error| BrokenFilm::file(&path, error))?;
        let raster = Raster::of(&picture);
        let mirrored = raster.mirrored().to_picture()?;
        let mut portraits = models.faces(&mirrored);
        for face in models.faces(&picture) {
            let middle = picture.width() as f32 - face.bounds.x - face.bounds.width / 2.0;
            let nearest = |it: &Face| (it.bounds.x + it.bounds.width / 2.0 - middle).abs();
            portraits.sort_by(|a, b| nearest(a).total_cmp(&nearest(b)));
            let Some(portrait) = portraits.first().filter(|it| nearest(it) < 40.0) else {
                continue;
            };
            let portrait = models.aligned_template(&mirrored, portrait);
            let alike = portrait.distance(&models.aligned_template(&picture, &face));
            let faces_the_camera = face.yaw.abs() <= WatchSettings::default().most_turned
                && likeness(alike, &Thresholds::default()) == Likeness::Same;
            cast.push(Actor {
                faces_the_camera,
                ..cut(photo, &raster, &face, portrait)
            });
        }
    }
    match cast.is_empty() {
        true => Err(BrokenFilm::file(
            photos,
            "no sample photos; run cargo xtask models",
        )),
        false => Ok(cast),
    }
}

fn cut(photo: usize, raster: &Raster, whose: &Face, portrait: Template) -> Actor {
    let face = &whose.bounds;
    let (side, up) = (face.width * AROUND, face.height * AROUND);
    let image = raster.crop(
        face.x - side,
        face.y - up,
        face.width + 2.0 * side,
        face.height + 2.0 * up,
    );
    let left = (face.x - side).max(0.0);
    let top = (face.y - up).max(0.0);
    let within = Bounds {
        x: face.x - left,
        y: face.y - top,
        ..*face
    };
    let cheek = raster.mean(
        face.x + face.width * 0.3,
        face.y + face.height * 0.55,
        face.width * 0.4,
        face.height * 0.1,
    );
    Actor {
        photo,
        image,
        face: within,
        portrait,
        eyes: between_eyes(whose) / face.height,
        faces_the_camera: true,
        skin: cheek,
        clothes: [
            60 + (photo * 37 % 120) as u8,
            50 + (photo * 71 % 130) as u8,
            70 + (photo * 53 % 110) as u8,
        ],
    }
}

/// From the middle of one eye to that of the other, pixels.
fn between_eyes(face: &Face) -> f32 {
    let middle = |eye: std::ops::Range<usize>| {
        let points = &face.landmarks[eye];
        let mean = |of: fn(&Point) -> f32| points.iter().map(of).sum::<f32>() / points.len() as f32;
        (mean(|it| it.x), mean(|it| it.y))
    };
    let (left, right) = (middle(36..42), middle(42..48));
    (left.0 - right.0).hypot(left.1 - right.1)
}
