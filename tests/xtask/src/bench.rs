//! `cargo xtask bench`: speed and size beside the peers, in one run. Asserts nothing.

mod ffi;
mod load;
mod mrz;

use crate::{Error, demo, models, setup, test};
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

#[derive(clap::Args)]
pub struct Arguments {
    /// Measures only these; all of them, if none is named (more than an hour).
    #[arg(value_name = "WHAT")]
    only: Vec<What>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// From the call to the first decoded picture, beside Chromium and Janus.
    FirstFrame,
    /// CPU and memory of the relay with 1 to 6 watchers, beside Janus.
    Relay,
    /// CPU that looking at faces takes on the server, for each sender and second.
    Looking,
    /// The library that an app ships, stripped, beside libwebrtc.
    Size,
    /// The bindings: a screen's way to Kotlin and Python, pictures both ways, a cold start with 1,000 bookings.
    Ffi,
    /// Opening the phone's sealed store with 1,000 bookings.
    Store,
    /// Bookings a second beside plain SQLite, and a swarm whose server is killed.
    Booking,
    /// Timetables read a second.
    Timetable,
    /// Machine-readable zones in photos, beside PassportEye.
    Mrz,
    /// Faces in a call's picture, beside face-api.js.
    Vision,
    /// Watching made films: false pauses an hour, time until an intruder pauses. Takes some twenty minutes.
    Faces,
}

/// libwebrtc.so of Google's WebRTC for x86-64, stripped, as Android apps ship it: MB.
const LIBWEBRTC_MB: f64 = 15.8;

pub fn run(shell: &Shell, arguments: &Arguments) -> Result<(), Error> {
    setup::ensure(shell, &[setup::BUILD, setup::TEST, setup::MEASURE].concat())?;
    let wanted = |what| arguments.only.is_empty() || arguments.only.contains(&what);
    let target = demo::target_folder(shell)?;
    let need_programs = [
        What::FirstFrame,
        What::Relay,
        What::Looking,
        What::Booking,
        What::Timetable,
    ];
    if need_programs.into_iter().any(wanted) {
        let programs = Programs::build(shell, &target)?;
        if wanted(What::FirstFrame) {
            node(shell, &programs, "bench/first-frame.mjs")?;
        }
        if wanted(What::Relay) {
            node(shell, &programs, "bench/relay.mjs")?;
        }
        if wanted(What::Looking) {
            node(shell, &programs, "bench/looking.mjs")?;
        }
        if wanted(What::Booking) {
            load::booking(shell, &programs)?;
        }
        if wanted(What::Timetable) {
            load::timetable(shell, &programs)?;
        }
    }
    if wanted(What::Size) {
        size(shell, &target)?;
    }
    if wanted(What::Ffi) {
        ffi::run(shell, &target)?;
    }
    if wanted(What::Store) {
        println!("\nThe sealed store, 1,000 bookings");
        cmd!(
            shell,
            "cargo test --quiet --release --package kinline-core --lib thousand_bookings -- --nocapture"
        )
        .run()?;
    }
    if wanted(What::Mrz) {
        mrz::run(shell, &target)?;
    }
    if wanted(What::Vision) {
        cmd!(
            shell,
            "cargo build --quiet --release --package kinline-vision --features cli"
        )
        .run()?;
        test::with_vision(shell, &target.join("release/kinline-vision"), |shell| {
            cmd!(shell, "node bench/vision.mjs").quiet().run()?;
            Ok(cmd!(shell, "node bench/detectors.mjs").quiet().run()?)
        })?;
    }
    if wanted(What::Faces) {
        let _models = shell.push_env("KINLINE_MODELS", models::ensure(shell)?);
        cmd!(
            shell,
            "cargo run --quiet --release --package kinline-watching"
        )
        .run()?;
    }
    Ok(())
}

/// Both ends of a call, as they are run in earnest.
struct Programs {
    mock: PathBuf,
    phone: PathBuf,
}

impl Programs {
    fn build(shell: &Shell, target: &Path) -> Result<Self, Error> {
        println!("Building the server and the software phone (ten minutes, the first time).");
        cmd!(
            shell,
            "cargo build --quiet --profile server --package kinline-mock --bin kinline-mock"
        )
        .run()?;
        cmd!(
            shell,
            "cargo build --quiet --release --package kinline-phone"
        )
        .run()?;
        Ok(Self {
            mock: target.join("server/kinline-mock"),
            phone: target.join("release/kinline-phone"),
        })
    }
}

fn node(shell: &Shell, programs: &Programs, script: &str) -> Result<(), Error> {
    let _folder = shell.push_dir("tests/browser");
    let _server = shell.push_env("KINLINE_MOCK", &programs.mock);
    let _phone = shell.push_env("KINLINE_PHONE", &programs.phone);
    cmd!(shell, "npm ci --no-audit --no-fund --loglevel=error")
        .quiet()
        .run()?;
    cmd!(shell, "node {script}").quiet().run()?;
    Ok(())
}

/// As an app ships it: nothing but the shared library, and its relocations packed (RELR: glibc 2.36, Android 9).
fn size(shell: &Shell, target: &Path) -> Result<(), Error> {
    cmd!(
        shell,
        "cargo rustc --quiet --profile small --package kinline-ffi --lib --crate-type cdylib -- -C link-arg=-Wl,-z,pack-relative-relocs"
    )
    .run()?;
    let library: PathBuf = target.join("small/libkinline_ffi.so");
    let bytes = shell.read_binary_file(library)?.len();
    let megabytes = bytes as f64 / 1e6;
    println!("\nStripped shared library, x86-64, MB");
    println!("  ours, everything in it (API, store, WebRTC, Opus)   {megabytes:.1}");
    println!("  libwebrtc alone                                     {LIBWEBRTC_MB:.1}");
    println!(
        "  ours of libwebrtc                                   {:.2}",
        megabytes / LIBWEBRTC_MB
    );
    Ok(())
}
