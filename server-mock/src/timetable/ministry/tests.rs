//! Each rule for what a file may say, by what is offered on the days of one week, and what is told.

use super::{super::Calendar, *};
use crate::establishment::DEFAULT_SETTINGS;
use chrono::NaiveDate;
use chrono_tz::Tz;

pub(super) fn import(file: &str) -> Import {
    read(file.as_bytes(), &DEFAULT_SETTINGS)
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What a file offers in December 2026, as `25 0900-1000`; the 1st is a Tuesday.
pub(super) fn december(file: &str) -> Vec<String> {
    let import = import(file);
    let calendar = Calendar {
        timetable: &import.timetable,
        settings: &import.settings,
        zone: Tz::Europe__London,
    };
    calendar
        .periods(date("2026-12-01")..=date("2026-12-31"))
        .map(|(date, period)| format!("{} {period}", date.format("%-d")))
        .collect()
}

/// `key: 'value'` of each problem.
fn told(file: &str) -> Vec<String> {
    let problems = import(file).problems;
    let told = |problem: &Problem| format!("{}: '{}'", problem.key, problem.value);
    problems.iter().map(told).collect()
}

/// The reason of the only problem.
fn reason(file: &str) -> Reason {
    let mut problems = import(file).problems;
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.remove(0).reason
}

const TUESDAYS: &str = "recurring: {tue: [1400-1530]}\n";
const FIVE: [&str; 5] = [
    "1 1400-1530",
    "8 1400-1530",
    "15 1400-1530",
    "22 1400-1530",
    "29 1400-1530",
];

pub(super) fn tuesdays(more: &str) -> String {
    format!("{TUESDAYS}{more}\n")
}

fn without(days: &[&str]) -> Vec<&'static str> {
    let kept = |line: &&str| !days.iter().any(|day| line.starts_with(&format!("{day} ")));
    FIVE.into_iter().filter(kept).collect()
}

#[test]
fn plain_file_has_no_problem_and_the_formats_defaults() {
    let file = "---\nname: Here\nnomis_id: HEI\naddress: |-\n  A Road\n  Town\nprivate: false\nclosed: false\n\
                translations:\n  cy:\n    name: Yma\nenabled: true\nrecurring:\n  tue:\n  - 1400-1530\n  - 0900-1000\n\
                unbookable:\n- 2026-12-08\nanomalous:\n  2026-12-09:\n  - 1000-1100\n  2026-12-15: []\n";
    let read = import(file);
    assert_eq!(read.problems, []);
    assert_eq!(
        (
            read.settings.lead_days,
            read.settings.booking_window_days,
            read.settings.adult_age
        ),
        (3, 28, 18)
    );
    assert_eq!(read.settings.call_seconds, DEFAULT_SETTINGS.call_seconds);
    assert_eq!(
        december(file),
        [
            "1 0900-1000",
            "1 1400-1530",
            "9 1000-1100",
            "22 0900-1000",
            "22 1400-1530",
            "29 0900-1000",
            "29 1400-1530"
        ]
    );
}

#[test]
fn own_days_and_age_are_read() {
    let read = import(
        "lead_days: 7\nbooking_window: 14\nadult_age: '10'\nworks_weekends: true\nrecurring: {sat: [1400-1530]}",
    );
    let settings = &read.settings;
    assert_eq!(
        (
            settings.lead_days,
            settings.booking_window_days,
            settings.adult_age
        ),
        (7, 14, 10)
    );
    assert!(read.timetable.works_weekends);
    assert_eq!(read.problems, []);
}

#[test]
fn false_is_disabled_and_a_slip_is_enabled_and_told() {
    for off in ["false", "False", "no", "off", "'false'"] {
        let file = tuesdays(&format!("enabled: {off}"));
        assert_eq!((december(&file), told(&file)), (vec![], vec![]), "{off}");
    }
    for on in ["true", "yes", "TRUE"] {
        let file = tuesdays(&format!("enabled: {on}"));
        assert_eq!(december(&file), FIVE, "{on}");
        assert_eq!(told(&file), [""; 0], "{on}");
    }
    for slip in ["enable", "flase", "'n'", "1", "ture"] {
        let file = tuesdays(&format!("enabled: {slip}"));
        assert_eq!(december(&file), FIVE, "{slip}");
        assert_eq!(reason(&file), Reason::NotAFlag { read_as: true }, "{slip}");
    }
    for nothing in ["", "~", "0"] {
        let file = tuesdays(&format!("enabled: {nothing}"));
        assert_eq!(december(&file), [""; 0]);
        assert_eq!(reason(&file), Reason::NotAFlag { read_as: false });
    }
    assert_eq!(told(&tuesdays("enabled: enable")), ["enabled: 'enable'"]);
    assert_eq!(told(&tuesdays("closed: true")), ["closed: 'true'"]);
    assert_eq!(told(&tuesdays("closed: true\nenabled: false")), [""; 0]);
    assert_eq!(
        told(&tuesdays("works_weekends: si")),
        ["works_weekends: 'si'"]
    );
}

#[test]
fn unknown_key_is_told_and_ignored() {
    let file = tuesdays("adult age: 16\nweekend_processing: true\n? [a]\n: b");
    assert_eq!(december(&file), FIVE);
    assert_eq!(
        told(&file),
        ["adult age: '16'", "weekend_processing: 'true'", "[a]: 'b'"]
    );
    assert_eq!(import(&file).settings.adult_age, 18);
    let day = "recurring: {tue: [1400-1530], Wed: [0900-1000], thursday: [0900-1000]}";
    assert_eq!(december(day), FIVE);
    assert_eq!(
        told(day),
        [
            "recurring.Wed: '[0900-1000]'",
            "recurring.thursday: '[0900-1000]'"
        ]
    );
}

#[test]
fn later_of_two_equal_keys_counts() {
    let file = "lead_days: 2\nrecurring: {tue: [0900-1000]}\nlead_days: 5\nrecurring:\n  tue: [1000-1100]\n  tue: [1400-1530]\n\
                anomalous:\n  2026-12-08: [0900-1000]\n  '2026-12-08': [1100-1200]\n";
    assert_eq!(
        december(file),
        [
            "1 1400-1530",
            "8 1100-1200",
            "15 1400-1530",
            "22 1400-1530",
            "29 1400-1530"
        ]
    );
    assert_eq!(import(file).settings.lead_days, 5);
    assert_eq!(
        told(file),
        [
            "lead_days: '5'",
            "recurring: '{tue: [1000-1100], tue: [1400-1530]}'",
            "recurring.tue: '[1400-1530]'",
            "anomalous.2026-12-08: '[1100-1200]'",
        ]
    );
    let twice = tuesdays("name: a\nname: b");
    assert_eq!(reason(&twice), Reason::GivenTwice { first: "a".into() });
}

#[test]
fn period_that_is_none_is_not_offered() {
    for bad in [
        "1400-2400",
        "1530-1400",
        "1400-1400",
        "14:00-15:00",
        "'1400 - 1500'",
        "1400",
        "1400–1530",
        "[0900-1000]",
        "~",
    ] {
        let file =
            format!("recurring: {{tue: [1400-1530, {bad}]}}\nanomalous: {{2026-12-08: [{bad}]}}");
        assert_eq!(december(&file), without(&["8"]), "{bad}");
        let problems = import(&file).problems;
        assert_eq!(problems.len(), 2, "{bad}");
        assert!(
            problems
                .iter()
                .all(|problem| problem.reason == Reason::NotAPeriod),
            "{bad}"
        );
    }
    let file = "recurring: {tue: 1400-1530, wed: , thu: {a: b}, sat: []}";
    assert_eq!(december(file), [""; 0]);
    assert_eq!(
        told(file),
        [
            "recurring.tue: '1400-1530'",
            "recurring.wed: ''",
            "recurring.thu: '{a: b}'",
            "recurring: ''"
        ]
    );
}

#[test]
fn overlapping_periods_are_kept_and_a_repeated_one_is_one() {
    let file = "recurring: {tue: [1400-1530, 1500-1600, 1400-1530]}\nunbookable: [2026-12-08, 2026-12-15, 2026-12-22, 2026-12-29]";
    assert_eq!(december(file), ["1 1400-1530", "1 1500-1600"]);
    assert_eq!(
        told(file),
        ["recurring.tue: '1400-1530'", "recurring.tue: '1500-1600'"]
    );
}

#[test]
fn date_that_is_none_offers_nothing_on_what_it_may_mean() {
    let range = tuesdays("unbookable:\n- '2026-12-08 -2026-12-09'\n- 2026-12-29");
    assert_eq!(december(&range), without(&["8", "29"]));
    assert_eq!(told(&range), ["unbookable: '2026-12-08 -2026-12-09'"]);
    let reason = reason(&range).to_string();
    assert_eq!(
        reason,
        "not one date, as 2026-12-25: nothing is offered on 2026-12-08, 2026-12-09"
    );
    let between = tuesdays("anomalous:\n  2026-12-07 to 2026-12-16:\n  - 0900-1000");
    assert_eq!(december(&between), without(&["8", "15"]));
    assert_eq!(told(&between), ["anomalous: '2026-12-07 to 2026-12-16'"]);
    for slip in [
        "2026-12-8",
        "8/12/2026",
        "2026/12/08",
        "20261208",
        "12/8/2026",
    ] {
        let file = tuesdays(&format!("unbookable: [{slip}]"));
        assert_eq!(december(&file), without(&["8"]), "{slip}");
        assert_eq!(told(&file), [format!("unbookable: '{slip}'")]);
    }
    let elsewhere = tuesdays("unbookable: [2026-11-31, 2026-02-30]");
    assert_eq!(december(&elsewhere), without(&["1"]));
    for any in ["Christmas", "25 Dec", "''"] {
        let file = tuesdays(&format!("unbookable: [{any}]"));
        assert_eq!(december(&file), [""; 0], "{any}");
        assert!(
            import(&file).problems[0]
                .reason
                .to_string()
                .contains("may mean any date")
        );
    }
}

#[test]
fn conflict_offers_nothing_and_a_repetition_is_simply_unbookable() {
    let file = tuesdays(
        "anomalous: {2026-12-08: [0900-1000]}\nunbookable: [2026-12-08, 2026-12-15, 2026-12-15]",
    );
    assert_eq!(december(&file), without(&["8", "15"]));
    assert_eq!(
        told(&file),
        ["unbookable: '2026-12-15'", "unbookable: '2026-12-08'"]
    );
    let reasons: Vec<_> = import(&file)
        .problems
        .into_iter()
        .map(|problem| problem.reason)
        .collect();
    assert_eq!(reasons, [Reason::Repeated, Reason::ClosedException]);
}

#[test]
fn section_with_nothing_in_it_is_empty_and_told() {
    let file = tuesdays("anomalous:\nunbookable: ~");
    assert_eq!(december(&file), FIVE);
    assert_eq!(told(&file), ["anomalous: ''", "unbookable: '~'"]);
    assert_eq!(reason(&tuesdays("anomalous:")), Reason::Empty);
    assert_eq!(told(&tuesdays("anomalous: {}\nunbookable: []")), [""; 0]);
    assert_eq!(told("recurring:"), ["recurring: ''", "recurring: ''"]);
}

#[test]
fn section_of_another_shape_offers_nothing_on_what_it_may_mean() {
    let cases = [
        (
            "unbookable: 2026-12-08",
            "unbookable: '2026-12-08'",
            vec!["8"],
        ),
        (
            "unbookable: {2026-12-08: 2026-12-15}",
            "unbookable: '{2026-12-08: 2026-12-15}'",
            vec!["8", "15"],
        ),
        (
            "unbookable:\n- - 2026-12-08\n- 2026-12-15",
            "unbookable: '[2026-12-08]'",
            vec!["8", "15"],
        ),
        (
            "anomalous:\n- 2026-12-08: [0900-1000]",
            "anomalous: '[{2026-12-08: [0900-1000]}]'",
            vec!["8"],
        ),
        (
            "anomalous: {2026-12-08: }",
            "anomalous.2026-12-08: ''",
            vec!["8"],
        ),
        (
            "anomalous: {2026-12-08: 0900-1000}",
            "anomalous.2026-12-08: '0900-1000'",
            vec!["8"],
        ),
    ];
    for (section, problem, closed) in cases {
        let file = tuesdays(section);
        assert_eq!(december(&file), without(&closed), "{section}");
        assert_eq!(told(&file), [problem], "{section}");
    }
    assert_eq!(
        told("recurring: [tue, 1400-1530]")[0],
        "recurring: '[tue, 1400-1530]'"
    );
    assert_eq!(december("recurring: [tue, 1400-1530]"), [""; 0]);
}

#[test]
fn days_that_cannot_be_read_offer_nothing() {
    for bad in [
        "booking_window: 29",
        "booking_window: 0",
        "booking_window: -1",
        "booking_window: four weeks",
        "booking_window:",
        "lead_days: 0",
        "lead_days: -3",
        "lead_days: 3.5",
        "lead_days: 03",
        "lead_days: [3]",
        "lead_days: 99999999999",
    ] {
        let file = tuesdays(bad);
        assert_eq!(december(&file), [""; 0], "{bad}");
        assert!(matches!(reason(&file), Reason::NotDays { .. }), "{bad}");
    }
    let age = tuesdays("adult_age: 21");
    assert_eq!(
        (december(&age), reason(&age)),
        (FIVE.map(String::from).to_vec(), Reason::NotAnAge)
    );
}

#[test]
fn what_is_not_yaml_offers_nothing_and_says_where() {
    for (bad, place) in [
        ("recurring:\n\ttue:\n\t- 1400-1530\n", "line 2"),
        (
            "recurring:\n    tue:\n    - 1400-1530\n  wed:\n    - 1400-1530\n",
            "line 4, column 3",
        ),
        ("recurring: {tue: [1400-1530]\n", "line 2"),
        (
            "recurring: {tue: [1400-1530]}\n---\nenabled: false\n",
            "line 2, column 1",
        ),
    ] {
        assert_eq!(december(bad), [""; 0], "{bad}");
        let reason = reason(bad);
        assert!(matches!(reason, Reason::NotYaml { .. }), "{reason}");
        assert!(reason.to_string().contains(place), "{reason}");
    }
    for other in ["", "- a", "timetable", "# nothing\n"] {
        assert_eq!(reason(other), Reason::NotATimetable, "{other}");
        assert!(!import(other).timetable.enabled);
    }
}

#[test]
fn problems_are_sentences_on_the_wire() {
    let problems = serde_json::to_value(import(&tuesdays("enabled: enable")).problems).unwrap();
    let expected = serde_json::json!([{
        "key": "enabled", "value": "enable", "reason": "neither true nor false: read as true",
    }]);
    assert_eq!(problems, expected);
}
