//! One of many phones: looks, holds, books, and asks again when the line breaks.

use super::connection::Connection;
use crate::{PhoneError, wire::Wire};
use http_body_util::Full;
use hyper::{
    Request,
    body::Bytes,
    header::{self, HeaderName, HeaderValue},
};
use kinline_protocol::{
    ContactId, ErrorCode, List, SlotId,
    booking::{Booking, Hold, NewBooking, NewHold, Slot, Slots},
    console::ReadyFamily,
    routes::{self, IDEMPOTENCY_HEADER},
};
use rand::{SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde::{Serialize, de::DeserializeOwned};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use uuid::Uuid;

/// Between two attempts of one request.
const PAUSE: Duration = Duration::from_millis(100);
/// How long a server may be away.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a phone was told in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is booked.
    Booked(Box<Booking>),
    /// Nothing of what it wanted is free.
    Taken,
}

/// A family's phone, with a connection of its own.
pub struct SwarmPhone {
    connection: Connection,
    /// `Host` and `Authorization`.
    names: [(HeaderName, HeaderValue); 2],
    contact: ContactId,
    /// Decides which of the free slots it takes.
    number: u64,
    /// What it sent last to change something, and where.
    last: Option<(String, Request<Full<Bytes>>)>,
}

impl SwarmPhone {
    pub fn new(wire: &Wire, family: &ReadyFamily, number: u64) -> Result<Self, PhoneError> {
        let connection = Connection::new(wire)?;
        let token = format!("Bearer {}", family.token.access_token);
        let value = |text: &str| HeaderValue::try_from(text).map_err(|error| broken(&error));
        Ok(Self {
            names: [
                (header::HOST, value(&connection.authority())?),
                (header::AUTHORIZATION, value(&token)?),
            ],
            connection,
            contact: family.contact,
            number,
            last: None,
        })
    }

    /// What is free for it.
    pub async fn slots(&mut self) -> Result<Vec<Slot>, PhoneError> {
        let slots: Slots = self.get(&routes::slots(self.contact)).await?;
        Ok(slots.slots)
    }

    /// What it has booked.
    pub async fn bookings(&mut self) -> Result<Vec<Booking>, PhoneError> {
        let bookings: List<Booking> = self.get(routes::BOOKINGS).await?;
        Ok(bookings.items)
    }

    /// Tries until it has one of the slots, or none of them is free. `own`: it begins with this one.
    pub async fn go(
        &mut self,
        targets: &[Slot],
        own: Option<SlotId>,
        booked: watch::Sender<usize>,
    ) -> Result<Answer, PhoneError> {
        let mut random = StdRng::seed_from_u64(self.number);
        let mut first = own;
        loop {
            let wanted = match first.take() {
                Some(own) => Some(own),
                None => {
                    let mut free = self.slots().await?;
                    free.retain(|slot| targets.contains(slot));
                    free.choose(&mut random).map(|slot| slot.id)
                }
            };
            let Some(wanted) = wanted else {
                return Ok(Answer::Taken);
            };
            if let Some(booking) = self.book(wanted).await? {
                booked.send_modify(|count| *count += 1);
                return Ok(Answer::Booked(Box::new(booking)));
            }
        }
    }

    /// Sends its booking once more, as a phone does that did not hear the answer.
    pub async fn book_again(&mut self) -> Result<Booking, PhoneError> {
        let last = self.last.clone();
        let (path, request) = last.ok_or_else(|| broken(&"nothing was sent yet"))?;
        self.ask(&path, request).await
    }

    /// None if somebody else was faster.
    async fn book(&mut self, slot: SlotId) -> Result<Option<Booking>, PhoneError> {
        let new = NewHold {
            contact: self.contact,
            slot,
            beside: Vec::new(),
            instead_of: None,
        };
        let hold: Hold = match self.post(routes::HOLDS, &new).await {
            Err(PhoneError::Refused {
                code: Some(ErrorCode::SlotTaken),
                ..
            }) => return Ok(None),
            hold => hold?,
        };
        let new = NewBooking {
            hold: hold.id,
            also: Vec::new(),
            companions: Vec::new(),
            children: Vec::new(),
            invited: Vec::new(),
        };
        self.post(routes::BOOKINGS, &new).await.map(Some)
    }

    async fn get<T: DeserializeOwned>(&mut self, path: &str) -> Result<T, PhoneError> {
        let request = Request::get(path).body(Full::default());
        self.ask(path, request.map_err(|error| broken(&error))?)
            .await
    }

    /// Under a name of its own.
    async fn post<T: DeserializeOwned>(
        &mut self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, PhoneError> {
        let body = serde_json::to_vec(body).map_err(|error| broken(&error))?;
        let request = Request::post(path)
            .header(IDEMPOTENCY_HEADER, Uuid::new_v4().to_string())
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::from(body));
        let request = request.map_err(|error| broken(&error))?;
        self.last = Some((path.to_owned(), request.clone()));
        self.ask(path, request).await
    }

    /// One request, sent again as it is until it is answered.
    async fn ask<T: DeserializeOwned>(
        &mut self,
        path: &str,
        mut request: Request<Full<Bytes>>,
    ) -> Result<T, PhoneError> {
        request.headers_mut().extend(self.names.iter().cloned());
        let until = Instant::now() + PATIENCE;
        loop {
            match self.connection.exchange(request.clone()).await {
                Err(PhoneError::Unreachable(_)) if Instant::now() < until => {
                    tokio::time::sleep(PAUSE).await;
                }
                reply => {
                    let reply = reply?.checked(request.method(), path)?;
                    let read = serde_json::from_slice(&reply.body);
                    return read.map_err(|error| PhoneError::Broken(format!("{path}: {error}")));
                }
            }
        }
    }
}

fn broken(why: &impl ToString) -> PhoneError {
    PhoneError::Broken(why.to_string())
}
