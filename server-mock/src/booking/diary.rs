//! What is taken, and what is therefore free. The invariants of booking are here and nowhere else:
//! no laptop twice, no person in prison twice, no more calls at once than the establishment's
//! capacity, no more calls and minutes in a month than its allowance, and what is kept for others
//! stays so.
//!
//! Every claim is a choice of a request. Of one request at most one claim becomes a call, so its
//! claims count once and are not in each other's way.

use super::{allowance::Used, reserved::Reserved, slots};
use crate::{
    establishment::{self, Rules},
    problem::Answer,
    sql,
};
use chrono::{DateTime, Duration, Utc};
use kinline_protocol::{
    ErrorCode, LaptopId, PrisonerId, Problem,
    booking::{Allowance, Slot},
};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// A call's time, and when its laptop is free again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The call starts.
    pub starts_at: DateTime<Utc>,
    /// It ends.
    pub ends_at: DateTime<Utc>,
    /// The turn-round is over.
    pub free_at: DateTime<Utc>,
}

impl Span {
    /// A slot, with the turn-round in force.
    pub fn of(slot: &Slot, rules: &Rules) -> Self {
        let turn_round = Duration::seconds(rules.settings.turn_round_seconds.into());
        Self {
            starts_at: slot.starts_at,
            ends_at: slot.ends_at,
            free_at: slot.ends_at + turn_round,
        }
    }

    /// Whether the two cannot be on one laptop, or of one person.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.starts_at < other.free_at && other.starts_at < self.free_at
    }

    /// How long the call is, seconds.
    pub fn seconds(&self) -> u32 {
        let length = (self.ends_at - self.starts_at).num_seconds();
        u32::try_from(length).unwrap_or_default()
    }
}

/// Who reads the diary: a person in prison, and the request that they or their family have in mind.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// Who.
    pub prisoner: PrisonerId,
    /// Claims of this request do not count.
    pub request: &'a str,
}

/// What is taken in an establishment over some time, for one person in prison.
pub struct Diary<'a> {
    rules: &'a Rules,
    prisoner: PrisonerId,
    laptops: Vec<LaptopId>,
    claims: Vec<Claim>,
    used: Used,
    reserved: Option<Reserved<'a>>,
}

struct Claim {
    prisoner: PrisonerId,
    laptop: LaptopId,
    span: Span,
}

impl<'a> Diary<'a> {
    /// Reads all that ends after `from` and starts before `to`.
    pub fn read(
        c: &Connection,
        rules: &'a Rules,
        reader: Reader<'_>,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
        now: DateTime<Utc>,
    ) -> rusqlite::Result<Self> {
        Ok(Self {
            rules,
            prisoner: reader.prisoner,
            laptops: laptops(c, rules)?,
            claims: claims(c, rules, reader.request, (from, to), now)?,
            used: Used::read(c, reader, now)?,
            reserved: Reserved::read(c, rules, reader, (from, to), now)?,
        })
    }

    /// The laptop that a call can have; `preferred` if it is free. Refuses what is taken, and what
    /// the month's allowance does not leave.
    pub fn laptop(&self, span: &Span, preferred: Option<LaptopId>) -> Answer<LaptopId> {
        let allowance = self.allowance(span.starts_at);
        if !self.used.leaves(&allowance, span) {
            let problem = Problem::new(ErrorCode::AllowanceUsed).at(allowance.renews_at);
            return Err(problem.into());
        }
        if self
            .reserved
            .as_ref()
            .is_some_and(|kept| !kept.leaves(span))
        {
            return Err(ErrorCode::SlotTaken.into());
        }
        self.free_laptop(span, preferred)
            .ok_or_else(|| ErrorCode::SlotTaken.into())
    }

    /// Whether the month's allowance leaves a call.
    pub fn leaves(&self, span: &Span) -> bool {
        self.used.leaves(&self.allowance(span.starts_at), span)
    }

    /// Whether a laptop is free, for somebody who has nothing else to do then.
    pub fn has_laptop(&self, span: &Span) -> bool {
        self.free_laptop(span, None).is_some()
    }

    /// Whether a slot can be had.
    pub fn is_free(&self, slot: &Slot) -> bool {
        self.laptop(&Span::of(slot, self.rules), None).is_ok()
    }

    /// What is left in the calendar month of an instant.
    pub fn allowance(&self, at: DateTime<Utc>) -> Allowance {
        let (month, renews_at) = slots::month(self.rules.zone, at);
        self.used.allowance(&self.rules.settings, month, renews_at)
    }

    fn free_laptop(&self, span: &Span, preferred: Option<LaptopId>) -> Option<LaptopId> {
        let mut busy = BTreeSet::new();
        for claim in self.claims.iter().filter(|claim| claim.span.overlaps(span)) {
            if claim.prisoner == self.prisoner {
                return None;
            }
            busy.insert(claim.laptop);
        }
        if busy.len() >= self.rules.settings.capacity as usize {
            return None;
        }
        let mut wanted = preferred.iter().chain(&self.laptops);
        wanted
            .find(|laptop| self.laptops.contains(laptop) && !busy.contains(laptop))
            .copied()
    }
}

fn laptops(c: &Connection, rules: &Rules) -> rusqlite::Result<Vec<LaptopId>> {
    c.prepare_cached(
        "SELECT id FROM worker WHERE role = 'laptop' AND establishment = ?1 ORDER BY name, id",
    )?
    .query_map([&rules.establishment.0], |row| sql::parsed(row, 0))?
    .collect()
}

fn claims(
    c: &Connection,
    rules: &Rules,
    request: &str,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    now: DateTime<Utc>,
) -> rusqlite::Result<Vec<Claim>> {
    // The index is by `free_at`: with both its bounds, later calls cost nothing.
    c.prepare_cached(
        "SELECT prisoner, laptop, starts_at, ends_at, free_at FROM claim
         WHERE establishment = ?1 AND free_at > ?2 AND starts_at < ?3 AND request <> ?4
           AND (expires_at IS NULL OR expires_at > ?5) AND free_at < ?6",
    )?
    .query_map(
        params![
            rules.establishment.0,
            sql::Time(from),
            sql::Time(to),
            request,
            sql::Time(now),
            sql::Time(to + establishment::LONGEST)
        ],
        |row| {
            Ok(Claim {
                prisoner: sql::parsed(row, 0)?,
                laptop: sql::parsed(row, 1)?,
                span: Span {
                    starts_at: sql::time(row, 2)?,
                    ends_at: sql::time(row, 3)?,
                    free_at: sql::time(row, 4)?,
                },
            })
        },
    )?
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_laptop_is_not_free_before_its_turn_round_is_over() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let span = |start: &str| Span {
            starts_at: at(start),
            ends_at: at(start) + Duration::minutes(30),
            free_at: at(start) + Duration::minutes(45),
        };
        let call = span("2026-11-23T14:00:00Z");
        for (start, overlaps) in [
            ("2026-11-23T13:15:00Z", false),
            ("2026-11-23T13:16:00Z", true),
            ("2026-11-23T14:30:00Z", true),
            ("2026-11-23T14:44:00Z", true),
            ("2026-11-23T14:45:00Z", false),
        ] {
            assert_eq!(call.overlaps(&span(start)), overlaps, "{start}");
            assert_eq!(span(start).overlaps(&call), overlaps, "{start}");
        }
    }
}
