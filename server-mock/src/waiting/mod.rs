//! The waiting list: a slot that is given back is offered to one family at a time, who waits
//! longest first, as a hold that only they have. People without a face-to-face visit for the
//! establishment's time go before the others.

mod family;
mod store;

pub use family::routes;

use crate::{
    audit::Actor,
    booking::{self, Desk},
    establishment::{self, Rules},
    mail_template, office,
    problem::Answer,
};
use chrono::{DateTime, Duration, Utc};
use kinline_protocol::{
    AccountId, ErrorCode, EstablishmentId, WaitingId,
    booking::{Hold, Slot},
    waiting::{Day, NewWaiting},
};
use rusqlite::Connection;
use serde_json::json;
use std::collections::BTreeMap;
use store::Kept;

/// A place at a time is free again: asks the first in the queue who wants it and can have it, and
/// was not asked before. If there is nobody it is free for all.
pub fn pass_on(desk: &Desk<'_>, at: &EstablishmentId, starts_at: DateTime<Utc>) -> Answer<()> {
    let mut queue = store::queue(desk.tx(), at)?;
    if queue.is_empty() {
        return Ok(());
    }
    let Some(rules) = establishment::rules(desk.tx(), at)? else {
        return Ok(());
    };
    let Some(slot) = booking::offered_at(&rules, starts_at, desk.now()) else {
        return Ok(());
    };
    let mut precedence = BTreeMap::new();
    for kept in &queue {
        precedence.insert(kept.id, goes_first(desk, &rules, kept)?);
    }
    queue.sort_by_key(|kept| !precedence[&kept.id]);
    for kept in queue {
        if wants(&kept.wish, &slot) && offer(desk, &rules, &kept, &slot)? {
            break;
        }
    }
    Ok(())
}

/// Whether the person in prison has had no face-to-face visit for so long that they go first.
fn goes_first(desk: &Desk<'_>, rules: &Rules, kept: &Kept) -> Answer<bool> {
    match booking::asker(desk.tx(), kept.account, kept.wish.contact) {
        Ok((asker, _)) => {
            let prisoner = asker.prisoner;
            Ok(office::has_precedence(
                desk.tx(),
                rules,
                prisoner,
                desk.now(),
            )?)
        }
        Err(_) => Ok(false),
    }
}

/// Puts somebody on the list, or changes what they wait for.
pub fn put(
    desk: &Desk<'_>,
    account: AccountId,
    rules: &Rules,
    wish: &NewWaiting,
) -> Answer<WaitingId> {
    let at = &rules.establishment;
    Ok(store::put(desk.tx(), account, at, wish, desk.now())?)
}

/// Takes somebody off the list. What they were offered goes to the next.
fn stop(desk: &Desk<'_>, kept: &Kept) -> Answer<()> {
    let offer = store::offer(desk.tx(), kept.id, desk.now())?;
    store::remove(desk.tx(), &kept.id.to_string())?;
    match offer {
        Some(hold) => desk.give_back(&desk.own_hold(kept.account, hold)?),
        None => Ok(()),
    }
}

/// Takes an account off every list.
#[cfg(test)]
pub fn stop_all(desk: &Desk<'_>, account: AccountId) -> Answer<()> {
    let waiting = store::of(desk.tx(), account)?;
    waiting.iter().try_for_each(|kept| stop(desk, kept))
}

/// Who waited has booked what they were offered.
pub fn served(tx: &Connection, request: &str) -> rusqlite::Result<()> {
    store::remove(tx, request)
}

/// Keeps the slot for a family. Not if they were offered it before, have an offer, or cannot have
/// it: their month is used up, or the person has another call then.
fn offer(desk: &Desk<'_>, rules: &Rules, kept: &Kept, slot: &Slot) -> Answer<bool> {
    if store::was_offered(desk.tx(), kept.id, slot.starts_at)?
        || store::offer(desk.tx(), kept.id, desk.now())?.is_some()
    {
        return Ok(false);
    }
    let asker = match booking::asker(desk.tx(), kept.account, kept.wish.contact) {
        Ok((asker, _)) => asker,
        Err(_) => return Ok(false),
    };
    let minutes = Duration::minutes(rules.settings.waiting_offer_minutes.into());
    let expires_at = (desk.now() + minutes).min(slot.starts_at);
    let hold = match booking::keep(desk, rules, &asker, &kept.id.to_string(), slot, expires_at) {
        Ok(hold) => hold,
        Err(refusal) if is_taken(refusal.problem().code) => return Ok(false),
        Err(refusal) => return Err(refusal),
    };
    store::offered(desk.tx(), kept.id, &hold)?;
    tell(desk, rules, kept, &hold)?;
    let data = json!({ "starts_at": slot.starts_at, "expires_at": expires_at });
    let subject = format!("waiting:{}", kept.id);
    desk.record(Actor::Server, "waiting.offered", subject, data)?;
    Ok(true)
}

fn tell(desk: &Desk<'_>, rules: &Rules, kept: &Kept, hold: &Hold) -> Answer<()> {
    let about = booking::About {
        prisoner: &booking::prisoner_of(desk.tx(), kept.wish.contact)?,
        establishment: &rules.establishment,
        starts_at: hold.slot.starts_at,
        reference: "",
        answer_by: Some(hold.expires_at),
        times: &[],
    };
    desk.tell_one(kept.account, &about, mail_template!("waiting-offer"))
}

fn is_taken(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::SlotTaken | ErrorCode::AllowanceUsed)
}

fn wants(wish: &NewWaiting, slot: &Slot) -> bool {
    let date = slot.local_start.date();
    wish.from.is_none_or(|from| from <= date)
        && wish.to.is_none_or(|to| date <= to)
        && (wish.days.is_empty() || wish.days.contains(&Day::of(date)))
}
