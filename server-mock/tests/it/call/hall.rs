//! A running server with a call that is open now, and everybody who may be in it.

use super::line::{CALLER, Line, Options};
use futures_util::{SinkExt, StreamExt};
use kinline_mock::{Server, seed::Seed};
use kinline_protocol::{
    CallId, ErrorCode, ParticipantId, Problem,
    account::Role,
    call::{CallPhase, CallState, ServerMessage, Streams},
};
use reqwest::{
    Certificate, Client, Method, Response, StatusCode,
    header::{CONTENT_TYPE, ETAG, IF_MATCH, LOCATION},
};
use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::sync::mpsc;
use tokio_rustls::{TlsConnector, client::TlsStream};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{self, Message, client::IntoClientRequest},
};

pub const SDP: &str = "application/sdp";
pub const FRAGMENT: &str = "application/trickle-ice-sdpfrag";
/// Far longer than anything takes.
const PATIENCE: Duration = Duration::from_secs(180);

pub struct Hall {
    pub server: Server,
    pub client: Client,
    pub call: CallId,
    /// Of the four visitors, and of one who does not come to this call.
    pub families: Vec<String>,
    pub laptop: String,
    pub staff: String,
    pub reviewer: String,
}

impl Hall {
    /// Opens the data folder, with an open call if it is new.
    pub async fn open(data: &Path) -> Self {
        Self::open_with(data, None).await
    }

    /// The same, with models to watch faces with.
    pub async fn open_with(data: &Path, models: Option<PathBuf>) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let server = Server::start(kinline_mock::Options {
            listen: "127.0.0.1:0".parse().unwrap(),
            data: data.to_owned(),
            seed: Seed::CallNow,
            clock: None,
            public_address: None,
            models,
        })
        .await
        .unwrap();
        let certificate = Certificate::from_pem(server.certificate_pem().as_bytes()).unwrap();
        let client = Client::builder()
            .tls_certs_only([certificate])
            .build()
            .unwrap();
        let seeded = server.codes();
        let call = seeded.call.as_ref().unwrap();
        let place = seeded.people.iter().find(|p| p.role == Role::Laptop);
        let place = place.unwrap().establishment.clone();
        let tokens = |role| {
            let of = seeded.people.iter().filter(|p| p.role == role);
            let here = of.filter(|p| p.establishment.is_none() || p.establishment == place);
            here.map(|p| p.token.clone()).collect::<Vec<_>>()
        };
        Self {
            call: call.id,
            families: tokens(Role::Family),
            laptop: tokens(Role::Laptop).remove(0),
            staff: tokens(Role::Staff).remove(0),
            reviewer: tokens(Role::Reviewer).remove(0),
            client,
            server,
        }
    }

    pub fn developer(&self) -> String {
        let mut people = self.server.codes().people.iter();
        let developer = people.find(|p| p.role == Role::Developer);
        developer.unwrap().token.clone()
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/v1/calls/{}{rest}", self.call)
    }

    pub fn staff_path(&self, rest: &str) -> String {
        format!("/v1/staff/calls/{}{rest}", self.call)
    }

    pub fn request(&self, method: Method, token: &str, path: &str) -> reqwest::RequestBuilder {
        let url = format!("{}{path}", self.server.base_url());
        self.client.request(method, url).bearer_auth(token)
    }

    pub async fn get<T: serde::de::DeserializeOwned>(&self, token: &str, path: &str) -> T {
        let answer = self.request(Method::GET, token, path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.json().await.unwrap()
    }

    pub async fn state(&self) -> CallState {
        self.get(&self.staff, &self.path("")).await
    }

    /// What staff do: `/pause`, `/resume`, `/end`.
    pub async fn act(&self, what: &str, body: Option<serde_json::Value>) -> CallState {
        let request = self.request(Method::POST, &self.staff, &self.staff_path(what));
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{what}");
        answer.json().await.unwrap()
    }

    pub async fn post_sdp(&self, token: &str, path: &str, offer: &str) -> Response {
        self.request(Method::POST, token, path)
            .header(CONTENT_TYPE, SDP)
            .body(offer.to_owned())
            .send()
            .await
            .unwrap()
    }

    /// Opens a media session and connects it.
    pub async fn connect(&self, token: &str, kind: &str, options: Options) -> Media {
        let (line, offer) = Line::open(options);
        let answer = self.post_sdp(token, &self.path(kind), &offer).await;
        let media = Media::new(line, token, answer).await;
        eventually("media connected", || async { media.line.is_connected() }).await;
        media
    }

    pub async fn publish(&self, token: &str) -> Media {
        self.connect(token, "/media", CALLER).await
    }

    /// The first family and the laptop are in the call, and it is live.
    pub async fn live(&self) -> (Media, Media) {
        let family = self.publish(&self.families[0]).await;
        let prison = self.publish(&self.laptop).await;
        self.until_live().await;
        (family, prison)
    }

    /// Sends a voice alone, from the beginning.
    pub async fn publish_voice(&self, token: &str) -> Media {
        let (line, offer) = Line::open(CALLER);
        line.cover();
        let answer = self.post_sdp(token, &self.path("/media"), &offer).await;
        let media = Media::new(line, token, answer).await;
        eventually("media connected", || async { media.line.is_connected() }).await;
        media
    }

    /// Waits until the call stands as wished.
    pub async fn until(&self, what: &str, wished: impl Fn(&CallState) -> bool) -> CallState {
        let found = async {
            loop {
                let state = self.state().await;
                if wished(&state) {
                    return state;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let found = tokio::time::timeout(PATIENCE, found).await;
        found.unwrap_or_else(|_| panic!("not in time: {what}"))
    }

    pub async fn until_live(&self) -> CallState {
        self.until("live", |s| s.phase == CallPhase::Live).await
    }

    pub async fn listen(&self, token: &str) -> Listener {
        self.try_listen(token).await.unwrap()
    }

    pub async fn try_listen(&self, token: &str) -> Result<Listener, tungstenite::Error> {
        let url = self.server.base_url().replace("https", "wss") + &self.path("/events");
        let mut request = url.into_client_request().unwrap();
        let bearer = format!("Bearer {token}").parse().unwrap();
        request.headers_mut().insert("authorization", bearer);
        let mut roots = rustls::RootCertStore::empty();
        let pem = self.server.certificate_pem().as_bytes();
        roots
            .add(CertificateDer::from_pem_slice(pem).unwrap())
            .unwrap();
        let config = rustls::ClientConfig::builder()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let address = self.server.base_url().trim_start_matches("https://");
        let stream = tokio::net::TcpStream::connect(address).await.unwrap();
        let name = ServerName::from(stream.peer_addr().unwrap().ip());
        let stream = TlsConnector::from(Arc::new(config)).connect(name, stream);
        let (socket, _) = tokio_tungstenite::client_async(request, stream.await?).await?;
        Ok(Listener::new(socket))
    }
}

type Socket = WebSocketStream<TlsStream<tokio::net::TcpStream>>;

/// A WebSocket, read in the background.
pub struct Listener {
    messages: mpsc::UnboundedReceiver<ServerMessage>,
    replies: mpsc::UnboundedSender<Message>,
}

impl Listener {
    fn new(socket: Socket) -> Self {
        let (mut sink, mut stream) = socket.split();
        let (sender, messages) = mpsc::unbounded_channel();
        let (replies, mut outgoing) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Some(Ok(message)) = stream.next().await {
                if let Message::Text(text) = message {
                    let _ = sender.send(serde_json::from_str(&text).unwrap());
                }
            }
        });
        tokio::spawn(async move {
            while let Some(message) = outgoing.recv().await {
                let _ = sink.send(message).await;
            }
        });
        Self { messages, replies }
    }

    pub fn say(&self, text: &str) {
        self.replies.send(Message::text(text)).unwrap();
    }

    /// The next message that is wished for; others are skipped. `None`: the server has closed.
    pub async fn next<T>(&mut self, wished: impl Fn(ServerMessage) -> Option<T>) -> Option<T> {
        let next = async {
            while let Some(message) = self.messages.recv().await {
                if let Some(found) = wished(message) {
                    return Some(found);
                }
            }
            None
        };
        tokio::time::timeout(PATIENCE, next)
            .await
            .expect("a message")
    }

    pub async fn until(&mut self, wished: impl Fn(&CallPhase) -> bool) -> CallState {
        let found = self.next(|m| match m {
            ServerMessage::State(state) if wished(&state.phase) => Some(state),
            _ => None,
        });
        found.await.expect("a state")
    }

    /// The m-line on which somebody is seen.
    pub async fn video_mid(&mut self, of: ParticipantId) -> String {
        let found = self.next(|m| {
            let ServerMessage::Streams(Streams { slots, .. }) = m else {
                return None;
            };
            slots.into_iter().find(|s| s.participant == Some(of))?.video
        });
        found.await.expect("streams")
    }
}

/// A media session as its client knows it.
pub struct Media {
    pub line: Line,
    pub location: String,
    pub etag: String,
    token: String,
}

impl Media {
    pub async fn new(line: Line, token: &str, answer: Response) -> Self {
        assert_eq!(answer.status(), StatusCode::CREATED);
        let header = |name| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header(CONTENT_TYPE), SDP);
        assert_eq!(answer.headers()["accept-patch"], FRAGMENT);
        let (location, etag) = (header(LOCATION), header(ETAG));
        line.answer(&answer.text().await.unwrap());
        Self {
            line,
            location,
            etag,
            token: token.to_owned(),
        }
    }

    pub async fn patch(
        &self,
        hall: &Hall,
        content_type: &str,
        etag: Option<&str>,
        body: &str,
    ) -> Response {
        let mut request = hall
            .request(Method::PATCH, &self.token, &self.location)
            .header(CONTENT_TYPE, content_type)
            .body(body.to_owned());
        if let Some(etag) = etag {
            request = request.header(IF_MATCH, etag);
        }
        request.send().await.unwrap()
    }

    pub async fn leave(&self, hall: &Hall) -> StatusCode {
        let request = hall.request(Method::DELETE, &self.token, &self.location);
        request.send().await.unwrap().status()
    }

    /// Waits until so many more pictures and sounds have come than now.
    pub async fn flows(&self) {
        let before = self.line.frames();
        eventually("media flows", || async { self.line.frames() > before + 20 }).await;
    }
}

pub async fn eventually<F: Future<Output = bool>>(what: &str, mut holds: impl FnMut() -> F) {
    let wait = async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let waited = tokio::time::timeout(PATIENCE, wait).await;
    assert!(waited.is_ok(), "not in time: {what}");
}

/// The code of a refusal, and that it came with its status.
pub async fn refused(answer: Response) -> ErrorCode {
    let status = answer.status();
    let problem: Problem = answer.json().await.unwrap();
    assert_eq!(status.as_u16(), problem.code.status());
    problem.code
}
