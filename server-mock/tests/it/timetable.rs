//! `kinline-mock timetable`, on our own files and, where they are there, on the Ministry's: against
//! a model that is as simple as can be.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// Working days, weekends, holidays, both changes of clocks, year ends, leap days.
const TODAYS: [&str; 16] = [
    "2022-12-20",
    "2023-12-29",
    "2024-01-31",
    "2024-02-26",
    "2024-03-27",
    "2024-10-24",
    "2024-12-23",
    "2025-04-16",
    "2025-12-24",
    "2026-03-26",
    "2026-06-05",
    "2026-08-28",
    "2026-10-23",
    "2026-11-22",
    "2026-12-23",
    "2027-12-24",
];

fn ours() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/timetables")
}

/// The Ministry's files; none where the folder is not there.
fn theirs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/schedules");
    match folder.is_dir() {
        true => files(&folder),
        false => Vec::new(),
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn timetable<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kinline-mock"))
        .arg("timetable")
        .args(arguments)
        .output()
        .unwrap()
}

/// One line for each file.
fn slots(files: &[PathBuf], today: &str, more: &[&str]) -> Vec<Value> {
    let mut arguments: Vec<_> = ["slots", "--json", "--today", today]
        .map(Into::into)
        .to_vec();
    arguments.extend(more.iter().map(Into::into));
    for file in files {
        arguments.extend(["--file".into(), file.clone().into_os_string()]);
    }
    let output = timetable::<std::ffi::OsString>(arguments);
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A well-formed file, line by line: no YAML.
#[derive(Debug, Default)]
struct Naive {
    values: BTreeMap<String, String>,
    lists: BTreeMap<String, Vec<String>>,
}

impl Naive {
    fn read(path: &Path) -> Self {
        let mut naive = Self::default();
        let (mut section, mut part) = (String::new(), String::new());
        for line in std::fs::read_to_string(path).unwrap().lines() {
            let text = line.trim();
            let indented = line.starts_with(' ');
            if let Some(item) = text.strip_prefix("- ") {
                naive
                    .lists
                    .entry(format!("{section}{part}"))
                    .or_default()
                    .push(item.to_owned());
            } else if let Some((key, value)) = text.split_once(':') {
                let value = value.trim().to_owned();
                if indented {
                    part = format!(".{key}");
                    naive.lists.entry(format!("{section}{part}")).or_default();
                } else {
                    (section, part) = (key.to_owned(), String::new());
                    naive.values.insert(key.to_owned(), value);
                }
            }
        }
        naive
    }

    fn number(&self, key: &str, default: usize) -> usize {
        self.values
            .get(key)
            .map_or(default, |text| text.parse().unwrap())
    }

    fn is(&self, key: &str, value: &str) -> bool {
        self.values.get(key).is_some_and(|text| text == value)
    }

    /// All that can be booked, as `date start end`, in order.
    fn slots(&self, today: &str, holidays: &BTreeSet<String>) -> Vec<String> {
        let window = self.number("booking_window", 28);
        let days: Vec<String> = (0..=window).map(|n| after(today, n)).collect();
        let mut first = None;
        let mut worked = 0;
        for (n, day) in days.iter().enumerate().skip(1) {
            let weekend = ["sat", "sun"].contains(&weekday(day));
            let works = match weekend {
                true => self.is("works_weekends", "true"),
                false => !holidays.contains(day),
            };
            if works && worked < self.number("lead_days", 3) {
                worked += 1;
                first = Some(n + 1);
            }
        }
        let Some(first) = first.filter(|_| !self.is("enabled", "false")) else {
            return Vec::new();
        };
        let closed = self.lists.get("unbookable");
        let mut slots = Vec::new();
        for day in days.iter().skip(first) {
            if closed.is_some_and(|closed| closed.contains(day)) {
                continue;
            }
            let weekly = self.lists.get(&format!("recurring.{}", weekday(day)));
            let periods = self.lists.get(&format!("anomalous.{day}")).or(weekly);
            let mut periods = periods.cloned().unwrap_or_default();
            periods.sort();
            periods.dedup();
            slots.extend(periods.iter().map(|period| {
                let (a, b, c, d) = (&period[..2], &period[2..4], &period[5..7], &period[7..9]);
                format!("{day} {a}:{b} {c}:{d}")
            }));
        }
        slots
    }
}

fn after(today: &str, days: usize) -> String {
    let today: NaiveDate = today.parse().unwrap();
    (today + Days::new(days as u64)).to_string()
}

/// By Sakamoto's method.
fn weekday(date: &str) -> &'static str {
    let part = |range: std::ops::Range<usize>| date[range].parse::<usize>().unwrap();
    let (year, month, day) = (part(0..4), part(5..7), part(8..10));
    let year = if month < 3 { year - 1 } else { year };
    let shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1];
    ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        [(year + year / 4 - year / 100 + year / 400 + shift + day) % 7]
}

fn holidays() -> BTreeSet<String> {
    let text = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("data/bank-holidays.json"),
    )
    .unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    serde_json::from_value(file["dates"].clone()).unwrap()
}

fn lines(offer: &Value) -> Vec<String> {
    let text = |slot: &Value, key: &str| slot[key].as_str().unwrap().to_owned();
    let slots = offer["slots"].as_array().unwrap().iter();
    slots
        .map(|slot| {
            format!(
                "{} {} {}",
                text(slot, "date"),
                text(slot, "start"),
                text(slot, "end")
            )
        })
        .collect()
}

#[test]
fn slots_are_those_of_a_naive_model() {
    let mut files: Vec<PathBuf> = ["plain", "weekends", "closed"]
        .map(|name| ours().join(name).with_extension("yml"))
        .to_vec();
    files.extend(theirs());
    let naive: Vec<Naive> = files.iter().map(|file| Naive::read(file)).collect();
    let mut some = 0;
    for today in TODAYS {
        let offers = slots(&files, today, &[]);
        assert_eq!(offers.len(), files.len());
        for ((offer, naive), file) in offers.iter().zip(&naive).zip(&files) {
            let expected = naive.slots(today, &holidays());
            assert_eq!(lines(offer), expected, "{} on {today}", file.display());
            assert_eq!(offer["file"], file.to_str().unwrap());
            some += expected.len();
        }
    }
    assert!(some > 100, "the model offers something: {some}");
}

#[test]
fn only_what_is_odd_is_told_of_the_ministrys_files() {
    for file in theirs() {
        let offer = &slots(std::slice::from_ref(&file), "2026-11-22", &[])[0];
        let naive = Naive::read(&file);
        let name = file.file_stem().unwrap().to_str().unwrap();
        let told = |problem: &Value| (problem["key"].clone(), problem["value"].clone());
        let told: Vec<_> = offer["problems"]
            .as_array()
            .unwrap()
            .iter()
            .map(told)
            .collect();
        let expected = match name {
            "HLI-hull" => vec![(json!("enabled"), json!("enable"))],
            "LWI-lewes" => vec![(json!("weekend_processing"), json!("true"))],
            "PVI-pentonville" => vec![(json!("adult age"), json!("18"))],
            _ if naive.lists.is_empty() => vec![(json!("recurring"), json!(""))],
            _ => vec![],
        };
        assert_eq!(told, expected, "{name}");
    }
}

#[test]
fn one_file_is_one_line_of_slots_and_problems() {
    let offers = slots(&[ours().join("plain.yml")], "2026-12-24", &[]);
    // Thursday; 25th and 28th are holidays: 29th, 30th, 31st are the working days.
    assert_eq!(
        offers[0]["slots"][0],
        json!({"date": "2027-01-02", "start": "09:30", "end": "11:30"})
    );
    assert_eq!(offers[0]["problems"], json!([]));
    let keys: Vec<_> = offers[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["problems", "slots"]);
}

#[test]
fn holidays_can_be_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("holidays.json");
    std::fs::write(&file, r#"{"dates": ["2026-12-29", "2026-12-30"]}"#).unwrap();
    let more = ["--holidays", file.to_str().unwrap()];
    let offers = slots(&[ours().join("plain.yml")], "2026-12-24", &more);
    // 25th, 28th and 31st; the 30th would be the day after, had it counted.
    assert_eq!(offers[0]["slots"][0]["date"], "2027-01-02");
    let offers = slots(&[ours().join("plain.yml")], "2026-12-22", &more);
    // 23rd, 24th, 25th; the 26th is closed, the 27th a Sunday.
    assert_eq!(offers[0]["slots"][0]["date"], "2026-12-27");

    std::fs::write(&file, "{}").unwrap();
    let plain = ours().join("plain.yml");
    let refused = timetable(
        [
            "slots",
            "--today",
            "2026-12-22",
            "--file",
            plain.to_str().unwrap(),
        ]
        .into_iter()
        .chain(more),
    );
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("not bank holidays"));
}

#[test]
fn dirt_is_told_by_key_and_value_and_makes_no_slot() {
    let offers = slots(&[ours().join("dirt.yml")], "2026-11-26", &[]);
    let told: Vec<_> = offers[0]["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| {
            format!(
                "{}: {}",
                problem["key"].as_str().unwrap(),
                problem["value"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "lead_days: 3",
            "enabled: enable",
            "adult age: 16",
            "works_weekends: si",
            "recurring.tue: 0900-1000",
            "recurring.wed: 1000-2400",
            "recurring.Thursday: [1400-1500]",
            "recurring.sat: 1000-1100",
            "anomalous.2026-12-08: [1030-1130]",
            "anomalous: 2026-12-14 -2026-12-15",
            "unbookable: 2026-12-01",
            "unbookable: 2026-12-21 - 2026-12-23",
            "unbookable: 2026-11-31",
            "recurring.mon: 1500-1600",
            "unbookable: 2026-12-07",
        ]
    );
    // Friday, Monday, Tuesday are the lead days: from Wednesday, 2 December.
    let starts: Vec<_> = lines(&offers[0])
        .iter()
        .map(|line| line[5..16].to_owned())
        .collect();
    assert_eq!(
        starts,
        ["12-02 14:00", "12-08 10:30", "12-09 14:00", "12-16 14:00"]
    );
}

#[test]
fn text_is_for_people() {
    let file = ours().join("tabs.yml");
    let output = timetable([
        "slots",
        "--today",
        "2026-11-22",
        "--file",
        file.to_str().unwrap(),
    ]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("nothing can be booked"), "{text}");
    assert!(text.contains("not YAML at line 6"), "{text}");
    let plain = ours().join("plain.yml");
    let output = timetable([
        "slots",
        "--today",
        "2026-11-22",
        "--file",
        plain.to_str().unwrap(),
    ]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("Sat 2026-11-28  09:30 to 11:30"), "{text}");
}

#[test]
fn check_tells_every_problem_by_file_and_fails() {
    let folder = ours();
    let output = timetable(["check", folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("dirt.yml: enabled: 'enable': neither true nor false: read as true\n"),
        "{text}"
    );
    assert!(text.ends_with("5 files, 16 problems\n"), "{text}");
    let output = timetable(["check", "--json", folder.to_str().unwrap()]);
    let first: Value =
        serde_json::from_slice(output.stdout.split(|byte| *byte == b'\n').next().unwrap()).unwrap();
    assert_eq!(
        (&first["file"], &first["key"]),
        (&json!("dirt.yml"), &json!("lead_days"))
    );

    let clean = tempfile::tempdir().unwrap();
    std::fs::copy(folder.join("plain.yml"), clean.path().join("plain.yml")).unwrap();
    let output = timetable(["check", clean.path().to_str().unwrap()]);
    assert!(output.status.success());
    assert_eq!(output.stdout, b"1 files, 0 problems\n");
}

#[test]
fn file_that_is_not_there_fails_after_the_others() {
    let (there, not) = (ours().join("plain.yml"), ours().join("not-there.yml"));
    let (there, not) = (there.to_str().unwrap(), not.to_str().unwrap());
    let output = timetable([
        "slots",
        "--json",
        "--today",
        "2026-11-22",
        "--file",
        not,
        "--file",
        there,
    ]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    let offers: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        (&offers[0]["problems"][0]["key"], &offers[0]["slots"]),
        (&json!("file"), &json!([]))
    );
    assert!(!offers[1]["slots"].as_array().unwrap().is_empty());
}
