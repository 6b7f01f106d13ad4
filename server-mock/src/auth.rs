//! Who asks: bearer tokens (RFC 6750), the cookie that pages carry instead, and an extractor for
//! each role. A handler that takes `Family` cannot be reached by anybody else.

use crate::{
    app::AppState,
    database::DatabaseError,
    problem::{Answer, Refusal},
    sql,
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    AccountId, ErrorCode, EstablishmentId, LaptopId, PersonName,
    account::{Role, Token},
};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The cookie that counts like a bearer token.
pub const COOKIE: &str = "kinline";

/// A family member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family(pub AccountId);

/// Somebody who runs an establishment's calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff(pub StaffMember);

/// Somebody who decides identity cases. The id is for the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reviewer(pub Uuid);

/// A laptop in a call room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Laptop {
    /// Which.
    pub laptop: LaptopId,
    /// Where.
    pub establishment: EstablishmentId,
}

/// Who runs this mock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Developer;

/// Who can be in a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Participant {
    /// On the family's side.
    Family(AccountId),
    /// On the prison's side.
    Laptop(Laptop),
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// For the audit log.
    pub id: Uuid,
    /// Where they work; they see nothing of other establishments.
    pub establishment: EstablishmentId,
}

/// Anybody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// A family member's phone.
    Family(AccountId),
    /// Somebody, or a laptop, who works here.
    Worker(Worker),
}

/// Somebody, or a laptop, with a sign-in code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// The person, or the laptop's id.
    pub id: Uuid,
    /// What they may do; never family.
    pub role: Role,
    /// Shown on their page.
    pub name: PersonName,
    /// Where they work, for staff and laptops.
    pub establishment: Option<EstablishmentId>,
}

/// Makes a token and stores its hash.
pub fn issue(
    tx: &Connection,
    role: Role,
    holder: Uuid,
    expires_at: DateTime<Utc>,
) -> rusqlite::Result<Token> {
    let access_token = BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
    tx.prepare_cached(
        "INSERT INTO token (hash, role, holder, expires_at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![
        hash(&access_token),
        sql::word(&role)?,
        holder.to_string(),
        expires_at
    ])?;
    Ok(Token {
        access_token,
        expires_at,
    })
}

/// Makes a token useless.
pub fn revoke(tx: &Connection, access_token: &str) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM token WHERE hash = ?1")?
        .execute([hash(access_token)])?;
    Ok(())
}

/// The token of a request: its `Authorization`, or else its cookie.
pub fn presented(headers: &HeaderMap) -> Option<&str> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match text(header::AUTHORIZATION) {
        Some(value) => {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
        }
        None => text(header::COOKIE)?.split(';').find_map(|pair| {
            let (name, value) = pair.trim().split_once('=')?;
            (name == COOKIE).then_some(value)
        }),
    }
}

/// Who presents a token.
pub fn caller(app: &AppState, headers: &HeaderMap) -> Answer<Caller> {
    let token = presented(headers).ok_or(ErrorCode::NotSignedIn)?;
    let (hash, now) = (hash(token), app.clock.now());
    app.database.look_up(|c| {
        let known = holder(c, &hash)?.ok_or(ErrorCode::NotSignedIn)?;
        let (role, id, expires_at) = known;
        if expires_at <= now {
            return Err(ErrorCode::SignInExpired.into());
        }
        match role {
            Role::Family => Ok(Caller::Family(AccountId(id))),
            _ => worker(c, id)?
                .map(Caller::Worker)
                .ok_or_else(|| Refusal::from(ErrorCode::NotSignedIn)),
        }
    })
}

/// Tokens are kept as hashes only: who reads the store cannot use them.
fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}

fn holder(
    c: &Connection,
    hash: &[u8],
) -> Result<Option<(Role, Uuid, DateTime<Utc>)>, DatabaseError> {
    let query = "SELECT role, holder, expires_at FROM token WHERE hash = ?1";
    let read = |row: &rusqlite::Row<'_>| {
        Ok((
            sql::from_word(row, 0)?,
            sql::parsed(row, 1)?,
            sql::time(row, 2)?,
        ))
    };
    Ok(c.prepare_cached(query)?
        .query_row([hash], read)
        .optional()?)
}

/// A worker by id.
pub fn worker(c: &Connection, id: Uuid) -> Result<Option<Worker>, DatabaseError> {
    let query = "SELECT id, role, name, establishment FROM worker WHERE id = ?1";
    Ok(c.prepare_cached(query)?
        .query_row([id.to_string()], read_worker)
        .optional()?)
}

/// Reads `id, role, name, establishment`.
pub fn read_worker(row: &rusqlite::Row<'_>) -> rusqlite::Result<Worker> {
    Ok(Worker {
        id: sql::parsed(row, 0)?,
        role: sql::from_word(row, 1)?,
        name: sql::from_word(row, 2)?,
        establishment: row.get::<_, Option<String>>(3)?.map(EstablishmentId),
    })
}

impl Caller {
    fn family(self) -> Answer<AccountId> {
        match self {
            Self::Family(account) => Ok(account),
            Self::Worker(_) => Err(ErrorCode::NotAllowed.into()),
        }
    }

    fn worker(self, role: Role) -> Answer<Worker> {
        match self {
            Self::Worker(worker) if worker.role == role => Ok(worker),
            _ => Err(ErrorCode::NotAllowed.into()),
        }
    }

    fn laptop(self) -> Answer<Laptop> {
        let worker = self.worker(Role::Laptop)?;
        Ok(Laptop {
            laptop: LaptopId(worker.id),
            establishment: place(worker)?,
        })
    }
}

fn place(worker: Worker) -> Answer<EstablishmentId> {
    worker
        .establishment
        .ok_or_else(|| ErrorCode::NotAllowed.into())
}

macro_rules! extractors {
    ($($who:ident = |$caller:ident| $take:expr;)*) => {$(
        impl FromRequestParts<AppState> for $who {
            type Rejection = Refusal;
            async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Answer<Self> {
                let $caller = caller(app, &parts.headers)?;
                $take
            }
        }
    )*};
}

extractors! {
    Caller = |caller| Ok(caller);
    Family = |caller| caller.family().map(Self);
    Laptop = |caller| caller.laptop();
    Worker = |caller| match caller {
        Caller::Worker(worker) => Ok(worker),
        Caller::Family(_) => Err(ErrorCode::NotAllowed.into()),
    };
    Reviewer = |caller| Ok(Self(caller.worker(Role::Reviewer)?.id));
    Developer = |caller| caller.worker(Role::Developer).map(|_| Self);
    Staff = |caller| {
        let worker = caller.worker(Role::Staff)?;
        Ok(Self(StaffMember { id: worker.id, establishment: place(worker)? }))
    };
    Participant = |caller| match caller {
        Caller::Family(account) => Ok(Self::Family(account)),
        worker => worker.laptop().map(Self::Laptop),
    };
}
