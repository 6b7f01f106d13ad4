//! `kinline-mock timetable`: what files of the Ministry's offer, and what is odd about them.

use super::{Calendar, Holidays, Period, Problem, Reason, ministry};
use crate::establishment::DEFAULT_SETTINGS;
use chrono::{Datelike, Months, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use clap::{Args, Subcommand};
use serde::{Serialize, Serializer};
use std::{
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// What to do with files.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print what can be booked: the periods as published, before they are cut into calls
    Slots(Slots),
    /// Report everything odd in a folder's *.yml files; fails if there is anything
    Check(Check),
}

/// `timetable slots`
#[derive(Debug, Args)]
pub struct Slots {
    /// A timetable in the Ministry's format; may be given many times
    #[arg(long = "file", value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The day on which somebody looks
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: NaiveDate,
    /// Bank holidays, as {"dates": ["2026-12-25"]} or GOV.UK's bank-holidays.json; otherwise those
    /// of England and Wales from 2024 to 2027
    #[arg(long, value_name = "FILE")]
    holidays: Option<PathBuf>,
    /// Print a line of JSON for each file, for programs
    #[arg(long)]
    json: bool,
}

/// `timetable check`
#[derive(Debug, Args)]
pub struct Check {
    /// The folder
    dir: PathBuf,
    /// Print a line of JSON for each problem, for programs
    #[arg(long)]
    json: bool,
}

/// Does it. Fails where a file cannot be read, and where a check finds something.
pub fn run(command: &Command, out: impl Write) -> io::Result<ExitCode> {
    let mut out = BufWriter::new(out);
    let done = match command {
        Command::Slots(options) => slots(options, &mut out)?,
        Command::Check(options) => check(options, &mut out)?,
    };
    out.flush()?;
    Ok(if done {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// What one file offers. The file is named where there are several.
#[derive(Serialize)]
struct Offer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    slots: Vec<Slot>,
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct Slot {
    date: NaiveDate,
    #[serde(serialize_with = "clock")]
    start: NaiveTime,
    #[serde(serialize_with = "clock")]
    end: NaiveTime,
}

/// A problem with its file.
#[derive(Serialize)]
struct Finding<'a> {
    file: &'a str,
    #[serde(flatten)]
    problem: &'a Problem,
}

fn clock<S: Serializer>(time: &NaiveTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&time.format("%H:%M"))
}

fn slots(options: &Slots, out: &mut impl Write) -> io::Result<bool> {
    let read;
    let holidays = match &options.holidays {
        None => Holidays::england_and_wales(),
        Some(path) => {
            read = Holidays::read(path).map_err(io::Error::other)?;
            &read
        }
    };
    warn_of_unknown_years(holidays, options.today);
    let mut all_read = true;
    for path in &options.files {
        let name = path.to_string_lossy();
        let several = options.files.len() > 1;
        let (slots, problems) = match std::fs::read(path) {
            Ok(file) => offered(&file, options.today, holidays),
            Err(error) => {
                all_read = false;
                (Vec::new(), vec![unreadable(&name, &error)])
            }
        };
        let offer = Offer {
            file: several.then_some(&name),
            slots,
            problems,
        };
        match options.json {
            true => json_line(out, &offer)?,
            false => print(out, &name, &offer)?,
        }
    }
    Ok(all_read)
}

fn offered(file: &[u8], today: NaiveDate, holidays: &Holidays) -> (Vec<Slot>, Vec<Problem>) {
    let import = ministry::read(file, &DEFAULT_SETTINGS);
    let calendar = Calendar {
        timetable: &import.timetable,
        settings: &import.settings,
        zone: Tz::Europe__London,
    };
    let dates = calendar.bookable(today, holidays);
    let periods = dates.into_iter().flat_map(|dates| calendar.periods(dates));
    let slot = |(date, period): (NaiveDate, Period)| Slot {
        date,
        start: period.start(),
        end: period.end(),
    };
    (periods.map(slot).collect(), import.problems)
}

/// Without a year's holidays lead days are too few. A window reaches into the next month at most.
fn warn_of_unknown_years(holidays: &Holidays, today: NaiveDate) {
    let years = [today, today + Months::new(1)].map(|date| date.year());
    for year in (years[0]..=years[1]).filter(|year| !holidays.covers(*year)) {
        tracing::warn!(year, "no bank holidays are known: give --holidays");
    }
}

fn check(options: &Check, out: &mut impl Write) -> io::Result<bool> {
    let in_dir = |error| io::Error::other(format!("{}: {error}", options.dir.display()));
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&options.dir)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
        .map_err(in_dir)?;
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "yml" || extension == "yaml")
    });
    paths.sort();
    let mut found = 0;
    for path in &paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        for problem in &problems(path, &name) {
            found += 1;
            let file = &*name;
            match options.json {
                true => json_line(out, &Finding { file, problem })?,
                false => writeln!(out, "{file}: {problem}")?,
            }
        }
    }
    if !options.json {
        writeln!(out, "{} files, {found} problems", paths.len())?;
    }
    Ok(found == 0)
}

fn problems(path: &Path, name: &str) -> Vec<Problem> {
    match std::fs::read(path) {
        Ok(file) => ministry::read(&file, &DEFAULT_SETTINGS).problems,
        Err(error) => vec![unreadable(name, &error)],
    }
}

fn unreadable(name: &str, error: &io::Error) -> Problem {
    let why = error.to_string();
    Problem::new("file", name, Reason::Unreadable { why })
}

fn json_line(out: &mut impl Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    writeln!(out)
}

fn print(out: &mut impl Write, name: &str, offer: &Offer<'_>) -> io::Result<()> {
    writeln!(out, "{name}")?;
    for Slot { date, start, end } in &offer.slots {
        let (start, end) = (start.format("%H:%M"), end.format("%H:%M"));
        writeln!(out, "  {} {date}  {start} to {end}", date.format("%a"))?;
    }
    if offer.slots.is_empty() {
        writeln!(out, "  nothing can be booked")?;
    }
    for problem in &offer.problems {
        writeln!(out, "  ! {problem}")?;
    }
    Ok(())
}
