//! Finding faces: SSD on MobileNet v1, as trained for face-api.js (WIDER FACE; Liu et al. 2016, Howard et al. 2017).

use super::{
    Bounds,
    input::{Piece, Place, Scale, square},
};
use crate::{
    Picture,
    net::{Activation, Convolution, Depthwise, Error, Separable, Tensor, Weights, Window},
};

/// The picture's side in the net.
const SIDE: usize = 512;
/// -1 to 1.
const SCALE: Scale = Scale {
    mean: [127.5; 3],
    factor: 1.0 / 127.5,
};
/// What is surer than this is a face: face-api.js's own limit.
pub const LEAST_SCORE: f32 = 0.5;
/// Boxes that share more than this (intersection over union) are of one face.
const SAME_FACE: f32 = 0.5;
/// No picture of a call has more.
const MOST_FACES: usize = 100;
/// Added to variances (TensorFlow's batch normalisation in this net).
const EPSILON: f32 = 0.001;
/// Boxes that the net knows, over all its scales.
const PRIORS: usize = 5118;

/// A face that was found, before anything else is known of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Detection {
    /// Where, pixels; up to the picture's left, right and upper edge, but maybe beyond the lower.
    pub bounds: Bounds,
    /// 0 to 1.
    pub score: f32,
}

/// The net.
pub struct Detector {
    first: Convolution,
    separable: Vec<Separable>,
    /// After MobileNet: in pairs, one that narrows and one that halves.
    further: Vec<Convolution>,
    predictors: Vec<Predictor>,
    priors: Vec<[f32; 4]>,
}

struct Predictor {
    boxes: Convolution,
    classes: Convolution,
}

/// Stride and channels of MobileNet's thirteen separable convolutions.
const MOBILENET: [(usize, usize); 13] = [
    (1, 64),
    (2, 128),
    (1, 128),
    (2, 256),
    (1, 256),
    (2, 512),
    (1, 512),
    (1, 512),
    (1, 512),
    (1, 512),
    (1, 512),
    (2, 1024),
    (1, 1024),
];
/// The one whose results are looked at for small faces.
const FINEST: usize = 10;
/// Window's size, stride and channels of what comes after.
const FURTHER: [(usize, usize, usize); 8] = [
    (1, 1, 256),
    (3, 2, 512),
    (1, 1, 128),
    (3, 2, 256),
    (1, 1, 128),
    (3, 2, 256),
    (1, 1, 64),
    (3, 2, 128),
];
/// Channels of what the predictors look at, and boxes of each place.
const PREDICTORS: [(usize, usize); 6] =
    [(512, 3), (1024, 6), (512, 6), (256, 6), (256, 6), (128, 6)];
/// Of each box: nothing, a face, and one that is not used.
const CLASSES: usize = 3;

impl Detector {
    /// Reads its weights.
    pub fn read(weights: &Weights<'_>) -> Result<Self, Error> {
        let mut channels = 32;
        let first = point(weights, "MobilenetV1/Conv2d_0_pointwise", 3, 2, [3, 32])?;
        let mut separable = Vec::new();
        for (number, (stride, outputs)) in (1..).zip(MOBILENET) {
            let name = format!("MobilenetV1/Conv2d_{number}");
            let depthwise = depthwise(weights, &format!("{name}_depthwise"), stride, channels)?;
            let pointwise = format!("{name}_pointwise");
            let pointwise = point(weights, &pointwise, 1, 1, [channels, outputs])?;
            separable.push(Separable::new(depthwise, pointwise));
            channels = outputs;
        }
        let mut further = Vec::new();
        for (number, (size, stride, outputs)) in FURTHER.into_iter().enumerate() {
            let name = format!("Prediction/Conv2d_{number}_pointwise");
            further.push(point(weights, &name, size, stride, [channels, outputs])?);
            channels = outputs;
        }
        let mut predictors = Vec::new();
        for (number, (channels, boxes)) in PREDICTORS.into_iter().enumerate() {
            let head = |name: &str, each: usize| {
                let name = format!("detector/Prediction/BoxPredictor_{number}/{name}");
                let (filters, bias) = (format!("{name}/weights"), format!("{name}/biases"));
                let names = [filters.as_str(), bias.as_str()];
                let channels = [channels, boxes * each];
                Convolution::read(weights, Window::POINT, channels, names, Activation::None)
            };
            predictors.push(Predictor {
                boxes: head("BoxEncodingPredictor", 4)?,
                classes: head("ClassPredictor", CLASSES)?,
            });
        }
        let priors = weights.numbers("detector/Output/extra_dim", &[1, PRIORS, 4])?;
        let priors = priors.as_chunks().0.to_vec();
        Ok(Self {
            first,
            separable,
            further,
            predictors,
            priors,
        })
    }

    /// The faces of a picture that it is surer of than `least`, the surest first.
    pub fn detect(&self, picture: &Picture, least: f32) -> Vec<Detection> {
        let input = square(picture, Piece::whole(picture), SIDE, Place::Corner, SCALE);
        let mut candidates = self.candidates(&self.maps(&input), least);
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
        let mut chosen: Vec<Candidate> = Vec::new();
        for candidate in candidates {
            let apart = |it: &Candidate| it.overlap(&candidate) <= SAME_FACE;
            if chosen.len() < MOST_FACES && chosen.iter().all(apart) {
                chosen.push(candidate);
            }
        }
        let longer = picture.width().max(picture.height()) as f32;
        chosen
            .iter()
            .map(|it| it.detection(picture, longer))
            .collect()
    }

    /// What the predictors look at.
    fn maps(&self, input: &Tensor) -> Vec<Tensor> {
        let mut maps = Vec::new();
        let mut now = self.first.apply(input, 1);
        for (number, layer) in self.separable.iter().enumerate() {
            now = layer.apply(&now);
            if number == FINEST {
                maps.push(now.clone());
            }
        }
        for pair in self.further.chunks(2) {
            let next = pair[1].apply(&pair[0].apply(&now, 1), 0);
            maps.push(std::mem::replace(&mut now, next));
        }
        maps.push(now);
        maps
    }

    /// Every box that may be a face.
    fn candidates(&self, maps: &[Tensor], least: f32) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        let mut priors = self.priors.iter();
        for (map, predictor) in maps.iter().zip(&self.predictors) {
            let boxes = predictor.boxes.apply(map, 0);
            let classes = predictor.classes.apply(map, 0);
            let boxes = boxes.data().as_chunks::<4>().0;
            let classes = classes.data().as_chunks::<CLASSES>().0;
            for ((encoded, class), prior) in boxes.iter().zip(classes).zip(priors.by_ref()) {
                let score = 1.0 / (1.0 + (-class[1]).exp());
                if score > least {
                    candidates.push(Candidate::decode(prior, encoded, score));
                }
            }
        }
        candidates
    }
}

/// A box in the net's square, 0 to 1, and how sure it is of a face.
struct Candidate {
    top: f32,
    left: f32,
    bottom: f32,
    right: f32,
    score: f32,
}

impl Candidate {
    /// SSD's encoding: centre and size, told relative to a box that the net knows (both top, left, bottom, right).
    fn decode(prior: &[f32; 4], encoded: &[f32; 4], score: f32) -> Self {
        let side = |first: usize| {
            let size = prior[first + 2] - prior[first];
            let centre = prior[first] + size / 2.0 + encoded[first] / 10.0 * size;
            let half = (encoded[first + 2] / 5.0).exp() * size / 2.0;
            (centre - half, centre + half)
        };
        let ((top, bottom), (left, right)) = (side(0), side(1));
        Self {
            top,
            left,
            bottom,
            right,
            score,
        }
    }

    fn area(&self) -> f32 {
        (self.bottom - self.top) * (self.right - self.left)
    }

    /// Intersection over union.
    fn overlap(&self, other: &Self) -> f32 {
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        let width = self.right.min(other.right) - self.left.max(other.left);
        let shared = height.max(0.0) * width.max(0.0);
        shared / (self.area() + other.area() - shared)
    }

    fn detection(&self, picture: &Picture, longer: f32) -> Detection {
        // The net's square as face-api.js takes it back: by what the picture's sides are there, rounded.
        let scale = |side: u32| {
            let inside = (side as f32 * SIDE as f32 / longer).round();
            side as f32 * SIDE as f32 / inside
        };
        let (across, down) = (scale(picture.width()), scale(picture.height()));
        let (left, right) = (self.left.max(0.0), self.right.min(1.0));
        let (top, bottom) = (self.top.max(0.0), self.bottom.min(1.0));
        Detection {
            bounds: Bounds {
                x: left * across,
                y: top * down,
                width: (right - left) * across,
                height: (bottom - top) * down,
            },
            score: self.score,
        }
    }
}

/// A convolution with its offset, 0 to 6.
fn point(
    weights: &Weights<'_>,
    name: &str,
    size: usize,
    stride: usize,
    channels: [usize; 2],
) -> Result<Convolution, Error> {
    let filters = format!("detector/{name}/weights");
    let bias = format!("detector/{name}/convolution_bn_offset");
    Convolution::read(
        weights,
        Window::same(size, stride),
        channels,
        [&filters, &bias],
        Activation::Relu6,
    )
}

/// A depthwise convolution, its batch normalisation folded into its weights.
fn depthwise(
    weights: &Weights<'_>,
    name: &str,
    stride: usize,
    channels: usize,
) -> Result<Depthwise, Error> {
    let numbers =
        |of: &str, shape: &[usize]| weights.numbers(&format!("detector/{name}/{of}"), shape);
    let filters = numbers("depthwise_weights", &[3, 3, channels, 1])?;
    let gamma = numbers("BatchNorm/gamma", &[channels])?;
    let beta = numbers("BatchNorm/beta", &[channels])?;
    let mean = numbers("BatchNorm/moving_mean", &[channels])?;
    let variance = numbers("BatchNorm/moving_variance", &[channels])?;
    let scale: Vec<f32> = gamma
        .iter()
        .zip(&variance)
        .map(|(gamma, variance)| gamma / (variance + EPSILON).sqrt())
        .collect();
    let bias = beta
        .iter()
        .zip(&mean)
        .zip(&scale)
        .map(|((beta, mean), scale)| beta - mean * scale)
        .collect();
    Ok(Depthwise::new(
        stride,
        &filters,
        Some(&scale),
        bias,
        Activation::Relu6,
    ))
}
