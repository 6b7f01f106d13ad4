//! Bookings a second, a swarm with the server killed, timetables a second.

use crate::Error;
use std::{path::Path, time::Instant};
use xshell::{Shell, cmd};

/// Phones that book at once, each its own slot, over connections that are open already.
const PHONES: &str = "300";
/// Files that are read in one run.
const FILES: usize = 5_000;

/// Over HTTPS from phones on this machine, beside what plain SQLite makes of the same rows.
pub fn booking(shell: &Shell, release: &Path) -> Result<(), Error> {
    let (phone, mock) = (release.join("kinline-phone"), release.join("kinline-mock"));
    let whole = cmd!(shell, "{phone} swarm --mock {mock}").quiet().read()?;
    println!("\nA swarm, the server killed (-9) in the middle\n{whole}");
    let folder = shell.create_temp_dir()?;
    let kept = folder.path().join("swarm");
    let ours = cmd!(
        shell,
        "{phone} swarm --steady --apart --phones {PHONES} --slots {PHONES} --mock {mock} --keep {kept}"
    );
    let ours = figure(ours.quiet().read()?.rsplit(' ').nth(3))?;
    let data = kept.join("server");
    let plain = cmd!(
        shell,
        "cargo run --quiet --release --package kinline-mock --example plain_sqlite -- {data}"
    );
    let plain = figure(Some(plain.quiet().read()?.trim()))?;
    println!("\nBookings a second (a hold and a booking: two transactions)");
    println!("  ours, over HTTPS, {PHONES} phones on this machine  {ours:.0}");
    println!("  plain SQLite, the same rows, this disk         {plain:.0}");
    println!(
        "  ours of plain                                  {:.2}",
        ours / plain
    );
    Ok(())
}

fn figure(text: Option<&str>) -> Result<f64, Error> {
    text.and_then(|text| text.parse().ok())
        .ok_or_else(|| Error::Failed(format!("a figure was expected, not {text:?}")))
}

/// As `kinline-mock timetable slots` reads them, start of the program included.
pub fn timetable(shell: &Shell, release: &Path) -> Result<(), Error> {
    let mock = release.join("kinline-mock");
    let file = "server-mock/tests/timetables/plain.yml";
    let files = std::iter::repeat_n(["--file", file], FILES).flatten();
    let started = Instant::now();
    cmd!(
        shell,
        "{mock} timetable slots --json --today 2026-11-22 {files...}"
    )
    .quiet()
    .ignore_stdout()
    .run()?;
    let seconds = started.elapsed().as_secs_f64();
    println!("\nTimetables a second  {:.0}", FILES as f64 / seconds);
    Ok(())
}
