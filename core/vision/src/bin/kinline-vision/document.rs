//! `kinline-vision document`.

use crate::files::{self, Failure};
use kinline_vision::document::{DocumentLook, Mrz, PhotoProblem};
use serde_json::{Value, json};
use std::{path::PathBuf, process::ExitCode};

#[derive(clap::Args)]
pub struct Arguments {
    /// A JPEG or PNG file.
    #[arg(value_name = "IMAGE")]
    image: PathBuf,
    /// One JSON document: the machine-readable zone, and what is wrong with the photo.
    #[arg(long)]
    json: bool,
}

/// Fails if the image cannot be read; that there is no zone in it is no failure.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let picture = files::picture(&arguments.image)?;
    let DocumentLook {
        zone: mrz,
        problems,
    } = DocumentLook::at(&picture);
    if arguments.json {
        let problems = problems
            .iter()
            .map(|it| json!({ "code": it.code(), "advice": advice(*it) }));
        let told =
            json!({ "mrz": mrz.as_ref().map(zone), "problems": problems.collect::<Vec<_>>() });
        println!("{told}");
    } else {
        print(mrz.as_ref(), &problems);
    }
    Ok(ExitCode::SUCCESS)
}

fn print(mrz: Option<&Mrz>, problems: &[PhotoProblem]) {
    match mrz {
        Some(mrz) => {
            println!("{}", mrz.lines.join("\n"));
            println!("{}", if mrz.valid { "valid" } else { "not proved" });
        }
        None => println!("no machine-readable zone"),
    }
    for problem in problems {
        println!("{}: {}", problem.code(), advice(*problem));
    }
}

fn zone(mrz: &Mrz) -> Value {
    let fields = &mrz.fields;
    json!({
        "lines": mrz.lines,
        "fields": {
            "format": mrz.format.code(),
            "document_code": fields.document_code,
            "issuing_state": fields.issuing_state,
            "document_number": fields.document_number,
            "nationality": fields.nationality,
            "family_name": fields.family_name,
            "given_names": fields.given_names,
            "date_of_birth": fields.date_of_birth.0,
            "sex": fields.sex,
            "date_of_expiry": fields.date_of_expiry.0,
            "optional": fields.optional,
        },
        "valid": mrz.valid,
    })
}

/// For whoever runs this; what a family reads is the core's, in their language.
fn advice(problem: PhotoProblem) -> &'static str {
    match problem {
        PhotoProblem::Blurred => "Hold still and wait until the picture is sharp.",
        PhotoProblem::Dark => "Turn a lamp on or go to a window.",
        PhotoProblem::Glare => "A lamp is mirrored in it: tilt the document a little.",
        PhotoProblem::CutOff => "Show all four corners.",
        PhotoProblem::TooSmall => "Come nearer, until it fills the picture.",
        PhotoProblem::Turned => "Turn it so that the print is upright.",
        PhotoProblem::NoFace => "No face is seen: look into the camera.",
        PhotoProblem::TwoFaces => "Only one person may be in the picture.",
        PhotoProblem::NotFacing => "Look straight into the camera.",
        PhotoProblem::EyesHidden => "Take off dark glasses and open your eyes.",
    }
}
