//! What forbids calls, and whom it hits.

use super::{Age, Guest};
use crate::{account, identity, problem::Answer, sql};
use chrono::{DateTime, NaiveDate, Utc};
use kinline_protocol::{
    AccountId, ErrorCode, PrisonerId, RestrictionId,
    office::{Finding, KeptRestriction, NewRestriction, Restriction},
};
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

/// Younger people are children to child protection, whatever age an establishment sets.
const CHILD: u32 = 18;
const NOTE_CHARACTERS: usize = 1000;

/// A restriction, by the account that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    pub id: RestrictionId,
    pub kind: Kind,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
    pub note: String,
}

/// What it forbids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    PrisonerBanned,
    VisitorBanned(AccountId),
    NonAssociation(AccountId),
    ChildProtection,
}

impl Kept {
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// What it has against these people on a day.
    fn findings(&self, party: &[Guest], day: NaiveDate) -> Vec<Finding> {
        let until = self.until;
        let named = |account: AccountId| {
            let guests = party.iter();
            guests
                .filter(move |guest| guest.account == Some(account))
                .map(|guest| guest.name.clone())
        };
        let is_child = |guest: &Guest| match guest.age {
            Age::Born(born) => day.years_since(born).is_none_or(|years| years < CHILD),
            Age::Child => true,
            Age::Unproven => false,
        };
        match self.kind {
            _ if !self.holds_on(day) => Vec::new(),
            Kind::PrisonerBanned => vec![Finding::PrisonerBanned { until }],
            Kind::VisitorBanned(account) => named(account)
                .map(|visitor| Finding::VisitorBanned { visitor, until })
                .collect(),
            Kind::NonAssociation(account) => named(account)
                .map(|visitor| Finding::NonAssociation { visitor, until })
                .collect(),
            Kind::ChildProtection if party.iter().any(is_child) => {
                vec![Finding::ChildProtection { until }]
            }
            Kind::ChildProtection => Vec::new(),
        }
    }
}

/// What forbids a call of a person in prison with these people on a day.
pub(super) fn findings(
    c: &Connection,
    prisoner: PrisonerId,
    party: &[Guest],
    day: NaiveDate,
) -> rusqlite::Result<Vec<Finding>> {
    let kept = restrictions(c, prisoner)?;
    Ok(kept
        .iter()
        .flat_map(|kept| kept.findings(party, day))
        .collect())
}

/// Every restriction there is or was, in the order of adding.
pub(super) fn restrictions(c: &Connection, prisoner: PrisonerId) -> rusqlite::Result<Vec<Kept>> {
    c.prepare_cached(
        "SELECT id, kind, visitor, first_day, last_day, note FROM restriction
         WHERE prisoner = ?1 ORDER BY added_at, rowid",
    )?
    .query_map([prisoner.to_string()], read)?
    .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let kind: String = row.get(1)?;
    Ok(Kept {
        id: sql::parsed(row, 0)?,
        kind: match kind.as_str() {
            "visitor_banned" => Kind::VisitorBanned(sql::parsed(row, 2)?),
            "non_association" => Kind::NonAssociation(sql::parsed(row, 2)?),
            "child_protection" => Kind::ChildProtection,
            _ => Kind::PrisonerBanned,
        },
        from: row.get(3)?,
        until: row.get(4)?,
        note: row.get(5)?,
    })
}

/// Adds one. Its visitor must be known; not before its first day is its last.
pub(super) fn add(
    tx: &Connection,
    prisoner: PrisonerId,
    new: &NewRestriction,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Answer<RestrictionId> {
    let from = new.from.unwrap_or(today);
    if new.until.is_some_and(|until| until < from) {
        return Err(crate::problem::Refusal::field(
            "until",
            ErrorCode::DateInvalid,
        ));
    }
    if new.note.chars().count() > NOTE_CHARACTERS {
        return Err(crate::problem::Refusal::field("note", ErrorCode::TooLarge));
    }
    let (kind, visitor) = match &new.restriction {
        Restriction::PrisonerBanned => ("prisoner_banned", None),
        Restriction::VisitorBanned { visitor } => ("visitor_banned", Some(visitor)),
        Restriction::NonAssociation { visitor } => ("non_association", Some(visitor)),
        Restriction::ChildProtection => ("child_protection", None),
    };
    let visitor = match visitor {
        None => None,
        Some(number) => Some(
            account::by_visitor_number(tx, number)?
                .ok_or_else(|| crate::problem::Refusal::field("visitor", ErrorCode::NotFound))?,
        ),
    };
    let id = RestrictionId(Uuid::new_v4());
    tx.prepare_cached(
        "INSERT INTO restriction (id, prisoner, kind, visitor, first_day, last_day, note, added_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        id.to_string(),
        prisoner.to_string(),
        kind,
        visitor.map(|account| account.to_string()),
        from,
        new.until,
        new.note,
        now,
    ])?;
    Ok(id)
}

/// Ends one that holds, or would: yesterday was its last day. Returns whether there was one.
pub(super) fn end(
    tx: &Connection,
    prisoner: PrisonerId,
    id: RestrictionId,
    today: NaiveDate,
) -> rusqlite::Result<bool> {
    let yesterday = today.pred_opt().unwrap_or(today);
    let ended = tx
        .prepare_cached(
            "UPDATE restriction SET last_day = ?3
         WHERE id = ?1 AND prisoner = ?2 AND (last_day IS NULL OR last_day > ?3)",
        )?
        .execute(params![id.to_string(), prisoner.to_string(), yesterday])?;
    Ok(ended > 0)
}

/// As staff see them.
pub(super) fn seen(
    c: &Connection,
    prisoner: PrisonerId,
    today: NaiveDate,
) -> rusqlite::Result<Vec<KeptRestriction>> {
    let kept = restrictions(c, prisoner)?.into_iter();
    kept.map(|kept| see(c, kept, today)).collect()
}

fn see(c: &Connection, kept: Kept, today: NaiveDate) -> rusqlite::Result<KeptRestriction> {
    let about = match kept.kind {
        Kind::VisitorBanned(account) | Kind::NonAssociation(account) => Some(account),
        Kind::PrisonerBanned | Kind::ChildProtection => None,
    };
    let name = match about {
        Some(account) => identity::approved(c, account)?.map(|known| known.name),
        None => None,
    };
    let restriction = match kept.kind {
        Kind::PrisonerBanned => Restriction::PrisonerBanned,
        Kind::ChildProtection => Restriction::ChildProtection,
        Kind::VisitorBanned(account) => Restriction::VisitorBanned {
            visitor: account::visitor_number(c, account)?,
        },
        Kind::NonAssociation(account) => Restriction::NonAssociation {
            visitor: account::visitor_number(c, account)?,
        },
    };
    Ok(KeptRestriction {
        id: kept.id,
        restriction,
        visitor_name: name,
        in_force: kept.holds_on(today),
        from: kept.from,
        until: kept.until,
        note: kept.note,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinline_protocol::PersonName;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn guest(account: u128, born: &str) -> Guest {
        Guest {
            account: Some(AccountId(Uuid::from_u128(account))),
            name: PersonName::parse("Ann Example").unwrap(),
            age: Age::Born(date(born)),
            is_proven: true,
        }
    }

    fn hits(kind: Kind, party: &[Guest], day: &str) -> bool {
        let kept = Kept {
            id: RestrictionId(Uuid::nil()),
            kind,
            from: date("2026-11-20"),
            until: Some(date("2026-11-30")),
            note: String::new(),
        };
        !kept.findings(party, date(day)).is_empty()
    }

    #[test]
    fn a_restriction_hits_whom_it_is_about_while_it_holds() {
        let ann = AccountId(Uuid::from_u128(1));
        let party = [guest(1, "1980-01-01"), guest(2, "2008-11-25")];
        let others = &party[1..];
        for kind in [Kind::VisitorBanned(ann), Kind::NonAssociation(ann)] {
            assert!(hits(kind, &party, "2026-11-30"));
            assert!(!hits(kind, others, "2026-11-30"));
            assert!(!hits(kind, &party, "2026-11-19"));
            assert!(!hits(kind, &party, "2026-12-01"));
        }
        assert!(hits(Kind::PrisonerBanned, others, "2026-11-20"));
        // Eighteen on that day.
        assert!(hits(Kind::ChildProtection, &party, "2026-11-24"));
        assert!(!hits(Kind::ChildProtection, &party, "2026-11-25"));
        let child = Guest {
            age: Age::Child,
            ..guest(3, "1980-01-01")
        };
        assert!(hits(Kind::ChildProtection, &[child], "2026-11-25"));
    }
}
