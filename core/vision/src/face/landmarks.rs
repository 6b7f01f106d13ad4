//! The 68 points of a face: face-api.js's own small net of densely connected separable convolutions.

use super::{
    Bounds, Point,
    input::{Piece, Place, Scale, square},
};
use crate::{
    Picture,
    net::{
        Activation, Convolution, Depthwise, Error, Separable, Tensor, Weights, Window, mean_pool,
    },
};

/// The face's side in the net.
const SIDE: usize = 112;
/// The training photos' mean, as face-api.js has it.
pub const SCALE: Scale = Scale {
    mean: [122.782, 117.001, 104.298],
    factor: 1.0 / 255.0,
};
/// Channels of the four blocks.
const BLOCKS: [usize; 4] = [32, 64, 128, 256];

/// The net.
pub struct LandmarkNet {
    blocks: Vec<Block>,
    points: Convolution,
}

/// Four layers, each of which sees the sum of all before.
struct Block {
    first: First,
    further: Vec<Separable>,
}

enum First {
    Convolution(Convolution),
    Separable(Separable),
}

impl LandmarkNet {
    /// Reads its weights.
    pub fn read(weights: &Weights<'_>) -> Result<Self, Error> {
        let mut blocks = Vec::new();
        let mut inputs = 3;
        for (number, channels) in BLOCKS.into_iter().enumerate() {
            let name = format!("landmarks/dense{number}");
            let first = format!("{name}/conv0");
            let first = if number == 0 {
                let (filters, bias) = (format!("{first}/filters"), format!("{first}/bias"));
                First::Convolution(Convolution::read(
                    weights,
                    Window::same(3, 2),
                    [inputs, channels],
                    [&filters, &bias],
                    Activation::Relu,
                )?)
            } else {
                let relu = Activation::Relu;
                First::Separable(separable(weights, &first, 2, [inputs, channels], relu)?)
            };
            let further = (1..4).map(|layer| {
                let name = format!("{name}/conv{layer}");
                separable(weights, &name, 1, [channels; 2], Activation::None)
            });
            blocks.push(Block {
                first,
                further: further.collect::<Result<_, _>>()?,
            });
            inputs = channels;
        }
        Ok(Self {
            blocks,
            points: fully_connected(weights, "landmarks/fc", [inputs, 136])?,
        })
    }

    /// The points of the face in `bounds`; `None` if nothing of them is in the picture.
    pub fn landmarks(&self, picture: &Picture, bounds: Bounds) -> Option<[Point; 68]> {
        let piece = Piece::of(picture, bounds)?;
        let mut now = square(picture, piece, SIDE, Place::Centre, SCALE);
        for block in &self.blocks {
            now = block.apply(&now);
        }
        let points = self
            .points
            .apply(&mean_pool(&now, Window::valid(7, 2), 0), 0);
        let (points, _) = points.data().as_chunks::<2>();
        // Back from the square with its black to the piece, and to where the face is in the picture.
        let (width, height) = (piece.width as f32, piece.height as f32);
        let longer = width.max(height);
        let mut landmarks = [Point { x: 0.0, y: 0.0 }; 68];
        for (landmark, [x, y]) in landmarks.iter_mut().zip(points) {
            landmark.x = x * longer - (longer - width) / 2.0 + bounds.x;
            landmark.y = y * longer - (longer - height) / 2.0 + bounds.y;
        }
        Some(landmarks)
    }
}

impl Block {
    fn apply(&self, input: &Tensor) -> Tensor {
        let mut sum = match &self.first {
            First::Convolution(layer) => layer.apply(input, 1),
            First::Separable(layer) => layer.apply(input),
        };
        let mut now = sum.clone();
        for layer in &self.further {
            sum.add(&layer.apply(&now));
            now = sum.relu();
        }
        now
    }
}

fn separable(
    weights: &Weights<'_>,
    name: &str,
    stride: usize,
    [inputs, outputs]: [usize; 2],
    activation: Activation,
) -> Result<Separable, Error> {
    let depthwise = format!("{name}/depthwise_filter");
    let depthwise = weights.numbers(&depthwise, &[3, 3, inputs, 1])?;
    let none = vec![0.0; inputs];
    let names = [format!("{name}/pointwise_filter"), format!("{name}/bias")];
    let channels = [inputs, outputs];
    let names = [names[0].as_str(), names[1].as_str()];
    Ok(Separable::new(
        Depthwise::new(stride, &depthwise, None, none, Activation::None),
        Convolution::read(weights, Window::POINT, channels, names, activation)?,
    ))
}

fn fully_connected(
    weights: &Weights<'_>,
    name: &str,
    [inputs, outputs]: [usize; 2],
) -> Result<Convolution, Error> {
    let filters = weights.numbers(&format!("{name}/weights"), &[inputs, outputs])?;
    let bias = weights.numbers(&format!("{name}/bias"), &[outputs])?;
    let (scale, bias) = (|_| 1.0, |output: usize| bias[output]);
    let channels = [inputs, outputs];
    Ok(Convolution::new(
        Window::POINT,
        channels,
        &filters,
        scale,
        bias,
        Activation::None,
    ))
}
