//! Calls that a family asks for by telephone.

use super::{own, own_rules, people};
use crate::{
    account,
    app::AppState,
    audit::Actor,
    auth::Staff,
    booking::{Asker, Desk, Guest, Means, slots, visitors},
    establishment::Rules,
    extract::Json,
    mail_template,
    problem::{Answer, Refusal},
};
use axum::{extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    AccountId, ErrorCode, Problem,
    booking::{Booking, Party, VisitorKind},
    office::NewTelephoneBooking,
};
use rusqlite::{Connection, params};
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

const NOTE_CHARACTERS: usize = 500;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default().routes(routes!(book))
}

/// Book a call for a family that telephones
///
/// They see it in the app like any other, and that the establishment entered it. Lead days do not
/// count; what forbids a call does.
#[utoipa::path(
    post, path = "/v1/staff/bookings", tag = "office", security(("staff" = [])),
    request_body = NewTelephoneBooking,
    responses(
        (status = 201, body = Booking, description = "Booked; the family gets a mail."),
        (status = 403, body = Problem,
         description = "identity_expired: `at` says since when one of them must prove again who they are; identity_not_approved"),
        (status = 409, body = Problem,
         description = "slot_taken, slot_unavailable, checks_failed, not_asked_here, establishment_not_live; allowance_used: `at` says when it renews"),
        (status = 422, body = Problem,
         description = "invalid_input: `fields` names who is not known or not on the list; too_many_visitors, no_adult"),
    ),
)]
async fn book(
    State(app): State<AppState>,
    Staff(member): Staff,
    Json(new): Json<NewTelephoneBooking>,
) -> Answer<(StatusCode, Json<Booking>)> {
    let (means, now) = (Means::of(&app), app.clock.now());
    app.database
        .write(move |tx| {
            let desk = Desk::open(tx, &means, now)?;
            let rules = own_rules(tx, &member)?;
            if new.note.chars().count() > NOTE_CHARACTERS {
                return Err(Refusal::field("note", ErrorCode::TooLarge));
            }
            let known = people::by_number(tx, &member.establishment, &new.prisoner_number)?
                .ok_or_else(|| Refusal::field("prisoner_number", ErrorCode::NotFound))?;
            let (asker, guests) = party(tx, &rules, &known, &new, now)?;
            let slot = slots::at(&rules, new.starts_at);
            let offered = super::hits::time(&rules, slot.starts_at, slot.ends_at).is_none();
            if !offered || new.starts_at <= now {
                return Err(ErrorCode::SlotUnavailable.into());
            }
            let seen: Vec<_> = guests.iter().map(|guest| guest.visitor.clone()).collect();
            let day = slot.local_start.date();
            if super::against(tx, known.prisoner.id, &seen, (day, now))?.is_some() {
                return Err(ErrorCode::ChecksFailed.into());
            }
            let id = desk.book_for(&rules, &asker, &guests, new.starts_at)?;
            if !new.note.trim().is_empty() {
                tx.execute(
                    "INSERT INTO booking_note (booking, note) VALUES (?1, ?2)",
                    params![id.to_string(), new.note.trim()],
                )?;
            }
            let booking = own(tx, &member, id, now)?.booking;
            desk.tell(&booking, mail_template!("booking-booked"))?;
            let data = json!({ "starts_at": new.starts_at, "visitors": guests.len() });
            let (actor, subject) = (Actor::Staff(member.id), format!("booking:{id}"));
            desk.record(actor, "booking.telephoned", subject, data)?;
            Ok((StatusCode::CREATED, Json(booking)))
        })
        .await
}

/// Who comes: the first is on the person's list, all are known here.
fn party(
    c: &Connection,
    rules: &Rules,
    known: &people::Known,
    new: &NewTelephoneBooking,
    now: DateTime<Utc>,
) -> Answer<(Asker, Vec<Guest>)> {
    let unknown = || Refusal::field("visitors", ErrorCode::NotFound);
    let mut accounts: Vec<AccountId> = Vec::new();
    for number in &new.visitors {
        let account = account::by_visitor_number(c, number)?.ok_or_else(unknown)?;
        if !accounts.contains(&account) {
            accounts.push(account);
        }
    }
    let first = accounts.first().ok_or_else(unknown)?;
    let callers = people::callers(c, known.prisoner.id)?;
    let (_, caller) = callers
        .into_iter()
        .find(|(account, _)| account == first)
        .ok_or_else(|| Refusal::field("visitors", ErrorCode::ContactNotApproved))?;
    let children = Party {
        children: new.children.clone(),
        ..Party::default()
    };
    let mut guests = visitors::visitors(c, rules, &accounts, new.starts_at, now)?;
    if !new.children.is_empty() {
        let with = visitors::party(c, rules, *first, &children, new.starts_at, now)?;
        guests.extend(with.into_iter().skip(1));
    }
    if guests.len() > usize::from(rules.settings.visitors) {
        return Err(ErrorCode::TooManyVisitors.into());
    }
    let is_adult = |guest: &Guest| guest.visitor.kind == VisitorKind::Adult;
    if !guests.iter().any(is_adult) {
        return Err(ErrorCode::NoAdult.into());
    }
    let asker = Asker {
        account: *first,
        contact: caller.contact,
        prisoner: known.prisoner.id,
    };
    Ok((asker, guests))
}
