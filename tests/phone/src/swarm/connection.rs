//! A phone's own connection: HTTP/1.1 over TLS, kept open. A client without anything to spare, so that what is measured
//! is the server.

use crate::{
    PhoneError,
    wire::{Reply, Wire},
};
use http_body_util::{BodyExt, Full};
use hyper::{
    Request,
    body::Bytes,
    client::conn::http1::{self, SendRequest},
};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

/// After it a silent server counts as gone.
const PATIENCE: Duration = Duration::from_secs(60);

/// To one server.
pub struct Connection {
    host: String,
    port: u16,
    tls: TlsConnector,
    open: Option<SendRequest<Full<Bytes>>>,
}

impl Connection {
    /// Nothing is opened yet.
    pub fn new(wire: &Wire) -> Result<Self, PhoneError> {
        let base = wire.base();
        let host = base.host_str().zip(base.port_or_known_default());
        let (host, port) = host.ok_or_else(|| unreachable(&"no address"))?;
        Ok(Self {
            host: host.to_owned(),
            port,
            tls: TlsConnector::from(wire.tls()),
            open: None,
        })
    }

    /// What `Host` must say.
    pub fn authority(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// One request, whose answer is read to its end. After a failure the next one opens the connection anew.
    pub async fn exchange(&mut self, request: Request<Full<Bytes>>) -> Result<Reply, PhoneError> {
        let reply = tokio::time::timeout(PATIENCE, self.answer(request));
        let reply = reply.await.unwrap_or_else(|late| Err(unreachable(&late)));
        if reply.is_err() {
            self.open = None;
        }
        reply
    }

    async fn answer(&mut self, request: Request<Full<Bytes>>) -> Result<Reply, PhoneError> {
        let mut open = match self.open.take() {
            Some(open) => open,
            None => self.connect().await?,
        };
        open.ready().await.map_err(|error| unreachable(&error))?;
        let response = open.send_request(request).await;
        let (head, body) = response.map_err(|error| unreachable(&error))?.into_parts();
        let body = body.collect().await.map_err(|error| unreachable(&error))?;
        self.open = Some(open);
        Ok(Reply {
            status: head.status,
            headers: head.headers,
            body: body.to_bytes().into(),
        })
    }

    async fn connect(&self) -> Result<SendRequest<Full<Bytes>>, PhoneError> {
        let tcp = TcpStream::connect((self.host.as_str(), self.port)).await;
        let tcp = tcp.map_err(|error| unreachable(&error))?;
        tcp.set_nodelay(true).map_err(|error| unreachable(&error))?;
        let name = ServerName::try_from(self.host.clone());
        let name = name.map_err(|error| unreachable(&error))?;
        let tls = self.tls.connect(name, tcp).await;
        let tls = tls.map_err(|error| unreachable(&error))?;
        let (open, driver) = http1::handshake(TokioIo::new(tls))
            .await
            .map_err(|error| unreachable(&error))?;
        // Its failure is that of the request that is under way.
        tokio::spawn(driver);
        Ok(open)
    }
}

fn unreachable(why: &impl ToString) -> PhoneError {
    PhoneError::Unreachable(why.to_string())
}
