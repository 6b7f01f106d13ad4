//! `kinline-vision watch`.

use crate::files::{self, Failure, ModelsArgument};
use kinline_vision::{
    FaceModels,
    watch::{Change, Expected, Standing, Verdict, Watch, WatchSettings, see},
};
use serde_json::{Value, json};
use std::{path::PathBuf, process::ExitCode, time::Duration};

#[derive(clap::Args)]
pub struct Arguments {
    /// The film's pictures in their order, JPEG or PNG. They are looked at as often as a call's: about two a second, up to five
    /// while it is not settled who somebody is.
    #[arg(required = true, value_name = "FRAMES")]
    frames: Vec<PathBuf>,
    /// How many pictures the film has a second.
    #[arg(long, value_name = "N", default_value_t = 2.0, value_parser = frames_per_second)]
    fps: f64,
    /// Photos of who is approved: every face in them.
    #[arg(long, value_name = "PHOTO", num_args = 1..)]
    approved: Vec<PathBuf>,
    /// How many more may be there without a portrait.
    #[arg(long, value_name = "N", default_value_t = 0)]
    children: usize,
    /// One JSON document: each change of verdict with its time in seconds, and what each person was taken for.
    #[arg(long)]
    json: bool,
}

/// Fails if a picture cannot be read, or an approved photo shows no face.
pub fn run(arguments: &Arguments, models: &ModelsArgument) -> Result<ExitCode, Failure> {
    let models = models.load()?;
    let expected = Expected {
        portraits: portraits(&models, &arguments.approved)?,
        without_portrait: arguments.children,
    };
    let settings = WatchSettings::default();
    let mut watch = Watch::new(settings);
    let (mut verdicts, mut people) = (Vec::new(), Vec::new());
    let (mut looks, mut due) = (0_u32, 0.0);
    for (index, path) in arguments.frames.iter().enumerate() {
        let time = index as f64 / arguments.fps;
        if time + 1e-6 < due {
            continue;
        }
        looks += 1;
        let picture = files::picture(path)?;
        let seen = see(&models, &picture, &settings);
        let at = Duration::from_secs_f64(time);
        for change in watch.look_at(at, &picture, &seen, &expected) {
            if !arguments.json {
                print(time, &change);
            }
            let told = json_of(time, &path.display().to_string(), &change);
            match change {
                Change::Verdict(_) => verdicts.push(told),
                Change::Person { .. } => people.push(told),
            }
        }
        due = time + watch.next_look().as_secs_f64();
    }
    if arguments.json {
        let end = verdict_word(watch.verdict());
        println!(
            "{}",
            json!({ "looks": looks, "changes": verdicts, "people": people, "verdict": end })
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn frames_per_second(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    let usable = (0.01..=1000.0).contains(&number);
    usable.then_some(number).ok_or("0.01 to 1000".into())
}

fn portraits(
    models: &FaceModels,
    photos: &[PathBuf],
) -> Result<Vec<kinline_vision::Template>, Failure> {
    let mut portraits = Vec::new();
    for path in photos {
        let picture = files::picture(path)?;
        let faces = models.faces(&picture);
        if faces.is_empty() {
            return Err(format!("{}: no face in it", path.display()).into());
        }
        portraits.extend(
            faces
                .iter()
                .map(|face| models.aligned_template(&picture, face)),
        );
    }
    Ok(portraits)
}

fn print(time: f64, change: &Change) {
    match change {
        Change::Verdict(verdict) => println!("{time:7.2} s  {}", verdict_word(*verdict)),
        Change::Person {
            person,
            standing,
            bounds,
        } => println!(
            "{time:7.2} s    person {} at {:.0}, {:.0}: {}",
            person.number(),
            bounds.x,
            bounds.y,
            standing_word(*standing)
        ),
    }
}

fn json_of(time: f64, frame: &str, change: &Change) -> Value {
    match change {
        Change::Verdict(verdict) => {
            json!({ "time": time, "frame": frame, "verdict": verdict_word(*verdict) })
        }
        Change::Person {
            person,
            standing,
            bounds,
        } => json!({
            "time": time, "frame": frame, "person": person.number(), "standing": standing_word(*standing),
            "bounds": { "x": bounds.x, "y": bounds.y, "width": bounds.width, "height": bounds.height },
        }),
    }
}

fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Approved => "approved",
        Verdict::Unknown => "unknown",
        Verdict::Nobody => "nobody",
        Verdict::Unsure => "unsure",
    }
}

fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Unsure => "unsure",
        Standing::Approved => "approved",
        Standing::Unknown => "unknown",
        Standing::WithoutPortrait => "without_portrait",
        Standing::StillPicture => "still_picture",
    }
}
