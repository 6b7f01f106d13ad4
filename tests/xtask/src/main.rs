//! `cargo xtask`: sets up, runs, tests and measures the project.
#![allow(
    clippy::print_stdout,
    reason = "a command-line tool speaks on its standard output"
)]

mod android;
mod bench;
mod demo;
#[cfg(test)]
mod design;
mod fuzz;
mod gallery;
mod ios;
mod lines;
#[cfg(test)]
mod masvs;
mod models;
mod openapi;
mod package;
mod setup;
mod test;

use clap::{Parser, Subcommand};
use std::{os::unix::process::CommandExt, path::Path, process::ExitCode};
use xshell::Shell;

/// Sets up, runs, tests and measures Kinline.
///
/// Start with `cargo xtask demo`: a family's first call, told line by line.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Lives a family's first call: from registering to the recording.
    ///
    /// Builds what it needs, starts the mock server, and drives a phone, a laptop and staff.
    /// Ends with a summary; the exit code is 0 only if all of it happened.
    Demo(demo::Arguments),
    /// Runs every test there is, installing what is missing first.
    Test(test::Arguments),
    /// Proves that what is added to the core does not build until the Android app draws it.
    ProveAndroid,
    /// Proves the same of the iOS app.
    ProveIos,
    /// Makes what the iOS app is built from, below ios/Generated: the core in Swift, drawings, colours.
    IosSources,
    /// Throws strangers' bytes at everything that reads them, for some minutes each.
    Fuzz(fuzz::Arguments),
    /// Measures speed and size beside the peers, in one run. Asserts nothing.
    Bench(bench::Arguments),
    /// Photographs every screen and page: target/gallery/index.html.
    Gallery,
    /// Photographs a real call between the software phone and the laptop page: docs/call.png.
    Picture,
    /// Fetches the nets that see faces, and photos to try them on, into the cache folder.
    Models,
    /// Makes the core's packages for other languages: Kotlin sources, Swift sources, a Python module.
    Package(package::Arguments),
    /// Counts the lines of the apps beside those of the core.
    Lines,
    /// Installs what building, testing and measuring need (Debian packages), and says so first.
    Setup,
}

/// What stopped a task.
#[derive(Debug, thiserror::Error)]
enum Error {
    /// A command could not be started, or failed: its own output says why.
    #[error(transparent)]
    Command(#[from] xshell::Error),
    /// Something is missing that cannot be installed here: install it by hand.
    #[error("{0}")]
    Setup(String),
    /// The parts of the test that failed.
    #[error("failed: {0}")]
    Failed(String),
}

/// Tells the second start of this program where the workspace is, wherever it was called.
const WORKSPACE: &str = "KINLINE_WORKSPACE";

fn main() -> ExitCode {
    let command = Arguments::parse().command;
    let result = match std::env::var_os(WORKSPACE) {
        Some(workspace) => run(command, Path::new(&workspace)),
        None => Err(again()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\n{error}");
            ExitCode::FAILURE
        }
    }
}

/// Starts this program again as if cargo had not: what cargo says of this package would be taken by build scripts (`ring`'s
/// reads it) for a change, and all that is built on them would be built anew, four minutes, each time that somebody turns from
/// `cargo xtask` to `cargo` or back. The workspace is two folders up from this package; cargo says at run time where that is,
/// because checkouts may share a target folder.
fn again() -> Error {
    let Some(package) = std::env::var_os("CARGO_MANIFEST_DIR") else {
        return Error::Setup("start this with cargo: cargo xtask".into());
    };
    let workspace = Path::new(&package).join("../..");
    let again = std::env::current_exe().map(|program| {
        let mut again = std::process::Command::new(program);
        again
            .args(std::env::args_os().skip(1))
            .env(WORKSPACE, workspace);
        let of_package = |name: &str| {
            ["CARGO_MANIFEST_", "CARGO_PKG_"]
                .iter()
                .any(|it| name.starts_with(it))
        };
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(of_package) {
                again.env_remove(name);
            }
        }
        again.exec()
    });
    let (Ok(error) | Err(error)) = again;
    Error::Setup(format!("this program does not start again: {error}"))
}

fn run(command: Command, workspace: &Path) -> Result<(), Error> {
    let shell = Shell::new()?;
    shell.change_dir(workspace);
    // What these start sees faces with the models.
    let watching = matches!(
        command,
        Command::Demo(_)
            | Command::Test(_)
            | Command::Bench(_)
            | Command::Gallery
            | Command::Picture
    );
    let models = watching.then(|| models::ensure(&shell)).transpose()?;
    let _models = models.map(|folder| shell.push_env("KINLINE_MODELS", folder));
    match command {
        Command::Demo(arguments) => demo::run(&shell, &arguments),
        Command::Test(arguments) => test::run(&shell, &arguments),
        Command::ProveAndroid => android::prove(&shell),
        Command::ProveIos => ios::prove(&shell),
        Command::IosSources => ios::sources(&shell),
        Command::Fuzz(arguments) => fuzz::run(&shell, &arguments),
        Command::Bench(arguments) => bench::run(&shell, &arguments),
        Command::Gallery => gallery::run(&shell),
        Command::Picture => test::picture(&shell),
        Command::Models => {
            let folder = models::ensure(&shell)?;
            println!("{}", folder.display());
            Ok(())
        }
        Command::Package(arguments) => package::run(&shell, &arguments),
        Command::Lines => lines::run(&shell),
        Command::Setup => setup::ensure(
            &shell,
            &[setup::BUILD, setup::TEST, setup::ANDROID, setup::MEASURE].concat(),
        ),
    }
}
