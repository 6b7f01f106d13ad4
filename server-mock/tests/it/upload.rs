//! tus 1.0.0, with the connection cut wherever it hurts.

use crate::{
    mock::{Mock, Phone, refused},
    photos::{PLACE, jpeg, png, seed, told},
};
use bytes::Bytes;
use chrono::TimeDelta;
use futures_util::{StreamExt, stream};
use kinline_mock::seed::Seed;
use kinline_protocol::{
    ErrorCode,
    account::Role,
    console::{FaultEffect, NewFault},
    limits::PHOTO_BYTES,
    routes,
    upload::{CONTENT_TYPE, TUS_VERSION},
};
use reqwest::{Body, Method, RequestBuilder, Response, StatusCode};
use std::{io, time::Duration};

pub struct Tus<'a> {
    pub mock: &'a Mock,
    pub token: &'a str,
}

impl<'a> Tus<'a> {
    pub fn new(mock: &'a Mock, phone: &'a Phone) -> Self {
        Self {
            mock,
            token: phone.token(),
        }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.mock.request(method, path).bearer_auth(self.token);
        request.header("tus-resumable", TUS_VERSION)
    }

    pub async fn create(&self, length: u64) -> Response {
        let request = self.request(Method::POST, routes::UPLOADS);
        request
            .header("upload-length", length)
            .send()
            .await
            .unwrap()
    }

    /// The path of a new upload.
    pub async fn begin(&self, length: usize) -> String {
        let response = self.create(length as u64).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        response.headers()["location"].to_str().unwrap().to_owned()
    }

    pub fn patch(&self, path: &str, offset: usize, body: impl Into<Body>) -> RequestBuilder {
        let request = self
            .request(Method::PATCH, path)
            .header("upload-offset", offset);
        request.header("content-type", CONTENT_TYPE).body(body)
    }

    pub async fn send(&self, path: &str, offset: usize, body: impl Into<Body>) -> Response {
        self.patch(path, offset, body).send().await.unwrap()
    }

    pub async fn head(&self, path: &str) -> Response {
        self.request(Method::HEAD, path).send().await.unwrap()
    }

    pub async fn offset(&self, path: &str) -> usize {
        let response = self.head(path).await;
        assert_eq!(response.status(), StatusCode::OK);
        number(&response, "upload-offset")
    }

    /// A whole photo; its id.
    pub async fn upload(&self, photo: Vec<u8>) -> String {
        let path = self.begin(photo.len()).await;
        assert_eq!(
            self.send(&path, 0, photo).await.status(),
            StatusCode::NO_CONTENT
        );
        path.rsplit('/').next().unwrap().to_owned()
    }
}

fn number(response: &Response, header: &str) -> usize {
    response.headers()[header]
        .to_str()
        .unwrap()
        .parse()
        .unwrap()
}

async fn mock_and_phone() -> (Mock, Phone) {
    let mock = Mock::start(Seed::Empty).await;
    let phone = mock.register("ann@example.org").await;
    (mock, phone)
}

#[tokio::test]
async fn the_server_says_what_it_speaks() {
    let (mock, _) = mock_and_phone().await;
    let response = mock
        .request(Method::OPTIONS, routes::UPLOADS)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert_eq!(response.headers()["tus-version"], "1.0.0");
    assert_eq!(response.headers()["tus-resumable"], "1.0.0");
    assert_eq!(number(&response, "tus-max-size"), PHOTO_BYTES as usize);
    let extensions = response.headers()["tus-extension"].to_str().unwrap();
    assert_eq!(
        extensions,
        "creation,creation-with-upload,expiration,termination"
    );
}

#[tokio::test]
async fn a_photo_goes_up_in_pieces() {
    let (mock, phone) = mock_and_phone().await;
    let (tus, photo) = (Tus::new(&mock, &phone), jpeg(400, 320));
    let response = tus
        .request(Method::POST, routes::UPLOADS)
        .header("upload-length", photo.len())
        .header(
            "upload-metadata",
            "filetype aW1hZ2UvanBlZw==,kind cG9ydHJhaXQ=",
        )
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);
    assert!(response.headers().contains_key("upload-expires"));
    let path = response.headers()["location"].to_str().unwrap().to_owned();
    let (first, rest) = photo.split_at(1000);
    let response = tus.send(&path, 0, first.to_vec()).await;
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert_eq!(number(&response, "upload-offset"), 1000);
    let head = tus.head(&path).await;
    assert_eq!(number(&head, "upload-length"), photo.len());
    assert_eq!(head.headers()["cache-control"], "no-store");
    assert_eq!(
        head.headers()["upload-metadata"],
        "filetype aW1hZ2UvanBlZw==,kind cG9ydHJhaXQ="
    );
    refused(
        tus.send(&path, 999, rest.to_vec()).await,
        ErrorCode::UploadOffset,
    )
    .await;
    assert_eq!(
        tus.send(&path, 1000, rest.to_vec()).await.status(),
        StatusCode::NO_CONTENT
    );
    assert_eq!(tus.offset(&path).await, photo.len());
}

#[tokio::test]
async fn creation_can_carry_the_photo() {
    let (mock, phone) = mock_and_phone().await;
    let (tus, photo) = (Tus::new(&mock, &phone), png(400, 320));
    let response = tus
        .request(Method::POST, routes::UPLOADS)
        .header("upload-length", photo.len())
        .header("content-type", CONTENT_TYPE)
        .body(photo.clone())
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);
    assert_eq!(number(&response, "upload-offset"), photo.len());
}

#[tokio::test]
async fn a_cut_upload_goes_on_where_it_was() {
    let (mock, phone) = mock_and_phone().await;
    let (tus, photo) = (Tus::new(&mock, &phone), jpeg(600, 400));
    let path = tus.begin(photo.len()).await;
    let half = photo.len() / 2;
    let cut = NewFault {
        method: Some("PATCH".into()),
        path: path.clone(),
        effect: FaultEffect::CutRequest { bytes: half as u64 },
        times: Some(1),
    };
    let developer = mock.token(Role::Developer);
    let response = mock.post(&developer, "/v1/console/faults", &cut).await;
    assert_eq!(response.status(), StatusCode::CREATED);
    assert!(tus.patch(&path, 0, photo.clone()).send().await.is_err());
    assert_eq!(tus.offset(&path).await, half);
    let response = tus.send(&path, half, photo[half..].to_vec()).await;
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert_eq!(tus.offset(&path).await, photo.len());
}

#[tokio::test]
async fn what_a_lost_phone_has_sent_is_kept() {
    let (mock, phone) = mock_and_phone().await;
    let (tus, photo) = (Tus::new(&mock, &phone), jpeg(600, 400));
    let path = tus.begin(photo.len()).await;
    let half = photo.len() / 2;
    // Bytes, then silence: the phone is gone, but its connection does not know yet.
    let sent = Bytes::copy_from_slice(&photo[..half]);
    let silence = stream::iter([Ok::<_, io::Error>(sent)]).chain(stream::pending());
    // Its own patience must not be what ends it.
    let lost = tokio::spawn(
        tus.patch(&path, 0, Body::wrap_stream(silence))
            .timeout(Duration::from_secs(3600))
            .send(),
    );
    let part = mock.data.path().join("uploads");
    let part = part
        .join(path.rsplit('/').next().unwrap())
        .with_extension("part");
    while std::fs::metadata(&part).unwrap().len() < half as u64 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(tus.offset(&path).await, half);
    let response = tus.send(&path, half, photo[half..].to_vec()).await;
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    // Whoever came before was told to go.
    let lost = lost.await.unwrap();
    assert!(lost.is_err() || lost.unwrap().status() == StatusCode::CONFLICT);
}

#[tokio::test]
async fn an_upload_survives_a_restart() {
    let (mock, phone) = mock_and_phone().await;
    let photo = jpeg(400, 320);
    let path = Tus::new(&mock, &phone).begin(photo.len()).await;
    Tus::new(&mock, &phone)
        .send(&path, 0, photo[..1000].to_vec())
        .await;
    let clock = mock.server.clock().now();
    let mock = mock.restart().await;
    mock.server.clock().set(clock);
    let tus = Tus::new(&mock, &phone);
    assert_eq!(tus.offset(&path).await, 1000);
    let response = tus.send(&path, 1000, photo[1000..].to_vec()).await;
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn what_is_no_photo_is_refused_and_gone() {
    let (mock, phone) = mock_and_phone().await;
    let tus = Tus::new(&mock, &phone);
    let text = b"This is a letter to my brother.".repeat(40);
    // Whole by its segments and chunks; only decoding tells.
    let mut torn = jpeg(400, 320);
    let end = torn.len() - 20_000;
    torn.truncate(end);
    let mut spoilt = png(400, 320);
    let middle = spoilt.len() / 2;
    spoilt[middle] ^= 0xFF;
    let mut broken = png(400, 320);
    let middle = broken.len() / 2;
    broken[middle..].fill(0);
    for (bytes, code) in [
        (text, ErrorCode::PhotoUnreadable),
        (broken, ErrorCode::PhotoUnreadable),
        (spoilt, ErrorCode::PhotoUnreadable),
        (torn, ErrorCode::PhotoUnreadable),
        (jpeg(400, 320)[..500].to_vec(), ErrorCode::PhotoUnreadable),
        (png(299, 400), ErrorCode::PhotoTooSmall),
        (seed("one.png"), ErrorCode::PhotoTooSmall),
        // 12,000 by 12,000, and 65,000 by 65,000 in a thousand bytes.
        (seed("huge.png"), ErrorCode::PhotoTooLarge),
        (seed("bomb.jpg"), ErrorCode::PhotoTooLarge),
        (seed("bomb-progressive.jpg"), ErrorCode::PhotoUnreadable),
        (seed("heic"), ErrorCode::PhotoHeic),
    ] {
        let path = tus.begin(bytes.len()).await;
        refused(tus.send(&path, 0, bytes).await, code).await;
        assert_eq!(tus.head(&path).await.status(), StatusCode::NOT_FOUND);
    }
    refused(tus.create(0).await, ErrorCode::PhotoUnreadable).await;
    let left = std::fs::read_dir(mock.data.path().join("uploads"))
        .unwrap()
        .count();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn odd_photos_are_taken_and_what_the_camera_told_is_not_kept() {
    let (mock, phone) = mock_and_phone().await;
    let tus = Tus::new(&mock, &phone);
    let wide = image::DynamicImage::from(image::RgbImage::new(400, 320)).into_rgb16();
    let mut sixteen = io::Cursor::new(Vec::new());
    wide.write_to(&mut sixteen, image::ImageFormat::Png)
        .unwrap();
    let turned = [&jpeg(400, 320)[..2], &told(6), &jpeg(400, 320)[2..]].concat();
    for (photo, sides) in [
        (sixteen.into_inner(), (400, 320)),
        (seed("cmyk-large.jpg"), (400, 320)),
        (turned, (320, 400)),
    ] {
        let id = tus.upload(photo).await;
        let kept = std::fs::read(mock.data.path().join("uploads").join(id)).unwrap();
        assert!(!kept.windows(PLACE.len()).any(|part| part == PLACE));
        let picture = kinline_vision::Picture::decode(&kept).unwrap();
        assert_eq!((picture.width(), picture.height()), sides);
    }
}

#[tokio::test]
async fn fifty_megabytes_are_refused() {
    let (mock, phone) = mock_and_phone().await;
    let tus = Tus::new(&mock, &phone);
    let huge = 50 * 1024 * 1024;
    refused(tus.create(huge as u64).await, ErrorCode::PhotoTooLarge).await;
    // And whoever announces less: what is read stays within what was announced.
    let path = tus.begin(1000).await;
    let response = tus.patch(&path, 0, vec![0; huge]).send().await;
    if let Ok(response) = response {
        refused(response, ErrorCode::PhotoTooLarge).await;
    }
    assert!(tus.offset(&path).await <= 1000);
}

#[tokio::test]
async fn only_tus_1_0_0_with_its_headers() {
    let (mock, phone) = mock_and_phone().await;
    let tus = Tus::new(&mock, &phone);
    let path = tus.begin(1000).await;
    for version in [None, Some("0.2.2")] {
        let request = mock.request(Method::HEAD, &path).bearer_auth(phone.token());
        let request = match version {
            Some(version) => request.header("tus-resumable", version),
            None => request,
        };
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::PRECONDITION_FAILED);
        assert_eq!(response.headers()["tus-version"], "1.0.0");
    }
    let request = tus
        .request(Method::PATCH, &path)
        .header("upload-offset", 0)
        .json(&1);
    refused(request.send().await.unwrap(), ErrorCode::WrongContentType).await;
    let no_length = tus
        .request(Method::POST, routes::UPLOADS)
        .send()
        .await
        .unwrap();
    refused(no_length, ErrorCode::Malformed).await;
    let metadata = tus
        .request(Method::POST, routes::UPLOADS)
        .header("upload-length", 9);
    let metadata = metadata
        .header("upload-metadata", "kind not-base64!")
        .send()
        .await
        .unwrap();
    refused(metadata, ErrorCode::Malformed).await;
}

#[tokio::test]
async fn a_method_can_stand_in_a_header() {
    let (mock, phone) = mock_and_phone().await;
    let (tus, photo) = (Tus::new(&mock, &phone), png(400, 320));
    let path = tus.begin(photo.len()).await;
    let patch = tus
        .request(Method::POST, &path)
        .header("x-http-method-override", "PATCH");
    let patch = patch
        .header("upload-offset", 0)
        .header("content-type", CONTENT_TYPE);
    let response = patch.body(photo).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    let delete = tus
        .request(Method::POST, &path)
        .header("x-http-method-override", "DELETE");
    assert_eq!(
        delete.send().await.unwrap().status(),
        StatusCode::NO_CONTENT
    );
    assert_eq!(tus.head(&path).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_upload_is_its_owners_alone() {
    let (mock, phone) = mock_and_phone().await;
    let other = mock.register("bob@example.org").await;
    let (tus, theirs) = (Tus::new(&mock, &phone), Tus::new(&mock, &other));
    let path = tus.begin(1000).await;
    assert_eq!(theirs.head(&path).await.status(), StatusCode::NOT_FOUND);
    refused(theirs.send(&path, 0, vec![1]).await, ErrorCode::NotFound).await;
    let delete = theirs.request(Method::DELETE, &path).send().await.unwrap();
    refused(delete, ErrorCode::NotFound).await;
    assert_eq!(tus.offset(&path).await, 0);
    let delete = tus.request(Method::DELETE, &path).send().await.unwrap();
    assert_eq!(delete.status(), StatusCode::NO_CONTENT);
    assert_eq!(tus.head(&path).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_unfinished_upload_expires() {
    let (mock, phone) = mock_and_phone().await;
    let path = Tus::new(&mock, &phone).begin(1000).await;
    mock.server
        .clock()
        .set(mock.server.clock().now() + TimeDelta::hours(25));
    let phone = mock.register("ann@example.org").await;
    let tus = Tus::new(&mock, &phone);
    assert_eq!(tus.head(&path).await.status(), StatusCode::NOT_FOUND);
    tus.begin(1000).await;
    let left = std::fs::read_dir(mock.data.path().join("uploads"))
        .unwrap()
        .count();
    assert_eq!(left, 1, "the old file is deleted");
}

#[tokio::test]
async fn loose_uploads_are_limited() {
    let (mock, phone) = mock_and_phone().await;
    let tus = Tus::new(&mock, &phone);
    for _ in 0..20 {
        tus.begin(1000).await;
    }
    refused(tus.create(1000).await, ErrorCode::TooManyRequests).await;
    // Those whose time is over do not count.
    mock.server
        .clock()
        .set(mock.server.clock().now() + TimeDelta::hours(25));
    let phone = mock.register("ann@example.org").await;
    Tus::new(&mock, &phone).begin(1000).await;
}
