//! The day in the call room: who, when, on which laptop, and what happens to it.

use super::{
    checks::{self, Case},
    own, own_rules, people,
};
use crate::{
    app::AppState,
    audit::Actor,
    auth::Staff,
    booking::{self, Desk, KeptBooking, Means, slots, store},
    establishment::Rules,
    extract::{Json, Path, Query},
    mail_template,
    mailbox::Template,
    problem::{Answer, Refusal},
    sql,
};
use axum::extract::State;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use kinline_protocol::{
    BookingId, ErrorCode, LaptopId, PersonName, Problem,
    booking::{Booking, BookingStatus},
    call::{EndReason, Side},
    office::{Day, DayCall, DayEvent, KeptEvent},
};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(day))
        .routes(routes!(event))
}

/// Which day.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// A date by the establishment's calendar; today without it.
    date: Option<NaiveDate>,
}

/// List a day's calls for the room
///
/// Those that take or took place, and those that were called off.
#[utoipa::path(
    get, path = "/v1/staff/day", tag = "office", security(("staff" = [])),
    params(Which),
    responses((status = 200, body = Day, description = "Earliest first, then by laptop.")),
)]
async fn day(
    State(app): State<AppState>,
    Staff(member): Staff,
    Query(which): Query<Which>,
) -> Answer<Json<Day>> {
    let calls = app.calls.clone();
    booking::read(&app, move |c, now| {
        let rules = own_rules(c, &member)?;
        let today = now.with_timezone(&rules.zone).date_naive();
        let date = which.date.unwrap_or(today);
        let (from, to) = (midnight(&rules, date), midnight(&rules, next(date)));
        let of_day = store::bookings_starting(c, &member.establishment, from, to)?;
        let mut seen = Vec::new();
        for kept in of_day.into_iter().map(|kept| kept.at(now)) {
            if is_on_the_list(&kept) {
                let mut call = day_call(c, &rules, &kept, now)?;
                call.phase = calls.phase(kept.booking.call);
                seen.push(call);
            }
        }
        seen.sort_by(|one, other| {
            let key = |call: &DayCall| (call.time.starts_at, call.laptop_name.as_str().to_owned());
            key(one).cmp(&key(other))
        });
        Ok(Json(Day {
            date,
            time_zone: rules.zone.name().to_owned(),
            calls: seen,
        }))
    })
    .await
}

/// Say what happens to a booked call
///
/// Late, no show, or called off for one of the fixed reasons. The family is told at once: in the
/// app, by mail, and in the waiting room. Of a sensitive reason they learn that there is one.
#[utoipa::path(
    post, path = "/v1/staff/bookings/{id}/event", tag = "office", security(("staff" = [])),
    params(("id" = BookingId, Path)), request_body = DayEvent,
    responses(
        (status = 200, body = Booking, description = "The family is told."),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem,
         description = "booking_state: not booked, begun already, or not due yet: `at` says when"),
        (status = 422, body = Problem, description = "invalid_input: later than the slot's end"),
    ),
)]
async fn event(
    State(app): State<AppState>,
    Staff(member): Staff,
    Path(id): Path<BookingId>,
    Json(event): Json<DayEvent>,
) -> Answer<Json<Booking>> {
    let (means, now) = (Means::of(&app), app.clock.now());
    let (who, actor) = (member.clone(), Actor::Staff(member.id));
    let call = app
        .database
        .read(move |c| Ok::<_, Refusal>(own(c, &who, id, now)?.booking.call))
        .await?;
    if app.calls.has_begun(call).await {
        return Err(ErrorCode::BookingState.into());
    }
    let booking = app
        .database
        .write(move |tx| {
            let desk = Desk::open(tx, &means, now)?;
            let before = own(tx, &member, id, now)?;
            let (after, action, template) = happen(&desk, &before, event)?;
            tx.prepare_cached(
                "INSERT INTO booking_event (booking, event, at, worker) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![
                id.to_string(),
                sql::json(&event)?,
                now,
                member.id.to_string()
            ])?;
            desk.tell(&after.booking, template)?;
            desk.record(actor, action, format!("booking:{id}"), json!(event))?;
            Ok::<_, Refusal>(own(tx, &member, id, now)?.booking)
        })
        .await?;
    match event {
        DayEvent::Late { .. } => app.calls.plan_again(call).await,
        DayEvent::NoShow { side } => app.calls.not_coming(call, side, actor).await,
        _ => app.calls.call_off(call, actor),
    }
    Ok(Json(booking))
}

fn happen(
    desk: &Desk<'_>,
    before: &KeptBooking,
    event: DayEvent,
) -> Answer<(KeptBooking, &'static str, Template)> {
    let span = before.place.span;
    if !before.is_booked() {
        return Err(ErrorCode::BookingState.into());
    }
    match event {
        DayEvent::Late { minutes } => {
            let expected = span.starts_at + TimeDelta::minutes(minutes.into());
            if minutes == 0 || expected >= span.ends_at || expected <= desk.now() {
                return Err(Refusal::field("minutes", ErrorCode::InvalidInput));
            }
            let after = desk.delay(before, Some(expected))?;
            let mut told = after.clone();
            told.booking.starts_at = expected;
            Ok((told, "booking.late", mail_template!("booking-late")))
        }
        DayEvent::NoShow { side } => {
            if desk.now() < span.starts_at {
                let problem = Problem::new(ErrorCode::BookingState).at(span.starts_at);
                return Err(problem.into());
            }
            let (outcome, template) = match side {
                Side::Family => (
                    EndReason::FamilyNoShow,
                    mail_template!("booking-family-missing"),
                ),
                Side::Prison => (
                    EndReason::PrisonNoShow,
                    mail_template!("booking-prisoner-missing"),
                ),
            };
            booking::complete(desk.tx(), before.booking.id, outcome, 0)?;
            Ok((before.clone(), "booking.no_show", template))
        }
        _ => {
            let reason = event.for_family().ok_or(ErrorCode::Internal)?;
            let after = desk.call_off(before, reason)?;
            let template = mail_template!("booking-cancelled");
            Ok((after, "booking.called_off", template))
        }
    }
}

fn is_on_the_list(kept: &KeptBooking) -> bool {
    kept.is_booked()
        || matches!(
            kept.booking.status,
            BookingStatus::Cancelled { .. } | BookingStatus::Completed { .. }
        )
}

fn day_call(
    c: &Connection,
    rules: &Rules,
    kept: &KeptBooking,
    now: DateTime<Utc>,
) -> Answer<DayCall> {
    let known = people::by_id(c, kept.place.prisoner)?;
    let flags = match kept.is_booked() {
        true => {
            let slot = slots::slot(rules, &kept.place.span);
            Case::read(c, rules, kept, &known, now)?.flags(&slot)?
        }
        false => Vec::new(),
    };
    Ok(DayCall {
        time: checks::time(rules, kept.place.span.starts_at),
        laptop: kept.place.laptop,
        laptop_name: name_of(c, kept.place.laptop)?,
        prisoner: known.summary(),
        booking: kept.booking.clone(),
        phase: None,
        flags,
        events: events(c, kept.booking.id)?,
        note: note(c, kept.booking.id)?,
    })
}

fn name_of(c: &Connection, laptop: LaptopId) -> rusqlite::Result<PersonName> {
    let query = "SELECT name FROM worker WHERE id = ?1";
    c.prepare_cached(query)?
        .query_row([laptop.to_string()], |row| sql::from_word(row, 0))
}

fn events(c: &Connection, id: BookingId) -> rusqlite::Result<Vec<KeptEvent>> {
    c.prepare_cached(
        "SELECT event, at, worker.name FROM booking_event JOIN worker ON worker.id = worker
         WHERE booking = ?1 ORDER BY number",
    )?
    .query_map([id.to_string()], |row| {
        Ok(KeptEvent {
            event: sql::from_json(row, 0)?,
            at: row.get(1)?,
            by: sql::from_word(row, 2)?,
        })
    })?
    .collect()
}

fn note(c: &Connection, id: BookingId) -> rusqlite::Result<String> {
    let query = "SELECT note FROM booking_note WHERE booking = ?1";
    let found = c
        .prepare_cached(query)?
        .query_row([id.to_string()], |row| row.get(0));
    Ok(found.optional()?.unwrap_or_default())
}

fn next(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(1)).unwrap_or(date)
}

/// Where the clocks go forward at midnight, the day begins an hour later.
fn midnight(rules: &Rules, date: NaiveDate) -> DateTime<Utc> {
    let local = date.and_time(NaiveTime::MIN);
    (0..4)
        .find_map(|hours| slots::instant(rules.zone, local + TimeDelta::hours(hours)))
        .unwrap_or_else(|| local.and_utc())
}
