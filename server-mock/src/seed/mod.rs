//! What a data folder starts with.

mod crowd;
mod data;
mod demo;

pub use crowd::add_families;
pub use data::Prisoner;

use crate::{
    account,
    app::AppState,
    auth::{self, Worker},
    booking::Means,
    office,
    problem::{Answer, Refusal},
    server::ServerError,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use data::{Demo, NewWorker};
use kinline_protocol::{
    AccountId, BookingId, CallId, ContactId, EstablishmentId, LaptopId, PersonName,
    account::{Role, VisitorNumber},
    booking::Booking,
};
use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// Characters of a sign-in code: 50 bits.
const CODE_LENGTH: usize = 10;
/// Tokens of seeded people outlive any move of the clock.
const TOKEN_DAYS: i64 = 36_525;

/// Which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Seed {
    /// The establishments of the register, ten of them live, with staff, laptops, prisoners and some families
    Demo,
    /// The same, and a call that is open now
    CallNow,
    /// Only a developer and a reviewer
    Empty,
}

/// A seeded person, and how to sign in as them.
#[derive(Clone, Serialize)]
pub struct Person {
    /// What they may do.
    pub role: Role,
    /// Their name.
    pub name: PersonName,
    /// A bearer token.
    pub token: String,
    /// The sign-in code for pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Where they work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub establishment: Option<EstablishmentId>,
    /// Which laptop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub laptop: Option<LaptopId>,
    /// Which family account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// A family member's, to be brought along by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visitor_number: Option<VisitorNumber>,
    /// A family member's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<NaiveDate>,
}

/// The call of [`Seed::CallNow`], with its media resources.
#[derive(Debug, Clone, Serialize)]
pub struct OpenCall {
    /// The call.
    pub id: CallId,
    /// Its booking.
    pub booking: BookingId,
    /// What families quote.
    pub reference: String,
    /// WHIP: family and laptop.
    pub media: String,
    /// WHEP: staff.
    pub watch: String,
    /// The WebSocket.
    pub events: String,
}

/// Everybody, and the call if there is one.
#[derive(Clone)]
pub struct Seeded {
    /// Everybody who can sign in, or has a token.
    pub people: Vec<Person>,
    /// People in prison, to be added as contacts.
    pub prisoners: Vec<Prisoner>,
    /// The open call.
    pub call: Option<OpenCall>,
}

/// What a data folder remembers of its seed.
#[derive(Default, Serialize, Deserialize)]
struct Planted {
    families: Vec<Family>,
    prisoners: Vec<Prisoner>,
    call: Option<Booking>,
}

/// A family member with everything done.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Family {
    account: AccountId,
    contact: ContactId,
}

/// Seeds a new data folder; a used one keeps what it has. Every start gives out new tokens beside
/// the ones that were given out before.
pub async fn plant(app: &AppState, seed: Seed) -> Result<Seeded, ServerError> {
    let state = app.clone();
    let seeded: Answer<Seeded> = app
        .database
        .write(move |tx| {
            let planted = match kept(tx)? {
                Some(planted) => planted,
                None => plant_new(&state, tx, seed)?,
            };
            describe(&state, tx, planted)
        })
        .await;
    if let (Seed::CallNow, Ok(Seeded { call: None, .. })) = (seed, &seeded) {
        tracing::warn!("the data folder was seeded before: take another one for an open call");
    }
    seeded.map_err(|refusal| ServerError::Seed(refusal.problem().title.clone()))
}

fn kept(c: &Connection) -> Answer<Option<Planted>> {
    let query = "SELECT value FROM setting WHERE name = 'seed'";
    let read = |row: &rusqlite::Row<'_>| crate::sql::from_json(row, 0);
    Ok(c.query_row(query, [], read).optional()?)
}

fn plant_new(app: &AppState, tx: &Transaction<'_>, seed: Seed) -> Answer<Planted> {
    let now = app.clock.now();
    let demo = Demo::read()?;
    let planted = match seed {
        Seed::Empty => {
            let everywhere = |worker: &&NewWorker| worker.establishment.is_none();
            add_workers(tx, demo.workers.iter().filter(everywhere))?;
            Planted::default()
        }
        Seed::Demo => demo::plant(tx, demo, now)?,
        Seed::CallNow => {
            let mut planted = demo::plant(tx, demo, now)?;
            planted.call = Some(demo::open_call(tx, &planted, now)?);
            planted
        }
    };
    if seed != Seed::Empty {
        office::plant(tx, &Means::of(app), now)?;
    }
    tx.execute(
        "INSERT INTO setting (name, value) VALUES ('seed', ?1)",
        [crate::sql::json(&planted)?],
    )?;
    let data = json!({ "families": planted.families.len() });
    app.audit.record(
        tx,
        crate::audit::Actor::Server,
        "seed.planted",
        "seed",
        data,
    )?;
    Ok(planted)
}

fn add_workers<'a>(
    tx: &Connection,
    workers: impl IntoIterator<Item = &'a NewWorker>,
) -> rusqlite::Result<()> {
    for new in workers {
        let worker = Worker {
            id: Uuid::new_v4(),
            role: new.role,
            name: new.name.clone(),
            establishment: new.establishment.clone(),
        };
        account::add_worker(tx, &worker, &account::letters_and_digits(CODE_LENGTH))?;
    }
    Ok(())
}

fn describe(app: &AppState, tx: &Connection, planted: Planted) -> Answer<Seeded> {
    let expires_at = app.clock.now() + TimeDelta::days(TOKEN_DAYS);
    let mut people = Vec::new();
    for (worker, code) in account::workers(tx)? {
        people.push(describe_worker(tx, worker, code, expires_at)?);
    }
    for family in planted.families {
        people.push(describe_family(tx, family.account, expires_at)?);
    }
    let call = planted
        .call
        .map(|booking| describe_call(&app.base_url, &booking));
    Ok(Seeded {
        people,
        prisoners: planted.prisoners,
        call,
    })
}

fn describe_worker(
    tx: &Connection,
    worker: Worker,
    code: String,
    expires_at: DateTime<Utc>,
) -> Answer<Person> {
    Ok(Person {
        token: auth::issue(tx, worker.role, worker.id, expires_at)?.access_token,
        laptop: (worker.role == Role::Laptop).then_some(LaptopId(worker.id)),
        role: worker.role,
        name: worker.name,
        code: Some(code),
        establishment: worker.establishment,
        account: None,
        visitor_number: None,
        date_of_birth: None,
    })
}

fn describe_family(
    tx: &Connection,
    account: AccountId,
    expires_at: DateTime<Utc>,
) -> Answer<Person> {
    let approved = crate::identity::approved(tx, account)?;
    let approved = approved
        .ok_or(kinline_protocol::ErrorCode::Internal)
        .map_err(Refusal::from)?;
    Ok(Person {
        role: Role::Family,
        name: approved.name,
        token: auth::issue(tx, Role::Family, account.0, expires_at)?.access_token,
        code: None,
        establishment: None,
        laptop: None,
        account: Some(account),
        visitor_number: Some(account::visitor_number(tx, account)?),
        date_of_birth: Some(approved.date_of_birth),
    })
}

fn describe_call(base: &str, booking: &Booking) -> OpenCall {
    use kinline_protocol::routes;
    let sockets = base.replacen("https", "wss", 1);
    OpenCall {
        id: booking.call,
        booking: booking.id,
        reference: booking.reference.0.clone(),
        media: format!("{base}{}", routes::call_media(booking.call)),
        watch: format!("{base}{}/watch", routes::call(booking.call)),
        events: format!("{sockets}{}", routes::call_events(booking.call)),
    }
}
