//! Bookings a second, a swarm with the server killed, timetables a second.

use crate::Error;
use std::{path::Path, time::Instant};
use xshell::{Shell, cmd};

/// Phones that book at once, each its own slot, over connections that are open already.
const PHONES: &str = "1000";
/// Times that they do.
const ROUNDS: usize = 5;
/// Files that are read in one run.
const FILES: usize = 5_000;

/// Over HTTPS from phones on this machine, beside what plain SQLite makes of the same rows.
pub fn booking(shell: &Shell, release: &Path) -> Result<(), Error> {
    let (phone, mock) = (release.join("kinline-phone"), release.join("kinline-mock"));
    let whole = cmd!(shell, "{phone} swarm --mock {mock}").quiet().read()?;
    println!("\nA swarm, the server killed (-9) in the middle\n{whole}");
    let folder = shell.create_temp_dir()?;
    let (mut by_clock, mut by_cpu) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let kept = folder.path().join(format!("swarm-{round}"));
        let ours = cmd!(
            shell,
            "{phone} --json swarm --steady --apart --phones {PHONES} --slots {PHONES} --mock {mock} --keep {kept}"
        );
        let ours = json(&ours.quiet().read()?)?;
        let booked = figure(&ours, "booked")?;
        by_clock.push(booked / figure(&ours, "seconds")?);
        by_cpu.push(booked / figure(&ours, "server_cpu_seconds")?);
    }
    let (by_clock, by_cpu) = (median(by_clock), median(by_cpu));
    let data = folder.path().join("swarm-0/server");
    let plain = cmd!(
        shell,
        "cargo run --quiet --release --package kinline-mock --example plain_sqlite -- {data}"
    );
    let plain = json(&plain.quiet().read()?)?;
    let (full, normal) = (figure(&plain, "full")?, figure(&plain, "normal")?);
    println!(
        "\nBookings a second: a hold and a booking, two transactions; medians of {ROUNDS} rounds"
    );
    println!(
        "Ours is WAL with synchronous=FULL: what was told survives a killed server and a power cut."
    );
    println!(
        "                                                             of plain FULL  of plain NORMAL"
    );
    let row = |name: &str, rate: f64| {
        println!(
            "  {name:<50} {rate:>7.0} {:>14.2} {:>16.2}",
            rate / full,
            rate / normal
        );
    };
    row(
        &format!("ours, over HTTPS, {PHONES} phones on these same cores"),
        by_clock,
    );
    row("ours, by the server's own CPU time", by_cpu);
    row("plain SQLite, the same rows, one thread, FULL", full);
    row("plain SQLite, the same rows, one thread, NORMAL", normal);
    Ok(())
}

fn json(text: &str) -> Result<serde_json::Value, Error> {
    serde_json::from_str(text).map_err(|error| Error::Failed(format!("{error} in {text:?}")))
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn figure(report: &serde_json::Value, name: &str) -> Result<f64, Error> {
    let figure = report[name].as_f64();
    figure.ok_or_else(|| Error::Failed(format!("no {name} in {report}")))
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
