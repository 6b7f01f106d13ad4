//! Files that nobody would write: nothing panics, and nothing is offered that does not stand there.

use super::{
    tests::{december, import, tuesdays},
    *,
};
use crate::establishment::DEFAULT_SETTINGS;
use proptest::{prelude::*, test_runner::RngSeed};

/// Pieces that files are made of, whole and broken.
const PIECES: &[&str] = &[
    "recurring:",
    "anomalous:",
    "unbookable:",
    "enabled:",
    "lead_days:",
    "booking_window:",
    " ",
    "  ",
    "\n",
    "\n  ",
    "\n- ",
    "\n  - ",
    "mon:",
    "tue:",
    "1400-1530",
    "0900-1000",
    "2400",
    "-",
    "2026-12-08",
    "2026-12-08:",
    "2026-02-30",
    "'",
    "\"",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "&a",
    "*a",
    "!t",
    "|-",
    ">",
    "? ",
    "#",
    "\t",
    "---",
    "...",
    "~",
    "true",
    "fals",
    "29",
    "\u{feff}",
    "–",
    "%YAML 9",
    "<<: ",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => ".{0,3}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(20_261_122), cases: 2_000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn bytes_of_any_kind_never_panic(file in prop::collection::vec(any::<u8>(), 0..200)) {
        let read = read(&file, &DEFAULT_SETTINGS);
        prop_assert!(!read.timetable.enabled || !read.problems.is_empty());
    }

    #[test]
    fn pieces_in_any_order_never_panic_nor_offer_what_does_not_stand_there(
        pieces in prop::collection::vec(piece(), 0..60),
    ) {
        let file = pieces.concat();
        let read = import(&file);
        let periods = read.timetable.recurring.values().chain(read.timetable.anomalous.values()).flatten();
        for period in periods {
            prop_assert!(file.contains(&period.to_string()));
        }
        // The whole of it can be kept and sent.
        let json = serde_json::to_string(&read.timetable).unwrap();
        prop_assert_eq!(serde_json::from_str::<Timetable>(&json).unwrap(), read.timetable);
    }

    #[test]
    fn closed_date_stays_closed_whatever_is_typed_around_it(
        before in "[ '\"a-z0-9:/,-]{0,6}", after in "[ '\"a-z0-9:/,-]{0,6}",
    ) {
        // The quotes keep it one text; a slip beside a date never opens it.
        let item = format!("{before}2026-12-08{after}").replace('\'', "''");
        let file = tuesdays(&format!("unbookable:\n- '{item}'"));
        prop_assert!(!december(&file).contains(&"8 1400-1530".to_owned()), "{}", item);
    }
}
