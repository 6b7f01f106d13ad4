//! Photos to a small tus server.

use super::*;
use axum::http::Method as Http;
use kinline_protocol::{UploadId, identity::PhotoKind};

/// A tus server that cuts the first sending after some bytes.
#[derive(Clone, Default)]
struct Tus {
    bytes: Arc<Mutex<Vec<u8>>>,
    created: Count,
    patched: Count,
    cut_after: Option<usize>,
}

const UPLOAD: &str = "/v1/uploads/00000000-0000-4000-8000-0000000000aa";

impl Tus {
    async fn answer(self, asked: Asked) -> Answer {
        assert_eq!(asked.headers()["tus-resumable"], "1.0.0");
        let offset = || self.bytes.lock().unwrap().len().to_string();
        match (asked.method().clone(), asked.uri().path()) {
            (Http::POST, routes::UPLOADS) => {
                self.created.next();
                self.bytes.lock().unwrap().clear();
                (StatusCode::CREATED, [("location", UPLOAD)]).into_response()
            }
            (Http::HEAD, UPLOAD) => [("upload-offset", offset())].into_response(),
            (Http::PATCH, UPLOAD) => {
                assert_eq!(asked.headers()["upload-offset"], offset().as_str());
                let sent = axum::body::to_bytes(asked.into_body(), usize::MAX)
                    .await
                    .unwrap();
                let first = self.patched.next() == 0;
                let kept = self
                    .cut_after
                    .filter(|_| first)
                    .unwrap_or(sent.len())
                    .min(sent.len());
                self.bytes.lock().unwrap().extend_from_slice(&sent[..kept]);
                if kept < sent.len() {
                    status(503)
                } else {
                    [("upload-offset", offset())].into_response()
                }
            }
            _ => status(404),
        }
    }

    async fn serve(&self) -> TestServer {
        let tus = self.clone();
        TestServer::answering(move |asked| tus.clone().answer(asked)).await
    }
}

fn photo() -> Bytes {
    (0..300_000_u32)
        .flat_map(u32::to_le_bytes)
        .collect::<Vec<_>>()
        .into()
}

async fn send(phone: &Phone, url: Option<&str>) -> (Result<UploadId, ApiError>, Vec<Progress>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = {
        let told = told.clone();
        Arc::new(move |progress| told.lock().unwrap().push(progress))
    };
    let kind = PhotoKind::Portrait;
    let sent = phone
        .api
        .upload(photo(), kind, url.map(str::to_owned), tell)
        .await;
    let told = told.lock().unwrap().clone();
    (sent, told)
}

#[tokio::test]
async fn photo_arrives_whole_with_progress() {
    let tus = Tus::default();
    let server = tus.serve().await;
    let phone = phone(&server);
    phone.sign_in();
    let (sent, told) = send(&phone, None).await;
    assert_eq!(
        sent.unwrap().to_string(),
        UPLOAD.rsplit('/').next().unwrap()
    );
    assert_eq!(*tus.bytes.lock().unwrap(), photo());
    assert_eq!(told[0], Progress::Created(UPLOAD.into()));
    assert!(told.len() > 10, "{told:?}");
}

#[tokio::test]
async fn cut_upload_goes_on_where_it_was() {
    let tus = Tus {
        cut_after: Some(500_000),
        ..Tus::default()
    };
    let server = tus.serve().await;
    let phone = phone(&server);
    phone.sign_in();
    let (sent, told) = send(&phone, None).await;
    sent.unwrap();
    assert_eq!(*tus.bytes.lock().unwrap(), photo());
    assert_eq!((tus.created.get(), tus.patched.get()), (1, 2));
    assert!(told.contains(&Progress::Sent(500_000)), "{told:?}");
}

#[tokio::test]
async fn upload_goes_on_after_a_kill() {
    let tus = Tus::default();
    tus.bytes
        .lock()
        .unwrap()
        .extend_from_slice(&photo()[..700_000]);
    let server = tus.serve().await;
    let phone = phone(&server);
    phone.sign_in();
    send(&phone, Some(UPLOAD)).await.0.unwrap();
    assert_eq!(*tus.bytes.lock().unwrap(), photo());
    assert_eq!(tus.created.get(), 0);
}

#[tokio::test]
async fn upload_that_is_gone_is_made_anew() {
    let tus = Tus::default();
    let server = tus.serve().await;
    let phone = phone(&server);
    phone.sign_in();
    let (sent, told) = send(
        &phone,
        Some("/v1/uploads/00000000-0000-4000-8000-0000000000bb"),
    )
    .await;
    sent.unwrap();
    assert_eq!(tus.created.get(), 1);
    assert_eq!(told[0], Progress::Created(UPLOAD.into()));
}

#[tokio::test]
async fn token_goes_to_our_server_alone() {
    let server = TestServer::answering(|_| async { "".into_response() }).await;
    let phone = phone(&server);
    phone.sign_in();
    let (sent, _) = send(&phone, Some("https://127.0.0.1:1/elsewhere")).await;
    assert_eq!(sent, Err(ApiError::Untrusted));
}
