//! Bookings a second, a swarm with the server killed, timetables a second.

use crate::Error;
use std::{path::Path, time::Instant};
use xshell::{Shell, cmd};

/// Phones that book at once, each its own slot, over connections that are open already.
const PHONES: &str = "1000";
/// Times that they do: the best counts, as it does for plain SQLite.
const ROUNDS: usize = 3;
/// Files that are read in one run.
const FILES: usize = 5_000;

/// Over HTTPS from phones on this machine, beside what plain SQLite makes of the same rows.
pub fn booking(shell: &Shell, release: &Path) -> Result<(), Error> {
    let (phone, mock) = (release.join("kinline-phone"), release.join("kinline-mock"));
    let whole = cmd!(shell, "{phone} swarm --mock {mock}").quiet().read()?;
    println!("\nA swarm, the server killed (-9) in the middle\n{whole}");
    let folder = shell.create_temp_dir()?;
    let (mut best, mut cpu) = (0.0_f64, f64::MAX);
    for round in 0..ROUNDS {
        let kept = folder.path().join(format!("swarm-{round}"));
        let ours = cmd!(
            shell,
            "{phone} --json swarm --steady --apart --phones {PHONES} --slots {PHONES} --mock {mock} --keep {kept}"
        );
        let ours = ours.quiet().read()?;
        let ours = serde_json::from_str(&ours).map_err(|error| Error::Failed(error.to_string()))?;
        let booked = figure(&ours, "booked")?;
        best = best.max(booked / figure(&ours, "seconds")?);
        cpu = cpu.min(figure(&ours, "server_cpu_seconds")? / booked);
    }
    let data = folder.path().join("swarm-0/server");
    let plain = cmd!(
        shell,
        "cargo run --quiet --release --package kinline-mock --example plain_sqlite -- {data}"
    );
    let plain = plain.quiet().read()?;
    let number = plain.trim().parse();
    let plain: f64 = number.map_err(|_| Error::Failed(format!("a figure, not {plain:?}")))?;
    println!(
        "\nBookings a second: a hold and a booking, two transactions, best of {ROUNDS} rounds"
    );
    println!("On both sides WAL with synchronous=NORMAL: what was told survives a killed server.");
    println!("  ours, over HTTPS, {PHONES} phones on these same cores  {best:.0}");
    println!(
        "  ours, by the server's own CPU time                {:.0}",
        1.0 / cpu
    );
    println!("  plain SQLite, the same rows and disk, one thread  {plain:.0}");
    println!(
        "  ours of plain, by the clock                       {:.2}",
        best / plain
    );
    println!(
        "  ours of plain, by CPU time                        {:.2}",
        1.0 / (cpu * plain)
    );
    Ok(())
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
