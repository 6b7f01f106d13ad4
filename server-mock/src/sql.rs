//! How values of the protocol stand in SQLite: ids and checked texts as text, the rest as JSON.
//! Times and dates are rusqlite's own (text); where many are read and written, [`Time`] does the
//! same faster.

use chrono::{DateTime, Utc};
use rusqlite::{
    Row,
    types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, Type, ValueRef},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{error::Error, str::FromStr};

/// A column that holds an id, or anything else that can be parsed.
pub fn parsed<T>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    let text: String = row.get(column)?;
    text.parse().map_err(|error| unreadable(column, error))
}

/// A column that holds what [`json`] made.
pub fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| unreadable(column, error))
}

/// A column that holds what [`word`] made, or a checked text such as a name.
pub fn from_word<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_value(text.into()).map_err(|error| unreadable(column, error))
}

/// A time, as text as rusqlite writes one.
pub struct Time(pub DateTime<Utc>);

impl ToSql for Time {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(format!("{}+00:00", self.0.naive_utc()).into())
    }
}

impl FromSql for Time {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match DateTime::parse_from_rfc3339(value.as_str()?) {
            Ok(time) => Ok(Self(time.to_utc())),
            // SQLite's own functions say no offset.
            Err(_) => FromSql::column_result(value).map(Self),
        }
    }
}

/// A column that holds a time.
pub fn time(row: &Row<'_>, column: usize) -> rusqlite::Result<DateTime<Utc>> {
    row.get(column).map(|Time(at)| at)
}

/// A value that is checked when it is read.
pub fn checked<T>(value: Result<T, kinline_protocol::ErrorCode>) -> rusqlite::Result<T> {
    value.map_err(|error| unreadable(0, error))
}

/// A value as JSON.
pub fn json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

/// A value that is a single text in JSON (a unit variant, a name) as that text.
pub fn word<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => Ok(text),
        Ok(_) => Err(rusqlite::Error::ToSqlConversionFailure("not a text".into())),
        Err(error) => Err(rusqlite::Error::ToSqlConversionFailure(error.into())),
    }
}

fn unreadable(column: usize, error: impl Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    #[test]
    fn a_time_is_written_and_read_as_rusqlite_does() {
        let c = Connection::open_in_memory().unwrap();
        for text in [
            "2026-11-23T09:00:03.014Z",
            "2026-11-23T09:00:03Z",
            "2024-02-29T23:59:59.000001Z",
            "0001-01-01T00:00:00.000000001Z",
            "9999-12-31T23:59:59.999999999Z",
        ] {
            let at: DateTime<Utc> = text.parse().unwrap();
            let read = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, time(row, 0)?));
            let theirs = c.query_row("SELECT ?1", [at], read).unwrap();
            let ours = c.query_row("SELECT ?1", [Time(at)], read).unwrap();
            assert_eq!(ours, theirs);
            assert_eq!(ours.1, at);
        }
    }
}
