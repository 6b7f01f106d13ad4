//! Idempotency keys of requests whose answer was not heard. Kept before a request is sent and
//! forgotten when the server has decided, so that the same request, sent again after the app was
//! killed, has the same key and takes effect once.

use super::Request;
use crate::store::{Kind, Store};
use chrono::{DateTime, TimeDelta, Utc};
use ring::digest;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// Who asks the same after a day means it anew.
const LIFE: TimeDelta = TimeDelta::hours(24);

/// The keys.
pub struct PendingKeys(Arc<Store>);

#[derive(Serialize, Deserialize)]
struct Pending {
    key: Uuid,
    made_at: DateTime<Utc>,
}

impl PendingKeys {
    /// Keeps them in a store.
    pub fn new(store: Arc<Store>) -> Self {
        Self(store)
    }

    /// The key of a request: the one it was sent with before, if that was not answered.
    pub fn key(&self, request: &Request, now: DateTime<Utc>) -> String {
        let name = name(request);
        let kept = self.0.get(Kind::PendingKey, &name).ok().flatten();
        let kept = kept.and_then(|bytes| serde_json::from_slice::<Pending>(&bytes).ok());
        if let Some(pending) = kept.filter(|pending| now - pending.made_at < LIFE) {
            return pending.key.to_string();
        }
        let pending = Pending {
            key: Uuid::new_v4(),
            made_at: now,
        };
        let value = serde_json::to_vec(&pending).unwrap_or_default();
        if let Err(error) = self.0.put(Kind::PendingKey, &name, &value) {
            tracing::warn!(%error, "a key could not be kept");
        }
        pending.key.to_string()
    }

    /// The server has decided.
    pub fn forget(&self, request: &Request) {
        if let Err(error) = self.0.delete(Kind::PendingKey, &name(request)) {
            tracing::warn!(%error, "a key could not be forgotten");
        }
    }
}

/// The same path with the same body is the same request.
fn name(request: &Request) -> String {
    let body = request.body.as_deref().unwrap_or_default();
    let hash = digest::digest(&digest::SHA256, body);
    format!("{} {:?}", request.path, hash)
}
