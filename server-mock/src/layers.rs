//! What every answer carries, and how requests are traced.

use crate::{app::AppState, problem::Refusal};
use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderName, HeaderValue, Response, header},
    middleware::{self, Next},
    response::IntoResponse,
};
use chrono::SecondsFormat;
use kinline_protocol::{ErrorCode, limits::JSON_BYTES, routes::TIME_HEADER};
use tower_http::{catch_panic::CatchPanicLayer, trace::TraceLayer};
use tracing::Span;

/// An answer that is no page does nothing in a browser.
const CSP: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
/// The page that shows the API document brings its own scripts and inline styles.
const DOCS_CSP: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'",
);

/// Puts the layers around all routes.
pub fn around(app: &AppState, routes: Router<AppState>) -> Router {
    routes
        .layer(DefaultBodyLimit::max(JSON_BYTES))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(app.clone(), headers))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .with_state(app.clone())
}

/// Says what time it is on the server.
pub fn stamp(app: &AppState, mut response: Response<Body>) -> Response<Body> {
    let now = app.clock.now().to_rfc3339_opts(SecondsFormat::Millis, true);
    if let Ok(now) = HeaderValue::try_from(now) {
        response
            .headers_mut()
            .insert(HeaderName::from_static(TIME_HEADER), now);
    }
    response
}

async fn headers(State(app): State<AppState>, request: Request, next: Next) -> Response<Body> {
    let (api, docs) = {
        let path = request.uri().path();
        (path.starts_with("/v1/"), path.starts_with("/docs"))
    };
    let mut response = stamp(&app, next.run(request).await);
    let headers = response.headers_mut();
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(if docs { DOCS_CSP } else { CSP });
    if api {
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
    }
    response
}

/// No query strings: an address may be in one.
fn span(request: &Request) -> Span {
    tracing::debug_span!("request", method = %request.method(), path = request.uri().path())
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> Response<Body> {
    tracing::error!("a handler panicked");
    Refusal::from(ErrorCode::Internal).into_response()
}
