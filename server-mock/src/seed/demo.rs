//! The demo's people and places.

use super::{
    Family, Planted, add_workers,
    data::{Demo, NewFamily, Offer, Prisoner},
};
use crate::{
    account, booking,
    establishment::{self, DEFAULT_SETTINGS},
    identity, people, policy,
    problem::Answer,
    readiness,
    timetable::Timetable,
};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use kinline_protocol::{
    ErrorCode, LaptopId, PrisonerId,
    account::Role,
    booking::Booking,
    establishment::{Establishment, Settings},
    limits::CALLERS,
};
use rusqlite::{Connection, Transaction};
use uuid::Uuid;

/// Plants all but the open call.
pub(super) fn plant(tx: &Transaction<'_>, demo: Demo, now: DateTime<Utc>) -> Answer<Planted> {
    for new in &demo.establishments {
        add_establishment(tx, &new.establishment(), &demo.timetables)?;
        readiness::plant(tx, &new.id, &new.done, now)?;
    }
    add_workers(tx, &demo.workers)?;
    let known: Vec<_> = demo.prisoners.iter().map(known).collect();
    for prisoner in &known {
        people::add_prisoner(tx, prisoner)?;
    }
    let first = known.first().ok_or(ErrorCode::Internal)?;
    let mut families = Vec::new();
    for new in &demo.families {
        families.push(add_family(tx, new, first, now)?);
    }
    Ok(Planted {
        families,
        prisoners: demo.prisoners,
        call: None,
    })
}

/// Books a call that starts now: the first family member asks, as many come along as may.
pub(super) fn open_call(
    tx: &Transaction<'_>,
    planted: &Planted,
    now: DateTime<Utc>,
) -> Answer<Booking> {
    let asking = planted.families.first().ok_or(ErrorCode::Internal)?;
    let visitors: Vec<_> = planted
        .families
        .iter()
        .map(|family| family.account)
        .take(CALLERS)
        .collect();
    let place = &planted
        .prisoners
        .first()
        .ok_or(ErrorCode::Internal)?
        .establishment;
    let (worker, _) = account::workers(tx)?
        .into_iter()
        .find(|(worker, _)| {
            worker.role == Role::Laptop && worker.establishment.as_ref() == Some(place)
        })
        .ok_or(ErrorCode::Internal)?;
    let starts_at = now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now);
    let laptop = LaptopId(worker.id);
    booking::add_booked(tx, asking.contact, &visitors, laptop, starts_at, now)
}

fn add_establishment(
    tx: &Connection,
    establishment: &Establishment,
    offers: &[Offer],
) -> rusqlite::Result<()> {
    match offers
        .iter()
        .find(|offer| offer.establishment == establishment.id)
    {
        None => establishment::add(tx, establishment, &DEFAULT_SETTINGS, &Timetable::default()),
        Some(offer) => {
            let settings = Settings {
                automatic: offer.automatic,
                calls_a_month: offer.calls_a_month,
                capacity: offer.capacity.unwrap_or(DEFAULT_SETTINGS.capacity),
                ..DEFAULT_SETTINGS
            };
            let timetable = Timetable {
                works_weekends: offer.works_weekends,
                ..Timetable::weekly(offer.days.iter().copied(), &offer.periods)
            };
            establishment::add(tx, establishment, &settings, &timetable)
        }
    }
}

fn known(prisoner: &Prisoner) -> people::Prisoner {
    people::Prisoner {
        id: PrisonerId(Uuid::new_v4()),
        establishment: prisoner.establishment.clone(),
        number: prisoner.number.clone(),
        given_names: prisoner.given_names.clone(),
        family_name: prisoner.family_name.clone(),
        date_of_birth: prisoner.date_of_birth,
    }
}

fn add_family(
    tx: &Transaction<'_>,
    new: &NewFamily,
    prisoner: &people::Prisoner,
    now: DateTime<Utc>,
) -> Answer<Family> {
    let account = account::add(tx, &new.email, new.language, now)?;
    let (given, family) = (&new.given_names, &new.family_name);
    identity::add_approved(tx, account, given, family, new.date_of_birth, now)?;
    policy::agree(tx, account, policy::current_version(tx)?, now)?;
    let contact = people::add_approved_contact(tx, account, prisoner, now)?;
    Ok(Family { account, contact })
}
