//! The API as a document (OpenAPI 3.1), made from the code, and a page to read it.

mod common;

use crate::{
    account, app::AppState, booking, call, console, establishment, identity, office, pages, people,
    policy, problem, readiness, recorder, relay, upload, waiting,
};
use axum::Router;
use utoipa::{
    OpenApi,
    openapi::security::{Http, HttpAuthScheme, SecurityScheme},
};
use utoipa_axum::router::OpenApiRouter;
use utoipa_swagger_ui::SwaggerUi;

/// Roles, as the names of security schemes: an endpoint names those that it takes.
pub const ROLES: [&str; 5] = ["family", "reviewer", "staff", "laptop", "developer"];

#[derive(OpenApi)]
#[openapi(
    info(title = "Kinline", description = include_str!("openapi/about.md")),
    components(schemas(kinline_protocol::Problem)),
    tags(
        (name = "account", description = "Registering a phone, tokens, signing in on a page."),
        (name = "upload", description = "Photos, by tus 1.0.0: any tus client can send them."),
        (name = "identity", description = "Proving who somebody is."),
        (name = "review", description = "Deciding identity cases."),
        (name = "policy", description = "The acceptable use policy."),
        (name = "establishment", description = "Establishments and what they set."),
        (name = "readiness", description = "Steps until an establishment is live, and checks of its line."),
        (name = "office", description = "What staff set, decide, and see of the day and of people in prison."),
        (name = "people", description = "The person in prison, and visitors who come along."),
        (name = "booking", description = "Slots, holds, bookings."),
        (name = "call", description = "The call: its state, its media (WHIP, WHEP), its staff."),
        (name = "recorder", description = "Recordings of calls."),
        (name = "console", description = "What a developer does to the mock."),
    )
)]
struct Document;

/// Every endpoint, documented.
pub fn router() -> Router<AppState> {
    let (router, mut document) = documented().split_for_parts();
    common::complete(&mut document);
    router
        .merge(SwaggerUi::new("/docs").url("/openapi.json", document))
        .fallback(problem::not_found)
        .method_not_allowed_fallback(problem::method_not_allowed)
}

/// The document alone.
pub fn document() -> utoipa::openapi::OpenApi {
    let mut document = documented().into_openapi();
    common::complete(&mut document);
    document
}

fn documented() -> OpenApiRouter<AppState> {
    let mut document = Document::openapi();
    let components = document.components.get_or_insert_default();
    for role in ROLES {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        components.add_security_scheme(role, scheme);
    }
    OpenApiRouter::with_openapi(document)
        .merge(account::routes())
        .merge(upload::routes())
        .merge(identity::routes())
        .merge(policy::routes())
        .merge(establishment::routes())
        .merge(office::routes())
        .merge(readiness::routes())
        .merge(people::routes())
        .merge(booking::routes())
        .merge(waiting::routes())
        .merge(call::routes())
        .merge(relay::routes())
        .merge(recorder::routes())
        .merge(console::routes())
        .merge(pages::routes())
}
