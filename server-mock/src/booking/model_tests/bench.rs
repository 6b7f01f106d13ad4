//! The desk itself, on a real store.

use super::{LAPTOPS, PRISONERS};
use crate::{
    audit::Audit,
    booking::desk::{Asker, Desk, Means},
    clock::Clock,
    database::{Database, DatabaseError},
    establishment::{self, Rules},
    identity,
    mailbox::Mailbox,
    people::{self, Prisoner},
    problem::{Answer, Refusal},
    timetable::{Day, Holidays, Timetable},
};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use kinline_protocol::{
    AccountId, ErrorCode, EstablishmentId, LaptopId, PersonName, PrisonerId,
    establishment::{Establishment, Settings},
};
use rusqlite::{Connection, Transaction, params};
use uuid::Uuid;

pub struct Bench {
    _folder: tempfile::TempDir,
    runtime: tokio::runtime::Runtime,
    database: Database,
    pub rules: Rules,
    pub askers: Vec<Asker>,
    /// In the order that they are given out in.
    pub laptops: Vec<LaptopId>,
    means: Means,
}

impl Bench {
    pub fn open(settings: Settings, now: DateTime<Utc>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(&folder.path().join("data.sqlite")).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let rules = rules(settings);
        let planted = rules.clone();
        let askers = runtime
            .block_on(database.write(move |tx| plant(tx, &planted, now)))
            .unwrap();
        let laptops = runtime.block_on(database.read(|c| {
            let mut query = c.prepare("SELECT id FROM worker ORDER BY name")?;
            let laptops = query.query_map([], |row| crate::sql::parsed(row, 0))?;
            Ok::<_, DatabaseError>(laptops.collect::<rusqlite::Result<_>>()?)
        }));
        let clock = Clock::new(TimeDelta::zero());
        Self {
            _folder: folder,
            runtime,
            database,
            rules,
            askers,
            laptops: laptops.unwrap(),
            means: Means::new(Audit::new(clock.clone()), Mailbox::new(clock)),
        }
    }

    /// Sets something else; what is booked stays as it is.
    pub fn set(&mut self, settings: &Settings) {
        self.rules.settings = settings.clone();
        let rules = self.rules.clone();
        let kept = self.database.write(move |tx| {
            establishment::change(
                tx,
                &rules.establishment,
                &rules.settings,
                &rules.timetable,
                rules.holidays.dates(),
            )?;
            Ok::<_, DatabaseError>(())
        });
        self.runtime.block_on(kept).unwrap();
    }

    /// What happens at a desk that is opened now.
    pub fn at<T: Send + 'static>(
        &self,
        now: DateTime<Utc>,
        work: impl FnOnce(&Desk<'_>, &Rules) -> Answer<T> + Send + 'static,
    ) -> Result<T, ErrorCode> {
        let (rules, means) = (self.rules.clone(), self.means.clone());
        let answer = self
            .database
            .write(move |tx| work(&Desk::open(tx, &means, now)?, &rules));
        self.runtime
            .block_on(answer)
            .map_err(|refusal: Refusal| refusal.problem().code)
    }

    /// Whose claim it is.
    pub fn family(&self, taken: &Taken) -> usize {
        let mut askers = self.askers.iter();
        let family = askers.position(|asker| asker.account == taken.account);
        family.unwrap()
    }

    /// What is read, without anything being settled.
    pub fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection, &Rules) -> Answer<T> + Send + 'static,
    ) -> T {
        let rules = self.rules.clone();
        let answer = self.database.read(move |c| work(c, &rules));
        self.runtime.block_on(answer).unwrap()
    }
}

/// A claim as it is kept.
pub struct Taken {
    pub request: String,
    pub account: AccountId,
    pub laptop: LaptopId,
    pub prisoner: PrisonerId,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub free_at: DateTime<Utc>,
    /// Of a hold.
    pub until: Option<DateTime<Utc>>,
}

/// What the store says is taken at a time.
pub fn taken(c: &Connection, now: DateTime<Utc>) -> Result<Vec<Taken>, DatabaseError> {
    let query = "SELECT request, laptop, prisoner, starts_at, ends_at, free_at,
                        coalesce((SELECT account FROM hold WHERE hold.id = claim.id),
                                 (SELECT account FROM booking WHERE booking.id = claim.id)),
                        (SELECT expires_at FROM hold WHERE hold.id = claim.id)
                 FROM claim
                 WHERE expires_at IS NULL OR expires_at > ?1";
    let mut statement = c.prepare(query)?;
    let rows = statement.query_map([now], |row| {
        Ok(Taken {
            request: row.get(0)?,
            account: crate::sql::parsed(row, 6)?,
            laptop: crate::sql::parsed(row, 1)?,
            prisoner: crate::sql::parsed(row, 2)?,
            starts_at: row.get(3)?,
            ends_at: row.get(4)?,
            free_at: row.get(5)?,
            until: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn rules(settings: Settings) -> Rules {
    Rules {
        establishment: EstablishmentId("BWI".into()),
        live: true,
        zone: Tz::Europe__London,
        settings,
        timetable: Timetable::weekly(Day::ALL, &["0900-0950".parse().unwrap()]),
        holidays: Holidays::england_and_wales().clone(),
    }
}

fn plant(tx: &Transaction<'_>, rules: &Rules, now: DateTime<Utc>) -> Answer<Vec<Asker>> {
    let establishment = Establishment {
        id: rules.establishment.clone(),
        name: "Berwyn".into(),
        name_cy: None,
        time_zone: rules.zone.name().into(),
        live: true,
        readiness: kinline_protocol::readiness::Progress::default(),
    };
    establishment::add(tx, &establishment, &rules.settings, &rules.timetable)?;
    for number in 0..LAPTOPS {
        tx.execute(
            "INSERT INTO worker (id, role, name, establishment, code) VALUES (?1, 'laptop', ?2, 'BWI', ?2)",
            params![Uuid::new_v4().to_string(), format!("Laptop {number}")],
        )?;
    }
    let prisoners: Vec<Prisoner> = (0..3).map(prisoner).collect();
    for prisoner in &prisoners {
        people::add_prisoner(tx, prisoner)?;
    }
    PRISONERS
        .iter()
        .map(|number| {
            let account = add_pending(tx, now)?;
            add_account(tx, account, "1980-01-01", now)?;
            let prisoner = &prisoners[*number];
            let contact = people::add_approved_contact(tx, account, prisoner, now)?;
            Ok(Asker {
                account,
                contact,
                prisoner: prisoner.id,
            })
        })
        .collect()
}

/// Somebody who has only registered.
pub fn add_pending(tx: &Transaction<'_>, now: DateTime<Utc>) -> Answer<AccountId> {
    let account = AccountId(Uuid::new_v4());
    tx.execute(
        "INSERT INTO account (id, email, language, visitor_number, created_at)
         VALUES (?1, ?1 || '@example.org', 'en', ?1, ?2)",
        params![account.to_string(), now],
    )?;
    Ok(account)
}

/// Their identity is approved.
pub fn add_account(
    tx: &Transaction<'_>,
    account: AccountId,
    born: &str,
    now: DateTime<Utc>,
) -> Answer<()> {
    let (given, family) = (PersonName::parse("Ann")?, PersonName::parse("Prosser")?);
    let born = born.parse().unwrap();
    Ok(identity::add_approved(
        tx, account, &given, &family, born, now,
    )?)
}

fn prisoner(number: usize) -> Prisoner {
    let name = |text: &str| PersonName::parse(text).unwrap();
    Prisoner {
        id: PrisonerId(Uuid::new_v4()),
        establishment: EstablishmentId("BWI".into()),
        number: format!("A000{number}AA").try_into().unwrap(),
        given_names: name("Rhys"),
        family_name: name("Prosser"),
        date_of_birth: "1990-01-01".parse().unwrap(),
    }
}
