//! Something to decide in a new data folder: requests with and without a flaw, calls of the next
//! days, one of them with somebody who has been moved since.

use super::{people, restrictions, rules_of};
use crate::{
    account,
    booking::{self, Asker, Desk, Means, slots, visitors},
    establishment::{self, Rules},
    identity,
    people::{self as people_of, Prisoner},
    policy,
    problem::Answer,
};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use kinline_protocol::{
    AccountId, ContactId, EmailAddress, ErrorCode, EstablishmentId, Language, LaptopId, PersonName,
    PrisonerId, PrisonerNumber,
    account::Role,
    booking::NewHold,
    establishment::{Information, Reserved},
    office::{Extra, NewRestriction, Restriction, Whereabouts},
};
use rusqlite::Transaction;
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seed {
    establishment: EstablishmentId,
    information: Information,
    people: Vec<Person>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    number: PrisonerNumber,
    given_names: PersonName,
    family_name: PersonName,
    date_of_birth: NaiveDate,
    last_visit_days_ago: Option<u64>,
    whereabouts: Whereabouts,
    extra_calls: u32,
    caller: Caller,
    visitor_banned: bool,
    /// Times of one request; none where it is 0.
    asks_for: usize,
    booked: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Caller {
    email: EmailAddress,
    language: Language,
    given_names: PersonName,
    family_name: PersonName,
    date_of_birth: NaiveDate,
}

/// Plants it, at an establishment that is there already.
pub fn plant(tx: &Transaction<'_>, means: &Means, now: DateTime<Utc>) -> Answer<()> {
    let text = include_str!("../../data/seed/office.json");
    let seed: Seed = serde_json::from_str(text).map_err(|error| {
        tracing::error!(%error, "the office's seed cannot be read");
        ErrorCode::Internal
    })?;
    let mut rules = rules_of(tx, &seed.establishment)?;
    rules.settings.information = seed.information;
    rules.settings.change_until_hours = 24;
    rules.settings.reserved = Reserved {
        slots_a_week: 2,
        days_without_visit: 60,
        free_days_before: 3,
    };
    let dates = rules.holidays.dates();
    let (id, settings, timetable) = (&rules.establishment, &rules.settings, &rules.timetable);
    establishment::change(tx, id, settings, timetable, dates)?;
    let office = Office {
        tx,
        means,
        rules: &rules,
        now,
    };
    for person in &seed.people {
        office.add(person)?;
    }
    Ok(())
}

struct Office<'a> {
    tx: &'a Transaction<'a>,
    means: &'a Means,
    rules: &'a Rules,
    now: DateTime<Utc>,
}

impl Office<'_> {
    fn add(&self, person: &Person) -> Answer<()> {
        let prisoner = Prisoner {
            id: PrisonerId(Uuid::new_v4()),
            establishment: self.rules.establishment.clone(),
            number: person.number.clone(),
            given_names: person.given_names.clone(),
            family_name: person.family_name.clone(),
            date_of_birth: person.date_of_birth,
        };
        people_of::add_prisoner(self.tx, &prisoner)?;
        let (account, contact) = self.caller(&person.caller, &prisoner)?;
        let asker = Asker {
            account,
            contact,
            prisoner: prisoner.id,
        };
        self.book(&asker, person.booked)?;
        self.ask(&asker, person.asks_for)?;
        self.know(person, &asker)
    }

    fn caller(&self, new: &Caller, prisoner: &Prisoner) -> Answer<(AccountId, ContactId)> {
        let (tx, now) = (self.tx, self.now);
        let account = account::add(tx, &new.email, new.language, now)?;
        let (given, family) = (&new.given_names, &new.family_name);
        identity::add_approved(tx, account, given, family, new.date_of_birth, now)?;
        policy::agree(tx, account, policy::current_version(tx)?, now)?;
        let contact = people_of::add_approved_contact(tx, account, prisoner, now)?;
        Ok((account, contact))
    }

    /// Calls of the timetable's next times, lead days or not.
    fn book(&self, asker: &Asker, calls: usize) -> Answer<()> {
        let today = self.now.with_timezone(&self.rules.zone).date_naive();
        let week = today..=today.checked_add_days(Days::new(7)).unwrap_or(today);
        let soon = self.now + TimeDelta::minutes(20);
        let times = self.rules.calendar().times(week).into_iter();
        let mut left = calls;
        for time in times.filter(|time| time.starts_at > soon) {
            if left == 0 {
                break;
            }
            let laptop = self.laptop()?;
            let (who, at) = ([asker.account], time.starts_at);
            let booked = booking::add_booked(self.tx, asker.contact, &who, laptop, at, self.now);
            left -= usize::from(booked.is_ok());
        }
        Ok(())
    }

    fn laptop(&self) -> Answer<LaptopId> {
        let here = account::workers(self.tx)?.into_iter().find(|(worker, _)| {
            let place = worker.establishment.as_ref();
            worker.role == Role::Laptop && place == Some(&self.rules.establishment)
        });
        let (worker, _) = here.ok_or(ErrorCode::Internal)?;
        Ok(LaptopId(worker.id))
    }

    /// One request for the first times that are free.
    fn ask(&self, asker: &Asker, times: usize) -> Answer<()> {
        if times == 0 {
            return Ok(());
        }
        let desk = Desk::open(self.tx, self.means, self.now)?;
        let mut held = Vec::new();
        for slot in slots::offered(self.rules, &self.rules.holidays, self.now) {
            if held.len() == times {
                break;
            }
            let new = NewHold {
                contact: asker.contact,
                slot: slot.id,
                beside: held.clone(),
                instead_of: None,
            };
            if let Ok(hold) = desk.hold(self.rules, asker, &new) {
                held.push(hold.id);
            }
        }
        let chosen = desk.chosen(asker.account, &held)?;
        let starts_at = chosen
            .first()
            .ok_or(ErrorCode::Internal)?
            .place
            .span
            .starts_at;
        let guests = visitors::alone(self.tx, self.rules, asker.account, starts_at)?;
        desk.book(self.rules, &chosen, &guests)?;
        Ok(())
    }

    /// What staff have learnt since.
    fn know(&self, person: &Person, asker: &Asker) -> Answer<()> {
        let (tx, id) = (self.tx, asker.prisoner);
        let today = self.now.with_timezone(&self.rules.zone).date_naive();
        people::set_whereabouts(tx, id, person.whereabouts)?;
        let days_ago = person.last_visit_days_ago;
        if let Some(day) = days_ago.and_then(|days| today.checked_sub_days(Days::new(days))) {
            people::set_last_visit(tx, id, day)?;
        }
        if person.extra_calls > 0 {
            let extra = Extra {
                month: today.format("%Y-%m").to_string(),
                calls: person.extra_calls,
                minutes: 0,
            };
            people::set_extra(tx, id, &extra)?;
        }
        if person.visitor_banned {
            let new = NewRestriction {
                restriction: Restriction::VisitorBanned {
                    visitor: account::visitor_number(tx, asker.account)?,
                },
                from: None,
                until: today.checked_add_days(Days::new(60)),
                note: "After an incident in the visits hall.".to_owned(),
            };
            restrictions::add(tx, id, &new, today, self.now)?;
        }
        Ok(())
    }
}
