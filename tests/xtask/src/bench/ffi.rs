//! What the bindings cost: a screen's way to Kotlin and Python, pictures both ways, a cold start, memory.

use crate::{
    Error, android,
    package::{self, LIBRARY, Language},
};
use std::{env, path::Path};
use xshell::{Shell, cmd};

/// Processes that are started for a median.
const STARTS: usize = 11;
/// Pictures a second.
const PICTURES: f64 = 30.0;

/// What one process says: [`COLUMNS`].
type Figures = Vec<f64>;

/// Cold start (ms), screen update, 4 KB in, screen out (µs), resident memory (KB).
const COLUMNS: usize = 5;

pub fn run(shell: &Shell, target: &Path) -> Result<(), Error> {
    let folder = shell.create_temp_dir()?;
    let (store, module) = (folder.path().join("store"), folder.path().join("python"));
    {
        // The core's own test writes the store that it measures.
        let _keep = shell.push_env("KINLINE_KEEP", &store);
        cmd!(
            shell,
            "cargo test --quiet --release --package kinline-core --lib thousand_bookings"
        )
        .ignore_stdout()
        .run()?;
    }
    package::generate(shell, Language::Python, &module)?;
    cmd!(
        shell,
        "cargo build --quiet --release --package kinline-ffi --lib"
    )
    .run()?;
    let release = target.join("release");
    shell.copy_file(release.join(LIBRARY), &module)?;
    let _path = shell.push_env("PYTHONPATH", &module);
    let python = medians(|| {
        let bench = "bindings/bench/bench.py";
        cmd!(shell, "python3 {bench} {store}").quiet().read()
    })?;
    let classes = android::bindings(shell, target)?;
    let class_path = env::join_paths(classes).map_err(|it| Error::Setup(it.to_string()))?;
    let kotlin = medians(|| {
        let bench = "bindings/bench/Bench.java";
        cmd!(
            shell,
            "java -Djna.library.path={release} -cp {class_path} {bench} {store}"
        )
        .quiet()
        .read()
    })?;
    println!("\nThe bindings, medians of {STARTS} processes     Kotlin (JVM)   Python");
    let row = |name: &str, at: usize, scale: f64| {
        println!(
            "  {name:<44} {:>10.2} {:>10.2}",
            kotlin[at] / scale,
            python[at] / scale
        );
    };
    row("App::new to the first screen, 1,000 bookings, ms", 0, 1.0);
    row("an action, and its screen back, µs", 1, 1.0);
    row("4 KB into the core, µs", 2, 1.0);
    row("a whole screen out of the core, µs", 3, 1.0);
    let share = |figures: &[f64]| PICTURES * (figures[2] + figures[3]) / 1e6 * 100.0;
    println!(
        "  30 of both a second, as a picture is 4 KB, % of a core {:>3.2} {:>10.2}",
        share(&kotlin),
        share(&python)
    );
    println!(
        "  resident memory, MB: the JVM with all of it {:.0}, Python's growth {:.0}",
        kotlin[4] / 1e3,
        python[4] / 1e3
    );
    Ok(())
}

/// The median of each figure over several processes.
fn medians(run: impl Fn() -> Result<String, xshell::Error>) -> Result<Figures, Error> {
    let mut all: Vec<Figures> = vec![Vec::new(); COLUMNS];
    for _ in 0..STARTS {
        let said = run()?;
        let figures: Result<Figures, _> = said.split_whitespace().map(str::parse).collect();
        let figures = figures.map_err(|_| Error::Failed(format!("figures, not {said:?}")))?;
        for (column, figure) in all.iter_mut().zip(figures) {
            column.push(figure);
        }
    }
    let middle = |mut column: Figures| {
        column.sort_by(f64::total_cmp);
        column.get(STARTS / 2).copied()
    };
    let medians: Option<Figures> = all.into_iter().map(middle).collect();
    medians.ok_or_else(|| Error::Failed("a process said too little".into()))
}
