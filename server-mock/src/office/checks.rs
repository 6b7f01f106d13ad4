//! What the machine looks at before staff decide.

use super::{Guest, guests, hits, people::Known, restrictions};
use crate::{
    booking::{
        KeptBooking,
        diary::{Diary, Reader, Span},
    },
    establishment::Rules,
    people,
};
use chrono::{DateTime, NaiveDate, Utc};
use kinline_protocol::{
    AccountId,
    booking::{Reference, Slot},
    office::{Check, CheckKind, CheckResult, Finding, Time, Whereabouts},
    people::ContactStatus,
};
use rusqlite::{Connection, params};

/// A request or booked call, and all that is known of who is in it.
pub(super) struct Case<'a> {
    c: &'a Connection,
    rules: &'a Rules,
    kept: &'a KeptBooking,
    known: &'a Known,
    guests: Vec<Guest>,
    now: DateTime<Utc>,
}

impl<'a> Case<'a> {
    pub fn read(
        c: &'a Connection,
        rules: &'a Rules,
        kept: &'a KeptBooking,
        known: &'a Known,
        now: DateTime<Utc>,
    ) -> rusqlite::Result<Self> {
        let guests = guests(c, &kept.booking.visitors, now)?;
        Ok(Self {
            c,
            rules,
            kept,
            known,
            guests,
            now,
        })
    }

    /// What does not depend on the time.
    pub fn people(&self) -> rusqlite::Result<Vec<Check>> {
        Ok(vec![self.visitors(), self.list()?, self.whereabouts()])
    }

    /// What depends on it.
    pub fn time(&self, slot: &Slot) -> rusqlite::Result<Vec<Check>> {
        let day = slot.local_start.date();
        let span = Span::of(slot, self.rules);
        let clash = self.clash(&span)?;
        let (allowance, laptop) = self.diary(&span, clash.result)?;
        Ok(vec![
            self.restrictions(day)?,
            allowance,
            self.adult(day),
            clash,
            laptop,
        ])
    }

    /// What does not pass any more of what is booked: something has changed since.
    pub fn flags(&self, slot: &Slot) -> rusqlite::Result<Vec<Check>> {
        let day = slot.local_start.date();
        let span = Span::of(slot, self.rules);
        let mut checks = self.people()?;
        checks.extend([
            self.restrictions(day)?,
            self.adult(day),
            self.clash(&span)?,
            check(CheckKind::Laptop, self.not_offered(&span)),
        ]);
        checks.retain(|check| check.result != CheckResult::Passed);
        Ok(checks)
    }

    fn visitors(&self) -> Check {
        let unproven = self.guests.iter().filter(|guest| !guest.is_proven);
        let findings = unproven.map(|guest| Finding::IdentityMissing {
            visitor: guest.name.clone(),
        });
        check(CheckKind::Visitors, findings)
    }

    fn list(&self) -> rusqlite::Result<Check> {
        let mut findings = Vec::new();
        for (position, guest) in self.guests.iter().enumerate() {
            let Some(account) = guest.account else {
                continue;
            };
            let visitor = guest.name.clone();
            match self.is_listed(account)? {
                true => {}
                false if position == 0 => findings.push(Finding::NotOnList { visitor }),
                false => findings.push(Finding::ComesAlong { visitor }),
            }
        }
        Ok(check(CheckKind::List, findings))
    }

    fn is_listed(&self, account: AccountId) -> rusqlite::Result<bool> {
        if account == self.kept.place.account {
            let link = people::contact(self.c, self.kept.place.contact)?;
            let status = link.map(|link| link.contact.status);
            return Ok(matches!(status, Some(ContactStatus::Approved { .. })));
        }
        let query = "SELECT EXISTS (SELECT 1 FROM contact WHERE prisoner = ?1 AND account = ?2)";
        let (prisoner, account) = (self.known.prisoner.id.to_string(), account.to_string());
        self.c
            .query_row(query, [prisoner, account], |row| row.get(0))
    }

    fn whereabouts(&self) -> Check {
        let whereabouts = self.known.whereabouts;
        let away = (whereabouts != Whereabouts::Here).then_some(Finding::Away { whereabouts });
        check(CheckKind::Whereabouts, away)
    }

    fn restrictions(&self, day: NaiveDate) -> rusqlite::Result<Check> {
        let prisoner = self.known.prisoner.id;
        let findings = restrictions::findings(self.c, prisoner, &self.guests, day)?;
        Ok(check(CheckKind::Restrictions, findings))
    }

    fn adult(&self, day: NaiveDate) -> Check {
        let age = self.rules.settings.adult_age;
        let some = self.guests.iter().any(|guest| guest.age.is_adult(day, age));
        check(CheckKind::Adult, (!some).then_some(Finding::NoAdult))
    }

    fn clash(&self, span: &Span) -> rusqlite::Result<Check> {
        let mut query = self.c.prepare_cached(
            "SELECT reference, starts_at FROM booking
             WHERE prisoner = ?1 AND id <> ?2 AND starts_at < ?3 AND free_at > ?4
               AND (state IN ('requested', 'asked', 'booked')
                    OR (state = 'offered' AND status ->> 'instead'))",
        )?;
        let values = params![
            self.known.prisoner.id.to_string(),
            self.kept.booking.id.to_string(),
            span.free_at,
            span.starts_at,
        ];
        let found = query.query_map(values, |row| {
            Ok(Finding::OtherCall {
                reference: Reference(row.get(0)?),
                time: time(self.rules, row.get(1)?),
            })
        })?;
        let findings: Vec<_> = found.collect::<rusqlite::Result<_>>()?;
        Ok(check(CheckKind::Clash, findings))
    }

    fn diary(&self, span: &Span, clash: CheckResult) -> rusqlite::Result<(Check, Check)> {
        let reader = Reader {
            prisoner: self.known.prisoner.id,
            request: &self.kept.request(),
        };
        let during = (span.starts_at, span.free_at);
        let diary = Diary::read(self.c, self.rules, reader, during, self.now)?;
        let (allowance, leaves) = (diary.allowance(span.starts_at), diary.leaves(span));
        let allowance = Check {
            check: CheckKind::Allowance,
            result: match leaves {
                true => CheckResult::Passed,
                false => CheckResult::Failed,
            },
            findings: vec![Finding::Allowance { allowance }],
        };
        let blocked = clash == CheckResult::Passed && !diary.has_laptop(span);
        let no_laptop = blocked.then_some(Finding::NoLaptop);
        let past = (span.starts_at <= self.now).then_some(Finding::Past);
        let findings = self.not_offered(span).into_iter();
        let laptop = check(CheckKind::Laptop, findings.chain(no_laptop).chain(past));
        Ok((allowance, laptop))
    }

    fn not_offered(&self, span: &Span) -> Option<Finding> {
        hits::time(self.rules, span.starts_at, span.ends_at).map(|_| Finding::NotOffered)
    }
}

/// A time by both clocks.
pub(super) fn time(rules: &Rules, starts_at: DateTime<Utc>) -> Time {
    Time {
        starts_at,
        local_start: starts_at.with_timezone(&rules.zone).naive_local(),
    }
}

/// The worst of some checks.
pub(super) fn worst<'a>(checks: impl IntoIterator<Item = &'a Check>) -> CheckResult {
    let results = checks.into_iter().map(|check| check.result);
    results.max().unwrap_or(CheckResult::Passed)
}

fn check(kind: CheckKind, findings: impl IntoIterator<Item = Finding>) -> Check {
    let findings: Vec<_> = findings.into_iter().collect();
    let result = findings.iter().map(weight).max();
    Check {
        check: kind,
        result: result.unwrap_or(CheckResult::Passed),
        findings,
    }
}

/// Who is not ready yet may still be in time; who comes along with somebody on the list may come.
fn weight(finding: &Finding) -> CheckResult {
    match finding {
        Finding::IdentityMissing { .. } | Finding::ComesAlong { .. } => CheckResult::Warning,
        _ => CheckResult::Failed,
    }
}
