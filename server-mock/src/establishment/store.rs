//! Establishments in SQL.

use crate::{
    readiness, sql,
    timetable::{Calendar, Holidays, Timetable},
};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use kinline_protocol::{
    EstablishmentId,
    establishment::{Establishment, Settings},
    readiness::Progress,
};
use rusqlite::{Connection, OptionalExtension, Row, params, types::ValueRef};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

/// What decides which calls an establishment offers.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Whose.
    pub establishment: EstablishmentId,
    /// Whether calls can be booked at all.
    pub live: bool,
    /// Where its clocks are.
    pub zone: Tz,
    /// What it sets.
    pub settings: Settings,
    /// When it offers calls, by its own clocks.
    pub timetable: Timetable,
    /// Its bank holidays: England and Wales', unless it has set others.
    pub holidays: Holidays,
}

/// When an office closes, by its own clocks: answers are promised until then.
const OFFICE_CLOSES: TimeDelta = TimeDelta::hours(17);

impl Rules {
    /// Which calls it offers, and when.
    pub fn calendar(&self) -> Calendar<'_> {
        Calendar {
            timetable: &self.timetable,
            settings: &self.settings,
            zone: self.zone,
        }
    }

    /// The end of the `days`-th working day from now on.
    pub fn answer_by(&self, now: DateTime<Utc>, days: u32, holidays: &Holidays) -> DateTime<Utc> {
        let today = now.with_timezone(&self.zone).date_naive();
        let day = self.calendar().working_day_after(today, days, holidays);
        let closes = day.and_time(NaiveTime::MIN) + OFFICE_CLOSES;
        self.zone
            .from_local_datetime(&closes)
            .earliest()
            .map_or_else(|| closes.and_utc(), |time| time.to_utc())
    }
}

/// Adds an establishment.
pub fn add(
    tx: &Connection,
    establishment: &Establishment,
    settings: &Settings,
    timetable: &Timetable,
) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO establishment (id, name, name_cy, time_zone, live, settings, timetable)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        establishment.id.0,
        establishment.name,
        establishment.name_cy,
        establishment.time_zone,
        establishment.live,
        sql::json(settings)?,
        sql::json(timetable)?,
    ])?;
    Ok(())
}

const ESTABLISHMENT: &str = "SELECT id, name, name_cy, time_zone, live FROM establishment";

fn establishment(row: &Row<'_>) -> rusqlite::Result<Establishment> {
    Ok(Establishment {
        id: EstablishmentId(row.get(0)?),
        name: row.get(1)?,
        name_cy: row.get(2)?,
        time_zone: row.get(3)?,
        live: row.get(4)?,
        readiness: Progress::default(),
    })
}

fn with_readiness(c: &Connection, mut of: Establishment) -> rusqlite::Result<Establishment> {
    of.readiness = readiness::progress(c, &of.id, of.live)?;
    Ok(of)
}

/// All, by name.
pub fn list(c: &Connection) -> rusqlite::Result<Vec<Establishment>> {
    c.prepare_cached(&format!("{ESTABLISHMENT} ORDER BY name, id"))?
        .query_map([], establishment)?
        .map(|found| with_readiness(c, found?))
        .collect()
}

/// One by its code.
pub fn get(c: &Connection, id: &EstablishmentId) -> rusqlite::Result<Option<Establishment>> {
    c.prepare_cached(&format!("{ESTABLISHMENT} WHERE id = ?1"))?
        .query_row([&id.0], establishment)
        .optional()?
        .map(|found| with_readiness(c, found))
        .transpose()
}

/// One's rules.
pub fn rules(c: &Connection, id: &EstablishmentId) -> rusqlite::Result<Option<Arc<Rules>>> {
    c.prepare_cached(
        "SELECT id, live, time_zone, settings, timetable, holidays FROM establishment
         WHERE id = ?1",
    )?
    .query_row([&id.0], known_or_read)
    .optional()
}

/// Each establishment's row as it was read last: every hold and booking asks for its rules, and to
/// read the texts anew was a tenth of what they cost.
static KNOWN: Mutex<BTreeMap<String, Known>> = Mutex::new(BTreeMap::new());

/// Time zone, settings, timetable and holidays as they stand in the row, and the rules they make.
struct Known {
    texts: [Option<String>; 4],
    rules: Arc<Rules>,
}

fn known_or_read(row: &Row<'_>) -> rusqlite::Result<Arc<Rules>> {
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let (id, live) = (row.get_ref(0)?.as_str()?, row.get::<_, bool>(1)?);
    let mut texts = [None; 4];
    for (column, text) in (2..).zip(&mut texts) {
        *text = row.get_ref(column)?.as_str_or_null()?;
    }
    if let Some(known) = known.get(id)
        && known.rules.live == live
        && known.texts.each_ref().map(Option::as_deref) == texts
    {
        return Ok(known.rules.clone());
    }
    let rules = Arc::new(read(row)?);
    let read = Known {
        texts: texts.map(|text| text.map(str::to_owned)),
        rules: rules.clone(),
    };
    known.insert(id.to_owned(), read);
    Ok(rules)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Rules> {
    Ok(Rules {
        establishment: EstablishmentId(row.get(0)?),
        live: row.get(1)?,
        zone: sql::parsed(row, 2)?,
        settings: sql::from_json(row, 3)?,
        timetable: sql::from_json(row, 4)?,
        holidays: holidays(row)?,
    })
}

fn holidays(row: &Row<'_>) -> rusqlite::Result<Holidays> {
    if row.get_ref(5)? == ValueRef::Null {
        return Ok(Holidays::england_and_wales().clone());
    }
    let dates: BTreeSet<NaiveDate> = sql::from_json(row, 5)?;
    Ok(dates.into_iter().collect())
}

/// Replaces everything that it sets.
pub fn change(
    tx: &Connection,
    id: &EstablishmentId,
    settings: &Settings,
    timetable: &Timetable,
    holidays: &BTreeSet<NaiveDate>,
) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "UPDATE establishment SET settings = ?2, timetable = ?3, holidays = ?4 WHERE id = ?1",
    )?
    .execute(params![
        id.0,
        sql::json(settings)?,
        sql::json(timetable)?,
        sql::json(holidays)?
    ])?;
    Ok(())
}
