//! The portal: everything that an establishment sets, what a change would do, and the change.

use super::{
    checks, guests,
    hits::{self, Extras, Fact},
    own_rules, people,
    requests::offer,
};
use crate::{
    app::AppState,
    audit::Actor,
    auth::{Staff, StaffMember},
    booking::{
        self, Desk, KeptBooking, Means,
        desk::free,
        diary::Reader,
        store::{self, open_bookings},
    },
    establishment::{self, Rules},
    extract::Json,
    mail_template,
    problem::{Answer, Refusal},
    readiness,
    timetable::{Problem as Oddity, Reason, ministry},
};
use axum::extract::State;
use chrono::{DateTime, Days, Utc};
use kinline_protocol::{
    BookingId, ErrorCode, Problem,
    booking::{BookingRejection, BookingStatus, CancellationReason},
    office::{
        Hit, HitReason, NewPortal, Portal, PortalFile, PortalImport, PortalProblem, PortalReason,
        Preview, PreviewDay, Resolution,
    },
};
use rusqlite::{Connection, params};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use utoipa_axum::{router::OpenApiRouter, routes};

/// As far ahead as the preview shows.
const PREVIEW_DAYS: u64 = 28;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(read, change))
        .routes(routes!(preview))
        .routes(routes!(read_file))
}

/// Read what one's own establishment sets
#[utoipa::path(
    get, path = "/v1/staff/portal", tag = "office", security(("staff" = [])),
    responses((status = 200, body = Portal, description = "What is in force.")),
)]
async fn read(State(app): State<AppState>, Staff(member): Staff) -> Answer<Json<Portal>> {
    app.database
        .read(move |c| Ok(Json(portal(own_rules(c, &member)?))))
        .await
}

/// See what a change would do
///
/// What is wrong or odd about it, what families would be offered, which bookings it would hit.
/// Nothing is changed.
#[utoipa::path(
    post, path = "/v1/staff/portal/preview", tag = "office", security(("staff" = [])),
    request_body = Portal,
    responses((status = 200, body = Preview, description = "As it would be if it counted now.")),
)]
async fn preview(
    State(app): State<AppState>,
    Staff(member): Staff,
    Json(wanted): Json<Portal>,
) -> Answer<Json<Preview>> {
    booking::read(&app, move |c, now| {
        let old = own_rules(c, &member)?;
        let new = with(&old, &wanted);
        let problems = problems(c, &new)?;
        if problems.iter().any(|problem| problem.refuses) {
            return Ok(Json(Preview {
                problems,
                days: Vec::new(),
                hits: Vec::new(),
            }));
        }
        let found = found(c, &old, &new, now)?;
        Ok(Json(Preview {
            problems,
            days: days(&new, now),
            hits: found
                .into_iter()
                .map(|(kept, why)| hit(c, &new, kept, why, now))
                .collect::<Answer<_>>()?,
        }))
    })
    .await
}

/// Read a timetable file
///
/// In the Ministry's format (`prison-visits-2`). Nothing is changed: what it would make of what one
/// sets, to be looked at, changed and saved.
#[utoipa::path(
    post, path = "/v1/staff/portal/file", tag = "office", security(("staff" = [])),
    request_body = PortalFile,
    responses((status = 200, body = PortalImport,
               description = "What can be read. What cannot offers nothing, and `problems` says so.")),
)]
async fn read_file(
    State(app): State<AppState>,
    Staff(member): Staff,
    Json(file): Json<PortalFile>,
) -> Answer<Json<PortalImport>> {
    app.database
        .read(move |c| {
            let old = portal(own_rules(c, &member)?);
            let import = ministry::read(file.text.as_bytes(), &old.settings);
            let problems = import.problems.into_iter().map(oddity).collect();
            let portal = Portal {
                settings: import.settings,
                timetable: import.timetable,
                holidays: old.holidays,
            };
            Ok(Json(PortalImport { portal, problems }))
        })
        .await
}

/// Change what one's own establishment sets
///
/// All at once or not at all. Of each booking that it hits one says what becomes of it: it is kept,
/// the family is offered another time, or it is cancelled for a reason that they are told.
#[utoipa::path(
    put, path = "/v1/staff/portal", tag = "office", security(("staff" = [])),
    request_body = NewPortal,
    responses(
        (status = 200, body = Portal, description = "What is in force now."),
        (status = 409, body = Problem,
         description = "portal_changed: somebody else has saved since `instead_of` was read; bookings_hit: `fields` names the bookings that nothing was said about; slot_taken, slot_unavailable, allowance_used: one cannot be moved there"),
        (status = 422, body = Problem, description = "invalid_input: `fields` names each"),
    ),
)]
async fn change(
    State(app): State<AppState>,
    Staff(member): Staff,
    Json(new): Json<NewPortal>,
) -> Answer<Json<Portal>> {
    let (means, now, state) = (Means::of(&app), app.clock.now(), app.clone());
    app.database
        .write(move |tx| {
            let desk = Desk::open(tx, &means, now)?;
            let old = own_rules(tx, &member)?;
            if new
                .instead_of
                .is_some_and(|seen| seen != portal(old.clone()))
            {
                return Err(ErrorCode::PortalChanged.into());
            }
            let rules = with(&old, &new.portal);
            require_sound(&problems(tx, &rules)?)?;
            let found = found(tx, &old, &rules, now)?;
            let resolved: BTreeMap<BookingId, &Resolution> = new
                .hits
                .iter()
                .map(|hit| (hit.booking, &hit.resolution))
                .collect();
            require_resolved(&found, &resolved)?;
            let Portal {
                settings,
                timetable,
                holidays,
            } = &new.portal;
            establishment::change(tx, &rules.establishment, settings, timetable, holidays)?;
            let subject = format!("establishment:{}", rules.establishment);
            let actor = Actor::Staff(member.id);
            let data = json!(new.portal);
            desk.record(actor, "establishment.portal_changed", subject, data)?;
            for (kept, _) in &found {
                if let Some(resolution) = resolved.get(&kept.booking.id) {
                    resolve(&desk, &rules, &member, kept, resolution)?;
                }
            }
            readiness::days_and_times_set(&state, tx, &member)?;
            Ok(Json(portal(own_rules(tx, &member)?)))
        })
        .await
}

fn portal(rules: Rules) -> Portal {
    Portal {
        holidays: rules.holidays.dates().clone(),
        settings: rules.settings,
        timetable: rules.timetable,
    }
}

/// The rules as they would be.
fn with(old: &Rules, portal: &Portal) -> Rules {
    Rules {
        settings: portal.settings.clone(),
        timetable: portal.timetable.clone(),
        holidays: portal.holidays.iter().copied().collect(),
        ..old.clone()
    }
}

fn problems(c: &Connection, rules: &Rules) -> Answer<Vec<PortalProblem>> {
    let of_settings = establishment::problems(&rules.settings).into_iter();
    let mut found: Vec<PortalProblem> = of_settings
        .map(|problem| PortalProblem {
            field: format!("settings.{}", problem.field),
            ..problem
        })
        .collect();
    if found.is_empty() {
        let query = "SELECT count(*) FROM worker WHERE role = 'laptop' AND establishment = ?1";
        let laptops = c
            .prepare_cached(query)?
            .query_row([&rules.establishment.0], |row| row.get(0))?;
        let oddities = rules.calendar().check(laptops);
        found.extend(oddities.into_iter().map(oddity));
    }
    Ok(found)
}

/// What is odd about a timetable or a file, as staff are told.
fn oddity(found: Oddity) -> PortalProblem {
    let refuses = found.reason.refuses();
    let section = match found.reason {
        Reason::TooFewLaptops { .. } => "settings",
        _ => "timetable",
    };
    PortalProblem {
        field: format!("{section}.{}", found.key),
        value: found.value,
        reason: told(found.reason),
        refuses,
    }
}

fn told(reason: Reason) -> PortalReason {
    match reason {
        Reason::EndsBeforeItBegins => PortalReason::EndsBeforeItBegins,
        Reason::TooFewLaptops { laptops } => PortalReason::TooFewLaptops { laptops },
        Reason::TooShort => PortalReason::TooShort,
        Reason::Overlap { other } => PortalReason::Overlap { other },
        Reason::ClosedException => PortalReason::ClosedException,
        Reason::NoPeriods => PortalReason::NoPeriods,
        Reason::NotYaml { line, column, .. } => PortalReason::NotYaml {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
        },
        Reason::Unreadable { .. } | Reason::NotATimetable => PortalReason::NotATimetable,
        Reason::UnknownKey => PortalReason::UnknownKey,
        Reason::UnknownDay => PortalReason::UnknownDay,
        Reason::GivenTwice { first } => PortalReason::GivenTwice { first },
        Reason::Repeated => PortalReason::Repeated,
        Reason::Empty => PortalReason::Empty,
        Reason::NoDays => PortalReason::NoDays,
        Reason::NoExceptions | Reason::NoDates | Reason::NotADate { .. } => PortalReason::NoDates,
        Reason::NoPeriodList => PortalReason::NoPeriodList,
        Reason::NotAPeriod => PortalReason::NotAPeriod,
        Reason::NotAFlag { read_as } => PortalReason::NotAFlag { read_as },
        Reason::ClosedYetEnabled => PortalReason::ClosedYetEnabled,
        Reason::NotDays { range } => PortalReason::NotDays {
            from: *range.start(),
            to: *range.end(),
        },
        Reason::NotAnAge => PortalReason::NotAnAge,
    }
}

fn require_sound(problems: &[PortalProblem]) -> Answer<()> {
    let mut refusing = problems.iter().filter(|problem| problem.refuses).peekable();
    if refusing.peek().is_none() {
        return Ok(());
    }
    let named = refusing.fold(Problem::new(ErrorCode::InvalidInput), |problem, wrong| {
        problem.field(&wrong.field, ErrorCode::InvalidInput)
    });
    Err(named.into())
}

fn require_resolved(
    found: &[(KeptBooking, BTreeSet<HitReason>)],
    resolved: &BTreeMap<BookingId, &Resolution>,
) -> Answer<()> {
    let open: Vec<_> = found
        .iter()
        .map(|(kept, _)| kept.booking.id)
        .filter(|id| !resolved.contains_key(id))
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let named = open
        .iter()
        .fold(Problem::new(ErrorCode::BookingsHit), |problem, id| {
            problem.field(id.to_string(), ErrorCode::BookingsHit)
        });
    Err(named.into())
}

/// Does what staff said becomes of a booking that the change hits.
fn resolve(
    desk: &Desk<'_>,
    rules: &Rules,
    member: &StaffMember,
    kept: &KeptBooking,
    resolution: &Resolution,
) -> Answer<()> {
    let (after, action, template) = match resolution {
        Resolution::Keep => {
            let data = json!({ "because": "portal" });
            return note(desk, member, kept, "booking.kept", data);
        }
        Resolution::Move { starts_at } => {
            let template = match kept.is_booked() {
                true => mail_template!("booking-move"),
                false => mail_template!("booking-offered"),
            };
            let after = offer(desk, rules, kept, &[*starts_at])?;
            (after, "booking.offered", template)
        }
        Resolution::Cancel {
            reason: CancellationReason::VisitorCancelled,
        } => return Err(Refusal::field("reason", ErrorCode::InvalidInput)),
        Resolution::Cancel { reason } if kept.is_booked() => (
            desk.cancel(kept, *reason)?,
            "booking.cancelled",
            mail_template!("booking-cancelled"),
        ),
        Resolution::Cancel { reason } => (
            desk.refuse(kept, rejection(*reason))?,
            "booking.rejected",
            mail_template!("booking-rejected"),
        ),
    };
    desk.tell(&after.booking, template)?;
    note(desk, member, kept, action, json!(resolution))
}

fn note(
    desk: &Desk<'_>,
    member: &StaffMember,
    kept: &KeptBooking,
    action: &str,
    data: serde_json::Value,
) -> Answer<()> {
    let subject = format!("booking:{}", kept.booking.id);
    desk.record(Actor::Staff(member.id), action, subject, data)
}

/// What is not booked yet is not cancelled but rejected, for the same reason.
fn rejection(reason: CancellationReason) -> BookingRejection {
    match reason {
        CancellationReason::PrisonerMoved => BookingRejection::PrisonerMoved,
        CancellationReason::PrisonerReleased => BookingRejection::PrisonerReleased,
        CancellationReason::PrisonerOut => BookingRejection::PrisonerOut,
        CancellationReason::SlotUnavailable => BookingRejection::SlotUnavailable,
        CancellationReason::Restricted => BookingRejection::Restricted,
        CancellationReason::VisitorMissing => BookingRejection::VisitorMissing,
        CancellationReason::VisitorCancelled
        | CancellationReason::PrisonerCancelled
        | CancellationReason::PrisonerRefused
        | CancellationReason::BookedInError => BookingRejection::Other,
    }
}

fn days(rules: &Rules, now: DateTime<Utc>) -> Vec<PreviewDay> {
    let today = now.with_timezone(&rules.zone).date_naive();
    let slots = rules.calendar().slots(now, &rules.holidays);
    (1..=PREVIEW_DAYS)
        .filter_map(|n| today.checked_add_days(Days::new(n)))
        .map(|date| PreviewDay {
            date,
            slots: slots
                .iter()
                .filter(|slot| slot.local_start.date() == date)
                .map(|slot| checks::time(rules, slot.starts_at))
                .collect(),
        })
        .collect()
}

fn hit(
    c: &Connection,
    rules: &Rules,
    kept: KeptBooking,
    why: BTreeSet<HitReason>,
    now: DateTime<Utc>,
) -> Answer<Hit> {
    let known = people::by_id(c, kept.place.prisoner)?;
    let reader = Reader {
        prisoner: kept.place.prisoner,
        request: &kept.request(),
    };
    let free = free(c, rules, reader, now)?.slots.into_iter();
    Ok(Hit {
        prisoner: known.summary(),
        why: why.into_iter().collect(),
        times: free
            .map(|slot| checks::time(rules, slot.starts_at))
            .collect(),
        booking: kept.booking,
    })
}

/// What the change hits of what has not begun, earliest first.
fn found(
    c: &Connection,
    old: &Rules,
    new: &Rules,
    now: DateTime<Utc>,
) -> Answer<Vec<(KeptBooking, BTreeSet<HitReason>)>> {
    let facts = facts(c, new, now)?;
    let mut extras = Extras::new();
    for fact in &facts {
        let extra = people::extra(c, fact.prisoner)?;
        extras.insert(fact.prisoner, extra);
    }
    let mut hits = hits::hits(old, new, &facts, &extras);
    let open = open_bookings(c, &new.establishment, now)?.into_iter();
    let with_why = open.filter_map(|kept| {
        let why = hits.remove(&kept.booking.id)?;
        Some((kept, why))
    });
    Ok(with_why.collect())
}

/// What counts in the months from now on.
fn facts(c: &Connection, rules: &Rules, now: DateTime<Utc>) -> Answer<Vec<Fact>> {
    let (month, _) = booking::slots::month(rules.zone, now);
    let mut query = c.prepare_cached(
        "SELECT id, asked_at FROM booking WHERE establishment = ?1 AND month >= ?2
           AND state IN ('requested', 'asked', 'booked', 'offered', 'completed')",
    )?;
    let rows = query.query_map(params![rules.establishment.0, month], |row| {
        Ok((crate::sql::parsed(row, 0)?, row.get(1)?))
    })?;
    let known: Vec<(BookingId, DateTime<Utc>)> = rows.collect::<rusqlite::Result<_>>()?;
    let mut facts = Vec::new();
    for (booking, asked_at) in known {
        let kept = store::booking(c, booking)?.ok_or(ErrorCode::NotFound)?;
        let kept = kept.at(now);
        let is_completed = matches!(kept.booking.status, BookingStatus::Completed { .. });
        if !kept.takes_place() && !is_completed {
            continue;
        }
        let guests = guests(c, &kept.booking.visitors, now)?;
        let span = kept.place.span;
        facts.push(Fact {
            booking,
            prisoner: kept.place.prisoner,
            asked_at,
            starts_at: span.starts_at,
            ends_at: span.ends_at,
            free_at: span.free_at,
            month: kept.place.month,
            ages: guests.into_iter().map(|guest| guest.age).collect(),
            over: is_completed || span.starts_at <= now,
        });
    }
    Ok(facts)
}
