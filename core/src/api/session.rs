//! Tokens: got by signing a challenge with the device key, renewed when they run out, one at a time.

use super::{Api, ApiError, DeviceKey};
use chrono::{DateTime, TimeDelta, Utc};
use kinline_protocol::{
    DeviceId, ErrorCode,
    account::{Challenge, NewChallenge, SignedChallenge, Token},
    routes,
};
use serde::{Serialize, de::DeserializeOwned};
use std::sync::{Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// A token this close to its end is renewed first.
const MARGIN: TimeDelta = TimeDelta::seconds(30);

/// Who this phone is to the server.
pub struct Session {
    key: DeviceKey,
    known: Mutex<Known>,
    /// Held while a token is being got: others wait for it instead of getting their own.
    renewal: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Known {
    device: Option<DeviceId>,
    token: Option<Token>,
}

impl Session {
    /// Of a phone that is not signed in.
    pub fn new(key: DeviceKey) -> Self {
        Self {
            key,
            known: Mutex::default(),
            renewal: tokio::sync::Mutex::default(),
        }
    }

    /// Is this device from now on. Without a token, the one that it has stays.
    pub fn sign_in(&self, device: DeviceId, token: Option<Token>) {
        let mut known = self.known();
        let same = known.device == Some(device);
        let kept = known.token.take().filter(|_| same);
        *known = Known {
            device: Some(device),
            token: token.or(kept),
        };
    }

    /// Is nobody from now on.
    pub fn sign_out(&self) {
        *self.known() = Known::default();
    }

    /// The server refused this token.
    pub fn discard(&self, refused: &str) {
        self.known()
            .token
            .take_if(|token| token.access_token == refused);
    }

    fn valid(&self, now: DateTime<Utc>) -> Option<String> {
        let known = self.known();
        let token = known
            .token
            .as_ref()
            .filter(|token| token.expires_at - now > MARGIN);
        token.map(|token| token.access_token.clone())
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Api {
    /// A token that works, got anew if need be.
    pub(super) async fn token(&self) -> Result<String, ApiError> {
        let session = self.session();
        let valid = || session.valid(self.0.clock.now());
        if let Some(token) = valid() {
            return Ok(token);
        }
        let _alone = session.renewal.lock().await;
        if let Some(token) = valid() {
            return Ok(token);
        }
        let device = session.known().device.ok_or(ApiError::SignedOut)?;
        let token = self.repeat(|| self.renew(device)).await?;
        let text = token.access_token.clone();
        session.known().token = Some(token);
        Ok(text)
    }

    /// A challenge is good for one try, so both steps are repeated together.
    async fn renew(&self, device: DeviceId) -> Result<Token, ApiError> {
        let challenge: Challenge = self
            .post(routes::CHALLENGES, &NewChallenge { device })
            .await?;
        let signature = self.session().key.sign(&challenge.nonce);
        let signed = SignedChallenge {
            challenge: challenge.id,
            signature,
        };
        self.post(routes::TOKENS, &signed).await
    }

    async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, ApiError> {
        let request = self.0.http.post(self.url(path)?).json(body);
        let request = request.header(routes::IDEMPOTENCY_HEADER, Uuid::new_v4().to_string());
        let answer = self.answered(request).await.map_err(unknown_device)?;
        answer.json().await.map_err(|error| super::failure(&error))
    }
}

/// A device that the server does not know must be registered again.
fn unknown_device(error: ApiError) -> ApiError {
    match error.code() {
        Some(ErrorCode::NotFound | ErrorCode::NotSignedIn | ErrorCode::SignatureInvalid) => {
            ApiError::SignedOut
        }
        _ => error,
    }
}
