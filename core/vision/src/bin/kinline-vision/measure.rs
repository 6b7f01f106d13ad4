//! `kinline-vision measure`.

use crate::files::{self, Failure, ModelsArgument};
use kinline_vision::LEAST_SCORE;
use serde_json::{Value, json};
use std::{hint::black_box, path::PathBuf, process::ExitCode, time::Instant};

/// For the benchmark beside face-api.js: one thread, each part by itself, every round's milliseconds.
#[derive(clap::Args)]
pub struct Arguments {
    /// A JPEG or PNG file with a face.
    image: PathBuf,
    /// How often.
    #[arg(long, default_value_t = 20)]
    rounds: usize,
}

pub fn run(arguments: &Arguments, models: &ModelsArgument) -> Result<ExitCode, Failure> {
    let picture = files::picture(&arguments.image)?;
    let started = Instant::now();
    let models = models.load()?;
    let load = milliseconds(started);
    let found = models.detect(&picture, LEAST_SCORE);
    let face = found.first().and_then(|it| models.look(&picture, it));
    let (Some(first), Some(face)) = (found.first(), face) else {
        return Err("there is no face in it".into());
    };
    let rounds = |part: &dyn Fn()| -> Value {
        let round = |_| {
            let started = Instant::now();
            part();
            milliseconds(started)
        };
        (0..arguments.rounds).map(round).collect()
    };
    let told = json!({
        "faces": found.len(),
        "load": load,
        "detection": rounds(&|| { black_box(models.detect(&picture, LEAST_SCORE)); }),
        "landmarks": rounds(&|| { black_box(models.look(&picture, first)); }),
        "template": rounds(&|| { black_box(models.template(&picture, &face)); }),
        "whole": rounds(&|| {
            for face in &models.faces(&picture) {
                black_box(models.template(&picture, face));
            }
        }),
        "memory": peak_memory(),
    });
    println!("{told}");
    Ok(ExitCode::SUCCESS)
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

/// The most that this process ever held, MB, where the system says so.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes / 1e3)
}
