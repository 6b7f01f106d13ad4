//! `kinline-vision`: what the vision library sees in picture files, as JSON or as text.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool speaks on its standard output"
)]

mod compare;
mod document;
mod evaluate;
mod faces;
mod files;
mod measure;
mod watch;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Sees faces and documents in pictures, with the same code as the phone and the server.
#[derive(Parser)]
#[command(name = "kinline-vision", version)]
struct Arguments {
    #[command(flatten)]
    models: files::ModelsArgument,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Finds the faces of pictures: where, how sure, their landmarks, and templates as face-api.js makes them.
    Faces(faces::Arguments),
    /// Compares the largest faces of two pictures, as face-api.js does: without making leaning heads level.
    Compare(compare::Arguments),
    /// Reads a document's machine-readable zone and tells what is wrong with its photo.
    Document(document::Arguments),
    /// Tells how often a threshold is wrong, on a folder with a folder for each person; heads are made level, as in a call.
    Evaluate(evaluate::Arguments),
    /// Measures each part on one thread: JSON, milliseconds of every round.
    Measure(measure::Arguments),
    /// Watches a film: tells each change of who is in it.
    Watch(watch::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.command {
        Command::Faces(it) => faces::run(it, &arguments.models),
        Command::Compare(it) => compare::run(it, &arguments.models),
        Command::Document(it) => document::run(it),
        Command::Evaluate(it) => evaluate::run(it, &arguments.models),
        Command::Measure(it) => measure::run(it, &arguments.models),
        Command::Watch(it) => watch::run(it, &arguments.models),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
