//! What is read from, and changed in, session descriptions. Pure text in, text out.
//!
//! The offer is looked at before `str0m` sees it, so that a client is told what is missing.

use std::fmt::Write;

/// Why an offer cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SdpError {
    /// Not a session description (RFC 8866).
    #[error("the body is not SDP: it must begin with v=0")]
    NotSdp,
    /// Neither sound nor picture.
    #[error("the offer has no audio and no video line")]
    NoMedia,
    /// No line of `a=ice-ufrag`, `a=ice-pwd` or `a=fingerprint`.
    #[error("the offer lacks a={0}")]
    Missing(&'static str),
    /// A video line without H.264.
    #[error("video line {0} offers no H264/90000 with packetization-mode=1")]
    NoH264(String),
    /// An audio line without Opus.
    #[error("audio line {0} offers no opus/48000/2")]
    NoOpus(String),
    /// A later offer has other lines than the first.
    #[error("the m-lines are not those of the first offer")]
    LinesChanged,
    /// What the WebRTC stack objects to.
    #[error("{0}")]
    Refused(String),
}

/// Sound or picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Opus.
    Audio,
    /// H.264.
    Video,
}

impl Kind {
    /// RTP clock, Hz.
    pub fn clock(self) -> u32 {
        match self {
            Self::Audio => 48_000,
            Self::Video => 90_000,
        }
    }
}

/// An m-line of an offer, from the offerer's side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub mid: String,
    pub kind: Kind,
    pub sends: bool,
    pub receives: bool,
}

/// The audio and video lines of an offer, in order.
pub(super) fn lines(offer: &str) -> Result<Vec<Line>, SdpError> {
    if !offer.trim_start().starts_with("v=0") {
        return Err(SdpError::NotSdp);
    }
    for needed in ["ice-ufrag", "ice-pwd", "fingerprint"] {
        if value(offer, needed).is_none() {
            return Err(SdpError::Missing(needed));
        }
    }
    let mut sections = offer.split("\nm=").map(str::trim);
    let session = direction(sections.next().unwrap_or_default()).unwrap_or((true, true));
    let lines: Vec<_> = sections
        .filter_map(|section| line(section, session).transpose())
        .collect::<Result<_, _>>()?;
    if lines.is_empty() {
        return Err(SdpError::NoMedia);
    }
    Ok(lines)
}

fn line(section: &str, session: (bool, bool)) -> Result<Option<Line>, SdpError> {
    let kind = match section.split_whitespace().next() {
        Some("audio") => Kind::Audio,
        Some("video") => Kind::Video,
        _ => return Ok(None),
    };
    let mid = value(section, "mid").unwrap_or_default().to_owned();
    let (sends, receives) = direction(section).unwrap_or(session);
    let usable = match kind {
        Kind::Audio => payload_types(section, "opus/48000/2").next().is_some(),
        Kind::Video => payload_types(section, "H264/90000").any(|pt| mode_1(section, pt)),
    };
    match kind {
        _ if usable => {}
        Kind::Audio => return Err(SdpError::NoOpus(mid)),
        Kind::Video => return Err(SdpError::NoH264(mid)),
    }
    Ok(Some(Line {
        mid,
        kind,
        sends,
        receives,
    }))
}

/// Payload types that an `a=rtpmap` gives this encoding. Encoding names ignore case (RFC 8866).
fn payload_types<'a>(section: &'a str, encoding: &'a str) -> impl Iterator<Item = &'a str> {
    values(section, "rtpmap")
        .filter_map(|v| v.split_once(' '))
        .filter(move |(_, name)| name.trim().eq_ignore_ascii_case(encoding))
        .map(|(pt, _)| pt)
}

/// Non-interleaved mode (RFC 6184, 6.3): single units, STAP-A and FU-A.
fn mode_1(section: &str, pt: &str) -> bool {
    values(section, "fmtp")
        .filter_map(|v| v.split_once(' '))
        .any(|(of, parameters)| of == pt && parameters.contains("packetization-mode=1"))
}

fn direction(section: &str) -> Option<(bool, bool)> {
    section.lines().find_map(|line| match line.trim() {
        "a=sendrecv" => Some((true, true)),
        "a=sendonly" => Some((true, false)),
        "a=recvonly" => Some((false, true)),
        "a=inactive" => Some((false, false)),
        _ => None,
    })
}

fn values<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    text.lines().filter_map(move |line| {
        let rest = line.trim_end().strip_prefix("a=")?.strip_prefix(name)?;
        rest.strip_prefix(':').map(str::trim)
    })
}

fn value<'a>(text: &'a str, name: &'a str) -> Option<&'a str> {
    values(text, name).next()
}

/// A trickled fragment (RFC 8840, 9): candidates, or credentials of an ICE restart with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// `a=ice-ufrag` and `a=ice-pwd`, if both are there.
    pub credentials: Option<(String, String)>,
}

impl Fragment {
    /// Reads `application/trickle-ice-sdpfrag`.
    pub fn parse(text: &str) -> Result<Self, SdpError> {
        let credentials = value(text, "ice-ufrag").zip(value(text, "ice-pwd"));
        let end = text.lines().any(|l| l.trim() == "a=end-of-candidates");
        if credentials.is_none() && value(text, "candidate").is_none() && !end {
            return Err(SdpError::NotSdp);
        }
        Ok(Self {
            credentials: credentials.map(|(u, p)| (u.to_owned(), p.to_owned())),
        })
    }
}

/// `a=ice-ufrag` of a description.
pub(super) fn ufrag(sdp: &str) -> Option<&str> {
    value(sdp, "ice-ufrag")
}

/// An offer as the client would have made it for an ICE restart with these credentials.
pub(super) fn restarted(offer: &str, ufrag: &str, password: &str) -> String {
    offer
        .lines()
        .map(str::trim_end)
        .filter(|l| !l.starts_with("a=candidate:") && *l != "a=end-of-candidates")
        .fold(String::new(), |mut text, line| {
            let line = match line.split_once(':').map(|(name, _)| name) {
                Some("a=ice-ufrag") => format!("a=ice-ufrag:{ufrag}"),
                Some("a=ice-pwd") => format!("a=ice-pwd:{password}"),
                _ => line.to_owned(),
            };
            let _ = write!(text, "{line}\r\n");
            text
        })
}

/// The part of an answer that answers a restart by fragment (RFC 9725, 4.3.3).
pub(super) fn fragment_of(answer: &str) -> String {
    let kept = |l: &&str| {
        let names = ["a=ice-", "a=candidate:", "a=group:", "a=end-of-candidates"];
        names.iter().any(|n| l.starts_with(n))
    };
    let mut text = String::new();
    let mut sections = answer.split("\r\nm=");
    for line in sections.next().unwrap_or_default().lines().filter(kept) {
        let _ = write!(text, "{line}\r\n");
    }
    // BUNDLE: the first line carries the transport.
    if let Some(first) = sections.next() {
        let media = first.lines().next().unwrap_or_default();
        let _ = write!(text, "m={media}\r\n");
        let mid = |l: &&str| l.starts_with("a=mid:");
        for line in first.lines().filter(|l| mid(l) || kept(l)) {
            let _ = write!(text, "{line}\r\n");
        }
    }
    if !text.contains("a=end-of-candidates") {
        text.push_str("a=end-of-candidates\r\n");
    }
    text
}

/// Names each slot's tracks: `str0m` reflects the offer's own `a=msid`, which a client would take
/// for its own tracks. `slot` gives the stream's name for a mid.
pub(super) fn named(answer: &str, slot: impl Fn(&str) -> Option<usize>) -> String {
    let mut text = String::with_capacity(answer.len() + 128);
    for (n, section) in answer.split("\r\nm=").enumerate() {
        if n > 0 {
            text.push_str("\r\nm=");
        }
        let named = value(section, "mid").and_then(&slot);
        let Some(slot) = named.filter(|_| n > 0) else {
            text.push_str(section);
            continue;
        };
        let kind = section.split_whitespace().next().unwrap_or_default();
        let lines: Vec<_> = section
            .split("\r\n")
            .map(|line| {
                let name = format!("slot{slot} slot{slot}-{kind}");
                match line.split_once("msid:") {
                    Some((start @ "a=", _)) => format!("{start}msid:{name}"),
                    Some((start, _)) if start.starts_with("a=ssrc:") => {
                        format!("{start}msid:{name}")
                    }
                    _ => line.to_owned(),
                }
            })
            .collect();
        text.push_str(&lines.join("\r\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFER: &str = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1 2\r\n\
        m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=ice-ufrag:abcd\r\na=ice-pwd:secretsecretsecretsecret\r\n\
        a=fingerprint:sha-256 00\r\na=sendrecv\r\na=rtpmap:111 opus/48000/2\r\na=candidate:1 1 udp 1 127.0.0.1 9 typ host\r\n\
        m=video 9 UDP/TLS/RTP/SAVPF 108\r\na=mid:1\r\na=sendonly\r\na=rtpmap:108 h264/90000\r\na=fmtp:108 packetization-mode=1\r\n\
        m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:2\r\n";

    #[test]
    fn lines_are_read_in_order() {
        let lines = lines(OFFER).unwrap();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].sends && lines[0].receives && lines[0].kind == Kind::Audio);
        assert!(lines[1].sends && !lines[1].receives && lines[1].mid == "1");
    }

    #[test]
    fn each_lack_is_named() {
        assert_eq!(lines("hello"), Err(SdpError::NotSdp));
        assert_eq!(lines(""), Err(SdpError::NotSdp));
        assert_eq!(lines("v=0\r\n"), Err(SdpError::Missing("ice-ufrag")));
        let vp8 = OFFER.replace("h264/90000", "VP8/90000");
        assert_eq!(lines(&vp8), Err(SdpError::NoH264("1".into())));
        let mode_0 = OFFER.replace("packetization-mode=1", "packetization-mode=0");
        assert_eq!(lines(&mode_0), Err(SdpError::NoH264("1".into())));
        let pcm = OFFER.replace("opus/48000/2", "PCMU/8000");
        assert_eq!(lines(&pcm), Err(SdpError::NoOpus("0".into())));
    }

    #[test]
    fn restart_replaces_credentials_and_drops_old_candidates() {
        let offer = restarted(OFFER, "wxyz", "othersecretothersecret00");
        assert_eq!(ufrag(&offer), Some("wxyz"));
        assert!(!offer.contains("candidate"));
        assert_eq!(lines(&offer).unwrap(), lines(OFFER).unwrap());
    }

    #[test]
    fn fragment_needs_something_in_it() {
        assert_eq!(Fragment::parse("hello"), Err(SdpError::NotSdp));
        let candidate = "a=candidate:1 1 udp 1 10.0.0.1 9 typ host\r\n";
        for trickled in [candidate, "a=end-of-candidates\r\n"] {
            assert_eq!(Fragment::parse(trickled).unwrap().credentials, None);
        }
        let both = format!("a=ice-ufrag:u\r\na=ice-pwd:p\r\n{candidate}");
        let credentials = Fragment::parse(&both).unwrap().credentials;
        assert_eq!(credentials, Some(("u".into(), "p".into())));
    }

    #[test]
    fn slots_get_names_of_their_own() {
        let answer =
            "v=0\r\nm=video 9 X 108\r\na=mid:1\r\na=msid:own track\r\na=ssrc:7 msid:own track\r\n";
        let named = named(answer, |mid| (mid == "1").then_some(3));
        assert!(named.contains("a=msid:slot3 slot3-video\r\n"), "{named}");
        assert!(
            named.contains("a=ssrc:7 msid:slot3 slot3-video\r\n"),
            "{named}"
        );
    }
}
