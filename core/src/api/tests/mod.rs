mod uploads;

use super::*;
use crate::{
    Trust,
    testing::{
        MemorySecrets, id,
        server::{TestServer, json, problem, status},
    },
    update::{Effect, Input},
};
use axum::{
    Json,
    extract::Request as Asked,
    response::{IntoResponse, Response as Answer},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use kinline_protocol::{
    DeviceId,
    account::{Challenge, Token},
    console::Fingerprint,
    routes,
};
use ring::signature::{ED25519, UnparsedPublicKey};
use rustls::pki_types::{CertificateDer, pem::PemObject};
use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering::SeqCst},
};
use tempfile::TempDir;

/// A phone's network part, with what it keeps.
struct Phone {
    api: Api,
    clock: Clock,
    public_key: String,
    folder: TempDir,
    secrets: MemorySecrets,
}

fn device() -> DeviceId {
    id("00000000-0000-4000-8000-000000000002")
}

fn phone(server: &TestServer) -> Phone {
    started(server, TempDir::new().unwrap(), MemorySecrets::default())
}

fn started(server: &TestServer, folder: TempDir, secrets: MemorySecrets) -> Phone {
    let store = Arc::new(Store::open(folder.path(), &secrets).unwrap());
    let key = DeviceKey::load(&secrets).unwrap();
    let (public_key, clock) = (key.public(), Clock::new(0));
    let settings = Settings {
        server: server.url.clone(),
        trust: Trust::Certificate(server.certificate_pem.clone()),
        retry: Retry {
            tries: 3,
            first: Duration::from_millis(1),
        },
    };
    let api = Api::new(settings, key, clock.clone(), store).unwrap();
    Phone {
        api,
        clock,
        public_key,
        folder,
        secrets,
    }
}

impl Phone {
    fn sign_in(&self) {
        self.api
            .session()
            .sign_in(device(), Some(token("first", TimeDelta::hours(1))));
    }

    /// The app is killed and started again.
    fn again(self, server: &TestServer) -> Self {
        let Self {
            api,
            folder,
            secrets,
            ..
        } = self;
        drop(api);
        started(server, folder, secrets)
    }
}

fn token(text: &str, life: TimeDelta) -> Token {
    Token {
        access_token: text.into(),
        expires_at: Utc::now() + life,
    }
}

fn request(effect: Effect) -> Request {
    match effect {
        Effect::Request(request) => request,
        other => panic!("{other:?}"),
    }
}

fn get() -> Request {
    request(Request::get("/v1/thing").done(|_| Input::Resumed))
}

fn post(word: &str) -> Request {
    request(Request::post("/v1/things", &word).done(|_| Input::Resumed))
}

/// Counts how often it was asked.
#[derive(Clone, Default)]
struct Count(Arc<AtomicUsize>);

impl Count {
    fn next(&self) -> usize {
        self.0.fetch_add(1, SeqCst)
    }

    fn get(&self) -> usize {
        self.0.load(SeqCst)
    }
}

type Keys = Arc<Mutex<Vec<String>>>;

fn key_of(asked: &Asked) -> String {
    asked.headers()[IDEMPOTENCY_HEADER]
        .to_str()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn servers_time_is_kept() {
    let time = "2031-05-04T03:02:01.500Z";
    let server = TestServer::answering(move |asked: Asked| async move {
        assert_eq!(asked.version(), axum::http::Version::HTTP_2);
        ([(TIME_HEADER, time)], "").into_response()
    })
    .await;
    let phone = phone(&server);
    phone.sign_in();
    phone.api.run(&get()).await.unwrap();
    let heard: DateTime<Utc> = time.parse().unwrap();
    assert!(phone.clock.now() - heard < TimeDelta::minutes(1));
    assert!(phone.clock.now() >= heard - TimeDelta::seconds(1));
}

#[tokio::test]
async fn only_the_given_certificate_is_trusted() {
    let server = TestServer::answering(|_| async { "".into_response() }).await;
    let other = TestServer::answering(|_| async { "".into_response() }).await;
    let mut impostor = phone(&server);
    let settings = Settings {
        server: server.url.clone(),
        trust: Trust::Certificate(other.certificate_pem.clone()),
        retry: Retry {
            tries: 1,
            first: Duration::ZERO,
        },
    };
    let key = DeviceKey::load(&impostor.secrets).unwrap();
    let store = Arc::new(Store::open(impostor.folder.path(), &impostor.secrets).unwrap());
    impostor.api = Api::new(settings, key, impostor.clock.clone(), store).unwrap();
    impostor.sign_in();
    assert_eq!(impostor.api.run(&get()).await, Err(ApiError::Untrusted));
    assert_eq!(
        impostor.api.websocket("/v1/socket").await.map(drop),
        Err(ApiError::Untrusted)
    );
}

#[tokio::test]
async fn only_the_certificate_of_the_fingerprint_is_trusted() {
    let server = TestServer::answering(|_| async { "".into_response() }).await;
    let pem = server.certificate_pem.as_bytes();
    let certificate = CertificateDer::from_pem_slice(pem).unwrap();
    let digest = ring::digest::digest(&ring::digest::SHA256, &certificate);
    let right = Fingerprint(digest.as_ref().try_into().unwrap());
    let mut wrong = right;
    wrong.0[31] ^= 1;
    for (fingerprint, trusted) in [(right, true), (wrong, false)] {
        let mut phone = phone(&server);
        let settings = Settings {
            server: server.url.clone(),
            trust: Trust::Fingerprint(fingerprint),
            retry: Retry {
                tries: 1,
                first: Duration::ZERO,
            },
        };
        let key = DeviceKey::load(&phone.secrets).unwrap();
        let store = Arc::new(Store::open(phone.folder.path(), &phone.secrets).unwrap());
        phone.api = Api::new(settings, key, phone.clock.clone(), store).unwrap();
        phone.sign_in();
        let answer = phone.api.run(&get()).await;
        assert_eq!(answer == Err(ApiError::Untrusted), !trusted, "{answer:?}");
        let socket = phone.api.websocket("/v1/socket").await.map(drop);
        assert_eq!(socket == Err(ApiError::Untrusted), !trusted, "{socket:?}");
    }
}

#[tokio::test]
async fn nobody_there_is_offline() {
    let server = TestServer::answering(|_| async { "".into_response() }).await;
    let mut nowhere = phone(&server);
    drop(server);
    let gone = TestServer::answering(|_| async { "".into_response() }).await;
    let settings = Settings {
        server: "https://127.0.0.1:1".parse().unwrap(),
        trust: Trust::Certificate(gone.certificate_pem.clone()),
        retry: Retry {
            tries: 2,
            first: Duration::from_millis(1),
        },
    };
    let key = DeviceKey::load(&nowhere.secrets).unwrap();
    let store = Arc::new(Store::open(nowhere.folder.path(), &nowhere.secrets).unwrap());
    nowhere.api = Api::new(settings, key, nowhere.clock.clone(), store).unwrap();
    nowhere.sign_in();
    assert_eq!(nowhere.api.run(&get()).await, Err(ApiError::Offline));
    assert_eq!(
        nowhere.api.websocket("/v1/socket").await.map(drop),
        Err(ApiError::Offline)
    );
}

#[tokio::test]
async fn what_failed_in_passing_is_repeated_with_its_key() {
    let (count, keys) = (Count::default(), Keys::default());
    let (counted, kept) = (count.clone(), keys.clone());
    let server = TestServer::answering(move |asked| {
        kept.lock().unwrap().push(key_of(&asked));
        let failing = counted.next() < 2;
        async move {
            if failing {
                status(503)
            } else {
                "done".into_response()
            }
        }
    })
    .await;
    let phone = phone(&server);
    phone.sign_in();
    assert_eq!(phone.api.run(&post("a")).await.unwrap(), b"done");
    assert_eq!(count.get(), 3);
    phone.api.run(&post("a")).await.unwrap();
    let keys = keys.lock().unwrap();
    assert_eq!(keys[0], keys[2], "the same request");
    assert_ne!(keys[2], keys[3], "a new one, once the first was answered");
}

#[tokio::test]
async fn key_survives_a_kill_and_belongs_to_one_request() {
    let keys = Keys::default();
    let kept = keys.clone();
    let server = TestServer::answering(move |asked| {
        kept.lock().unwrap().push(key_of(&asked));
        async { status(503) }
    })
    .await;
    let phone = phone(&server);
    phone.sign_in();
    assert!(phone.api.run(&post("a")).await.is_err());
    let phone = phone.again(&server);
    phone.sign_in();
    assert!(phone.api.run(&post("a")).await.is_err());
    assert!(phone.api.run(&post("b")).await.is_err());
    let keys = keys.lock().unwrap();
    assert_eq!(keys[0], keys[3]);
    assert_ne!(keys[0], keys[6]);
}

#[tokio::test]
async fn refusal_is_a_problem_and_is_not_repeated() {
    let count = Count::default();
    let counted = count.clone();
    let server = TestServer::answering(move |_| {
        counted.next();
        async { problem(Problem::new(ErrorCode::SlotTaken).field("slot", ErrorCode::SlotTaken)) }
    })
    .await;
    let phone = phone(&server);
    phone.sign_in();
    let Err(ApiError::Problem(problem)) = phone.api.run(&post("a")).await else {
        panic!("refused")
    };
    assert_eq!(problem.code, ErrorCode::SlotTaken);
    assert_eq!(problem.fields[0].field, "slot");
    assert_eq!(count.get(), 1);
}

/// A server that gives out tokens for signed challenges.
async fn signing(key: Arc<Mutex<String>>, challenges: Count, refusing: &'static str) -> TestServer {
    TestServer::answering(move |asked: Asked| {
        let (key, challenges) = (key.clone(), challenges.clone());
        async move {
            let bearer = asked
                .headers()
                .get("authorization")
                .map(|it| it.to_str().unwrap().to_owned());
            match asked.uri().path() {
                routes::CHALLENGES => {
                    let number = challenges.next();
                    let nonce = format!("nonce-{number}");
                    Json(Challenge {
                        id: id("00000000-0000-4000-8000-00000000000f"),
                        nonce,
                    })
                    .into_response()
                }
                routes::TOKENS => {
                    let signed = json(asked).await;
                    let decode = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).unwrap();
                    let public = decode(&key.lock().unwrap());
                    let nonce = format!("nonce-{}", challenges.get() - 1);
                    let signature = decode(signed["signature"].as_str().unwrap());
                    UnparsedPublicKey::new(&ED25519, public)
                        .verify(nonce.as_bytes(), &signature)
                        .unwrap();
                    Json(token("renewed", TimeDelta::hours(1))).into_response()
                }
                _ if bearer.as_deref() == Some(refusing) => {
                    problem(Problem::new(ErrorCode::SignInExpired))
                }
                _ => bearer.unwrap_or_default().into_response(),
            }
        }
    })
    .await
}

#[tokio::test]
async fn token_is_renewed_once_for_all_who_wait() {
    let (key, challenges) = (Arc::default(), Count::default());
    let server = signing(Arc::clone(&key), challenges.clone(), "Bearer none").await;
    let phone = phone(&server);
    *key.lock().unwrap() = phone.public_key.clone();
    let about_to_expire = token("old", TimeDelta::seconds(5));
    phone.api.session().sign_in(device(), Some(about_to_expire));
    let answers = futures_util::future::join_all(
        (0..8).map(|_| async { phone.api.run(&get()).await.unwrap() }),
    );
    for answer in answers.await {
        assert_eq!(answer, b"Bearer renewed");
    }
    assert_eq!(challenges.get(), 1);
}

#[tokio::test]
async fn refused_token_is_renewed_and_the_request_goes_again() {
    let (key, challenges) = (Arc::default(), Count::default());
    let server = signing(Arc::clone(&key), challenges.clone(), "Bearer first").await;
    let phone = phone(&server);
    *key.lock().unwrap() = phone.public_key.clone();
    phone.sign_in();
    assert_eq!(phone.api.run(&get()).await.unwrap(), b"Bearer renewed");
    assert_eq!(challenges.get(), 1);
}

#[tokio::test]
async fn device_that_is_not_known_any_more_is_signed_out() {
    let server = TestServer::answering(|asked: Asked| async move {
        match asked.uri().path() {
            routes::CHALLENGES => problem(Problem::new(ErrorCode::NotFound)),
            _ => problem(Problem::new(ErrorCode::NotSignedIn)),
        }
    })
    .await;
    let phone = phone(&server);
    phone.sign_in();
    assert_eq!(phone.api.run(&get()).await, Err(ApiError::SignedOut));
}

#[tokio::test]
async fn websocket_opens_with_the_token_or_tells_the_problem() {
    use axum::{extract::ws::WebSocketUpgrade, routing::get};
    use futures_util::StreamExt;
    let greet = |headers: HeaderMap, upgrade: WebSocketUpgrade| async move {
        let bearer = headers["authorization"].to_str().unwrap().to_owned();
        upgrade.on_upgrade(|mut socket| async move {
            let text = axum::extract::ws::Message::Text(bearer.into());
            socket.send(text).await.unwrap();
        })
    };
    let early = || async { problem(Problem::new(ErrorCode::CallTooEarly)) };
    let router = axum::Router::new()
        .route("/open", get(greet))
        .route("/early", get(early));
    let server = TestServer::serving(router).await;
    let phone = phone(&server);
    phone.sign_in();
    let mut socket = phone.api.websocket("/open").await.unwrap();
    let heard = socket.next().await.unwrap().unwrap();
    assert_eq!(heard.into_text().unwrap().as_str(), "Bearer first");
    let refused = phone.api.websocket("/early").await.map(drop).unwrap_err();
    assert_eq!(refused.code(), Some(ErrorCode::CallTooEarly));
}
