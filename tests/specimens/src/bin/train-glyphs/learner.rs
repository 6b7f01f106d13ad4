//! Back-propagation through a few fully connected layers, and steps by Adam.

use crate::examples::Example;
use kinline_vision::document::training::{
    CLASSES, Layer, NOTHING, Network, OUTPUTS, POINTS, normalise,
};
use rand::{RngExt, rngs::StdRng};

/// Units of the layers between.
const HIDDEN: [usize; 2] = [160, 64];

/// Adam (Kingma and Ba, 2015).
pub struct Learner {
    pub network: Network,
    gradients: Vec<Layer>,
    first: Vec<Layer>,
    second: Vec<Layer>,
    steps: i32,
}

fn like(layers: &[Layer]) -> Vec<Layer> {
    let zero = |layer: &Layer| Layer {
        inputs: layer.inputs,
        biases: vec![0.0; layer.biases.len()],
        weights: vec![0.0; layer.weights.len()],
    };
    layers.iter().map(zero).collect()
}

impl Learner {
    pub fn new(chance: &mut StdRng) -> Self {
        let sizes = [POINTS, HIDDEN[0], HIDDEN[1], OUTPUTS];
        let layers: Vec<Layer> = sizes
            .windows(2)
            .map(|two| {
                let spread = (6.0 / two[0] as f32).sqrt();
                let weights = (0..two[0] * two[1])
                    .map(|_| chance.random_range(-spread..spread))
                    .collect();
                Layer {
                    inputs: two[0],
                    biases: vec![0.0; two[1]],
                    weights,
                }
            })
            .collect();
        Self {
            gradients: like(&layers),
            first: like(&layers),
            second: like(&layers),
            network: Network { layers },
            steps: 0,
        }
    }

    /// Takes one step by a batch; returns the sum of its losses.
    pub fn learn(&mut self, batch: &[Example], rate: f32) -> f32 {
        let mut loss = 0.0;
        for example in batch {
            loss += self.follow(example, 1.0 / batch.len() as f32);
        }
        self.step(rate);
        loss
    }

    fn follow(&mut self, example: &Example, share: f32) -> f32 {
        let layers = &self.network.layers;
        let mut values = vec![example.seen().to_vec()];
        for (index, layer) in layers.iter().enumerate() {
            let next = layer.forward(&values[index], index + 1 < layers.len());
            values.push(next);
        }
        let output = values.pop().unwrap_or_default();
        let class = usize::from(example.class);
        let mut log = output[..CLASSES].to_vec();
        normalise(&mut log);
        let mut loss = -log[class];
        let mut error: Vec<f32> = log.iter().map(|log| log.exp()).collect();
        error[class] -= 1.0;
        for index in 0..3 {
            let off = if class == NOTHING {
                0.0
            } else {
                output[CLASSES + index] - example.place[index]
            };
            loss += 5.0 * off * off;
            error.push(10.0 * off);
        }
        error.iter_mut().for_each(|error| *error *= share);
        for index in (0..layers.len()).rev() {
            let (layer, gradient, input) =
                (&layers[index], &mut self.gradients[index], &values[index]);
            let mut back = vec![0.0; layer.inputs];
            for (row, &error) in error.iter().enumerate() {
                if error == 0.0 {
                    continue;
                }
                gradient.biases[row] += error;
                let at = row * layer.inputs..(row + 1) * layer.inputs;
                gradient.weights[at.clone()]
                    .iter_mut()
                    .zip(input)
                    .for_each(|(sum, input)| *sum += error * input);
                if index > 0 {
                    back.iter_mut()
                        .zip(&layer.weights[at])
                        .for_each(|(back, weight)| *back += error * weight);
                }
            }
            back.iter_mut().zip(input).for_each(|(back, input)| {
                if *input <= 0.0 {
                    *back = 0.0
                }
            });
            error = back;
        }
        loss
    }

    fn step(&mut self, rate: f32) {
        self.steps += 1;
        let (one, two) = (
            1.0 - 0.9f32.powi(self.steps),
            1.0 - 0.999f32.powi(self.steps),
        );
        for (index, layer) in self.network.layers.iter_mut().enumerate() {
            let (gradient, first, second) = (
                &mut self.gradients[index],
                &mut self.first[index],
                &mut self.second[index],
            );
            let all = [
                (
                    &mut layer.biases,
                    &mut gradient.biases,
                    &mut first.biases,
                    &mut second.biases,
                ),
                (
                    &mut layer.weights,
                    &mut gradient.weights,
                    &mut first.weights,
                    &mut second.weights,
                ),
            ];
            for (values, gradients, firsts, seconds) in all {
                for (((value, gradient), first), second) in
                    values.iter_mut().zip(gradients).zip(firsts).zip(seconds)
                {
                    *first = 0.9 * *first + 0.1 * *gradient;
                    *second = 0.999 * *second + 0.001 * *gradient * *gradient;
                    *value -= rate * (*first / one) / ((*second / two).sqrt() + 1e-8);
                    *gradient = 0.0;
                }
            }
        }
    }
}
