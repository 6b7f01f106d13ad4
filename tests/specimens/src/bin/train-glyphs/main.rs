//! Trains the network that recognises characters of machine-readable zones, on drawn OCR-B alone.
//!
//! `train-glyphs OUT [SHEETS [EPOCHS]]`: a fixed seed, so the same machine gives the same file. What is in the source was made
//! with `cargo run --release -p kinline-specimens --bin train-glyphs core/vision/src/document/mrz/glyphs.bin`.
#![allow(
    clippy::print_stdout,
    reason = "a command-line tool speaks on its standard output"
)]

mod examples;
mod learner;

use examples::{Example, add_sheet};
use kinline_vision::document::training::Network;
use learner::Learner;
use rand::{SeedableRng, rngs::StdRng, seq::SliceRandom};

const SEED: u64 = 9303;
const BATCH: usize = 64;
const RATE: f32 = 0.001;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments
        .next()
        .ok_or("train-glyphs OUT [SHEETS [EPOCHS]]")?;
    let sheets: u64 = arguments.next().map_or(Ok(2800), |number| number.parse())?;
    let epochs: u32 = arguments.next().map_or(Ok(8), |number| number.parse())?;
    let mut chance = StdRng::seed_from_u64(SEED);
    let mut examples = Vec::new();
    for index in 0..sheets {
        add_sheet(&mut chance, index, &mut examples)?;
    }
    println!("{} examples", examples.len());
    // The last sheets are kept apart.
    let held = examples.split_off(examples.len() * 19 / 20);
    let mut learner = Learner::new(&mut chance);
    for epoch in 0..epochs {
        examples.shuffle(&mut chance);
        let rate = RATE * (1.0 - epoch as f32 / epochs as f32);
        let losses = examples
            .chunks(BATCH)
            .map(|batch| learner.learn(batch, rate));
        let loss = losses.sum::<f32>() / examples.len() as f32;
        println!(
            "epoch {epoch}: loss {loss:.4}, wrong {:.3}%",
            wrong(&learner.network, &held)
        );
    }
    let bytes = to_bytes(&learner.network);
    let written = Network::from_bytes(&bytes).ok_or("the file would not be read")?;
    println!(
        "{} bytes, wrong {:.3}%",
        bytes.len(),
        wrong(&written, &held)
    );
    std::fs::write(out, bytes)?;
    Ok(())
}

/// Per cent of examples taken for something else.
fn wrong(network: &Network, examples: &[Example]) -> f32 {
    let is_wrong =
        |example: &&Example| network.see(&example.seen()).best() != usize::from(example.class);
    100.0 * examples.iter().filter(is_wrong).count() as f32 / examples.len() as f32
}

/// As `Network::from_bytes` reads it.
fn to_bytes(network: &Network) -> Vec<u8> {
    let mut bytes = Vec::new();
    for layer in &network.layers {
        bytes.extend((layer.biases.len() as u16).to_le_bytes());
        bytes.extend((layer.inputs as u16).to_le_bytes());
        for (row, bias) in layer.weights.chunks_exact(layer.inputs).zip(&layer.biases) {
            let step = row
                .iter()
                .fold(0.0f32, |most, weight| most.max(weight.abs()))
                / 127.0;
            bytes.extend(bias.to_le_bytes());
            bytes.extend(step.to_le_bytes());
            bytes.extend(row.iter().map(|weight| (weight / step).round() as i8 as u8));
        }
    }
    bytes
}
