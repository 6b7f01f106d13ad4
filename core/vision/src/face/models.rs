//! The nets and what they do together.

use super::{
    Face, Template,
    detector::{Detection, Detector, LEAST_SCORE},
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
        self.faces_above(picture, LEAST_SCORE)
    }

    /// The faces of a picture that the detector is surer of than `score`, largest first. Below [`LEAST_SCORE`] it finds more
    /// of the small and the turned, and now and then what is none: for who looks at several pictures before believing it.
    pub fn faces_above(&self, picture: &Picture, score: f32) -> Vec<Face> {
        let found = self.detect(picture, score);
        let look = |detection: &Detection| self.look(picture, detection);
        let mut faces: Vec<Face> = found.iter().filter_map(look).collect();
        faces.sort_by(|a, b| b.bounds.area().total_cmp(&a.bounds.area()));
        faces
    }

    /// Where there are faces, the surest first: the first half of [`FaceModels::faces_above`].
    pub fn detect(&self, picture: &Picture, score: f32) -> Vec<Detection> {
        self.nets.detector.detect(picture, score)
    }

    /// Looks at a face that was found: the second half. `None` if it is not in the picture.
    pub fn look(&self, picture: &Picture, detection: &Detection) -> Option<Face> {
        let bounds = detection.bounds;
        let landmarks = self.nets.landmarks.landmarks(picture, bounds)?;
        Some(Face {
            bounds,
            score: detection.score,
            yaw: yaw(&landmarks),
            sharpness: sharpness(picture, bounds),
            landmarks,
        })
    }

    /// What `face` of `picture` looks like once it is level, as the net learned it: to tell people apart. Compare it with
    /// others of its kind.
    pub fn aligned_template(&self, picture: &Picture, face: &Face) -> Template {
        let recognition = &self.nets.recognition;
        recognition.aligned_template(picture, &face.landmarks)
    }

    /// What `face` of `picture` looks like to face-api.js, which leaves a leaning head as it is: for who has such templates.
    pub fn template(&self, picture: &Picture, face: &Face) -> Template {
        let recognition = &self.nets.recognition;
        recognition.template(picture, face.bounds, &face.landmarks)
    }
}
