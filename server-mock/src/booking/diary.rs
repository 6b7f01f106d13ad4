//! What is taken, and what is therefore free. The invariants of booking are here and nowhere else:
//! no laptop twice, no person in prison twice, no more calls at once than the establishment's
//! capacity, no more in a month than its allowance.

use super::slots;
use crate::{establishment::Rules, problem::Answer, sql};
use chrono::{DateTime, Duration, Utc};
use kinline_protocol::{
    ErrorCode, HoldId, LaptopId, PrisonerId, Problem,
    booking::{Allowance, Slot},
};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

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
}

/// What is taken in an establishment over some time, for one person in prison.
pub struct Diary<'a> {
    rules: &'a Rules,
    prisoner: PrisonerId,
    laptops: Vec<LaptopId>,
    claims: Vec<Claim>,
    used: BTreeMap<String, u32>,
}

struct Claim {
    prisoner: PrisonerId,
    laptop: LaptopId,
    starts_at: DateTime<Utc>,
    free_at: DateTime<Utc>,
}

impl<'a> Diary<'a> {
    /// Reads all that ends after `from` and starts before `to`, but for a hold that would be
    /// replaced.
    pub fn read(
        c: &Connection,
        rules: &'a Rules,
        prisoner: PrisonerId,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
        except: Option<HoldId>,
        now: DateTime<Utc>,
    ) -> rusqlite::Result<Self> {
        let except = except.map(|hold| hold.to_string()).unwrap_or_default();
        Ok(Self {
            rules,
            prisoner,
            laptops: laptops(c, rules)?,
            claims: claims(c, rules, from, to, &except, now)?,
            used: used(c, prisoner, &except, now)?,
        })
    }

    /// The laptop that a call can have; `preferred` if it is free. Refuses what is taken, and what
    /// the month's allowance does not leave.
    pub fn laptop(&self, span: &Span, preferred: Option<LaptopId>) -> Answer<LaptopId> {
        let allowance = self.allowance(span.starts_at);
        if allowance.left == 0 {
            let problem = Problem::new(ErrorCode::AllowanceUsed).at(allowance.renews_at);
            return Err(problem.into());
        }
        self.free_laptop(span, preferred)
            .ok_or_else(|| ErrorCode::SlotTaken.into())
    }

    /// Whether a slot can be had.
    pub fn is_free(&self, slot: &Slot) -> bool {
        let span = Span::of(slot, self.rules);
        self.allowance(span.starts_at).left > 0 && self.free_laptop(&span, None).is_some()
    }

    /// What is left in the calendar month of an instant.
    pub fn allowance(&self, at: DateTime<Utc>) -> Allowance {
        let (month, renews_at) = slots::month(self.rules.zone, at);
        let calls = self.rules.settings.calls_a_month;
        let used = self.used.get(&month).copied().unwrap_or_default();
        Allowance {
            month,
            calls,
            left: calls.saturating_sub(used),
            renews_at,
            used: 0,
            booked: used,
            extra: 0,
            minutes: None,
        }
    }

    fn free_laptop(&self, span: &Span, preferred: Option<LaptopId>) -> Option<LaptopId> {
        let overlapping = self
            .claims
            .iter()
            .filter(|claim| claim.starts_at < span.free_at && span.starts_at < claim.free_at);
        let mut busy = BTreeSet::new();
        for claim in overlapping {
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
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    except: &str,
    now: DateTime<Utc>,
) -> rusqlite::Result<Vec<Claim>> {
    c.prepare_cached(
        "SELECT prisoner, laptop, starts_at, free_at FROM claim
         WHERE establishment = ?1 AND free_at > ?2 AND starts_at < ?3 AND id <> ?4
           AND (expires_at IS NULL OR expires_at > ?5)",
    )?
    .query_map(
        params![rules.establishment.0, from, to, except, now],
        |row| {
            Ok(Claim {
                prisoner: sql::parsed(row, 0)?,
                laptop: sql::parsed(row, 1)?,
                starts_at: row.get(2)?,
                free_at: row.get(3)?,
            })
        },
    )?
    .collect()
}

fn used(
    c: &Connection,
    prisoner: PrisonerId,
    except: &str,
    now: DateTime<Utc>,
) -> rusqlite::Result<BTreeMap<String, u32>> {
    c.prepare_cached(
        "SELECT month, count(*) FROM claim
         WHERE prisoner = ?1 AND id <> ?2 AND (expires_at IS NULL OR expires_at > ?3)
         GROUP BY month",
    )?
    .query_map(params![prisoner.to_string(), except, now], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?
    .collect()
}
