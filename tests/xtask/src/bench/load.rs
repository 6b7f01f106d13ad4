//! Bookings a second, a swarm with the server killed, timetables a second.

use super::Programs;
use crate::Error;
use std::time::Instant;
use xshell::{Shell, cmd};

/// Phones that book at once, each its own slot, over connections that are open already.
const PHONES: &str = "1000";
/// Times that they do.
const ROUNDS: usize = 9;
/// Files that are read in one run.
const FILES: usize = 5_000;

/// Over HTTPS from phones on this machine, beside plain SQLite transactions of the same size: the
/// rows that were written, in the same two transactions for each booking, over the same store on the
/// same disk (`server-mock/examples/plain_sqlite.rs`). Either takes its turn in each round, so that a
/// machine that is slower for a while is so for both.
pub fn booking(shell: &Shell, programs: &Programs) -> Result<(), Error> {
    let Programs { mock, phone } = programs;
    let whole = cmd!(shell, "{phone} swarm --mock {mock}").quiet().read()?;
    println!("\nA swarm, the server killed (-9) in the middle\n{whole}");
    let folder = shell.create_temp_dir()?;
    let mut rounds = Vec::new();
    for round in 0..ROUNDS {
        let kept = folder.path().join(format!("swarm-{round}"));
        let ours = cmd!(
            shell,
            "{phone} --json swarm --steady --apart --phones {PHONES} --slots {PHONES} --mock {mock} --keep {kept}"
        );
        let ours = json(&ours.quiet().read()?)?;
        let data = kept.join("server");
        let plain = cmd!(
            shell,
            "cargo run --quiet --release --package kinline-mock --example plain_sqlite -- {data}"
        );
        rounds.push(Round::new(&ours, &json(&plain.quiet().read()?)?)?);
    }
    println!(
        "\nBookings a second: a hold and a booking, two transactions; medians of {ROUNDS} rounds"
    );
    println!("What was told is on the disk, ours and plain (WAL, synchronous=FULL).");
    let row = |name: &str, rate: &dyn Fn(&Round) -> f64, beside: &dyn Fn(&Round) -> f64| {
        let rates = median(rounds.iter().map(rate).collect());
        let share = median(rounds.iter().map(|r| rate(r) / beside(r)).collect());
        println!("  {name:<52} {rates:>7.0} {share:>6.2}");
    };
    let rows = |round: &Round| round.rows;
    row(
        &format!("ours, over HTTPS, {PHONES} phones on these same cores"),
        &|round| round.ours,
        &rows,
    );
    row("plain SQLite, one thread: the same rows", &rows, &rows);
    row(
        "plain SQLite, one thread: rows, and reads before",
        &|round| round.checked,
        &rows,
    );
    let cpu = |name: &str, of: &dyn Fn(&Round) -> f64| {
        let spent = median(rounds.iter().map(of).collect());
        println!("  {name:<52} {spent:>7.0} us");
    };
    cpu("the server's CPU for a booking", &|round| round.server_cpu);
    cpu("the phones' CPU for a booking", &|round| round.phones_cpu);
    Ok(())
}

/// What came of one: bookings a second, and microseconds of CPU for one.
struct Round {
    ours: f64,
    rows: f64,
    checked: f64,
    server_cpu: f64,
    phones_cpu: f64,
}

impl Round {
    fn new(ours: &serde_json::Value, plain: &serde_json::Value) -> Result<Self, Error> {
        let booked = figure(ours, "booked")?;
        let cpu = |name| Ok::<_, Error>(figure(ours, name)? * 1e6 / booked);
        Ok(Self {
            ours: booked / figure(ours, "seconds")?,
            rows: figure(plain, "rows")?,
            checked: figure(plain, "checked")?,
            server_cpu: cpu("server_cpu_seconds")?,
            phones_cpu: cpu("phones_cpu_seconds")?,
        })
    }
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
pub fn timetable(shell: &Shell, programs: &Programs) -> Result<(), Error> {
    let mock = &programs.mock;
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
