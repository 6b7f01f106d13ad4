//! Recordings for staff: the list of a call's, and their bytes.

use super::store::{self, Kept};
use crate::{
    app::AppState,
    auth::Staff,
    booking,
    extract::{Json, Path},
    problem::{Answer, Refusal},
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::stream;
use kinline_protocol::{
    CallId, ErrorCode, EstablishmentId, List, Problem, RecordingId, call::Recording,
};
use rusqlite::Connection;
use std::{io, ops::RangeInclusive};
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncSeekExt},
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Read at once.
const CHUNK: usize = 64 * 1024;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(bytes))
}

/// A call's recordings, in the order in which they began.
#[utoipa::path(
    get,
    path = "/v1/staff/calls/{call}/recordings",
    tag = "recorder",
    security(("staff" = [])),
    params(("call" = CallId, Path,)),
    responses(
        (status = 200, body = List<Recording>),
        (status = 404, body = Problem, description = "not_found")
    )
)]
async fn list(
    Staff(staff): Staff,
    State(app): State<AppState>,
    Path(call): Path<CallId>,
) -> Answer<Json<List<Recording>>> {
    app.database
        .read(move |c| {
            let plan = booking::call_plan(c, call)?
                .filter(|plan| plan.establishment == staff.establishment)
                .ok_or(ErrorCode::NotFound)?;
            let kept = store::of_call(c, call)?;
            let first = kept.iter().map(|k| k.began_ms).min().unwrap_or(0);
            let recording = |k: Kept| {
                let person = plan.people().find(|p| p.0 == k.participant)?;
                Some(Recording {
                    id: k.id,
                    participant: k.participant,
                    name: person.2.clone(),
                    side: k.side,
                    starts_ms: (k.began_ms - first).unsigned_abs(),
                    duration_ms: k.duration_ms,
                    bytes: k.bytes,
                    sha256: k.sha256,
                })
            };
            let items: Vec<_> = kept.into_iter().filter_map(recording).collect();
            Ok(Json(items.into()))
        })
        .await
}

/// A recording's bytes; also while it is written. Takes one range (RFC 9110, 14).
#[utoipa::path(
    get,
    path = "/v1/staff/recordings/{recording}",
    tag = "recorder",
    security(("staff" = [])),
    params(
        ("recording" = RecordingId, Path,),
        ("range" = Option<String>, Header, description = "such as `bytes=0-1023`")
    ),
    responses(
        (status = 200, content_type = "video/mp4", description = "all of it"),
        (status = 206, content_type = "video/mp4", description = "the range"),
        (status = 404, body = Problem, description = "recording_missing"),
        (status = 416, description = "the range is beyond its end")
    )
)]
async fn bytes(
    Staff(staff): Staff,
    State(app): State<AppState>,
    Path(id): Path<RecordingId>,
    headers: HeaderMap,
) -> Answer<Response> {
    let find = move |c: &Connection| own(c, id, &staff.establishment);
    let kept = app.database.read(find).await?;
    let file = File::open(app.data.join(&kept.file)).await;
    let mut file = file.map_err(|_| Refusal::from(ErrorCode::RecordingMissing))?;
    let length = file.metadata().await?.len();
    let range = headers.get(header::RANGE).and_then(|v| v.to_str().ok());
    let mut answer = match range.and_then(|text| wanted(text, length)) {
        None => body(file, length).into_response(),
        Some(Err(())) => StatusCode::RANGE_NOT_SATISFIABLE.into_response(),
        Some(Ok(range)) => {
            file.seek(io::SeekFrom::Start(*range.start())).await?;
            let part = body(file, range.end() - range.start() + 1);
            let of = format!("bytes {}-{}/{length}", range.start(), range.end());
            let headers = [(header::CONTENT_RANGE, of)];
            (StatusCode::PARTIAL_CONTENT, headers, part).into_response()
        }
    };
    let headers = answer.headers_mut();
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("video/mp4"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    Ok(answer)
}

fn own(c: &Connection, id: RecordingId, place: &EstablishmentId) -> Answer<Kept> {
    let kept = store::by_id(c, id)?.ok_or(ErrorCode::RecordingMissing)?;
    let plan = booking::call_plan(c, kept.call)?;
    plan.filter(|plan| plan.establishment == *place)
        .map(|_| kept)
        .ok_or_else(|| ErrorCode::RecordingMissing.into())
}

/// One range of bytes. `None`: not one that we read, so it is ignored; `Err`: beyond the end.
fn wanted(range: &str, length: u64) -> Option<Result<RangeInclusive<u64>, ()>> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    if first.is_empty() {
        let count: u64 = last.parse().ok()?;
        let any = count > 0 && length > 0;
        return Some(
            any.then(|| length.saturating_sub(count)..=length - 1)
                .ok_or(()),
        );
    }
    let first: u64 = first.parse().ok()?;
    let last = match last {
        "" => u64::MAX,
        last => last.parse().ok()?,
    };
    if last < first {
        return None;
    }
    let within = first < length;
    Some(within.then(|| first..=last.min(length - 1)).ok_or(()))
}

fn body(file: File, length: u64) -> impl IntoResponse {
    let chunks = stream::try_unfold(file.take(length), |mut file| async move {
        let mut chunk = vec![0; CHUNK];
        let read = file.read(&mut chunk).await?;
        chunk.truncate(read);
        Ok::<_, io::Error>((read > 0).then_some((chunk, file)))
    });
    let length = [(header::CONTENT_LENGTH, length.to_string())];
    (length, Body::from_stream(chunks))
}

#[cfg(test)]
mod tests {
    use super::wanted;

    #[test]
    fn ranges() {
        assert_eq!(wanted("bytes=0-9", 100), Some(Ok(0..=9)));
        assert_eq!(wanted("bytes=90-", 100), Some(Ok(90..=99)));
        assert_eq!(wanted("bytes=-5", 100), Some(Ok(95..=99)));
        assert_eq!(wanted("bytes=90-200", 100), Some(Ok(90..=99)));
        assert_eq!(wanted("bytes=100-", 100), Some(Err(())));
        assert_eq!(wanted("bytes=-0", 100), Some(Err(())));
        for ignored in ["bytes=9-1", "bytes=0-1,5-6", "lines=0-1", "bytes=x-"] {
            assert_eq!(wanted(ignored, 100), None, "{ignored}");
        }
    }
}
