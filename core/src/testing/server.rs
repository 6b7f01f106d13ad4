//! A small TLS server whose answers a test makes by hand.

use axum::{
    Router,
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
};
use axum_server::{Handle, tls_rustls::RustlsConfig};
use kinline_protocol::Problem;
use std::{
    net::{SocketAddr, TcpListener},
    sync::Arc,
};
use url::Url;

/// Listens until it is dropped.
pub struct TestServer {
    /// `https://127.0.0.1:…`
    pub url: Url,
    /// Its certificate.
    pub certificate_pem: String,
    handle: Handle<SocketAddr>,
}

impl TestServer {
    /// Answers every request by a function.
    pub async fn answering<F, A>(answer: F) -> Self
    where
        F: Fn(Request) -> A + Clone + Send + Sync + 'static,
        A: Future<Output = Response> + Send + 'static,
    {
        Self::serving(Router::new().fallback(answer)).await
    }

    /// Serves routes.
    pub async fn serving(router: Router) -> Self {
        let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![made.cert.der().clone()],
                made.signing_key.serialize_der().try_into().unwrap(),
            );
        let mut config = config.unwrap();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let handle = Handle::new();
        let server =
            axum_server::from_tcp_rustls(listener, RustlsConfig::from_config(Arc::new(config)));
        let server = server.unwrap().handle(handle.clone());
        tokio::spawn(async move { server.serve(router.into_make_service()).await.unwrap() });
        handle.listening().await.unwrap();
        Self {
            url: format!("https://{address}").parse().unwrap(),
            certificate_pem: made.cert.pem(),
            handle,
        }
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.handle.shutdown();
    }
}

/// The body of a request as JSON.
pub async fn json(request: Request) -> serde_json::Value {
    serde_json::from_slice(
        &axum::body::to_bytes(request.into_body(), usize::MAX)
            .await
            .unwrap(),
    )
    .unwrap()
}

/// A refusal.
pub fn problem(problem: Problem) -> Response {
    let status = axum::http::StatusCode::from_u16(problem.status).unwrap();
    (status, axum::Json(problem)).into_response()
}

/// Nothing but a status.
pub fn status(status: u16) -> Response {
    Response::builder()
        .status(status)
        .body(Body::empty())
        .unwrap()
}
