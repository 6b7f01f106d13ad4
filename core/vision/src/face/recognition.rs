//! What a face looks like: dlib's ResNet-34 descriptor (King 2017), as face-api.js carries it.

use super::{
    Bounds, Point, Template,
    alignment::Alignment,
    input::{Piece, Place, square},
    landmarks::SCALE,
};
use crate::{
    Picture,
    net::{Activation, Convolution, Error, Tensor, Weights, Window, max_pool, mean_pool},
};

/// The face's side in the net.
const SIDE: usize = 150;
/// The groups of residual layers: channels, how many, and whether the first halves the sides.
const GROUPS: [(&str, usize, usize, bool); 5] = [
    ("conv32", 32, 3, false),
    ("conv64", 64, 4, true),
    ("conv128", 128, 3, true),
    ("conv256", 256, 3, true),
    ("conv256_down_out", 256, 1, true),
];

/// The net.
pub struct RecognitionNet {
    first: Convolution,
    layers: Vec<Residual>,
    numbers: Convolution,
}

struct Residual {
    halves: bool,
    first: Convolution,
    second: Convolution,
}

impl RecognitionNet {
    /// Reads its weights.
    pub fn read(weights: &Weights<'_>) -> Result<Self, Error> {
        let first = scaled(
            weights,
            "conv32_down",
            Window::valid(7, 2),
            [3, 32],
            Activation::Relu,
        )?;
        let mut layers = Vec::new();
        let mut inputs = 32;
        for (group, channels, count, halves) in GROUPS {
            for number in 0..count {
                let halves = halves && number == 0;
                let name = match (halves, group.ends_with("out")) {
                    (true, true) => group.to_owned(),
                    (true, false) => format!("{group}_down"),
                    // Where a group has a layer that halves, the others are counted after it.
                    (false, _) if GROUPS[0].0 == group => format!("{group}_{}", number + 1),
                    (false, _) => format!("{group}_{number}"),
                };
                let window = if halves {
                    Window::valid(3, 2)
                } else {
                    Window::same(3, 1)
                };
                let (relu, none) = (Activation::Relu, Activation::None);
                let (first, second) = (format!("{name}/conv1"), format!("{name}/conv2"));
                let both = [channels; 2];
                layers.push(Residual {
                    halves,
                    first: scaled(weights, &first, window, [inputs, channels], relu)?,
                    second: scaled(
                        weights,
                        &second,
                        Window::same(3, 1),
                        both,
                        if halves { none } else { relu },
                    )?,
                });
                inputs = channels;
            }
        }
        let filters = weights.numbers("recognition/fc", &[256, 128])?;
        let (scale, bias) = (|_| 1.0, |_| 0.0);
        let none = Activation::None;
        Ok(Self {
            first,
            layers,
            numbers: Convolution::new(Window::POINT, [256, 128], &filters, scale, bias, none),
        })
    }

    /// What the face with these points looks like once its eyes are level.
    pub fn aligned_template(&self, picture: &Picture, landmarks: &[Point; 68]) -> Template {
        self.describe(&Alignment::of(landmarks).cut(picture, SIDE, SCALE))
    }

    /// What the face with these points looks like; the corner of the picture if nothing of it is there.
    pub fn template(&self, picture: &Picture, bounds: Bounds, landmarks: &[Point; 68]) -> Template {
        let piece = Piece::of(picture, aligned(picture, bounds, landmarks));
        let piece = piece.unwrap_or(Piece {
            x: 0,
            y: 0,
            width: 1,
            height: 1,
        });
        self.describe(&square(picture, piece, SIDE, Place::Centre, SCALE))
    }

    fn describe(&self, face: &Tensor) -> Template {
        let mut now = max_pool(&self.first.apply(face, 0), Window::valid(3, 2), 1);
        for layer in &self.layers {
            now = layer.apply(&now);
        }
        let mean = mean_pool(&now, Window::valid(now.height(), 1), 0);
        let numbers = self.numbers.apply(&mean, 0);
        let mut template = Box::new([0.0; 128]);
        template.copy_from_slice(&numbers.data()[..128]);
        Template::new(template)
    }
}

impl Residual {
    fn apply(&self, input: &Tensor) -> Tensor {
        let first = self.first.apply(input, 1);
        if !self.halves {
            return self.second.apply_adding(&first, input, 1);
        }
        let second = self.second.apply(&first, 0);
        let pooled = mean_pool(input, Window::valid(2, 2), 0);
        // Whichever is smaller, or has fewer channels, counts as zero there.
        let height = pooled.height().max(second.height());
        let width = pooled.width().max(second.width());
        let mut sum = Tensor::zeros(height, width, second.channels(), 1);
        for part in [&second, &pooled] {
            let channels = part.channels();
            let all = sum.channels();
            for y in 0..part.height() {
                let places = sum.row_mut(y).chunks_exact_mut(all);
                for (place, numbers) in places.zip(part.row(y).chunks_exact(channels)) {
                    for (sum, number) in place.iter_mut().zip(numbers) {
                        *sum += number;
                    }
                }
            }
        }
        sum.relu()
    }
}

/// Where face-api.js cuts a face out: whole pixels, and inside the picture.
fn aligned(picture: &Picture, bounds: Bounds, landmarks: &[Point; 68]) -> Bounds {
    let mut window = Alignment::of(landmarks);
    window.side = window.side.floor();
    let corner = window.corner();
    let (x, y) = (corner.x.max(0.0).floor(), corner.y.max(0.0).floor());
    let face = Piece::of(picture, bounds).unwrap_or(Piece::whole(picture));
    Bounds {
        x,
        y,
        width: window.side.min(face.width as f32 + x),
        height: window.side.min(face.height as f32 + y),
    }
}

/// A convolution whose results are scaled and shifted.
fn scaled(
    weights: &Weights<'_>,
    name: &str,
    window: Window,
    [inputs, outputs]: [usize; 2],
    activation: Activation,
) -> Result<Convolution, Error> {
    let numbers =
        |of: &str, shape: &[usize]| weights.numbers(&format!("recognition/{name}/{of}"), shape);
    let filters = numbers("conv/filters", &[window.size, window.size, inputs, outputs])?;
    let bias = numbers("conv/bias", &[outputs])?;
    let scale = numbers("scale/weights", &[outputs])?;
    let shift = numbers("scale/biases", &[outputs])?;
    Ok(Convolution::new(
        window,
        [inputs, outputs],
        &filters,
        |output| scale[output],
        |output| bias[output] * scale[output] + shift[output],
        activation,
    ))
}
