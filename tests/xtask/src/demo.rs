//! `cargo xtask demo`: builds what the demo needs, then hands over to the software phone.

use crate::{Error, setup};
use std::{net::IpAddr, path::PathBuf};
use xshell::{Shell, cmd};

#[derive(clap::Args)]
pub struct Arguments {
    /// How long the call lasts, seconds: the establishment's setting.
    #[arg(long, default_value_t = 24)]
    pub seconds: u32,
    /// Keeps the data (database, certificate, recordings as .mp4) in this folder.
    #[arg(long, value_name = "DIR")]
    pub keep: Option<PathBuf>,
    /// Leaves the server running and prints addresses and sign-in codes, to join with a browser.
    #[arg(long)]
    pub open: bool,
    /// The address by which phones on the same network reach this machine: a debug build of an app connects by the
    /// QR code on the console page.
    #[arg(long, value_name = "IP", requires = "open")]
    pub public_address: Option<IpAddr>,
}

/// Builds, then lives the journey.
pub fn run(shell: &Shell, arguments: &Arguments) -> Result<(), Error> {
    setup::ensure(shell, setup::BUILD)?;
    let (server, phone) = build(shell)?;
    let seconds = arguments.seconds.to_string();
    let mut command = cmd!(shell, "{phone} demo --mock {server} --seconds {seconds}");
    if let Some(folder) = &arguments.keep {
        command = command
            .arg("--keep")
            .arg(std::path::absolute(folder).unwrap_or_else(|_| folder.clone()));
    }
    if arguments.open {
        command = command.arg("--open");
    }
    if let Some(address) = arguments.public_address {
        command = command.args(["--public-address".to_owned(), address.to_string()]);
    }
    Ok(command.quiet().run()?)
}

/// Builds the mock server and the software phone; their paths.
pub fn build(shell: &Shell) -> Result<(PathBuf, PathBuf), Error> {
    println!("Building the mock server and the software phone (minutes, the first time).");
    cmd!(
        shell,
        "cargo build --quiet --package kinline-mock --package kinline-phone"
    )
    .run()?;
    let folder = target_folder(shell)?.join("debug");
    Ok((folder.join("kinline-mock"), folder.join("kinline-phone")))
}

/// Where cargo builds to.
pub fn target_folder(shell: &Shell) -> Result<PathBuf, Error> {
    let metadata = cmd!(shell, "cargo metadata --format-version 1 --no-deps")
        .quiet()
        .read()?;
    metadata
        .split_once("\"target_directory\":\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(folder, _)| PathBuf::from(folder))
        .ok_or_else(|| Error::Setup("cargo metadata names no target directory".into()))
}
