//! One media session with the relay, in the shape of WHIP (RFC 9725) or WHEP.

use crate::{PhoneError, wire::Wire};
use kinline_media::{CallMedia, Connection, ConnectionState, Settings};
use kinline_protocol::ErrorCode;
use reqwest::{Method, header};
use std::time::Duration;
use url::Url;

/// An open session; dropping it takes the line away, [`close`](Self::close) says goodbye.
pub struct MediaSession {
    wire: Wire,
    token: String,
    resource: Url,
    connection: Connection,
}

impl MediaSession {
    /// Sends picture and sound to `address` (`…/media`) and receives those of the others. `begin` is given the
    /// media before the line is there: what is filmed until then opens the picture.
    pub fn publish(
        wire: &Wire,
        token: &str,
        address: &str,
        begin: impl FnOnce(CallMedia),
    ) -> Result<Self, PhoneError> {
        Self::open(wire, token, address, 4, begin, |offer| offer)
    }

    /// Receives everything at `address` (`…/watch`, or `…/media` of a call) and sends nothing.
    pub fn watch(
        wire: &Wire,
        token: &str,
        address: &str,
        begin: impl FnOnce(CallMedia),
    ) -> Result<Self, PhoneError> {
        Self::open(wire, token, address, 5, begin, |offer| {
            offer.replace("a=sendrecv", "a=recvonly")
        })
    }

    /// The media that goes through it.
    #[must_use]
    pub fn media(&self) -> CallMedia {
        self.connection.media()
    }

    /// Waits until media can flow.
    pub fn wait_connected(&self, limit: Duration) -> Result<(), PhoneError> {
        let mut state = self.connection.state();
        let connected = async {
            let wanted = |state: &ConnectionState| *state == ConnectionState::Connected;
            tokio::time::timeout(limit, state.wait_for(wanted))
                .await
                .is_ok_and(|it| it.is_ok())
        };
        match self.wire.block_on(connected) {
            true => Ok(()),
            false => Err(PhoneError::NotCome("a media connection".into())),
        }
    }

    /// Ends it on both sides.
    pub fn close(self) -> Result<(), PhoneError> {
        let (method, token) = (Method::DELETE, Some(self.token.as_str()));
        let gone = self
            .wire
            .exchange(method, token, self.resource.clone(), &[], Vec::new());
        let gone = self.wire.block_on(gone);
        self.wire.block_on(self.connection.close());
        let gone = gone?.checked(&Method::DELETE, self.resource.path());
        match gone.err() {
            // Leaving the call has ended it already.
            Some(PhoneError::Refused {
                code: Some(ErrorCode::MediaSessionGone),
                ..
            }) => Ok(()),
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    fn open(
        wire: &Wire,
        token: &str,
        address: &str,
        receive_slots: usize,
        begin: impl FnOnce(CallMedia),
        directions: impl FnOnce(String) -> String,
    ) -> Result<Self, PhoneError> {
        let settings = Settings {
            receive_slots,
            include_loopback: true,
            ..Settings::default()
        };
        let address = wire.url(address)?;
        wire.block_on(async {
            let (connection, offer) = Connection::open(settings).await?;
            begin(connection.media());
            let headers = [(header::CONTENT_TYPE.as_str(), "application/sdp")];
            let body = directions(offer).into_bytes();
            let reply = wire
                .exchange(Method::POST, Some(token), address.clone(), &headers, body)
                .await?
                .checked(&Method::POST, address.path())?;
            let location = reply.header("location").unwrap_or_default();
            let resource = address
                .join(location)
                .map_err(|error| PhoneError::Broken(format!("Location {location}: {error}")))?;
            connection
                .accept(&String::from_utf8_lossy(&reply.body))
                .await?;
            Ok(Self {
                wire: wire.clone(),
                token: token.into(),
                resource,
                connection,
            })
        })
    }
}
