//! Measures watching on made films: false pauses an hour, and the time until an intruder pauses.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool speaks on its standard output"
)]

use clap::Parser;
use kinline_vision::FaceModels;
use kinline_watching::{
    BrokenFilm,
    actors::{self, Company},
    measure::{self, Film, Intruder, Score},
};
use std::{path::PathBuf, process::ExitCode};

/// The settings are chosen by films of the photos up to this one, and of seeds below [`MEASURED_FROM`]. What is measured has
/// other seeds, and people of the other photos. Some settings were chosen by single films of the others too: the detector's least
/// score, the smallest face, who is a reflection, how long a place is kept and how it grows, what is copied, how short a template
/// may be, who comes in covered.
const TUNED_UP_TO: usize = 3;
const MEASURED_FROM: u64 = 8_190;
/// So many of the slowest intruders are told one by one.
const WORST: usize = 6;

#[derive(Parser)]
struct Arguments {
    /// The folder with faces.bin and photos, as `cargo xtask models` makes it.
    #[arg(long, env = "KINLINE_MODELS")]
    models: Option<PathBuf>,
    /// Minutes of family life in each part.
    #[arg(long, default_value_t = 30)]
    minutes: u64,
    /// Intruders in each part.
    #[arg(long, default_value_t = 20)]
    intruders: u64,
    /// Films made at once; as many as there are cores if it is not said.
    #[arg(long)]
    threads: Option<usize>,
    /// The first film's seed, in each part.
    #[arg(long, default_value_t = MEASURED_FROM)]
    first_seed: u64,
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
        "Watching made films: {} people of the sample photos, 180 to 360 lines, 150 to 600 kbit/s, two looks a second, five while in doubt",
        cast.len()
    );
    let cores = || std::thread::available_parallelism().map_or(1, |it| it.get());
    let threads = arguments.threads.unwrap_or_else(cores);
    let mut all = Score::default();
    for (name, tuned) in [("tuned on", true), ("kept away", false)] {
        let company = Company::of(&cast, |it| (it.photo <= TUNED_UP_TO) == tuned);
        let jobs = measure::jobs(arguments.first_seed, arguments.minutes, arguments.intruders);
        let score = measure::score(&jobs, &company, &cast, &models, threads)?;
        let (all_of, known) = (company.everybody.len(), company.known.len());
        let name = format!("Photos {name} ({all_of} people, {known} of them face the camera)");
        tell(&name, &score);
        all.add(score);
    }
    tell("All", &all);
    Ok(())
}

fn tell(name: &str, score: &Score) {
    let hours = score.quiet_seconds / 3600.0;
    println!("\n{name}, {} films", score.films);
    println!(
        "  false pauses                     {} in {:.2} hours: {:.1} an hour",
        score.false_pauses.len(),
        hours,
        score.false_pauses.len() as f32 / hours
    );
    for (film, time) in &score.false_pauses {
        println!("    {} at {time:.1} s", describe(film));
    }
    delays(
        "intruders large enough",
        &score.intruders,
        Intruder::is_clear,
    );
    delays("intruders too small or averted", &score.intruders, |it| {
        !it.is_clear()
    });
    println!("  pictures on the wall told        {}", score.still);
    println!(
        "  looks that say: all approved     {:.0}%",
        100.0 * score.approved as f32 / score.looks.max(1) as f32
    );
    println!(
        "  looks a second                   {:.2}",
        score.looks as f32 / score.looked_seconds.max(1.0)
    );
    let mut slowest = score.intruders.clone();
    slowest.sort_by(|a, b| b.delay.total_cmp(&a.delay));
    println!("  the slowest intruders");
    for it in slowest.iter().take(WORST) {
        println!(
            "    {:>6}  {}, {:.0} pixels between the eyes{}",
            seconds(Some(&it.delay)),
            describe(&it.film),
            it.eyes,
            if it.faces_the_camera { "" } else { ", averted" }
        );
    }
}

fn describe(film: &Film) -> String {
    let (width, height) = film.size;
    let rate = film.bits_per_second / 1000;
    format!("film {}: {width} x {height}, {rate} kbit/s", film.seed)
}

fn delays(name: &str, intruders: &[Intruder], wanted: impl Fn(&Intruder) -> bool) {
    let wanted = intruders.iter().filter(|it| wanted(it));
    let mut delays: Vec<f32> = wanted.map(|it| it.delay).collect();
    delays.sort_by(f32::total_cmp);
    let within = delays.iter().filter(|it| **it <= 2.0).count();
    println!(
        "  {name:<32} median {}, worst {}, {within} of {} within 2 s",
        seconds(delays.get(delays.len() / 2)),
        seconds(delays.last()),
        delays.len()
    );
}

fn seconds(delay: Option<&f32>) -> String {
    match delay {
        Some(delay) if delay.is_finite() => format!("{delay:.1} s"),
        Some(_) => "never".into(),
        None => "-".into(),
    }
}
