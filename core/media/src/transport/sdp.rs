//! The little that we read and change in SDP ourselves.

use super::{Kind, slot};
use std::collections::HashMap;

/// Which stream belongs to which slot, out of an answer: the SSRCs of each sending line (RFC 5576), its
/// repair stream left out.
pub(super) fn streams(answer: &str) -> HashMap<u32, (usize, Kind)> {
    let mut found = HashMap::new();
    for section in answer.split("\nm=").skip(1) {
        let lines = || section.lines().map(str::trim);
        let place = lines()
            .find_map(|l| l.strip_prefix("a=mid:"))
            .and_then(slot);
        let Some(place) = place else { continue };
        let number = |text: &str| text.split_ascii_whitespace().next()?.parse::<u32>().ok();
        let repairs: Vec<u32> = lines()
            .filter_map(|l| l.strip_prefix("a=ssrc-group:FID "))
            .filter_map(|l| l.split_ascii_whitespace().nth(1)?.parse().ok())
            .collect();
        let ssrcs = lines()
            .filter_map(|l| l.strip_prefix("a=ssrc:"))
            .filter_map(number);
        found.extend(ssrcs.filter(|s| !repairs.contains(s)).map(|s| (s, place)));
    }
    found
}

/// Makes the far end the DTLS client: as the client, our stack would leave its first flight in a queue for
/// 200 ms, and an `actpass` offer is answered with `passive`.
pub(super) fn passive(offer: &str) -> String {
    offer.replace("a=setup:actpass", "a=setup:passive")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_found_by_line_and_repairs_are_not_streams() {
        let answer = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=ssrc:5 cname:x\r\na=ssrc:5 msid:a b\r\n\
            m=video 9 UDP/TLS/RTP/SAVPF 108 109\r\na=mid:3\r\na=ssrc:7 cname:x\r\na=ssrc:8 cname:x\r\na=ssrc-group:FID 7 8\r\n\
            m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:data\r\na=ssrc:9 cname:x\r\n";
        let found = streams(answer);
        assert_eq!(found.len(), 2);
        assert_eq!(found[&5], (0, Kind::Audio));
        assert_eq!(found[&7], (1, Kind::Video));
    }
}
