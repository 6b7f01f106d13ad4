//! `kinline-vision faces`.

use crate::files::{self, Failure, ModelsArgument};
use kinline_vision::{Face, FaceModels, LEAST_SCORE, Picture, Template};
use serde_json::{Value, json};
use std::{path::PathBuf, process::ExitCode};

#[derive(clap::Args)]
pub struct Arguments {
    /// JPEG or PNG files.
    #[arg(required = true, value_name = "IMAGE")]
    images: Vec<PathBuf>,
    /// One JSON document: for each image its faces, largest first.
    #[arg(long)]
    json: bool,
    /// How sure the detector must be, 0 to 1.
    #[arg(long, default_value_t = LEAST_SCORE)]
    least_score: f32,
}

/// Fails at the end if one of the images cannot be read; the others are told.
pub fn run(arguments: &Arguments, models: &ModelsArgument) -> Result<ExitCode, Failure> {
    let models = models.load()?;
    let mut told = Vec::new();
    let mut code = ExitCode::SUCCESS;
    for path in &arguments.images {
        let image = path.display().to_string();
        match files::picture(path) {
            Ok(picture) => {
                let faces = models.faces_above(&picture, arguments.least_score);
                if !arguments.json {
                    print(&image, &faces);
                }
                let faces: Vec<Value> =
                    faces.iter().map(|it| face(&models, &picture, it)).collect();
                told.push(json!({
                    "image": image, "width": picture.width(), "height": picture.height(), "faces": faces,
                }));
            }
            Err(error) => {
                eprintln!("{error}");
                told.push(json!({ "image": image, "error": error.to_string(), "faces": [] }));
                code = ExitCode::FAILURE;
            }
        }
    }
    if arguments.json {
        println!("{}", json!({ "images": told }));
    }
    Ok(code)
}

fn print(image: &str, faces: &[Face]) {
    println!("{image}: {} faces", faces.len());
    for Face {
        bounds,
        score,
        yaw,
        sharpness,
        ..
    } in faces
    {
        println!(
            "  {:.0} x {:.0} at {:.0}, {:.0}  score {score:.2}  turned {yaw:.0} degrees  sharpness {sharpness:.1}",
            bounds.width, bounds.height, bounds.x, bounds.y
        );
    }
}

fn face(models: &FaceModels, picture: &Picture, face: &Face) -> Value {
    let bounds = &face.bounds;
    let landmarks = face
        .landmarks
        .iter()
        .map(|it| json!({ "x": it.x, "y": it.y }));
    json!({
        "bounds": { "x": bounds.x, "y": bounds.y, "width": bounds.width, "height": bounds.height },
        "score": face.score,
        "landmarks": landmarks.collect::<Vec<_>>(),
        "yaw": face.yaw,
        "sharpness": face.sharpness,
        "template": numbers(&models.template(picture, face)),
    })
}

fn numbers(template: &Template) -> Vec<f32> {
    let bytes = template.to_bytes();
    let (numbers, _) = bytes.as_chunks();
    numbers.iter().copied().map(f32::from_le_bytes).collect()
}
