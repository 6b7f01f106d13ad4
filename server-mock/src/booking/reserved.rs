//! The places of a week that an establishment keeps for people without a face-to-face visit: which
//! of the rest somebody else can have.

use super::diary::{Reader, Span};
use crate::{
    establishment::Rules,
    office::{
        self,
        reserve::{self, Taken, Time, Week},
    },
    sql,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use kinline_protocol::PrisonerId;
use rusqlite::{Connection, params};
use std::{collections::BTreeMap, ops::RangeInclusive};

/// What is kept from somebody, in the weeks of some time.
pub struct Reserved<'a> {
    rules: &'a Rules,
    calls: Vec<Time>,
    taken: Vec<Taken>,
    now: DateTime<Utc>,
}

impl<'a> Reserved<'a> {
    /// Nothing, where nothing is kept, or for somebody whom it is kept for.
    pub fn read(
        c: &Connection,
        rules: &'a Rules,
        reader: Reader<'_>,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
        now: DateTime<Utc>,
    ) -> rusqlite::Result<Option<Self>> {
        let nothing = rules.settings.reserved.slots_a_week == 0;
        if nothing || office::has_precedence(c, rules, reader.prisoner, now)? {
            return Ok(None);
        }
        let (first, last) = (week(rules, from), week(rules, to));
        let times = rules.calendar().times(*first.start()..=*last.end());
        let turn_round = Duration::seconds(rules.settings.turn_round_seconds.into());
        let calls = times
            .iter()
            .map(|time| (time.starts_at, time.ends_at + turn_round));
        let weeks = (from - Duration::days(8), to + Duration::days(8));
        Ok(Some(Self {
            rules,
            calls: calls.collect(),
            taken: taken(c, rules, reader.request, weeks, now)?,
            now,
        }))
    }

    /// Whether enough is left for those whom it is kept for once this is taken.
    pub fn leaves(&self, span: &Span) -> bool {
        let week = week(self.rules, span.starts_at);
        let within = |time: &Time| week.contains(&date(self.rules, time.0));
        let calls: Vec<Time> = self.calls.iter().copied().filter(within).collect();
        let taken = self.taken.iter().copied();
        let taken: Vec<Taken> = taken.filter(|taken| within(&taken.time)).collect();
        let week = Week {
            reserved: self.rules.settings.reserved,
            capacity: self.rules.settings.capacity,
            calls: &calls,
            taken: &taken,
        };
        week.is_open((span.starts_at, span.free_at), self.now)
    }
}

fn date(rules: &Rules, at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&rules.zone).date_naive()
}

fn week(rules: &Rules, at: DateTime<Utc>) -> RangeInclusive<NaiveDate> {
    reserve::week(date(rules, at))
}

fn taken(
    c: &Connection,
    rules: &Rules,
    request: &str,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    now: DateTime<Utc>,
) -> rusqlite::Result<Vec<Taken>> {
    let claims: Vec<(PrisonerId, Time)> = c
        .prepare_cached(
            "SELECT prisoner, starts_at, free_at FROM claim
             WHERE establishment = ?1 AND free_at > ?2 AND starts_at < ?3 AND request <> ?4
               AND (expires_at IS NULL OR expires_at > ?5)",
        )?
        .query_map(
            params![rules.establishment.0, from, to, request, now],
            |row| Ok((sql::parsed(row, 0)?, (row.get(1)?, row.get(2)?))),
        )?
        .collect::<rusqlite::Result<_>>()?;
    let mut known: BTreeMap<PrisonerId, bool> = BTreeMap::new();
    let mut taken = Vec::new();
    for (prisoner, time) in claims {
        let precedence = match known.get(&prisoner) {
            Some(precedence) => *precedence,
            None => office::has_precedence(c, rules, prisoner, now)?,
        };
        known.insert(prisoner, precedence);
        taken.push(Taken { time, precedence });
    }
    Ok(taken)
}
