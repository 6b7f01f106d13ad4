//! `kinline-vision compare`.

use crate::files::{self, Failure, ModelsArgument};
use kinline_vision::{FaceModels, Likeness, Template, Thresholds, likeness};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// A JPEG or PNG file.
    a: PathBuf,
    /// Another.
    b: PathBuf,
    /// One JSON document: distance and verdict.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    thresholds: ThresholdArguments,
}

#[derive(clap::Args)]
pub struct ThresholdArguments {
    /// Up to this distance two faces count as the same person's.
    #[arg(long, default_value_t = Thresholds::default().same)]
    same: f32,
    /// From this distance on two faces count as two people's.
    #[arg(long, default_value_t = Thresholds::default().different)]
    different: f32,
}

/// Fails if there is no face in one of the two; as JSON it says that too.
pub fn run(arguments: &Arguments, models: &ModelsArgument) -> Result<ExitCode, Failure> {
    let models = models.load()?;
    let (a, b) = (
        largest(&models, &arguments.a)?,
        largest(&models, &arguments.b)?,
    );
    let (Some(a), Some(b)) = (&a, &b) else {
        let path = if a.is_none() {
            &arguments.a
        } else {
            &arguments.b
        };
        if arguments.json {
            println!("{}", json!({ "distance": null, "verdict": "no_face" }));
        }
        return Err(format!("{}: there is no face in it", path.display()).into());
    };
    let distance = a.distance(b);
    let thresholds = Thresholds {
        same: arguments.thresholds.same,
        different: arguments.thresholds.different,
    };
    let (verdict, words) = match likeness(distance, &thresholds) {
        Likeness::Same => ("same", "likely the same person"),
        Likeness::CannotTell => ("cannot_tell", "cannot tell"),
        Likeness::Different => ("different", "likely not the same person"),
    };
    if arguments.json {
        println!("{}", json!({ "distance": distance, "verdict": verdict }));
    } else {
        println!("distance {distance:.3}: {words}");
    }
    Ok(ExitCode::SUCCESS)
}

fn largest(models: &FaceModels, path: &Path) -> Result<Option<Template>, Failure> {
    let picture = files::picture(path)?;
    let faces = models.faces(&picture);
    Ok(faces.first().map(|face| models.template(&picture, face)))
}
