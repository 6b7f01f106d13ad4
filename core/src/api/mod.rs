//! The way to the server.
//!
//! [`Request`] is data that pure code makes; [`Api`] runs it: the server's certificate ([`trust`]),
//! tokens ([`session`]), idempotency keys ([`pending`]), repeats of what is safe to repeat, the server's time. Photos go
//! through [`upload`], the call's events through [`socket`].

mod device_key;
mod pending;
mod request;
mod session;
mod socket;
mod trust;
mod upload;

#[cfg(test)]
mod tests;

pub use device_key::DeviceKey;
pub use request::{ApiError, Method, Request};
pub use socket::Socket;
pub use upload::Progress;

use crate::{CoreError, Trust, clock::Clock, store::Store};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use kinline_protocol::{
    ErrorCode, Problem,
    routes::{IDEMPOTENCY_HEADER, TIME_HEADER},
};
use pending::PendingKeys;
use reqwest::{
    Response, StatusCode,
    header::{CONTENT_TYPE, HeaderMap},
};
use session::Session;
use std::{error::Error, sync::Arc, time::Duration};
use url::Url;

/// How often and how soon a request is repeated that found no way.
#[derive(Debug, Clone, Copy)]
pub struct Retry {
    /// Tries in all.
    pub tries: u32,
    /// The wait before the second; doubles from then on. Each is varied by half, so that many phones
    /// do not come back at once.
    pub first: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            tries: 3,
            first: Duration::from_millis(300),
        }
    }
}

/// What the network part needs to know.
pub struct Settings {
    /// `https://…`
    pub server: Url,
    /// Whom to believe to be it.
    pub trust: Trust,
    /// How requests are repeated.
    pub retry: Retry,
}

/// The server's API. A clone is the same one.
#[derive(Clone)]
pub struct Api(Arc<Inner>);

struct Inner {
    http: reqwest::Client,
    server: Url,
    sockets: Arc<rustls::ClientConfig>,
    clock: Clock,
    session: Session,
    pending: PendingKeys,
    retry: Retry,
}

impl Api {
    /// Prepares the way; nothing is sent.
    ///
    /// # Errors
    /// [`CoreError::Configuration`] if the certificate is none, [`CoreError::Internal`] otherwise.
    pub fn new(
        settings: Settings,
        key: DeviceKey,
        clock: Clock,
        store: Arc<Store>,
    ) -> Result<Self, CoreError> {
        let trust = &settings.trust;
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(trust::client_config(trust, &[b"h2", b"http/1.1"])?)
            .https_only(true)
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_secs(30))
            .http2_keep_alive_interval(Duration::from_secs(20))
            .http2_keep_alive_timeout(Duration::from_secs(10))
            .build()
            .map_err(|error| CoreError::Internal {
                reason: error.to_string(),
            })?;
        Ok(Self(Arc::new(Inner {
            http,
            server: settings.server,
            sockets: Arc::new(trust::client_config(trust, &[b"http/1.1"])?),
            clock,
            session: Session::new(key),
            pending: PendingKeys::new(store),
            retry: settings.retry,
        })))
    }

    /// The device, and its token if there is one, of requests from now on.
    pub fn session(&self) -> &Session {
        &self.0.session
    }

    /// Whether the server is on this machine: a mock, in tests.
    pub fn is_local(&self) -> bool {
        match self.0.server.host() {
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            Some(url::Host::Domain(name)) => name == "localhost",
            None => false,
        }
    }

    /// Runs a request until there is an answer, or no way was found several times.
    pub async fn run(&self, request: &Request) -> Result<Vec<u8>, ApiError> {
        let key = match request.method {
            Method::Post => Some(self.0.pending.key(request, self.0.clock.now())),
            Method::Get | Method::Delete => None,
        };
        let answer = self.repeat(|| self.once(request, key.as_deref())).await;
        if key.is_some() && is_definite(&answer) {
            self.0.pending.forget(request);
        }
        answer
    }

    /// Sends a request of any shape with the device's token, once; renews the token if it must be.
    /// The answer's status is a success, or else the error tells why not.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub async fn send(
        &self,
        method: reqwest::Method,
        path: &str,
        headers: HeaderMap,
        body: impl Fn() -> reqwest::Body,
    ) -> Result<Response, ApiError> {
        let url = self.url(path)?;
        let mut renewed = false;
        loop {
            let token = self.token().await?;
            let request = self.0.http.request(method.clone(), url.clone());
            let request = request
                .bearer_auth(&token)
                .headers(headers.clone())
                .body(body());
            let answer = self.answered(request).await;
            match answer.as_ref().map_err(ApiError::code) {
                Err(Some(ErrorCode::SignInExpired | ErrorCode::NotSignedIn)) if !renewed => {
                    self.0.session.discard(&token);
                    renewed = true;
                }
                Err(Some(ErrorCode::NotSignedIn)) => return Err(ApiError::SignedOut),
                _ => return answer,
            }
        }
    }

    /// The absolute address of a path of the server, or of an address it gave.
    fn url(&self, path: &str) -> Result<Url, ApiError> {
        let url = self.0.server.join(path).map_err(|_| ApiError::Unreadable)?;
        // The token goes to our server alone.
        if url.origin() == self.0.server.origin() {
            Ok(url)
        } else {
            Err(ApiError::Untrusted)
        }
    }

    async fn once(&self, request: &Request, key: Option<&str>) -> Result<Vec<u8>, ApiError> {
        let mut headers = HeaderMap::new();
        if let Some(key) = key.and_then(|key| key.parse().ok()) {
            headers.insert(IDEMPOTENCY_HEADER, key);
        }
        let body = request.body.clone().map(Bytes::from);
        if body.is_some() {
            headers.insert(
                CONTENT_TYPE,
                reqwest::header::HeaderValue::from_static("application/json"),
            );
        }
        let body = || body.clone().map(reqwest::Body::from).unwrap_or_default();
        let answer = if request.signed {
            self.send(request.method.into(), &request.path, headers, body)
                .await?
        } else {
            let url = self.url(&request.path)?;
            let unsigned = self.0.http.request(request.method.into(), url);
            self.answered(unsigned.headers(headers).body(body()))
                .await?
        };
        let bytes = answer.bytes().await.map_err(|error| failure(&error))?;
        Ok(bytes.to_vec())
    }

    /// Sends; hears the server's time; makes an error of a refusal.
    async fn answered(&self, request: reqwest::RequestBuilder) -> Result<Response, ApiError> {
        let answer = request.send().await.map_err(|error| failure(&error))?;
        if let Some(time) = server_time(answer.headers()) {
            self.0.clock.heard(time);
        }
        if answer.status().is_success() {
            return Ok(answer);
        }
        let status = answer.status();
        let bytes = answer.bytes().await.unwrap_or_default();
        Err(refusal(status, &bytes))
    }

    /// Repeats what found no way, ever later.
    async fn repeat<T, F: Future<Output = Result<T, ApiError>>>(
        &self,
        attempt: impl Fn() -> F,
    ) -> Result<T, ApiError> {
        let mut wait = self.0.retry.first;
        for _ in 1..self.0.retry.tries {
            match attempt().await {
                Err(error) if may_repeat(&error) => tracing::debug!(%error, "trying again"),
                answer => return answer,
            }
            tokio::time::sleep(wait.mul_f64(rand::random_range(0.5..1.5))).await;
            wait *= 2;
        }
        attempt().await
    }
}

impl From<Method> for reqwest::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
            Method::Delete => Self::DELETE,
        }
    }
}

/// Too many requests are not answered by more of them: a person is told when to try again.
fn may_repeat(error: &ApiError) -> bool {
    error.passes() && error.code() != Some(ErrorCode::TooManyRequests)
}

/// Whether the server has decided: from now on, the same request is a new one.
fn is_definite<T>(answer: &Result<T, ApiError>) -> bool {
    match answer {
        Ok(_) => true,
        Err(error @ ApiError::Problem(_)) => !error.passes(),
        Err(_) => false,
    }
}

fn server_time(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    let text = headers.get(TIME_HEADER)?.to_str().ok()?;
    Some(DateTime::parse_from_rfc3339(text).ok()?.to_utc())
}

/// A problem as the server told it; of a status without one (a proxy's), the nearest code.
fn refusal(status: StatusCode, body: &[u8]) -> ApiError {
    let problem = serde_json::from_slice::<Problem>(body);
    problem
        .unwrap_or_else(|_| Problem::new(nearest(status)))
        .into()
}

fn nearest(status: StatusCode) -> ErrorCode {
    match status.as_u16() {
        401 => ErrorCode::NotSignedIn,
        403 => ErrorCode::NotAllowed,
        404 | 410 => ErrorCode::NotFound,
        413 => ErrorCode::TooLarge,
        429 => ErrorCode::TooManyRequests,
        502..=504 => ErrorCode::Unavailable,
        _ => ErrorCode::Internal,
    }
}

/// Which kind of failure it is. Its text may hold an address, so it is not logged.
fn failure(error: &reqwest::Error) -> ApiError {
    let mut source: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(cause) = source {
        if let Some(rustls::Error::InvalidCertificate(_)) = cause.downcast_ref() {
            return ApiError::Untrusted;
        }
        // An I/O error holds its cause without naming it as its source.
        let inner = cause
            .downcast_ref::<std::io::Error>()
            .and_then(|io| io.get_ref());
        source = inner.map(|inner| inner as _).or_else(|| cause.source());
    }
    if error.is_decode() || error.is_builder() {
        ApiError::Unreadable
    } else {
        ApiError::Offline
    }
}
