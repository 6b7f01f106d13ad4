//! The server as any client sees it: HTTPS with one trusted certificate, JSON, bearer tokens.
//! Synchronous, for stories and tests that go step by step; the network runs on its own threads.

use crate::PhoneError;
use kinline_protocol::{Problem, routes::IDEMPOTENCY_HEADER};
use reqwest::{
    Method, StatusCode,
    header::{CONTENT_TYPE, HeaderMap},
};
use rustls::pki_types::{CertificateDer, pem::PemObject};
use serde::{Serialize, de::DeserializeOwned};
use std::{future::Future, sync::Arc, time::Duration};
use tokio::runtime::Runtime;
use url::Url;

/// A server that one can talk to. Cheap to clone.
#[derive(Clone)]
pub struct Wire {
    base: Url,
    http: reqwest::Client,
    tls: Arc<rustls::ClientConfig>,
    runtime: Arc<Runtime>,
}

/// An answer, whatever it says.
#[derive(Debug)]
pub struct Reply {
    /// HTTP status.
    pub status: StatusCode,
    /// HTTP headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Wire {
    /// A client of the server at `base` (`https://…`) that trusts only this certificate (PEM).
    pub fn new(base: &str, certificate_pem: &str) -> Result<Self, PhoneError> {
        let unusable = |error: String| PhoneError::Unreachable(error);
        let base = Url::parse(base).map_err(|error| unusable(error.to_string()))?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut roots = rustls::RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(certificate_pem.as_bytes()) {
            let certificate = certificate.map_err(|error| unusable(error.to_string()))?;
            roots
                .add(certificate)
                .map_err(|error| unusable(error.to_string()))?;
        }
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| unusable(error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let http = client(&tls)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| PhoneError::Broken(format!("no runtime: {error}")))?;
        Ok(Self {
            base,
            http,
            tls: Arc::new(tls),
            runtime: Arc::new(runtime),
        })
    }

    /// The server's base address.
    #[must_use]
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// The address of a path, or of a full address of the same server.
    pub fn url(&self, path: &str) -> Result<Url, PhoneError> {
        let joined = self.base.join(path);
        joined.map_err(|error| PhoneError::Unreachable(format!("{path}: {error}")))
    }

    /// `GET`, JSON.
    pub fn get<T: DeserializeOwned>(&self, token: &str, path: &str) -> Result<T, PhoneError> {
        self.json(Method::GET, token, path, None::<&()>)
    }

    /// `POST`, JSON both ways.
    pub fn post<T: DeserializeOwned>(
        &self,
        token: &str,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, PhoneError> {
        self.json(Method::POST, token, path, Some(body))
    }

    /// `POST` whose answer does not matter beyond that it was done. `()` sends no body.
    pub fn act(
        &self,
        token: &str,
        path: &str,
        body: Option<&impl Serialize>,
    ) -> Result<(), PhoneError> {
        self.checked(Method::POST, token, path, body).map(drop)
    }

    /// `PUT`, JSON both ways.
    pub fn put<T: DeserializeOwned>(
        &self,
        token: &str,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, PhoneError> {
        self.json(Method::PUT, token, path, Some(body))
    }

    /// `DELETE`.
    pub fn delete(&self, token: &str, path: &str) -> Result<(), PhoneError> {
        self.checked(Method::DELETE, token, path, None::<&()>)
            .map(drop)
    }

    /// The bytes behind a path.
    pub fn bytes(&self, token: &str, path: &str) -> Result<Vec<u8>, PhoneError> {
        Ok(self.checked(Method::GET, token, path, None::<&()>)?.body)
    }

    /// Any request; the answer is not judged.
    pub fn send(
        &self,
        method: Method,
        token: Option<&str>,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Result<Reply, PhoneError> {
        let url = self.url(path)?;
        self.block_on(self.exchange(method, token, url, headers, body))
    }

    pub(crate) fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Runs beside the caller; its answer can be waited for.
    pub(crate) fn spawn<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> tokio::task::JoinHandle<T> {
        self.runtime.spawn(work)
    }

    pub(crate) fn tls(&self) -> Arc<rustls::ClientConfig> {
        self.tls.clone()
    }

    pub(crate) async fn exchange(
        &self,
        method: Method,
        token: Option<&str>,
        url: Url,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Result<Reply, PhoneError> {
        let mut request = self.http.request(method, url).body(body);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await?;
        Ok(Reply {
            status: response.status(),
            headers: response.headers().clone(),
            body: response.bytes().await?.to_vec(),
        })
    }

    fn json<T: DeserializeOwned>(
        &self,
        method: Method,
        token: &str,
        path: &str,
        body: Option<&impl Serialize>,
    ) -> Result<T, PhoneError> {
        let reply = self.checked(method, token, path, body)?;
        serde_json::from_slice(&reply.body).map_err(|error| {
            PhoneError::Broken(format!("the answer of {path} cannot be read: {error}"))
        })
    }

    fn checked(
        &self,
        method: Method,
        token: &str,
        path: &str,
        body: Option<&impl Serialize>,
    ) -> Result<Reply, PhoneError> {
        let json = body.map(serde_json::to_vec).transpose();
        let json = json.map_err(|error| PhoneError::Broken(error.to_string()))?;
        let key = uuid::Uuid::new_v4().to_string();
        let mut headers = vec![];
        if method == Method::POST {
            headers.push((IDEMPOTENCY_HEADER, key.as_str()));
        }
        if json.is_some() {
            headers.push((CONTENT_TYPE.as_str(), "application/json"));
        }
        let bytes = json.unwrap_or_default();
        let reply = self.send(method.clone(), Some(token), path, &headers, bytes)?;
        reply.checked(&method, path)
    }
}

fn client(tls: &rustls::ClientConfig) -> Result<reqwest::Client, PhoneError> {
    Ok(reqwest::Client::builder()
        .tls_backend_preconfigured(tls.clone())
        .timeout(Duration::from_secs(60))
        .build()?)
}

impl Reply {
    /// Refuses an answer that is not 2xx.
    pub fn checked(self, method: &Method, path: &str) -> Result<Self, PhoneError> {
        if self.status.is_success() {
            return Ok(self);
        }
        Err(PhoneError::Refused {
            method: method.to_string(),
            path: path.into(),
            status: self.status.as_u16(),
            code: self.problem().map(|problem| problem.code),
            body: String::from_utf8_lossy(&self.body).into_owned(),
        })
    }

    /// The problem that it tells of, if it does.
    #[must_use]
    pub fn problem(&self) -> Option<Problem> {
        serde_json::from_slice(&self.body).ok()
    }

    /// A header's text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
