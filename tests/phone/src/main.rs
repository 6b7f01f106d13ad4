//! `kinline-phone`: a phone without a phone.

use clap::Parser;
use std::process::ExitCode;

#[allow(clippy::print_stdout, clippy::print_stderr)]
fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        // `rtc` warns of every part of its chain that was replaced on purpose.
        .unwrap_or_else(|_| {
            tracing_subscriber::EnvFilter::new("warn,rtc=error,rtc_ice=error,rtc_interceptor=error")
        });
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match kinline_phone::cli::run(kinline_phone::cli::Cli::parse()) {
        Ok(words) => {
            println!("{}", words.trim_end());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
