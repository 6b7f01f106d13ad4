//! The nets and what they do together.

use super::{
    Face, Template,
    detector::{Detection, Detector},
    landmarks::LandmarkNet,
    pose::yaw,
    recognition::RecognitionNet,
    sharpness::sharpness,
};
use crate::{
    Picture,
    net::{Error, Weights},
};
use std::sync::Arc;

/// The nets that find and compare faces; cloning shares them.
#[derive(Clone)]
pub struct FaceModels {
    nets: Arc<Nets>,
}

struct Nets {
    detector: Detector,
    landmarks: LandmarkNet,
    recognition: RecognitionNet,
}

impl FaceModels {
    /// Reads `faces.bin`, as `cargo xtask models` makes it.
    pub fn load(bytes: &[u8]) -> Result<Self, Error> {
        let weights = Weights::open(bytes)?;
        Ok(Self {
            nets: Arc::new(Nets {
                detector: Detector::read(&weights)?,
                landmarks: LandmarkNet::read(&weights)?,
                recognition: RecognitionNet::read(&weights)?,
            }),
        })
    }

    /// The faces of a picture, largest first.
    pub fn faces(&self, picture: &Picture) -> Vec<Face> {
        let found = self.detect(picture);
        let look = |detection: &Detection| self.look(picture, detection);
        let mut faces: Vec<Face> = found.iter().filter_map(look).collect();
        faces.sort_by(|a, b| b.bounds.area().total_cmp(&a.bounds.area()));
        faces
    }

    /// Where there are faces, the surest first: the first half of [`FaceModels::faces`].
    pub fn detect(&self, picture: &Picture) -> Vec<Detection> {
        self.nets.detector.detect(picture)
    }

    /// Looks at a face that was found: the second half of [`FaceModels::faces`]. `None` if it is not in the picture.
    pub fn look(&self, picture: &Picture, detection: &Detection) -> Option<Face> {
        let bounds = detection.bounds;
        let landmarks = self.nets.landmarks.landmarks(picture, bounds)?;
        Some(Face {
            bounds,
            score: detection.score,
            yaw: yaw(&landmarks),
            sharpness: sharpness(picture, &landmarks),
            landmarks,
        })
    }

    /// What `face` of `picture` looks like.
    pub fn template(&self, picture: &Picture, face: &Face) -> Template {
        let recognition = &self.nets.recognition;
        recognition.template(picture, face.bounds, &face.landmarks)
    }
}
