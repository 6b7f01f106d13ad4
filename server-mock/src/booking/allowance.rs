//! How many calls, and how many minutes of them, a person in prison has in a calendar month.

use super::diary::{Reader, Span};
use crate::{office, sql};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    booking::{Allowance, Minutes},
    establishment::Settings,
    office::Extra,
};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// What a person's requests take of each month, and what they are granted beyond it.
#[derive(Debug, Default)]
pub struct Used {
    months: BTreeMap<String, Month>,
    extra: BTreeMap<String, Extra>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Month {
    took_place: Sum,
    booked: Sum,
}

#[derive(Debug, Default, Clone, Copy)]
struct Sum {
    calls: u32,
    seconds: u32,
}

impl Used {
    /// Reads what stands at a time, but for the reader's own request. A request that chooses among
    /// several times of a month takes one call of it, and as many minutes as its longest.
    pub fn read(c: &Connection, reader: Reader<'_>, now: DateTime<Utc>) -> rusqlite::Result<Self> {
        let mut requests: BTreeMap<(String, String), (u32, bool)> = BTreeMap::new();
        let mut query = c.prepare_cached(
            "SELECT month, request, starts_at, ends_at, is_over FROM claim
             WHERE prisoner = ?1 AND request <> ?2 AND (expires_at IS NULL OR expires_at > ?3)",
        )?;
        let mut rows = query.query(params![
            reader.prisoner.to_string(),
            reader.request,
            sql::Time(now)
        ])?;
        while let Some(row) = rows.next()? {
            let (starts_at, ends_at) = (sql::time(row, 2)?, sql::time(row, 3)?);
            let span = Span {
                starts_at,
                ends_at,
                free_at: ends_at,
            };
            let known = requests.entry((row.get(0)?, row.get(1)?)).or_default();
            *known = (known.0.max(span.seconds()), row.get(4)?);
        }
        let mut months = BTreeMap::<String, Month>::new();
        for ((month, _), (seconds, is_over)) in requests {
            let month = months.entry(month).or_default();
            let sum = match is_over {
                true => &mut month.took_place,
                false => &mut month.booked,
            };
            sum.calls += 1;
            sum.seconds += seconds;
        }
        Ok(Self {
            months,
            extra: office::extra(c, reader.prisoner)?,
        })
    }

    /// What a month has and what is left of it.
    pub fn allowance(
        &self,
        settings: &Settings,
        month: String,
        renews_at: DateTime<Utc>,
    ) -> Allowance {
        let Month { took_place, booked } = self.month(&month);
        let (extra_calls, extra_minutes) = self
            .extra
            .get(&month)
            .map_or((0, 0), |extra| (extra.calls, extra.minutes));
        let calls = settings.calls_a_month + extra_calls;
        Allowance {
            calls,
            left: calls.saturating_sub(took_place.calls + booked.calls),
            renews_at,
            used: took_place.calls,
            booked: booked.calls,
            extra: extra_calls,
            minutes: (settings.minutes_a_month > 0).then(|| {
                let all = settings.minutes_a_month + extra_minutes;
                let taken = took_place.seconds + booked.seconds;
                Minutes {
                    all,
                    used: took_place.seconds.div_ceil(60),
                    booked: taken.div_ceil(60) - took_place.seconds.div_ceil(60),
                    left: all.saturating_sub(taken.div_ceil(60)),
                    extra: extra_minutes,
                }
            }),
            month,
        }
    }

    /// Whether a month leaves a call of that length, to the second.
    pub fn leaves(&self, allowance: &Allowance, span: &Span) -> bool {
        let Month { took_place, booked } = self.month(&allowance.month);
        let taken = took_place.seconds + booked.seconds;
        allowance.left > 0
            && allowance
                .minutes
                .is_none_or(|minutes| taken + span.seconds() <= minutes.all * 60)
    }

    fn month(&self, name: &str) -> Month {
        self.months.get(name).copied().unwrap_or_default()
    }
}
