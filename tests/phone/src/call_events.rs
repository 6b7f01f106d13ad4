//! A call's WebSocket, as the laptop and staff listen to it.

use crate::{PhoneError, wire::Wire};
use futures_util::{SinkExt, StreamExt, stream::SplitSink};
use kinline_protocol::{
    CallId,
    call::{CallState, ClientMessage, ServerMessage},
    routes,
};
use std::{
    sync::{Arc, Condvar, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::{net::TcpStream, sync::mpsc};
use tokio_rustls::{TlsConnector, client::TlsStream, rustls::pki_types::ServerName};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, client::IntoClientRequest, http::header::AUTHORIZATION},
};

type Socket = WebSocketStream<TlsStream<TcpStream>>;

/// Listens to a call. While it lives, its owner is in the waiting room or the call; dropping it is a
/// lost connection, [`leave`](Self::leave) is leaving.
pub struct CallEvents {
    heard: Arc<Heard>,
    say: mpsc::UnboundedSender<ClientMessage>,
}

#[derive(Default)]
struct Heard {
    messages: Mutex<(Vec<ServerMessage>, bool)>,
    changed: Condvar,
}

impl CallEvents {
    /// Connects to a call.
    pub fn listen(wire: &Wire, token: &str, call: CallId) -> Result<Self, PhoneError> {
        let socket = wire.block_on(connect(wire, token, call))?;
        let heard = Arc::new(Heard::default());
        let (say, said) = mpsc::unbounded_channel();
        wire.spawn(run(socket, heard.clone(), said));
        Ok(Self { heard, say })
    }

    /// The last state that the server told.
    #[must_use]
    pub fn state(&self) -> Option<CallState> {
        let messages = self.messages();
        messages
            .into_iter()
            .rev()
            .find_map(|message| match message {
                ServerMessage::State(state) => Some(state),
                _ => None,
            })
    }

    /// Everything that the server said, oldest first.
    #[must_use]
    pub fn messages(&self) -> Vec<ServerMessage> {
        let heard = self.heard.messages.lock();
        heard.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// Waits for a state, also one that was told before.
    pub fn wait_for(
        &self,
        what: &str,
        limit: Duration,
        is: impl Fn(&CallState) -> bool,
    ) -> Result<CallState, PhoneError> {
        let found = |message: &ServerMessage| match message {
            ServerMessage::State(state) if is(state) => Some(state.clone()),
            _ => None,
        };
        self.wait_for_message(what, limit, found)
    }

    /// Waits for the last state to be as wanted: one that was told before and is over does not count.
    pub fn wait_until(
        &self,
        what: &str,
        limit: Duration,
        is: impl Fn(&CallState) -> bool,
    ) -> Result<CallState, PhoneError> {
        self.wait(what, limit, |messages| {
            let last = messages.iter().rev().find_map(|message| match message {
                ServerMessage::State(state) => Some(state),
                _ => None,
            });
            last.filter(|state| is(state)).cloned()
        })
    }

    /// Waits for a message, also one that came before.
    pub fn wait_for_message<T>(
        &self,
        what: &str,
        limit: Duration,
        is: impl Fn(&ServerMessage) -> Option<T>,
    ) -> Result<T, PhoneError> {
        self.wait(what, limit, |messages| messages.iter().find_map(&is))
    }

    /// Leaves on purpose.
    pub fn leave(&self) {
        let _ = self.say.send(ClientMessage::Leave);
    }

    fn wait<T>(
        &self,
        what: &str,
        limit: Duration,
        find: impl Fn(&[ServerMessage]) -> Option<T>,
    ) -> Result<T, PhoneError> {
        let end = Instant::now() + limit;
        let mut heard = self
            .heard
            .messages
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(found) = find(&heard.0) {
                return Ok(found);
            }
            let left = end
                .checked_duration_since(Instant::now())
                .filter(|_| !heard.1);
            let Some(left) = left else {
                let last = heard.0.last();
                return Err(PhoneError::NotCome(format!(
                    "{what}; the last was {last:?}"
                )));
            };
            let waited = self.heard.changed.wait_timeout(heard, left);
            (heard, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }
}

async fn connect(wire: &Wire, token: &str, call: CallId) -> Result<Socket, PhoneError> {
    let lost = |error: &dyn std::fmt::Display| PhoneError::Unreachable(error.to_string());
    let url = wire.url(&routes::call_events(call))?;
    let host = url
        .host_str()
        .unwrap_or_default()
        .trim_matches(['[', ']'])
        .to_owned();
    let port = url.port_or_known_default().unwrap_or(443);
    let tcp = TcpStream::connect((host.as_str(), port))
        .await
        .map_err(|e| lost(&e))?;
    let name = ServerName::try_from(host).map_err(|e| lost(&e))?;
    let tls = TlsConnector::from(wire.tls())
        .connect(name, tcp)
        .await
        .map_err(|e| lost(&e))?;
    let mut request = url
        .as_str()
        .replacen("https", "wss", 1)
        .into_client_request()
        .map_err(|e| lost(&e))?;
    let bearer = format!("Bearer {token}")
        .parse()
        .map_err(|_| lost(&"an unusable token"))?;
    request.headers_mut().insert(AUTHORIZATION, bearer);
    match tokio_tungstenite::client_async(request, tls).await {
        Ok((socket, _)) => Ok(socket),
        Err(tokio_tungstenite::tungstenite::Error::Http(response)) => {
            let body = response.body().clone().unwrap_or_default();
            let problem = serde_json::from_slice::<kinline_protocol::Problem>(&body).ok();
            Err(PhoneError::Refused {
                method: "GET".into(),
                path: routes::call_events(call),
                status: response.status().as_u16(),
                code: problem.map(|problem| problem.code),
                body: String::from_utf8_lossy(&body).into_owned(),
            })
        }
        Err(error) => Err(lost(&error)),
    }
}

async fn run(socket: Socket, heard: Arc<Heard>, mut said: mpsc::UnboundedReceiver<ClientMessage>) {
    let (mut out, mut incoming) = socket.split();
    loop {
        tokio::select! {
            message = incoming.next() => match message {
                Some(Ok(Message::Text(text))) => note(&heard, text.as_str()),
                Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                Some(Ok(_)) => {}
            },
            message = said.recv() => match message {
                Some(message) => say(&mut out, &message).await,
                None => break,
            },
        }
    }
    heard
        .messages
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .1 = true;
    heard.changed.notify_all();
}

async fn say(out: &mut SplitSink<Socket, Message>, message: &ClientMessage) {
    if let Ok(json) = serde_json::to_string(message) {
        // Who cannot be told has gone: the reading side notices.
        let _ = out.send(Message::text(json)).await;
    }
}

fn note(heard: &Heard, text: &str) {
    match serde_json::from_str(text) {
        Ok(message) => {
            let mut messages = heard
                .messages
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            messages.0.push(message);
            drop(messages);
            heard.changed.notify_all();
        }
        Err(error) => tracing::warn!(%error, "a message that cannot be read"),
    }
}
