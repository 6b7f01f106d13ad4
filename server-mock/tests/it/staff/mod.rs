//! What staff see, set and decide, and what a family learns of it.

mod day;
mod portal;
mod prisoners;
mod privacy;
mod requests;
mod seed;
mod telephone;

use crate::office::{Answer, Caller, Office, SETTINGS};
use chrono::{DateTime, Utc};
use kinline_mock::people::Prisoner;
use kinline_protocol::{
    ErrorCode, List,
    booking::Booking,
    establishment::Settings,
    office::{
        Check, CheckKind, CheckResult, NewRestriction, PrisonerChange, PrisonerRecord, Request,
        RequestDecision, RequestSummary, Restriction,
    },
};
use reqwest::Method;

fn reviewed() -> Settings {
    Settings {
        automatic: false,
        ..SETTINGS
    }
}

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

async fn queue(office: &Office) -> Vec<RequestSummary> {
    let path = "/v1/staff/requests";
    let list: List<RequestSummary> = office.get(&office.staff, path).await.unwrap();
    list.items
}

async fn request(office: &Office, booking: &Booking) -> Request {
    let path = format!("/v1/staff/requests/{}", booking.id);
    office.get(&office.staff, &path).await.unwrap()
}

async fn decide(office: &Office, booking: &Booking, decision: &RequestDecision) -> Answer<Booking> {
    let path = format!("/v1/staff/requests/{}/decision", booking.id);
    office.post(&office.staff, &path, decision).await
}

async fn refused(office: &Office, booking: &Booking, decision: &RequestDecision) -> ErrorCode {
    decide(office, booking, decision).await.unwrap_err().code
}

async fn change(
    office: &Office,
    prisoner: &Prisoner,
    change: &PrisonerChange,
) -> Answer<PrisonerRecord> {
    let path = format!("/v1/staff/prisoners/{}", prisoner.number.as_str());
    let answer = office.send(Method::PATCH, &office.staff, &path, Some(change), "");
    crate::office::read(answer.await).await
}

async fn restrict(
    office: &Office,
    prisoner: &Prisoner,
    restriction: Restriction,
) -> PrisonerRecord {
    let new = NewRestriction {
        restriction,
        from: None,
        until: None,
        note: "Incident 12".into(),
    };
    let add = PrisonerChange {
        add: vec![new],
        ..PrisonerChange::default()
    };
    change(office, prisoner, &add).await.unwrap()
}

async fn record(office: &Office, prisoner: &Prisoner) -> PrisonerRecord {
    let path = format!("/v1/staff/prisoners/{}", prisoner.number.as_str());
    office.get(&office.staff, &path).await.unwrap()
}

/// What the first person asks for through the first family, in the first free slot.
async fn asked(office: &Office) -> (Prisoner, Caller, Booking) {
    let prisoner = office.prisoner(1).await;
    let caller = office.caller_for(&prisoner).await;
    let slots = office.slots(&caller).await.slots;
    let booking = office.call(&caller, &slots[0]).await.unwrap();
    (prisoner, caller, booking)
}

fn result(checks: &[Check], kind: CheckKind) -> CheckResult {
    checks
        .iter()
        .find(|check| check.check == kind)
        .unwrap()
        .result
}

/// What the log says happened, without what came before it.
async fn actions(office: &Office, prefix: &str) -> Vec<String> {
    let events = office.events().await.into_iter();
    events
        .map(|event| event.action)
        .filter(|action| action.starts_with(prefix))
        .collect()
}
