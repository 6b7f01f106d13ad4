//! The pages: files of `pages/`, built into the binary. Plain HTML and ES modules; nothing is
//! loaded from elsewhere and no script stands in the HTML, which the policy below enforces.

use crate::app::AppState;
use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use utoipa_axum::router::OpenApiRouter;

/// Where the browser may load from (CSP level 3): here alone. `'self'` covers the WebSocket.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

/// A file as it is served.
struct File {
    path: &'static str,
    media_type: &'static str,
    bytes: &'static [u8],
}

macro_rules! files {
    ($($path:literal = $media_type:ident $file:literal,)*) => {
        const FILES: &[File] = &[$(File {
            path: $path,
            media_type: $media_type,
            bytes: include_bytes!(concat!("../../pages/", $file)),
        },)*];
    };
}

macro_rules! assets {
    ($($media_type:ident: $($file:literal)*;)*) => {
        const ASSETS: &[File] = &[$($(File {
            path: concat!("/assets/", $file),
            media_type: $media_type,
            bytes: include_bytes!(concat!("../../pages/assets/", $file)),
        },)*)*];
    };
}

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const JSON: &str = "application/json";
const SVG: &str = "image/svg+xml";

files! {
    "/" = HTML "index.html",
    "/console" = HTML "console.html",
    "/i/{token}" = HTML "invitation.html",
    "/laptop" = HTML "laptop.html",
    "/review" = HTML "review.html",
    "/staff" = HTML "staff.html",
}

assets! {
    CSS: "call.css" "portal.css" "review.css" "style.css";
    SVG: "icon.svg";
    JSON: "words/asking.cy.json" "words/asking.en.json" "words/cy.json" "words/en.json"
        "words/faces.cy.json" "words/faces.en.json"
        "words/invitation.cy.json" "words/invitation.en.json" "words/office.cy.json" "words/office.en.json"
        "words/readiness.cy.json" "words/readiness.en.json"
        "words/review.cy.json" "words/review.en.json"
        "words/staff.cy.json" "words/staff.en.json" "words/times.cy.json" "words/times.en.json";
    SCRIPT: "api.js" "call-events.js" "call-media.js" "call-pictures.js" "dom.js" "draft.js"
        "parts.js" "refresh.js" "shell.js" "time.js" "words.js"
        "console/clock.js" "console/console.js" "console/events.js" "console/faults.js"
        "console/mails.js" "console/people.js" "console/phone.js" "console/policy.js"
        "invitation/invitation.js"
        "laptop/asking.js" "laptop/calls.js" "laptop/devices.js" "laptop/laptop.js" "laptop/own-calls.js" "laptop/pause.js"
        "laptop/room.js"
        "readiness/line.js" "readiness/load.js" "readiness/readings.js" "readiness/readiness.js"
        "readiness/senses.js" "readiness/test-call.js"
        "review/case.js" "review/findings.js" "review/review.js" "review/words.js" "review/zoom.js"
        "staff/call.js" "staff/calls.js" "staff/contacts.js" "staff/day.js" "staff/decide.js"
        "staff/event.js" "staff/faces.js" "staff/parts.js" "staff/people.js" "staff/person-forms.js" "staff/person.js"
        "staff/portrait.js"
        "staff/recordings.js" "staff/request.js" "staff/requests.js" "staff/staff.js" "staff/telephone.js"
        "staff/words.js"
        "times/check.js" "times/dates.js" "times/file.js" "times/odd.js" "times/part.js" "times/periods.js" "times/settings.js" "times/times.js";
}

/// Every page and asset. They are for browsers, not part of the documented API; anybody may load
/// them, what they show comes from the API.
pub fn routes() -> OpenApiRouter<AppState> {
    let router = FILES
        .iter()
        .chain(ASSETS)
        .fold(Router::new(), |router, file| {
            router.route(file.path, get(async || serve(file)))
        });
    OpenApiRouter::default().merge(router.into())
}

fn serve(file: &'static File) -> Response {
    let headers = [
        (header::CONTENT_TYPE, file.media_type),
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        // A newer binary has newer files under the same names.
        (header::CACHE_CONTROL, "no-cache"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(self), microphone=(self), geolocation=()",
        ),
    ]
    .map(|(name, value)| (name, HeaderValue::from_static(value)));
    (
        headers.into_iter().collect::<axum::http::HeaderMap>(),
        file.bytes,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        collections::BTreeSet,
        fs,
        path::{Path, PathBuf},
    };

    fn files_under(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        entries
            .flat_map(|path| match path.is_dir() {
                true => files_under(&path),
                false => vec![path],
            })
            .collect()
    }

    #[test]
    fn every_file_of_the_folder_is_served() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("pages/assets");
        let there: BTreeSet<String> = files_under(&root)
            .iter()
            .map(|path| format!("/assets/{}", path.strip_prefix(&root).unwrap().display()))
            .collect();
        let served: BTreeSet<String> = ASSETS.iter().map(|file| file.path.to_owned()).collect();
        assert_eq!(there, served);
    }

    fn words(path: &str) -> BTreeSet<String> {
        let file = ASSETS.iter().find(|file| file.path == path).unwrap();
        let words: serde_json::Map<_, _> = serde_json::from_slice(file.bytes).unwrap();
        words.keys().cloned().collect()
    }

    fn dictionaries() -> impl Iterator<Item = &'static str> {
        let paths = ASSETS.iter().map(|file| file.path);
        paths.filter(|path| path.ends_with("en.json"))
    }

    #[test]
    fn both_languages_have_the_same_words() {
        for english in dictionaries() {
            let welsh = english.replace("en.json", "cy.json");
            assert_eq!(words(english), words(&welsh), "{english}");
        }
    }

    #[test]
    fn every_word_that_a_page_says_is_there() {
        let known: BTreeSet<String> = dictionaries().flat_map(words).collect();
        for file in ASSETS.iter().filter(|file| file.media_type == SCRIPT) {
            let script = std::str::from_utf8(file.bytes).unwrap();
            for said in script.split("t('").skip(1) {
                let key = said.split('\'').next().unwrap();
                let is_key = key.contains('.')
                    && key.starts_with(|first: char| first.is_ascii_lowercase())
                    && !key.contains(['/', ' ', '#']);
                assert!(!is_key || known.contains(key), "{}: {key}", file.path);
            }
        }
    }
}
