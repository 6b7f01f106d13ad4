//! What staff see and change of a person in prison. Every look is theirs alone, every change is in
//! the log: what kind it was, never about whom or why.

use super::{
    checks::{self, Case},
    own_rules, people, restrictions,
};
use crate::{
    app::AppState,
    audit::{Actor, Audit},
    auth::Staff,
    booking::{self, desk::free, diary::Reader, slots, store},
    establishment::Rules,
    extract::{Json, Path, Query},
    faces, people as people_of,
    problem::{Answer, Refusal},
};
use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use kinline_protocol::{
    BookingId, ErrorCode, List, PrisonerId, PrisonerNumber, Problem,
    booking::Slots,
    office::{
        Caller, Extra, NewRestriction, OpenBooking, PrisonerChange, PrisonerRecord,
        PrisonerSummary, Restriction,
    },
};
use rusqlite::{Connection, Transaction};
use serde::Deserialize;
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

/// More than a governor would ever grant.
const EXTRA_CALLS: u32 = 31;
const EXTRA_MINUTES: u32 = 31 * 2 * 60;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(search))
        .routes(routes!(one, change))
        .routes(routes!(free_slots))
}

/// What to look for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Search {
    /// A part of the number or the names; everybody without it.
    #[serde(default)]
    search: String,
}

/// What the times are for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Instead {
    /// A request or booked call of the person, whose own claims then do not count.
    instead_of: Option<BookingId>,
}

/// Find people in prison
///
/// Of one's own establishment, at most a hundred.
#[utoipa::path(
    get, path = "/v1/staff/prisoners", tag = "office", security(("staff" = [])),
    params(Search),
    responses((status = 200, body = List<PrisonerSummary>, description = "By last name.")),
)]
async fn search(
    State(app): State<AppState>,
    Staff(member): Staff,
    Query(query): Query<Search>,
) -> Answer<Json<List<PrisonerSummary>>> {
    app.database
        .read(move |c| {
            let found = people::search(c, &member.establishment, &query.search)?;
            let seen: Vec<_> = found.iter().map(people::Known::summary).collect();
            Ok(Json(seen.into()))
        })
        .await
}

/// Read what is known of a person in prison
#[utoipa::path(
    get, path = "/v1/staff/prisoners/{number}", tag = "office", security(("staff" = [])),
    params(("number" = PrisonerNumber, Path)),
    responses(
        (status = 200, body = PrisonerRecord, description = "For staff alone."),
        (status = 404, body = Problem, description = "not_found"),
    ),
)]
async fn one(
    State(app): State<AppState>,
    Staff(member): Staff,
    Path(number): Path<PrisonerNumber>,
) -> Answer<Json<PrisonerRecord>> {
    booking::read(&app, move |c, now| {
        let rules = own_rules(c, &member)?;
        let known = people::by_number(c, &member.establishment, &number)?;
        record(c, &rules, &known.ok_or(ErrorCode::NotFound)?, now).map(Json)
    })
    .await
}

/// List the times that can be booked for a person in prison
///
/// What is free now, for a booking by telephone or another time for a request. Lead days count as
/// they do for families.
#[utoipa::path(
    get, path = "/v1/staff/prisoners/{number}/slots", tag = "office", security(("staff" = [])),
    params(("number" = PrisonerNumber, Path), Instead),
    responses(
        (status = 200, body = Slots, description = "Earliest first."),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "establishment_not_live"),
    ),
)]
async fn free_slots(
    State(app): State<AppState>,
    Staff(member): Staff,
    Path(number): Path<PrisonerNumber>,
    Query(query): Query<Instead>,
) -> Answer<Json<Slots>> {
    booking::read(&app, move |c, now| {
        let rules = own_rules(c, &member)?;
        booking::require_live(&rules)?;
        let known = people::by_number(c, &member.establishment, &number)?;
        let prisoner = known.ok_or(ErrorCode::NotFound)?.prisoner.id;
        let request = query.instead_of.map(|id| id.to_string());
        let reader = Reader {
            prisoner,
            request: request.as_deref().unwrap_or_default(),
        };
        Ok(Json(free(c, &rules, reader, now)?))
    })
    .await
}

/// Change what is known of a person in prison
///
/// Restrictions, extra calls, the last face-to-face visit, where they are. Booked calls stay: those
/// that do not pass any more are in the answer, with why, for staff to decide about.
#[utoipa::path(
    patch, path = "/v1/staff/prisoners/{number}", tag = "office", security(("staff" = [])),
    params(("number" = PrisonerNumber, Path)), request_body = PrisonerChange,
    responses(
        (status = 200, body = PrisonerRecord, description = "As it is now."),
        (status = 404, body = Problem, description = "not_found: the person, or a restriction"),
        (status = 422, body = Problem, description = "invalid_input: `fields` names each"),
    ),
)]
async fn change(
    State(app): State<AppState>,
    Staff(member): Staff,
    Path(number): Path<PrisonerNumber>,
    Json(change): Json<PrisonerChange>,
) -> Answer<Json<PrisonerRecord>> {
    let (audit, now) = (app.audit.clone(), app.clock.now());
    app.database
        .write(move |tx| {
            let rules = own_rules(tx, &member)?;
            let known = people::by_number(tx, &member.establishment, &number)?;
            let known = known.ok_or(ErrorCode::NotFound)?;
            let today = now.with_timezone(&rules.zone).date_naive();
            let office = Office {
                tx,
                audit: &audit,
                actor: Actor::Staff(member.id),
                known: &known,
                today,
                now,
            };
            office.apply(&change)?;
            let after = people::by_id(tx, known.prisoner.id)?;
            record(tx, &rules, &after, now).map(Json)
        })
        .await
}

/// A change of one person, within a transaction.
struct Office<'a> {
    tx: &'a Transaction<'a>,
    audit: &'a Audit,
    actor: Actor,
    known: &'a people::Known,
    today: NaiveDate,
    now: DateTime<Utc>,
}

impl Office<'_> {
    fn apply(&self, change: &PrisonerChange) -> Answer<()> {
        let id = self.known.prisoner.id;
        if let Some(whereabouts) = change.whereabouts {
            people::set_whereabouts(self.tx, id, whereabouts)?;
            let data = json!({ "whereabouts": whereabouts });
            self.note("office.whereabouts_changed", data)?;
        }
        if let Some(day) = change.last_visit {
            if day > self.today {
                return Err(Refusal::field("last_visit", ErrorCode::DateInvalid));
            }
            people::set_last_visit(self.tx, id, day)?;
            self.note("office.visit_noted", json!({ "day": day }))?;
        }
        for new in &change.add {
            self.restrict(new)?;
        }
        for restriction in &change.end {
            if !restrictions::end(self.tx, id, *restriction, self.today)? {
                return Err(ErrorCode::NotFound.into());
            }
            let data = json!({ "restriction": restriction });
            self.note("office.restriction_ended", data)?;
        }
        change.extra.iter().try_for_each(|extra| self.grant(extra))
    }

    fn restrict(&self, new: &NewRestriction) -> Answer<()> {
        let id = restrictions::add(self.tx, self.known.prisoner.id, new, self.today, self.now)?;
        let kind = match new.restriction {
            Restriction::PrisonerBanned => "prisoner_banned",
            Restriction::VisitorBanned { .. } => "visitor_banned",
            Restriction::NonAssociation { .. } => "non_association",
            Restriction::ChildProtection => "child_protection",
        };
        let data = json!({ "restriction": id, "kind": kind, "until": new.until });
        self.note("office.restriction_added", data)
    }

    fn grant(&self, extra: &Extra) -> Answer<()> {
        let first = format!("{}-01", extra.month);
        let is_month = extra.month.len() == 7 && first.parse::<NaiveDate>().is_ok();
        if !is_month {
            return Err(Refusal::field("extra.month", ErrorCode::DateInvalid));
        }
        if extra.calls > EXTRA_CALLS || extra.minutes > EXTRA_MINUTES {
            return Err(Refusal::field("extra", ErrorCode::InvalidInput));
        }
        people::set_extra(self.tx, self.known.prisoner.id, extra)?;
        self.note("office.extra_granted", json!(extra))
    }

    fn note(&self, action: &str, data: serde_json::Value) -> Answer<()> {
        let subject = format!("prisoner:{}", self.known.prisoner.id);
        Ok(self
            .audit
            .record(self.tx, self.actor, action, subject, data)?)
    }
}

fn record(
    c: &Connection,
    rules: &Rules,
    known: &people::Known,
    now: DateTime<Utc>,
) -> Answer<PrisonerRecord> {
    let id = known.prisoner.id;
    let today = now.with_timezone(&rules.zone).date_naive();
    let free = free(c, rules, anybody(id), now)?;
    Ok(PrisonerRecord {
        person: known.summary(),
        date_of_birth: known.prisoner.date_of_birth,
        whereabouts: known.whereabouts,
        last_visit: known.last_visit,
        precedence: known.has_precedence(rules, now),
        restrictions: restrictions::seen(c, id, today)?,
        extra: people::extra(c, id)?.into_values().collect(),
        allowance: free.allowance,
        callers: callers(c, known)?,
        portrait: faces::has_portrait(c, id)?,
        bookings: open_bookings(c, rules, known, now)?,
    })
}

fn callers(c: &Connection, known: &people::Known) -> Answer<Vec<Caller>> {
    let listed = people::callers(c, known.prisoner.id)?.into_iter();
    let with_children = listed.map(|(account, caller)| {
        Ok(Caller {
            children: people_of::children(c, account)?,
            ..caller
        })
    });
    with_children.collect()
}

fn open_bookings(
    c: &Connection,
    rules: &Rules,
    known: &people::Known,
    now: DateTime<Utc>,
) -> Answer<Vec<OpenBooking>> {
    let open = store::open_bookings(c, &rules.establishment, now)?.into_iter();
    let theirs = open.filter(|kept| kept.place.prisoner == known.prisoner.id);
    let seen = theirs.map(|kept| {
        let slot = slots::slot(rules, &kept.place.span);
        let case = Case::read(c, rules, &kept, known, now)?;
        Ok(OpenBooking {
            flags: case.flags(&slot)?,
            time: checks::time(rules, slot.starts_at),
            booking: kept.booking.id,
            reference: kept.booking.reference,
            status: kept.booking.status,
        })
    });
    seen.collect()
}

fn anybody(prisoner: PrisonerId) -> Reader<'static> {
    Reader {
        prisoner,
        request: "",
    }
}
