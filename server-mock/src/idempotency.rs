//! A POST that is sent twice takes effect once.
//!
//! [`Once`] is the last extractor of every POST of a family. Its `run` does the work and stores the
//! answer in one write transaction: there is no moment at which one is there without the other, a
//! crash included, and since writers take turns, the second of two at once waits for the first.
//!
//! Stored answers hold tokens and personal data. They are sealed with a key made from the client's
//! own `Idempotency-Key`, of which only a hash is kept: who reads the store cannot open them.

use crate::{
    app::AppState,
    extract,
    problem::{Answer, Refusal},
    sql,
};
use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Request},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::{
    ErrorCode, Problem,
    routes::{IDEMPOTENCY_HEADER, REPLAYED_HEADER},
};
use ring::{aead, digest, hmac};
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::marker::PhantomData;

/// How long an answer is kept.
const KEPT: TimeDelta = TimeDelta::hours(24);

/// A POST with its `Idempotency-Key` and its JSON body; `Once<()>` takes no body.
pub struct Once<T = ()> {
    key: String,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    shape: PhantomData<fn() -> T>,
}

/// What the work has led to: committed together with the work, and given again to whoever repeats
/// the request. (A refusal that shall leave no trace is an `Err` instead.)
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Outcome {
    status: u16,
    content_type: Option<String>,
    body: String,
}

impl Outcome {
    /// A JSON answer.
    pub fn json<T: Serialize>(status: StatusCode, value: &T) -> Answer<Self> {
        Self::with_type(status, "application/json", value)
    }

    /// 204.
    pub fn no_content() -> Self {
        Self {
            status: StatusCode::NO_CONTENT.as_u16(),
            content_type: None,
            body: String::new(),
        }
    }

    /// A refusal that has an effect, such as an attempt that counts.
    pub fn refused(problem: impl Into<Refusal>) -> Answer<Self> {
        let refusal = problem.into();
        let status = StatusCode::from_u16(refusal.problem().status).unwrap_or(StatusCode::CONFLICT);
        Self::with_type(
            status,
            kinline_protocol::problem::CONTENT_TYPE,
            refusal.problem(),
        )
    }

    fn with_type<T: Serialize>(status: StatusCode, of: &str, value: &T) -> Answer<Self> {
        let body = serde_json::to_string(value).map_err(|error| {
            tracing::error!(%error, "an answer could not be written");
            Refusal::from(ErrorCode::Internal)
        })?;
        Ok(Self {
            status: status.as_u16(),
            content_type: Some(of.to_owned()),
            body,
        })
    }
}

impl IntoResponse for Outcome {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if let Some(value) = self
            .content_type
            .and_then(|text| HeaderValue::try_from(text).ok())
        {
            response.headers_mut().insert(header::CONTENT_TYPE, value);
        }
        response
    }
}

impl<T> FromRequest<AppState> for Once<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &AppState) -> Answer<Self> {
        let key = key(request.headers())?;
        let (method, uri) = (request.method().clone(), request.uri().clone());
        let headers = request.headers().clone();
        let body = extract::body(request, app).await?;
        Ok(Self {
            key,
            method,
            uri,
            headers,
            body,
            shape: PhantomData,
        })
    }
}

impl Once<()> {
    /// Runs the work of a POST without a body, once for each `scope` (who asks) and key.
    pub async fn run(
        self,
        app: &AppState,
        scope: impl ToString,
        work: impl FnOnce(&Transaction<'_>) -> Answer<Outcome> + Send + 'static,
    ) -> Answer<Response> {
        self.once(app, scope.to_string(), work).await
    }
}

impl<T: DeserializeOwned + Send + 'static> Once<T> {
    /// Runs the work with the parsed body, once for each `scope` (who asks) and key.
    pub async fn run_with(
        self,
        app: &AppState,
        scope: impl ToString,
        work: impl FnOnce(&Transaction<'_>, T) -> Answer<Outcome> + Send + 'static,
    ) -> Answer<Response> {
        let body = self.value()?;
        self.once(app, scope.to_string(), move |tx| work(tx, body))
            .await
    }

    /// The parsed body, to look at before the work.
    pub fn value(&self) -> Answer<T> {
        extract::parse(&self.headers, &self.body)
    }
}

impl<T: DeserializeOwned + Send + 'static> Once<Option<T>> {
    /// Like [`Once::run_with`], for a body that can be left out.
    pub async fn run_with_any(
        self,
        app: &AppState,
        scope: impl ToString,
        work: impl FnOnce(&Transaction<'_>, Option<T>) -> Answer<Outcome> + Send + 'static,
    ) -> Answer<Response> {
        let body = match self.body.is_empty() {
            true => None,
            false => Some(extract::parse(&self.headers, &self.body)?),
        };
        self.once(app, scope.to_string(), move |tx| work(tx, body))
            .await
    }
}

impl<T> Once<T> {
    async fn once(
        self,
        app: &AppState,
        scope: String,
        work: impl FnOnce(&Transaction<'_>) -> Answer<Outcome> + Send + 'static,
    ) -> Answer<Response> {
        let seal = Seal::new(&scope, &self.key);
        let fingerprint = seal.fingerprint(&self.method, &self.uri, &self.body);
        let now = app.clock.now();
        app.database
            .write(move |tx| {
                if let Some(outcome) = given(tx, &seal, &fingerprint, now)? {
                    let mut response = outcome.into_response();
                    let yes = HeaderValue::from_static("true");
                    response.headers_mut().insert(REPLAYED_HEADER, yes);
                    return Ok(response);
                }
                let outcome = work(tx)?;
                keep(tx, &seal, &fingerprint, &outcome, now)?;
                Ok(outcome.into_response())
            })
            .await
    }
}

fn key(headers: &HeaderMap) -> Answer<String> {
    let key = headers
        .get(IDEMPOTENCY_HEADER)
        .and_then(|value| value.to_str().ok());
    match key {
        Some(key)
            if (8..=128).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic()) =>
        {
            Ok(key.to_owned())
        }
        Some(_) => Err(Problem::new(ErrorCode::IdempotencyKeyMissing)
            .detail("8 to 128 visible ASCII characters")
            .into()),
        None => Err(ErrorCode::IdempotencyKeyMissing.into()),
    }
}

fn given(
    tx: &Transaction<'_>,
    seal: &Seal,
    fingerprint: &[u8],
    now: DateTime<Utc>,
) -> Answer<Option<Outcome>> {
    tx.prepare_cached("DELETE FROM answer WHERE given_at < ?1")?
        .execute([sql::Time(now - KEPT)])?;
    let query = "SELECT fingerprint, sealed FROM answer WHERE name = ?1";
    let row = tx
        .prepare_cached(query)?
        .query_row([&seal.name], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?))
        })
        .optional()?;
    match row {
        None => Ok(None),
        Some((known, _)) if known != fingerprint => Err(ErrorCode::IdempotencyKeyReused.into()),
        Some((_, sealed)) => seal.open(sealed).map(Some),
    }
}

fn keep(
    tx: &Transaction<'_>,
    seal: &Seal,
    fingerprint: &[u8],
    outcome: &Outcome,
    now: DateTime<Utc>,
) -> Answer<()> {
    tx.prepare_cached(
        "INSERT INTO answer (name, fingerprint, sealed, given_at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![
        seal.name,
        fingerprint,
        seal.close(outcome)?,
        sql::Time(now)
    ])?;
    Ok(())
}

/// What is made from a scope and a key.
struct Seal {
    name: Vec<u8>,
    secret: hmac::Key,
}

impl Seal {
    fn new(scope: &str, key: &str) -> Self {
        let both = format!("{scope}\n{key}");
        let name = digest::digest(&digest::SHA256, both.as_bytes())
            .as_ref()
            .to_vec();
        Self {
            name,
            secret: hmac::Key::new(hmac::HMAC_SHA256, both.as_bytes()),
        }
    }

    fn fingerprint(&self, method: &Method, uri: &Uri, body: &[u8]) -> Vec<u8> {
        let mut context = hmac::Context::with_key(&self.secret);
        context.update(format!("request\n{method} {uri}\n").as_bytes());
        context.update(body);
        context.sign().as_ref().to_vec()
    }

    /// A name is stored once, so its key seals one text only and a fixed nonce is safe.
    fn key(&self) -> Answer<(aead::LessSafeKey, aead::Nonce)> {
        let bytes = hmac::sign(&self.secret, b"seal");
        let key = aead::UnboundKey::new(&aead::AES_256_GCM, bytes.as_ref())
            .map_err(|_| Refusal::from(ErrorCode::Internal))?;
        let nonce = aead::Nonce::assume_unique_for_key([0; aead::NONCE_LEN]);
        Ok((aead::LessSafeKey::new(key), nonce))
    }

    fn close(&self, outcome: &Outcome) -> Answer<Vec<u8>> {
        let internal = || Refusal::from(ErrorCode::Internal);
        let mut text = serde_json::to_vec(outcome).map_err(|_| internal())?;
        let (key, nonce) = self.key()?;
        key.seal_in_place_append_tag(nonce, aead::Aad::empty(), &mut text)
            .map_err(|_| internal())?;
        Ok(text)
    }

    /// What an older server answered may be read no more. It took effect, so it is not done again.
    fn open(&self, mut sealed: Vec<u8>) -> Answer<Outcome> {
        let (key, nonce) = self.key()?;
        let text = key.open_in_place(nonce, aead::Aad::empty(), &mut sealed);
        let outcome = text.ok().and_then(|text| serde_json::from_slice(text).ok());
        outcome.ok_or_else(|| {
            let problem = Problem::new(ErrorCode::IdempotencyKeyReused);
            let why = "the request took effect; its answer cannot be read any more";
            problem.detail(why).into()
        })
    }
}
