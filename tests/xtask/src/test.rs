//! `cargo xtask test`: every test there is, part by part.

use crate::{Error, android, demo, fuzz, ios, openapi, package, setup};
use std::time::Instant;
use xshell::{Shell, cmd};

#[derive(clap::Args)]
pub struct Arguments {
    /// Leaves a part out (several times for several).
    #[arg(long, value_name = "PART")]
    skip: Vec<Part>,
    /// Runs only this part (several times for several).
    #[arg(long, value_name = "PART")]
    only: Vec<Part>,
    /// Runs the slow part too: some half an hour.
    #[arg(long)]
    slow: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Part {
    /// Rust code is formatted.
    Format,
    /// Clippy has nothing to say.
    Lint,
    /// Every dependency's licence and source is one that we allow.
    Licences,
    /// Every Rust test: units, server, media, journeys, faults, architecture.
    Rust,
    /// Faces: our nets beside face-api.js, on its sample photos.
    Vision,
    /// Odd requests to every endpoint of the API document: no 5xx, no answer that it does not name.
    OpenApi,
    /// A Python client, made by the workspace's own bindgen, books a call.
    Python,
    /// Real Chromium: the pages, a call with the software phone, tus, WHIP and WHEP clients.
    Browser,
    /// The Android app: its screens with the real core and the real server, its platform layer, style.
    Android,
    /// The iOS app: its Swift package with the real core and the real server, its views against a stand-in for SwiftUI.
    Ios,
    /// The demo itself, with a short call.
    Demo,
    /// With --slow: thousands of zones, and strangers' bytes for minutes.
    Slow,
}

const PARTS: [Part; 12] = [
    Part::Format,
    Part::Lint,
    Part::Licences,
    Part::Rust,
    Part::Vision,
    Part::OpenApi,
    Part::Python,
    Part::Browser,
    Part::Android,
    Part::Ios,
    Part::Demo,
    Part::Slow,
];

/// Runs the parts; says at the end which failed.
pub fn run(shell: &Shell, arguments: &Arguments) -> Result<(), Error> {
    setup::ensure(shell, &[setup::BUILD, setup::TEST].concat())?;
    let wanted = |part: &Part| {
        !arguments.skip.contains(part)
            && match arguments.only.is_empty() {
                true => arguments.slow || *part != Part::Slow,
                false => arguments.only.contains(part),
            }
    };
    let mut failed = Vec::new();
    let mut summary = Vec::new();
    for part in PARTS.into_iter().filter(wanted) {
        println!("\n== {part:?}");
        let started = Instant::now();
        let result = run_part(shell, part);
        let seconds = started.elapsed().as_secs();
        let word = if result.is_ok() { "passed" } else { "FAILED" };
        summary.push(format!("{part:<8?} {word}  {seconds} s"));
        if let Err(error) = result {
            println!("{error}");
            failed.push(format!("{part:?}"));
        }
    }
    println!("\n{}", summary.join("\n"));
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Error::Failed(failed.join(", ")))
    }
}

fn run_part(shell: &Shell, part: Part) -> Result<(), Error> {
    match part {
        Part::Format => cmd!(shell, "cargo fmt --all --check").run()?,
        Part::Lint => {
            cmd!(
                shell,
                "cargo clippy --workspace --all-targets --features kinline-vision/cli --quiet -- -D warnings"
            )
            .run()?;
        }
        Part::Licences => licences(shell)?,
        Part::Rust => {
            // The journeys start these as processes of their own.
            demo::build(shell)?;
            cmd!(shell, "cargo test --workspace --quiet --no-fail-fast").run()?;
        }
        Part::Slow => slow(shell)?,
        Part::Vision => vision(shell)?,
        Part::OpenApi => openapi::test(shell)?,
        Part::Python => python(shell)?,
        Part::Browser => browser(shell)?,
        Part::Android => android::test(shell)?,
        Part::Ios => ios::test(shell)?,
        Part::Demo => {
            demo::run(
                shell,
                &demo::Arguments {
                    seconds: 24,
                    keep: None,
                    open: false,
                    public_address: None,
                },
            )?;
        }
    }
    Ok(())
}

/// What takes too long for each time.
fn slow(shell: &Shell) -> Result<(), Error> {
    cmd!(
        shell,
        "cargo test --release --quiet --package kinline-specimens -- --ignored"
    )
    .run()?;
    android::tour(shell)?;
    let (minutes, only) = (2, Vec::new());
    fuzz::run(shell, &fuzz::Arguments { minutes, only })
}

/// Checks `deny.toml`. The packages of every platform are read, and a build here brings only this
/// one's: the others' come first, once, then the check needs no network.
fn licences(shell: &Shell) -> Result<(), Error> {
    let tools = demo::target_folder(shell)?.join("tools");
    let deny = tools.join("bin/cargo-deny");
    if !shell.path_exists(&deny) {
        println!("Missing, to be installed with cargo: cargo-deny, which checks licences.");
        cmd!(
            shell,
            "cargo install cargo-deny --version 0.20.2 --locked --quiet --root {tools}"
        )
        .run()?;
    }
    cmd!(shell, "cargo fetch --locked --quiet").run()?;
    cmd!(shell, "{deny} --offline check licenses bans sources").run()?;
    Ok(())
}

/// Compares what our nets say with what face-api.js says.
fn vision(shell: &Shell) -> Result<(), Error> {
    cmd!(
        shell,
        "cargo build --quiet --package kinline-vision --features cli"
    )
    .run()?;
    let program = demo::target_folder(shell)?.join("debug/kinline-vision");
    with_vision(shell, &program, |shell| Ok(cmd!(shell, "npm test").run()?))
}

/// Runs something in the vision tests' folder, with what it needs.
pub fn with_vision(
    shell: &Shell,
    program: &std::path::Path,
    run: impl FnOnce(&Shell) -> Result<(), Error>,
) -> Result<(), Error> {
    let _folder = shell.push_dir("tests/vision");
    let _program = shell.push_env("KINLINE_VISION", program);
    cmd!(shell, "npm ci --no-audit --no-fund --loglevel=error").run()?;
    run(shell)
}

/// Makes the Python module and runs its client against the mock server.
fn python(shell: &Shell) -> Result<(), Error> {
    let (server, _) = demo::build(shell)?;
    let module = demo::target_folder(shell)?.join("python");
    let library = package::generate(shell, package::Language::Python, &module)?;
    shell.copy_file(library, &module)?;
    let _path = shell.push_env("PYTHONPATH", &module);
    let _server = shell.push_env("KINLINE_MOCK", server);
    cmd!(
        shell,
        "python3 -m unittest discover --start-directory bindings/python --verbose"
    )
    .run()?;
    Ok(())
}

fn browser(shell: &Shell) -> Result<(), Error> {
    with_browser(shell, |shell| Ok(cmd!(shell, "npm test").run()?))
}

/// Photographs a real call, for the README.
pub fn picture(shell: &Shell) -> Result<(), Error> {
    setup::ensure(shell, &[setup::BUILD, setup::TEST].concat())?;
    with_browser(shell, |shell| {
        Ok(cmd!(shell, "node picture/call.mjs ../../docs/call.png").run()?)
    })
}

/// Runs something in the browser tests' folder, with what it needs.
pub fn with_browser(
    shell: &Shell,
    run: impl FnOnce(&Shell) -> Result<(), Error>,
) -> Result<(), Error> {
    let (server, phone) = demo::build(shell)?;
    let _folder = shell.push_dir("tests/browser");
    let _server = shell.push_env("KINLINE_MOCK", server);
    let _phone = shell.push_env("KINLINE_PHONE", phone);
    cmd!(shell, "npm ci --no-audit --no-fund --loglevel=error").run()?;
    run(shell)
}
