use crate::{date, wire};
use kinline_protocol::timetable::*;

fn periods(texts: &[&str]) -> Vec<Period> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

wire! {
    timetable: Timetable {
        works_weekends: true,
        valid_from: Some(date("2026-11-23")),
        valid_to: Some(date("2027-03-31")),
        weeks: Weeks::Second { anchor: date("2026-11-25") },
        anomalous: [
            (date("2026-12-24"), periods(&["0900-1000"]).into_iter().collect()),
            (date("2026-12-31"), Default::default()),
        ]
        .into(),
        unbookable: [date("2026-12-25")].into(),
        ..Timetable::weekly(
            [Day::Mon, Day::Sun],
            &periods(&["1400-1530", "0900-1000", "1400-1530"]),
        )
    },
    closed: Timetable { enabled: false, ..Timetable::default() },
}
