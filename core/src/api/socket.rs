//! WebSockets (RFC 6455) to the server, over the same trust as requests.

use super::{Api, ApiError, refusal};
use rustls::pki_types::ServerName;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error, client::IntoClientRequest, http::header::AUTHORIZATION},
};

/// An open WebSocket.
pub type Socket = WebSocketStream<TlsStream<TcpStream>>;

const TIME_TO_OPEN: Duration = Duration::from_secs(15);

impl Api {
    /// Opens a WebSocket with the device's token.
    ///
    /// # Errors
    /// See [`ApiError`]; a refusal is a problem as of any request.
    pub async fn websocket(&self, path: &str) -> Result<Socket, ApiError> {
        let token = self.token().await?;
        let opened = tokio::time::timeout(TIME_TO_OPEN, self.open_socket(path, &token)).await;
        let opened = opened.unwrap_or(Err(ApiError::Offline));
        if let Err(error) = &opened
            && error.code().is_some_and(|code| code.status() == 401)
        {
            self.session().discard(&token);
        }
        opened
    }

    async fn open_socket(&self, path: &str, token: &str) -> Result<Socket, ApiError> {
        let url = self.url(path)?;
        let host = url.host_str().ok_or(ApiError::Unreadable)?;
        let port = url.port_or_known_default().unwrap_or(443);
        let name = ServerName::try_from(host.trim_matches(['[', ']']).to_owned());
        let name = name.map_err(|_| ApiError::Unreadable)?;
        let address = (host.trim_matches(['[', ']']), port);
        let stream = TcpStream::connect(address)
            .await
            .map_err(|_| ApiError::Offline)?;
        // Small messages go at once.
        stream.set_nodelay(true).map_err(|_| ApiError::Offline)?;
        let connector = TlsConnector::from(self.0.sockets.clone());
        let stream = connector.connect(name, stream).await.map_err(tls_failure)?;

        let address = url.as_str().replacen("https", "wss", 1);
        let mut request = address
            .into_client_request()
            .map_err(|_| ApiError::Unreadable)?;
        let bearer = format!("Bearer {token}")
            .parse()
            .map_err(|_| ApiError::Unreadable)?;
        request.headers_mut().insert(AUTHORIZATION, bearer);
        match client_async(request, stream).await {
            Ok((socket, answer)) => {
                if let Some(time) = super::server_time(answer.headers()) {
                    self.0.clock.heard(time);
                }
                Ok(socket)
            }
            Err(Error::Http(answer)) => Err(refusal(
                answer.status(),
                answer.body().as_deref().unwrap_or_default(),
            )),
            Err(_) => Err(ApiError::Offline),
        }
    }
}

fn tls_failure(error: std::io::Error) -> ApiError {
    let tls = error
        .get_ref()
        .and_then(|cause| cause.downcast_ref::<rustls::Error>());
    match tls {
        Some(rustls::Error::InvalidCertificate(_)) => ApiError::Untrusted,
        _ => ApiError::Offline,
    }
}
