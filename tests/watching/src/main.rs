//! Measures watching on made films: false pauses an hour, and the time until an intruder pauses.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool speaks on its standard output"
)]

use clap::Parser;
use kinline_vision::FaceModels;
use kinline_watching::{
    BrokenFilm, actors,
    measure::{self, Score},
};
use std::{path::PathBuf, process::ExitCode};

/// Films of the photos up to this one were looked at while the settings were chosen; those of the others were not.
const TUNED_UP_TO: usize = 3;

#[derive(Parser)]
struct Arguments {
    /// The folder with faces.bin and photos, as `cargo xtask models` makes it.
    #[arg(long, env = "KINLINE_MODELS")]
    models: Option<PathBuf>,
    /// Minutes of family life in each part.
    #[arg(long, default_value_t = 30)]
    minutes: u64,
    /// Intruders in each part.
    #[arg(long, default_value_t = 40)]
    intruders: u64,
    /// Films made at once.
    #[arg(long, default_value_t = 2)]
    threads: usize,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), BrokenFilm> {
    let folder = arguments
        .models
        .clone()
        .or_else(kinline_watching::models_folder);
    let folder =
        folder.ok_or_else(|| BrokenFilm::File("neither --models nor HOME is set".into()))?;
    let file = folder.join("faces.bin");
    let bytes = std::fs::read(&file).map_err(|error| BrokenFilm::file(&file, error))?;
    let models = FaceModels::load(&bytes).map_err(|error| BrokenFilm::file(&file, error))?;
    let cast = actors::cast(&models, &folder.join("photos"))?;
    println!(
        "Watching made films: {} people of the sample photos, 180 to 360 lines, 150 to 600 kbit/s, two looks a second",
        cast.len()
    );
    for (name, first_seed, tuned) in [("tuned on", 0, true), ("kept away", 1_000, false)] {
        let people: Vec<usize> = (0..cast.len())
            .filter(|index| (cast[*index].photo <= TUNED_UP_TO) == tuned)
            .collect();
        let jobs = measure::jobs(first_seed, arguments.minutes, arguments.intruders);
        let score = measure::score(&jobs, &people, &cast, &models, arguments.threads)?;
        tell(name, people.len(), &score);
    }
    Ok(())
}

fn tell(name: &str, people: usize, score: &Score) {
    let hours = score.quiet_seconds / 3600.0;
    println!("\nPhotos {name} ({people} people, {} films)", score.films);
    println!(
        "  false pauses                     {} in {:.2} hours: {:.1} an hour",
        score.false_pauses,
        hours,
        score.false_pauses as f32 / hours
    );
    delays("every intruder", &score.delays);
    delays("intruders clearly seen", &score.clear_delays);
    println!("  pictures on the wall told        {}", score.still);
    println!(
        "  looks that say: all approved     {:.0}%",
        100.0 * score.approved as f32 / score.looks.max(1) as f32
    );
}

fn delays(name: &str, delays: &[f32]) {
    let mut delays = delays.to_vec();
    delays.sort_by(f32::total_cmp);
    let seconds = |delay: Option<&f32>| match delay {
        Some(delay) if delay.is_finite() => format!("{delay:.1} s"),
        Some(_) => "never".into(),
        None => "-".into(),
    };
    let within = delays.iter().filter(|it| **it <= 2.0).count();
    println!(
        "  {name:<32} median {}, worst {}, {within} of {} within 2 s",
        seconds(delays.get(delays.len() / 2)),
        seconds(delays.last()),
        delays.len()
    );
}
