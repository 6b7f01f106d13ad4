//! Resumable uploads of photos: tus 1.0.0 (<https://tus.io/protocols/resumable-upload>), core with
//! creation, creation-with-upload, expiration and termination.
//!
//! What has come is kept, however the connection ended: the next HEAD tells where to go on.

mod body;
pub(crate) mod headers;
mod photo;
mod store;
mod strip;

pub use body::{Uploads, photo_path};
pub(crate) use headers::read as read_headers;
pub use photo::refusal;
pub use store::{State, state};
pub(crate) use strip::stripped;

use crate::{
    app::AppState,
    auth::Family,
    database::DatabaseError,
    extract::Path,
    problem::{Answer, Refusal},
};
use axum::{
    extract::{Request, State as App},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
};
use chrono::TimeDelta;
use headers::{LENGTH, METADATA, OFFSET};
use kinline_protocol::{
    AccountId, ErrorCode, Problem, UploadId,
    limits::PHOTO_BYTES,
    upload::{CONTENT_TYPE, TUS_EXTENSIONS, TUS_VERSION},
};
use store::Upload;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// How long an unfinished upload can be resumed.
const KEPT: TimeDelta = TimeDelta::hours(24);

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(options, create))
        .routes(routes!(offset, append, append_by_post, remove))
        .layer(middleware::from_fn(headers::speak_tus))
}

/// What is spoken here
#[utoipa::path(
    options, path = "/v1/uploads", tag = "upload",
    responses((status = 204, description = "`Tus-Version`, `Tus-Extension`, `Tus-Max-Size`."))
)]
async fn options() -> impl IntoResponse {
    let name = HeaderName::from_static;
    let headers = [
        (name("tus-version"), TUS_VERSION.to_owned()),
        (name("tus-extension"), TUS_EXTENSIONS.to_owned()),
        (name("tus-max-size"), PHOTO_BYTES.to_string()),
    ];
    (StatusCode::NO_CONTENT, headers)
}

/// Begin an upload
///
/// With `Content-Type: application/offset+octet-stream` the body can carry the first bytes.
#[utoipa::path(
    post, path = "/v1/uploads", tag = "upload", security(("family" = [])),
    params(
        ("Tus-Resumable" = String, Header, description = "1.0.0"),
        ("Upload-Length" = u64, Header, description = "Bytes of the photo."),
        ("Upload-Metadata" = Option<String>, Header, description = "`filetype`, `kind`."),
    ),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses(
        (status = 201, description = "`Location`, `Upload-Offset`, `Upload-Expires`."),
        (status = 412, body = Problem, description = "tus_version"),
        (status = 413, body = Problem, description = "photo_too_large"),
        (status = 422, body = Problem, description = "photo_unreadable, photo_heic, photo_too_small"),
        (status = 429, body = Problem, description = "too_many_requests: finish or delete others"),
    )
)]
async fn create(
    Family(account): Family,
    App(app): App<AppState>,
    request: Request,
) -> Answer<Response> {
    let upload = Upload {
        id: UploadId(Uuid::new_v4()),
        account,
        length: headers::number(request.headers(), &LENGTH)?,
        metadata: headers::metadata(request.headers())?,
        expires_at: app.clock.now() + KEPT,
        content_type: None,
    };
    if upload.length > PHOTO_BYTES {
        return Err(ErrorCode::PhotoTooLarge.into());
    }
    if upload.length == 0 {
        return Err(ErrorCode::PhotoUnreadable.into());
    }
    body::begin(&app, upload.clone()).await?;
    let offset = match has_bytes(request.headers()) {
        true => body::append(&app, upload.clone(), 0, request.into_body()).await?,
        false => 0,
    };
    let location = format!("{}/{}", kinline_protocol::routes::UPLOADS, upload.id);
    let mut response = (StatusCode::CREATED, [(header::LOCATION, location)]).into_response();
    headers::describe(&upload, offset, response.headers_mut());
    Ok(response)
}

/// Where an upload stands
#[utoipa::path(
    head, path = "/v1/uploads/{id}", tag = "upload", security(("family" = [])),
    params(("id" = UploadId, Path), ("Tus-Resumable" = String, Header, description = "1.0.0")),
    responses(
        (status = 200, description = "`Upload-Offset`, `Upload-Length`, `Upload-Metadata`."),
        (status = 404, body = Problem, description = "not_found: unknown, expired, or no photo"),
        (status = 412, body = Problem, description = "tus_version"),
    )
)]
async fn offset(
    Family(account): Family,
    App(app): App<AppState>,
    Path(id): Path<UploadId>,
) -> Answer<Response> {
    settle(&app, account, id).await?;
    let upload = find(&app, account, id).await?;
    let offset = body::offset(&app, &upload).await?;
    let mut response = StatusCode::OK.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(LENGTH, upload.length.into());
    if let Ok(metadata) = HeaderValue::try_from(&upload.metadata)
        && !metadata.is_empty()
    {
        headers.insert(METADATA, metadata);
    }
    headers::describe(&upload, offset, headers);
    Ok(response)
}

/// Send bytes
#[utoipa::path(
    patch, path = "/v1/uploads/{id}", tag = "upload", security(("family" = [])),
    params(
        ("id" = UploadId, Path),
        ("Tus-Resumable" = String, Header, description = "1.0.0"),
        ("Upload-Offset" = u64, Header, description = "Where the upload stands."),
    ),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "`Upload-Offset`: where it stands now."),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "upload_offset: ask with HEAD"),
        (status = 412, body = Problem, description = "tus_version"),
        (status = 413, body = Problem, description = "photo_too_large: more than was announced"),
        (status = 415, body = Problem, description = "wrong_content_type"),
        (status = 422, body = Problem, description = "photo_unreadable, photo_heic, photo_too_small: it is gone"),
    )
)]
async fn append(
    Family(account): Family,
    App(app): App<AppState>,
    Path(id): Path<UploadId>,
    request: Request,
) -> Answer<Response> {
    if !has_bytes(request.headers()) {
        return Err(ErrorCode::WrongContentType.into());
    }
    let from = headers::number(request.headers(), &OFFSET)?;
    let upload = find(&app, account, id).await?;
    let offset = body::append(&app, upload.clone(), from, request.into_body()).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    headers::describe(&upload, offset, response.headers_mut());
    Ok(response)
}

/// PATCH or DELETE for clients that cannot
///
/// `X-HTTP-Method-Override` says which.
#[utoipa::path(
    post, path = "/v1/uploads/{id}", tag = "upload", security(("family" = [])),
    params(
        ("id" = UploadId, Path),
        ("X-HTTP-Method-Override" = String, Header, description = "PATCH or DELETE"),
    ),
    responses(
        (status = 204, description = "As the other method."),
        (status = 404, body = Problem, description = "not_found"),
        (status = 405, body = Problem, description = "method_not_allowed"),
        (status = 409, body = Problem, description = "upload_offset, already_decided"),
        (status = 412, body = Problem, description = "tus_version"),
        (status = 413, body = Problem, description = "photo_too_large"),
        (status = 415, body = Problem, description = "wrong_content_type"),
        (status = 422, body = Problem, description = "photo_unreadable, photo_heic, photo_too_small"),
    )
)]
async fn append_by_post(
    family: Family,
    app: App<AppState>,
    id: Path<UploadId>,
    request: Request,
) -> Answer<Response> {
    let method = request
        .headers()
        .get("x-http-method-override")
        .map(HeaderValue::as_bytes);
    match method.map(Method::from_bytes) {
        Some(Ok(Method::PATCH)) => append(family, app, id, request).await,
        Some(Ok(Method::DELETE)) => remove(family, app, id).await.map(StatusCode::into_response),
        _ => Err(ErrorCode::MethodNotAllowed.into()),
    }
}

/// Throw an upload away
#[utoipa::path(
    delete, path = "/v1/uploads/{id}", tag = "upload", security(("family" = [])),
    params(("id" = UploadId, Path), ("Tus-Resumable" = String, Header, description = "1.0.0")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "already_decided: an identity case has it"),
        (status = 412, body = Problem, description = "tus_version"),
    )
)]
async fn remove(
    Family(account): Family,
    App(app): App<AppState>,
    Path(id): Path<UploadId>,
) -> Answer<StatusCode> {
    find(&app, account, id).await?;
    if app
        .database
        .read(move |c| store::is_used(c, id).map_err(DatabaseError::from))
        .await?
    {
        return Err(ErrorCode::AlreadyDecided.into());
    }
    delete(&app, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A photo's bytes and their type.
pub struct Photo {
    /// `image/jpeg` or `image/png`.
    pub content_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A finished photo.
pub async fn read(app: &AppState, id: UploadId) -> Answer<Photo> {
    let upload = app
        .database
        .read(move |c| store::find(c, id).map_err(Refusal::from))
        .await?;
    let content_type = upload
        .and_then(|upload| upload.content_type)
        .ok_or(ErrorCode::NotFound)?;
    let bytes = tokio::fs::read(body::path(app, id)).await?;
    Ok(Photo {
        content_type,
        bytes,
    })
}

/// Deletes a file and what is known of it.
pub async fn delete(app: &AppState, id: UploadId) -> Answer<()> {
    app.database
        .write(move |tx| store::delete(tx, id).map_err(Refusal::from))
        .await?;
    body::delete_file(app, id).await
}

/// Checks a photo whose last byte came just before the server was killed.
pub async fn settle(app: &AppState, account: AccountId, id: UploadId) -> Answer<()> {
    match find(app, account, id).await {
        Ok(upload) if upload.content_type.is_none() => body::settle(app, upload).await,
        _ => Ok(()),
    }
}

/// An upload of this account that has not expired.
async fn find(app: &AppState, account: AccountId, id: UploadId) -> Answer<Upload> {
    let now = app.clock.now();
    let upload = app
        .database
        .read(move |c| store::find(c, id).map_err(Refusal::from))
        .await?;
    upload
        .filter(|upload| upload.account == account)
        .filter(|upload| upload.content_type.is_some() || upload.expires_at > now)
        .ok_or_else(|| ErrorCode::NotFound.into())
}

fn has_bytes(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value == CONTENT_TYPE)
}
