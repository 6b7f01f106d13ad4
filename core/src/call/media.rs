//! Holds the call's media connection (WHIP, RFC 9725): opens it, restarts ICE when the line is lost
//! or the network changes, and opens a new one when the server knows nothing of the old.

use super::{
    Event,
    quality::{Meter, Quality},
    session::{Wait, is_final, refused},
};
use crate::{
    api::{Api, ApiError},
    driver::Tools,
    update::Input,
};
use kinline_media::{CallMedia, Connection, ConnectionState, MediaError, Settings};
use kinline_protocol::{CallId, ErrorCode, MediaSessionId, routes};
use reqwest::{
    Method,
    header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, IF_MATCH, LOCATION},
};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{sync::mpsc, time::Instant};

const SDP: HeaderValue = HeaderValue::from_static("application/sdp");
/// How long a connection may take before it is helped by an ICE restart.
const TIME_TO_CONNECT: Duration = Duration::from_secs(5);
const LOOK: Duration = Duration::from_secs(1);

/// What of one's own is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sending {
    /// One's own microphone is on.
    pub microphone: bool,
    /// One's own camera is on.
    pub camera: bool,
}

impl Sending {
    fn apply(self, media: &CallMedia) {
        media.set_muted(!self.microphone, !self.camera);
    }
}

/// Something for the media task to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// The network changed, or the server may have been started again.
    Restart,
    /// What is sent.
    Send(Sending),
}

/// What others see of the media task. A clone shows the same.
#[derive(Debug, Clone, Default)]
pub struct Shared(Arc<Mutex<Open>>);

#[derive(Debug, Default)]
struct Open {
    media: Option<CallMedia>,
    location: Option<String>,
}

impl Shared {
    /// The media of the connection that is open.
    pub fn media(&self) -> Option<CallMedia> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .media
            .clone()
    }

    fn set(&self, open: Open) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = open;
    }

    fn take_location(&self) -> Option<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .location
            .take()
    }
}

/// Why a connection ended.
enum Failure {
    /// The server knows nothing of it, or it is closed: a new one helps.
    Gone,
    /// Nobody wants it any more.
    Over,
    /// This phone cannot, or has no network now.
    Media(MediaError),
    /// The way to the server failed, or the server refused.
    Api(ApiError),
}

impl From<MediaError> for Failure {
    fn from(error: MediaError) -> Self {
        match error {
            MediaError::Closed | MediaError::BadAnswer(_) => Self::Gone,
            other => Self::Media(other),
        }
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

/// Holds a media connection until `control` is closed or the server refuses for good.
pub async fn run(
    tools: Tools,
    call: CallId,
    sending: Sending,
    shared: Shared,
    control: mpsc::UnboundedReceiver<Control>,
) {
    let mut task = Task {
        tools,
        call,
        sending,
        shared,
        control,
    };
    let mut wait = Wait::default();
    loop {
        let failure = task.hold(&mut wait).await;
        task.shared.set(Open::default());
        task.tell(Event::Media(ConnectionState::Lost));
        match failure {
            Failure::Over => return,
            Failure::Gone => tracing::debug!("a new media session is needed"),
            Failure::Media(error) => tracing::debug!(%error, "no media"),
            Failure::Api(error) if is_final(&error) => return task.tell(refused(&error)),
            Failure::Api(error) => tracing::debug!(%error, "no media"),
        }
        if !task.pause(wait.next()).await {
            return;
        }
    }
}

/// Ends the media session at the server, if there is one.
pub async fn end(api: &Api, shared: &Shared) {
    let Some(location) = shared.take_location() else {
        return;
    };
    let ended = api
        .send(
            Method::DELETE,
            &location,
            HeaderMap::new(),
            reqwest::Body::default,
        )
        .await;
    if let Err(error) = ended {
        tracing::debug!(%error, "the media session was not ended");
    }
}

struct Task {
    tools: Tools,
    call: CallId,
    sending: Sending,
    shared: Shared,
    control: mpsc::UnboundedReceiver<Control>,
}

impl Task {
    /// Opens a connection and holds it; returns why it ended.
    async fn hold(&mut self, wait: &mut Wait) -> Failure {
        match self.open().await {
            Ok((connection, location)) => match self.keep(&connection, &location, wait).await {
                Ok(never) => match never {},
                Err(failure) => {
                    connection.close().await;
                    failure
                }
            },
            Err(failure) => failure,
        }
    }

    async fn open(&mut self) -> Result<(Connection, String), Failure> {
        let settings = Settings {
            include_loopback: self.tools.api.is_local(),
            ..Settings::default()
        };
        let (connection, offer) = Connection::open(settings).await?;
        let media = connection.media();
        self.sending.apply(&media);
        // The platform films while the line is made: the picture is there as soon as the line is.
        self.shared.set(Open {
            media: Some(media.clone()),
            location: None,
        });
        self.tell(Event::Media(ConnectionState::Connecting));
        let path = routes::call_media(self.call);
        let (answer, headers) = self.exchange(Method::POST, &path, offer, None).await?;
        let location = headers.get(LOCATION).and_then(|value| value.to_str().ok());
        let (location, session) = location
            .and_then(|location| Some((location.to_owned(), session_of(location)?)))
            .ok_or(ApiError::Unreadable)?;
        self.shared.set(Open {
            media: Some(media),
            location: Some(location.clone()),
        });
        self.tell(Event::Session(session));
        connection.accept(&answer).await?;
        Ok((connection, location))
    }

    /// Looks after an open connection: helps it when it is lost, tells how good it is.
    async fn keep(
        &mut self,
        connection: &Connection,
        location: &str,
        wait: &mut Wait,
    ) -> Result<std::convert::Infallible, Failure> {
        let mut state = connection.state();
        let mut known = ConnectionState::Connecting;
        let mut help_at = Instant::now() + TIME_TO_CONNECT;
        let mut help = Wait::default();
        let mut meter = Meter::default();
        let mut quality = Quality::Good;
        let mut look = tokio::time::interval(LOOK);
        loop {
            let now = *state.borrow_and_update();
            if now != known {
                known = now;
                self.tell(Event::Media(now));
                match now {
                    ConnectionState::Connected => {
                        wait.reset();
                        help.reset();
                    }
                    ConnectionState::Lost => help_at = Instant::now(),
                    ConnectionState::Closed => return Err(Failure::Gone),
                    ConnectionState::Connecting => {}
                }
            }
            let lost = known != ConnectionState::Connected;
            tokio::select! {
                changed = state.changed() => changed.map_err(|_| Failure::Gone)?,
                () = tokio::time::sleep_until(help_at), if lost => {
                    self.restart(connection, location).await?;
                    help_at = Instant::now() + TIME_TO_CONNECT + help.next();
                }
                control = self.control.recv() => match control {
                    None => return Err(Failure::Over),
                    Some(Control::Restart) => {
                        self.restart(connection, location).await?;
                        help_at = Instant::now() + TIME_TO_CONNECT;
                    }
                    Some(Control::Send(sending)) => {
                        self.sending = sending;
                        sending.apply(&connection.media());
                    }
                },
                _ = look.tick() => {
                    let media = connection.media();
                    let narrow = media.encoder().bits_per_second == 0;
                    let seen = meter.look(media.stats(), narrow && self.sending.camera);
                    if seen != quality {
                        quality = seen;
                        self.tell(Event::Quality(seen));
                    }
                }
            }
        }
    }

    /// Restarts ICE with a further full offer, which the server takes as the RFC's fragment. Without a
    /// way to the server the connection is kept: it may come back by itself.
    async fn restart(&self, connection: &Connection, location: &str) -> Result<(), Failure> {
        let offer = match connection.restart_ice().await {
            Err(MediaError::NoNetwork(_)) => return Ok(()),
            offer => offer?,
        };
        let any = Some((IF_MATCH, HeaderValue::from_static("*")));
        match self.exchange(Method::PATCH, location, offer, any).await {
            Ok((answer, _)) => Ok(connection.accept(&answer).await?),
            Err(error) if is_gone(&error) => Err(Failure::Gone),
            Err(error) if is_final(&error) => Err(error.into()),
            Err(error) => {
                tracing::debug!(%error, "ICE was not restarted");
                Ok(())
            }
        }
    }

    async fn exchange(
        &self,
        method: Method,
        path: &str,
        offer: String,
        more: Option<(HeaderName, HeaderValue)>,
    ) -> Result<(String, HeaderMap), ApiError> {
        let mut headers = HeaderMap::from_iter([(CONTENT_TYPE, SDP)]);
        headers.extend(more);
        let body = || reqwest::Body::from(offer.clone());
        let answer = self.tools.api.send(method, path, headers, body).await?;
        let headers = answer.headers().clone();
        let answer = answer.text().await.map_err(|_| ApiError::Offline)?;
        Ok((answer, headers))
    }

    /// Waits before the next try, or until something says that now is the time; false if nobody
    /// wants it any more.
    async fn pause(&mut self, time: Duration) -> bool {
        let sleep = tokio::time::sleep(time);
        tokio::pin!(sleep);
        loop {
            tokio::select! {
                () = &mut sleep => return true,
                control = self.control.recv() => match control {
                    None => return false,
                    Some(Control::Restart) => return true,
                    Some(Control::Send(sending)) => self.sending = sending,
                },
            }
        }
    }

    fn tell(&self, event: Event) {
        self.tools.inputs.tell(Input::Call(event));
    }
}

/// Whether the server knows nothing of the session: it was started again, or gave us up.
fn is_gone(error: &ApiError) -> bool {
    let gone = [ErrorCode::MediaSessionGone, ErrorCode::NotFound];
    error.code().is_some_and(|code| gone.contains(&code))
}

/// The media session's id: the last part of its address, as `Streams` names it.
fn session_of(location: &str) -> Option<MediaSessionId> {
    location.rsplit('/').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn session_is_the_last_part_of_its_address() {
        let id = "0191d6a4-0000-7000-8000-000000000001";
        let session = session_of(&format!("/v1/calls/{id}/media/{id}"));
        assert_eq!(session, id.parse().ok());
        assert_eq!(session_of("/v1/calls"), None);
    }
}
