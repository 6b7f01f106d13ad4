//! An establishment to book at: a running server with families, staff and two laptops in Berwyn,
//! and staff in Cardiff. Everything goes through HTTPS but what a seed would do.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use kinline_mock::{
    Options, Server, account, auth,
    auth::Worker,
    establishment::{self, DEFAULT_SETTINGS},
    identity,
    people::{self, Prisoner},
    policy,
    problem::Refusal,
    seed::Seed,
    timetable::{Day, Timetable},
};
use kinline_protocol::{
    AccountId, ContactId, EmailAddress, EstablishmentId, HoldId, Language, List, PersonName,
    PrisonerId, PrisonerNumber, Problem,
    account::{Role, VisitorNumber},
    booking::{Booking, Hold, NewBooking, NewHold, Slot, Slots},
    console::{Event, Mail},
    establishment::{Establishment, Settings},
    problem::CONTENT_TYPE,
    routes,
};
use reqwest::{Certificate, Client, Method, Response};
use rusqlite::{Connection, Transaction};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

/// Half an hour, at 14:00 and 14:45 by the clock in Berwyn, from tomorrow on.
pub const SETTINGS: Settings = {
    let mut settings = DEFAULT_SETTINGS;
    settings.lead_days = 0;
    settings
};

/// A Sunday.
pub fn opening() -> DateTime<Utc> {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

pub struct Office {
    server: Server,
    client: Client,
    pub staff: String,
    pub elsewhere: String,
    pub laptop: String,
    pub developer: String,
    _data: tempfile::TempDir,
}

/// A family member, by default approved and agreed to the policy.
pub struct Family {
    pub account: AccountId,
    pub token: String,
    pub visitor_number: VisitorNumber,
    pub date_of_birth: NaiveDate,
}

/// A family member with an approved contact.
pub struct Caller {
    pub family: Family,
    pub contact: ContactId,
}

pub type Answer<T> = Result<T, Box<Problem>>;

impl Office {
    pub async fn open(settings: Settings) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let data = tempfile::tempdir().unwrap();
        let server = Server::start(Options {
            listen: "127.0.0.1:0".parse().unwrap(),
            data: data.path().to_owned(),
            seed: Seed::Empty,
            clock: Some(opening()),
            public_address: None,
            models: None,
        })
        .await
        .unwrap();
        let certificate = Certificate::from_pem(server.certificate_pem().as_bytes()).unwrap();
        let client = Client::builder()
            .tls_certs_only([certificate])
            .build()
            .unwrap();
        let mut office = Self {
            server,
            client,
            staff: String::new(),
            elsewhere: String::new(),
            laptop: String::new(),
            developer: String::new(),
            _data: data,
        };
        let (staff, elsewhere, developer, laptop) = office
            .write(move |tx| {
                add_establishment(tx, "BWI", "Berwyn", &settings)?;
                add_establishment(tx, "CFI", "Cardiff", &settings)?;
                let laptop = add_worker(tx, Role::Laptop, "Laptop 1", Some("BWI"))?;
                add_worker(tx, Role::Laptop, "Laptop 2", Some("BWI"))?;
                Ok((
                    add_worker(tx, Role::Staff, "Sam Staff", Some("BWI"))?,
                    add_worker(tx, Role::Staff, "Alex Staff", Some("CFI"))?,
                    add_worker(tx, Role::Developer, "Dev Developer", None)?,
                    laptop,
                ))
            })
            .await;
        (office.staff, office.elsewhere, office.developer) = (staff, elsewhere, developer);
        office.laptop = laptop;
        office
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.server.clock().now()
    }

    pub fn move_clock(&self, to: DateTime<Utc>) {
        self.server.clock().set(to);
    }

    /// Work on the store, as a seed does it.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> T {
        let written = self.server.app().database.write(work).await;
        written.unwrap()
    }

    /// Somebody who has only registered.
    pub async fn newcomer(&self, born: &str) -> Family {
        let (now, date_of_birth) = (self.now(), born.parse().unwrap());
        let address = format!("{}@example.org", Uuid::new_v4());
        self.write(move |tx| {
            let address = EmailAddress::parse(&address)?;
            let account = account::add(tx, &address, Language::English, now)?;
            let expires_at = now + Duration::days(365);
            let token = auth::issue(tx, Role::Family, account.0, expires_at)?;
            let query = "SELECT visitor_number FROM account WHERE id = ?1";
            let number = tx.query_row(query, [account.to_string()], |row| row.get(0))?;
            Ok(Family {
                account,
                token: token.access_token,
                visitor_number: VisitorNumber(number),
                date_of_birth,
            })
        })
        .await
    }

    /// Proves somebody's identity.
    pub async fn approve(&self, family: &Family) {
        let (now, account, born) = (self.now(), family.account, family.date_of_birth);
        self.write(move |tx| {
            let (given, last) = (PersonName::parse("Ann")?, PersonName::parse("Prosser")?);
            Ok(identity::add_approved(
                tx, account, &given, &last, born, now,
            )?)
        })
        .await;
    }

    /// Somebody approved who has agreed to the policy.
    pub async fn family_born(&self, born: &str) -> Family {
        let family = self.newcomer(born).await;
        self.approve(&family).await;
        let (now, account) = (self.now(), family.account);
        self.write(move |tx| policy::agree(tx, account, policy::current_version(tx)?, now))
            .await;
        family
    }

    pub async fn family(&self) -> Family {
        self.family_born("1980-05-01").await
    }

    /// Adds a person in prison in Berwyn, the `number`th.
    pub async fn prisoner(&self, number: u32) -> Prisoner {
        let prisoner = Prisoner {
            id: PrisonerId(Uuid::new_v4()),
            establishment: EstablishmentId("BWI".into()),
            number: PrisonerNumber::parse(&format!("A{number:04}AA")).unwrap(),
            given_names: PersonName::parse("Rhys").unwrap(),
            family_name: PersonName::parse("Prosser").unwrap(),
            date_of_birth: "1990-01-01".parse().unwrap(),
        };
        let added = prisoner.clone();
        self.write(move |tx| Ok(people::add_prisoner(tx, &added)?))
            .await;
        prisoner
    }

    /// A family on a person's list.
    pub async fn caller_for(&self, prisoner: &Prisoner) -> Caller {
        let family = self.family().await;
        let (now, account, prisoner) = (self.now(), family.account, prisoner.clone());
        let contact = self
            .write(move |tx| people::add_approved_contact(tx, account, &prisoner, now))
            .await;
        Caller { family, contact }
    }

    /// A family on the list of the `number`th person, who is added.
    pub async fn caller(&self, number: u32) -> Caller {
        let prisoner = self.prisoner(number).await;
        self.caller_for(&prisoner).await
    }

    pub async fn slots(&self, caller: &Caller) -> Slots {
        let path = routes::slots(caller.contact);
        self.get(&caller.family.token, &path).await.unwrap()
    }

    pub async fn hold(&self, caller: &Caller, slot: &Slot) -> Answer<Hold> {
        let new = NewHold {
            contact: caller.contact,
            slot: slot.id,
            beside: Vec::new(),
            instead_of: None,
        };
        self.post(&caller.family.token, routes::HOLDS, &new).await
    }

    pub async fn book(
        &self,
        caller: &Caller,
        hold: HoldId,
        companions: &[AccountId],
    ) -> Answer<Booking> {
        let new = NewBooking {
            hold,
            also: Vec::new(),
            companions: companions.to_vec(),
            children: Vec::new(),
            invited: Vec::new(),
        };
        self.post(&caller.family.token, routes::BOOKINGS, &new)
            .await
    }

    /// Holds and books.
    pub async fn call(&self, caller: &Caller, slot: &Slot) -> Answer<Booking> {
        let hold = self.hold(caller, slot).await?;
        self.book(caller, hold.id, &[]).await
    }

    pub async fn bookings(&self, family: &Family) -> Vec<Booking> {
        let list: List<Booking> = self.get(&family.token, routes::BOOKINGS).await.unwrap();
        list.items
    }

    pub async fn mails(&self, family: &Family) -> Vec<Mail> {
        let account = family.account;
        self.write(move |tx| {
            let (address, _) = account::address(tx, account)?;
            Ok(kinline_mock::mailbox::list(
                tx,
                Some(address.as_str()),
                100,
            )?)
        })
        .await
    }

    /// What the audit log says happened, oldest first.
    pub async fn events(&self) -> Vec<Event> {
        self.write(|tx| Ok(kinline_mock::audit::after(tx, 0, 1000)?))
            .await
    }

    pub async fn get<T: DeserializeOwned>(&self, token: &str, path: &str) -> Answer<T> {
        read(self.send(Method::GET, token, path, None::<&()>, "").await).await
    }

    pub async fn put<T: DeserializeOwned>(
        &self,
        token: &str,
        path: &str,
        body: &impl Serialize,
    ) -> Answer<T> {
        read(self.send(Method::PUT, token, path, Some(body), "").await).await
    }

    pub async fn delete(&self, token: &str, path: &str) -> Answer<()> {
        empty(
            self.send(Method::DELETE, token, path, None::<&()>, "")
                .await,
        )
        .await
    }

    /// A POST with a key of its own.
    pub async fn post<T: DeserializeOwned>(
        &self,
        token: &str,
        path: &str,
        body: &impl Serialize,
    ) -> Answer<T> {
        let key = Uuid::new_v4().to_string();
        read(self.send(Method::POST, token, path, Some(body), &key).await).await
    }

    /// A POST whose answer has no body.
    pub async fn tell(&self, token: &str, path: &str, body: &impl Serialize) -> Answer<()> {
        let key = Uuid::new_v4().to_string();
        empty(self.send(Method::POST, token, path, Some(body), &key).await).await
    }

    /// A POST without a body.
    pub async fn press<T: DeserializeOwned>(&self, token: &str, path: &str) -> Answer<T> {
        let key = Uuid::new_v4().to_string();
        read(
            self.send(Method::POST, token, path, None::<&()>, &key)
                .await,
        )
        .await
    }

    pub async fn send(
        &self,
        method: Method,
        token: &str,
        path: &str,
        body: Option<&impl Serialize>,
        key: &str,
    ) -> Response {
        let url = format!("{}{path}", self.server.base_url());
        let mut request = self.client.request(method, url).bearer_auth(token);
        if !key.is_empty() {
            request = request.header(routes::IDEMPOTENCY_HEADER, key);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        request.send().await.unwrap()
    }
}

/// The answer, or the problem.
pub async fn read<T: DeserializeOwned>(response: Response) -> Answer<T> {
    if response.status().is_success() {
        return Ok(response.json().await.unwrap());
    }
    Err(problem(response).await)
}

async fn empty(response: Response) -> Answer<()> {
    if response.status() == 204 {
        assert!(response.bytes().await.unwrap().is_empty());
        return Ok(());
    }
    Err(problem(response).await)
}

async fn problem(response: Response) -> Box<Problem> {
    assert_eq!(response.headers()["content-type"], CONTENT_TYPE);
    let status = response.status().as_u16();
    let problem: Problem = response.json().await.unwrap();
    assert_eq!(problem.status, status);
    Box::new(problem)
}

fn add_establishment(
    tx: &Connection,
    id: &str,
    name: &str,
    settings: &Settings,
) -> rusqlite::Result<()> {
    let establishment = Establishment {
        id: EstablishmentId(id.into()),
        name: name.into(),
        name_cy: None,
        time_zone: "Europe/London".into(),
        live: true,
        readiness: kinline_protocol::readiness::Progress::default(),
    };
    let timetable = Timetable::weekly(Day::ALL, &["1400-1515".parse().unwrap()]);
    establishment::add(tx, &establishment, settings, &timetable)
}

pub fn add_worker(
    tx: &Connection,
    role: Role,
    name: &str,
    at: Option<&str>,
) -> Result<String, Refusal> {
    let worker = Worker {
        id: Uuid::new_v4(),
        role,
        name: PersonName::parse(name)?,
        establishment: at.map(|id| EstablishmentId(id.into())),
    };
    account::add_worker(tx, &worker, &worker.id.to_string())?;
    let expires_at = opening() + Duration::days(365);
    Ok(auth::issue(tx, role, worker.id, expires_at)?.access_token)
}
