//! One of many phones: looks, holds, books, and asks again when the line breaks.

use crate::{PhoneError, wire::Wire};
use kinline_protocol::{
    ErrorCode, List, SlotId,
    booking::{Booking, Hold, NewBooking, NewHold, Slot, Slots},
    console::ReadyFamily,
    routes::{self, IDEMPOTENCY_HEADER},
};
use rand::{SeedableRng, rngs::StdRng, seq::IndexedRandom};
use reqwest::{Method, header::CONTENT_TYPE};
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

/// A family's phone, with connections of its own.
#[derive(Clone)]
pub struct SwarmPhone {
    wire: Wire,
    family: ReadyFamily,
    /// Decides which of the free slots it takes.
    number: u64,
}

impl SwarmPhone {
    pub fn new(wire: Wire, family: ReadyFamily, number: u64) -> Self {
        Self {
            wire,
            family,
            number,
        }
    }

    /// What is free for it.
    pub async fn slots(&self) -> Result<Vec<Slot>, PhoneError> {
        let path = routes::slots(self.family.contact);
        Ok(self
            .ask::<Slots>(Method::GET, &path, None::<&()>)
            .await?
            .slots)
    }

    /// What it has booked.
    pub async fn bookings(&self) -> Result<Vec<Booking>, PhoneError> {
        let bookings: List<Booking> = self.ask(Method::GET, routes::BOOKINGS, None::<&()>).await?;
        Ok(bookings.items)
    }

    /// Tries until it has one of the slots, or none of them is free. `own`: it begins with this one.
    pub async fn go(
        self,
        targets: Vec<Slot>,
        own: Option<usize>,
        booked: watch::Sender<usize>,
    ) -> Result<Answer, PhoneError> {
        let mut random = StdRng::seed_from_u64(self.number);
        let mut first = own.and_then(|own| targets.get(own)).map(|slot| slot.id);
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

    /// None if somebody else was faster.
    async fn book(&self, slot: SlotId) -> Result<Option<Booking>, PhoneError> {
        let new = NewHold {
            contact: self.family.contact,
            slot,
            beside: Vec::new(),
            instead_of: None,
        };
        let hold: Hold = match self.ask(Method::POST, routes::HOLDS, Some(&new)).await {
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
        self.ask(Method::POST, routes::BOOKINGS, Some(&new))
            .await
            .map(Some)
    }

    /// One request, sent again under the same name until it is answered.
    async fn ask<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
    ) -> Result<T, PhoneError> {
        let broken = |error: serde_json::Error| PhoneError::Broken(format!("{path}: {error}"));
        let body = body.map(serde_json::to_vec).transpose().map_err(broken)?;
        let body = body.unwrap_or_default();
        let key = Uuid::new_v4().to_string();
        let headers = [
            (IDEMPOTENCY_HEADER, key.as_str()),
            (CONTENT_TYPE.as_str(), "application/json"),
        ];
        let headers = if method == Method::POST {
            &headers[..]
        } else {
            &[]
        };
        let token = Some(self.family.token.access_token.as_str());
        let url = self.wire.url(path)?;
        let until = Instant::now() + PATIENCE;
        loop {
            let exchange =
                self.wire
                    .exchange(method.clone(), token, url.clone(), headers, body.clone());
            match exchange.await {
                Err(PhoneError::Unreachable(_)) if Instant::now() < until => {
                    tokio::time::sleep(PAUSE).await;
                }
                reply => {
                    let reply = reply?.checked(&method, path)?;
                    return serde_json::from_slice(&reply.body).map_err(broken);
                }
            }
        }
    }
}
