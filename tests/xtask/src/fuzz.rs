//! `cargo xtask fuzz`: strangers' bytes, thrown at everything that reads them on the phone's and the server's side.

use crate::{Error, demo, setup};
use xshell::{Shell, cmd};

#[derive(clap::Args)]
pub struct Arguments {
    /// How long each target is tried.
    #[arg(long, default_value_t = 2)]
    pub minutes: u32,
    /// Tries only this target (several times for several).
    #[arg(long, value_name = "TARGET")]
    pub only: Vec<String>,
}

/// No input may take more: MB, with the sanitizer's own, and seconds.
const MEMORY: &str = "-rss_limit_mb=4096";
const TIME: &str = "-timeout=60";
/// Larger files tell no more and take longer.
const LENGTH: &str = "-max_len=65536";

/// Tries each target from its seeds; what is found is kept in `fuzz/corpus`, what breaks one in `fuzz/artifacts`.
pub fn run(shell: &Shell, arguments: &Arguments) -> Result<(), Error> {
    setup::ensure(shell, setup::BUILD)?;
    let tools = demo::target_folder(shell)?.join("tools");
    let fuzz = tools.join("bin/cargo-fuzz");
    if !shell.path_exists(&fuzz) {
        println!(
            "Missing, to be installed with cargo: cargo-fuzz, which throws bytes at programs."
        );
        cmd!(
            shell,
            "cargo install cargo-fuzz --version 0.13.2 --locked --quiet --root {tools}"
        )
        .run()?;
    }
    // The sanitizer is a switch that the compiler keeps for its nightly builds; ours has it all the same.
    let _unlocked = shell.push_env("RUSTC_BOOTSTRAP", "1");
    let target = demo::target_folder(shell)?.join("fuzz");
    let _target = shell.push_env("CARGO_TARGET_DIR", target);
    let seconds = format!("-max_total_time={}", arguments.minutes * 60);
    for name in targets(shell)? {
        if !arguments.only.is_empty() && !arguments.only.contains(&name) {
            continue;
        }
        println!("\n== {name}");
        let (corpus, seeds) = (format!("fuzz/corpus/{name}"), format!("fuzz/seeds/{name}"));
        shell.create_dir(&corpus)?;
        cmd!(
            shell,
            "{fuzz} run {name} {corpus} {seeds} -- {seconds} {MEMORY} {TIME} {LENGTH} -print_final_stats=1"
        )
        .run()?;
    }
    Ok(())
}

/// Each folder of seeds is a target's.
fn targets(shell: &Shell) -> Result<Vec<String>, Error> {
    let folders = shell.read_dir("fuzz/seeds")?;
    let names = folders.iter().filter_map(|path| path.file_name());
    Ok(names
        .map(|name| name.to_string_lossy().into_owned())
        .collect())
}
