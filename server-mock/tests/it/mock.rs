//! A running mock and a client that trusts it.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use kinline_mock::{Options, Server, seed::Seed};
use kinline_protocol::{
    ErrorCode, Problem,
    account::{Confirmation, DeviceRegistered, NewRegistration, Registration, Role},
    console::Mail,
    problem::CONTENT_TYPE,
    routes::{self, IDEMPOTENCY_HEADER},
};
use reqwest::{Certificate, Client, Method, RequestBuilder, Response, StatusCode};
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde::{Serialize, de::DeserializeOwned};
use std::time::Duration;
use tempfile::TempDir;
use uuid::Uuid;

/// For an answer. Long: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Mock {
    pub server: Server,
    pub client: Client,
    pub data: TempDir,
}

/// A registered phone.
pub struct Phone {
    pub key: Ed25519KeyPair,
    pub registered: DeviceRegistered,
}

impl Phone {
    pub fn token(&self) -> &str {
        &self.registered.token.access_token
    }
}

/// A Sunday.
pub fn opening() -> DateTime<Utc> {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

impl Mock {
    pub async fn start(seed: Seed) -> Self {
        Self::on(tempfile::tempdir().unwrap(), seed, Some(opening())).await
    }

    pub async fn on(data: TempDir, seed: Seed, clock: Option<DateTime<Utc>>) -> Self {
        let options = Options {
            listen: "127.0.0.1:0".parse().unwrap(),
            data: data.path().to_owned(),
            seed,
            clock,
            public_address: None,
            models: None,
        };
        let server = Server::start(options).await.unwrap();
        let client = client(server.certificate_pem());
        Self {
            server,
            client,
            data,
        }
    }

    /// Stops and starts again on the same data, by the machine's clock.
    pub async fn restart(self) -> Self {
        self.server.stop().await;
        Self::on(self.data, Seed::Empty, None).await
    }

    /// The first seeded person with a role.
    pub fn token(&self, role: Role) -> String {
        let mut people = self.server.codes().people.iter();
        people
            .find(|person| person.role == role)
            .unwrap()
            .token
            .clone()
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.server.base_url())
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, self.url(path))
    }

    pub async fn get(&self, token: &str, path: &str) -> Response {
        self.request(Method::GET, path)
            .bearer_auth(token)
            .send()
            .await
            .unwrap()
    }

    /// A POST with a key of its own; without a token if that is empty.
    pub async fn post(&self, token: &str, path: &str, body: &impl Serialize) -> Response {
        self.post_as(token, path, body, &Uuid::new_v4().to_string())
            .await
    }

    pub async fn post_as(
        &self,
        token: &str,
        path: &str,
        body: &impl Serialize,
        key: &str,
    ) -> Response {
        let request = self
            .request(Method::POST, path)
            .header(IDEMPOTENCY_HEADER, key)
            .json(body);
        let request = if token.is_empty() {
            request
        } else {
            request.bearer_auth(token)
        };
        request.send().await.unwrap()
    }

    pub async fn mails(&self, to: &str) -> Vec<Mail> {
        let path = format!("/v1/console/mails?to={to}");
        let token = self.token(Role::Developer);
        let list: kinline_protocol::List<Mail> =
            read(self.get(&token, &path).await, StatusCode::OK).await;
        list.items
    }

    /// Asks for a code and reads it in the mailbox.
    pub async fn ask_code(&self, email: &str) -> (Registration, String) {
        let response = self
            .post("", routes::REGISTRATIONS, &registration(email))
            .await;
        let registration = read(response, StatusCode::ACCEPTED).await;
        let body = self.mails(email).await.remove(0).body;
        let code = body
            .split(|c: char| !c.is_ascii_digit())
            .find(|word| word.len() == 6);
        (registration, code.unwrap().to_owned())
    }

    /// Registers a phone with a new key.
    pub async fn register(&self, email: &str) -> Phone {
        let (registration, code) = self.ask_code(email).await;
        let key = new_key();
        let confirmation = Confirmation {
            code,
            device_key: public(&key),
        };
        let path = routes::confirmation(registration.id);
        let registered = read(
            self.post("", &path, &confirmation).await,
            StatusCode::CREATED,
        )
        .await;
        Phone { key, registered }
    }
}

pub fn client(certificate_pem: &str) -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let certificate = Certificate::from_pem(certificate_pem.as_bytes()).unwrap();
    Client::builder()
        .tls_certs_only([certificate])
        .timeout(PATIENCE)
        .build()
        .unwrap()
}

pub fn registration(email: &str) -> NewRegistration {
    serde_json::from_value(serde_json::json!({ "email": email, "language": "en" })).unwrap()
}

pub fn new_key() -> Ed25519KeyPair {
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&ring::rand::SystemRandom::new()).unwrap();
    Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap()
}

pub fn public(key: &Ed25519KeyPair) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(key.public_key())
}

/// The body of an answer with that status.
#[track_caller]
pub fn read<T: DeserializeOwned>(
    response: Response,
    status: StatusCode,
) -> impl Future<Output = T> {
    let caller = std::panic::Location::caller();
    async move {
        let (found, text) = (response.status(), response.text().await.unwrap());
        assert_eq!(found, status, "{caller}: {text}");
        serde_json::from_str(&text).unwrap()
    }
}

/// Holds that an answer is a problem with that code.
#[track_caller]
pub fn refused(response: Response, code: ErrorCode) -> impl Future<Output = Problem> {
    let caller = std::panic::Location::caller();
    async move {
        let status = response.status().as_u16();
        let content_type = response.headers().get("content-type").cloned();
        let text = response.text().await.unwrap();
        assert_eq!(content_type.unwrap(), CONTENT_TYPE, "{caller}: {text}");
        let problem: Problem = serde_json::from_str(&text).unwrap();
        assert_eq!(
            (problem.code, status),
            (code, code.status()),
            "{caller}: {text}"
        );
        problem
    }
}
