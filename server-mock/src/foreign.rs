//! What reads strangers' bytes, one function each, for the fuzzer: each must answer whatever comes. Not for use.

use crate::{
    establishment::DEFAULT_SETTINGS,
    recorder::{h264::Depacketizer, sps},
    relay, timetable, upload,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// An SDP offer, and a fragment that trickles after it.
pub fn sdp(text: &str) {
    let _ = relay::offered(text);
    let _ = relay::Fragment::parse(text);
}

/// RTP payloads of H.264, each with its length before it, and the parameter sets of what they make.
pub fn h264(mut bytes: &[u8]) {
    let mut depacketizer = Depacketizer::default();
    while let Some((&[time, flags, length], rest)) = bytes.split_first_chunk() {
        let (payload, rest) = rest.split_at(usize::from(length).min(rest.len()));
        let _ = relay::is_entry(payload);
        let progress = depacketizer.push(u32::from(time), flags & 1 == 1, flags & 2 == 2, payload);
        for unit in progress.finished {
            let _ = (unit.is_key(), unit.sps().and_then(sps::size));
        }
        bytes = rest;
    }
}

/// A sequence parameter set alone.
pub fn parameters(bytes: &[u8]) {
    let _ = sps::size(bytes);
}

/// The headers of a resumable upload.
pub fn upload(bytes: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(bytes) else {
        return;
    };
    let names = ["upload-metadata", "upload-length", "upload-offset"];
    let headers: HeaderMap = names
        .map(|name| (HeaderName::from_static(name), value.clone()))
        .into_iter()
        .collect();
    upload::read_headers(&headers);
}

/// A photo as it is kept, without what a camera wrote beside the picture.
pub fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    Some(upload::stripped(bytes)?.1)
}

/// A file of the Ministry's days and times.
pub fn timetable(file: &[u8]) {
    let _ = timetable::ministry::read(file, &DEFAULT_SETTINGS);
}
