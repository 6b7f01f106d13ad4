//! What goes over the wire, held by snapshots: a change of a type shows as a change of JSON.
//!
//! Each sample is also read back and must be equal.

#![allow(
    clippy::unwrap_used,
    reason = "samples are built outside of the tests' functions"
)]

mod account;
mod booking;
mod call;
mod console;
mod faces;
mod identity;
mod office;
mod people;
mod readiness;
mod timetable;
mod waiting;

use chrono::{DateTime, NaiveDate, Utc};
use kinline_protocol::PersonName;
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;
use uuid::Uuid;

/// Snapshots samples under their names and reads each back.
macro_rules! wire {
    ($($name:ident: $sample:expr,)*) => {$(
        #[test]
        fn $name() {
            insta::assert_json_snapshot!(crate::read_back($sample));
        }
    )*};
}
pub(crate) use wire;

fn read_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(sample: T) -> serde_json::Value {
    let json = serde_json::to_value(&sample).expect("serialises");
    let back: T = serde_json::from_value(json.clone()).expect("reads back");
    assert_eq!(back, sample);
    json
}

/// An id that is the same in every run.
fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("RFC 3339")
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("ISO 8601")
}

fn name(text: &str) -> PersonName {
    PersonName::parse(text).expect("a name")
}
