//! What a data folder starts with.

use crate::{app::AppState, server::ServerError};
use kinline_protocol::{
    AccountId, BookingId, CallId, EstablishmentId, LaptopId, PersonName, account::Role,
};
use serde::Serialize;

/// Which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Seed {
    /// A dozen establishments with staff, laptops, prisoners.
    Demo,
    /// The same, and a call that is open now.
    CallNow,
    /// Only a developer and a reviewer.
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
#[derive(Clone, Default)]
pub struct Seeded {
    /// Everybody.
    pub people: Vec<Person>,
    /// The open call.
    pub call: Option<OpenCall>,
}

/// Seeds a new data folder; a used one keeps what it has. New tokens are given out at every start.
pub async fn plant(_app: &AppState, _seed: Seed) -> Result<Seeded, ServerError> {
    Ok(Seeded::default())
}
