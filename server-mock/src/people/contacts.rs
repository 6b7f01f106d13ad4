//! Who is on whose list: asked for by families, decided by staff.

use super::{require_ready, store};
use crate::{
    account,
    app::AppState,
    audit::Actor,
    auth::{Family, Staff, StaffMember},
    establishment,
    extract::{Json, Path},
    idempotency::{Once, Outcome},
    mail_template,
    mailbox::Mailbox,
    problem::{Answer, Refusal},
    timetable::Holidays,
};
use axum::{extract::State, http::StatusCode, response::Response};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    ContactId, ErrorCode, List, PrisonerId, Problem,
    people::{Contact, ContactDecision, ContactRequest, ContactStatus, NewContact},
    value::plausible_birth,
};
use rusqlite::Transaction;
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Working days in which an establishment answers.
const ANSWER_DAYS: u32 = 3;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(list, add))
        .routes(routes!(queue))
        .routes(routes!(decide))
}

/// List one's contacts
#[utoipa::path(
    get, path = "/v1/contacts", tag = "people", security(("family" = [])),
    responses((status = 200, body = List<Contact>, description = "In the order of asking.")),
)]
async fn list(State(app): State<AppState>, Family(account): Family) -> Answer<Json<List<Contact>>> {
    app.database
        .read(move |c| Ok(Json(store::contacts(c, account)?.into())))
        .await
}

/// Ask to be put on somebody's list
///
/// Whether there is such a person is the establishment's to say, not this answer's.
#[utoipa::path(
    post, path = "/v1/contacts", tag = "people", security(("family" = [])),
    request_body = NewContact,
    responses(
        (status = 201, body = Contact, description = "The establishment is asked."),
        (status = 403, body = Problem, description = "identity_not_approved, policy_not_agreed"),
        (status = 409, body = Problem, description = "contact_exists, establishment_not_live"),
        (status = 422, body = Problem, description = "invalid_input"),
    ),
)]
async fn add(
    State(app): State<AppState>,
    Family(account): Family,
    once: Once<NewContact>,
) -> Answer<Response> {
    let (audit, now) = (app.audit.clone(), app.clock.now());
    once.run_with(&app, account, move |tx, new| {
        require_ready(tx, account, now)?;
        plausible_birth(new.date_of_birth, now.date_naive())
            .map_err(|code| Refusal::field("date_of_birth", code))?;
        let rules = establishment::rules(tx, &new.establishment)?
            .ok_or_else(|| Refusal::field("establishment", ErrorCode::NotFound))?;
        if !rules.live {
            return Err(ErrorCode::EstablishmentNotLive.into());
        }
        let answer_by = rules.answer_by(now, ANSWER_DAYS, Holidays::england_and_wales());
        let contact = store::add_contact(tx, account, new, now, answer_by)?;
        let subject = format!("contact:{}", contact.id);
        let data = json!({ "establishment": rules.establishment });
        audit.record(
            tx,
            Actor::Family(account),
            "people.contact_requested",
            subject,
            data,
        )?;
        Outcome::json(StatusCode::CREATED, &contact)
    })
    .await
}

/// List the requests that wait for one's establishment
#[utoipa::path(
    get, path = "/v1/staff/contacts", tag = "people", security(("staff" = [])),
    responses((status = 200, body = List<ContactRequest>, description = "Oldest first.")),
)]
async fn queue(
    State(app): State<AppState>,
    Staff(member): Staff,
) -> Answer<Json<List<ContactRequest>>> {
    app.database
        .read(move |c| {
            let waiting = store::waiting(c, &member.establishment)?;
            let requests = waiting.into_iter().map(|link| store::request(c, link));
            Ok(Json(requests.collect::<Answer<Vec<_>>>()?.into()))
        })
        .await
}

/// Decide a request
///
/// Only a person who is there, and whose details all fit, can be approved.
#[utoipa::path(
    post, path = "/v1/staff/contacts/{id}/decision", tag = "people", security(("staff" = [])),
    params(("id" = ContactId, Path)), request_body = ContactDecision,
    responses(
        (status = 200, body = Contact, description = "Decided; the family gets a mail."),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "already_decided"),
        (status = 422, body = Problem, description = "invalid_input: `matched` is not set"),
    ),
)]
async fn decide(
    State(app): State<AppState>,
    Staff(member): Staff,
    Path(id): Path<ContactId>,
    Json(decision): Json<ContactDecision>,
) -> Answer<Json<Contact>> {
    let (audit, mailbox, now) = (app.audit.clone(), app.mailbox.clone(), app.clock.now());
    app.database
        .write(move |tx| {
            let mut link = open_request(tx, &member, id)?;
            let (status, prisoner) = decided(tx, &link.contact, &decision, now)?;
            store::decide(tx, id, &status, prisoner)?;
            link.contact.status = status;
            tell(tx, &mailbox, &link)?;
            let actor = Actor::Staff(member.id);
            audit.record(
                tx,
                actor,
                "people.contact_decided",
                format!("contact:{id}"),
                json!(decision),
            )?;
            Ok(Json(link.contact))
        })
        .await
}

fn open_request(tx: &Transaction<'_>, member: &StaffMember, id: ContactId) -> Answer<store::Link> {
    let link = store::contact(tx, id)?
        .filter(|link| link.contact.person.establishment == member.establishment)
        .ok_or(ErrorCode::NotFound)?;
    match link.contact.status {
        ContactStatus::Requested { .. } => Ok(link),
        _ => Err(ErrorCode::AlreadyDecided.into()),
    }
}

fn decided(
    tx: &Transaction<'_>,
    contact: &Contact,
    decision: &ContactDecision,
    now: DateTime<Utc>,
) -> Answer<(ContactStatus, Option<PrisonerId>)> {
    match decision {
        ContactDecision::Reject { reason } => {
            let reason = *reason;
            Ok((
                ContactStatus::Rejected {
                    rejected_at: now,
                    reason,
                },
                None,
            ))
        }
        ContactDecision::Approve => {
            let prisoner = store::matching(tx, &contact.person)?.ok_or_else(|| {
                Problem::new(ErrorCode::InvalidInput)
                    .detail("nobody there has these details: reject the request")
                    .field("decision", ErrorCode::NotFound)
            })?;
            Ok((ContactStatus::Approved { approved_at: now }, Some(prisoner)))
        }
    }
}

fn tell(tx: &Transaction<'_>, mailbox: &Mailbox, link: &store::Link) -> rusqlite::Result<()> {
    let (to, language) = account::address(tx, link.account)?;
    let template = match link.contact.status {
        ContactStatus::Approved { .. } => mail_template!("contact-approved"),
        _ => mail_template!("contact-rejected"),
    };
    let person = &link.contact.person;
    let name = format!(
        "{} {}",
        person.given_names.as_str(),
        person.family_name.as_str()
    );
    mailbox.post(tx, &to, template, language, &[("name", &name)])
}
