//! What an Opus packet tells without being decoded (RFC 6716, section 3).

use super::RATE;

/// Samples that a packet decodes to. `None`: it is not Opus.
pub(crate) fn samples(payload: &[u8]) -> Option<usize> {
    let samples = opus::packet::get_nb_samples(payload, RATE).ok()?;
    (1..=5760).contains(&samples).then_some(samples)
}

/// Whether a packet carries a low-rate copy of the one before (RFC 6716, section 4.2.4): the bit after the voice activity bits
/// of the SILK part of its first frame.
pub(crate) fn carries_previous(payload: &[u8]) -> bool {
    let Some(first) = payload.first() else {
        return false;
    };
    let configuration = first >> 3;
    if configuration >= 16 {
        return false; // CELT only
    }
    let Ok(samples) = opus::packet::get_samples_per_frame(payload, RATE) else {
        return false;
    };
    let silk_frames = (samples / (20 * super::MILLISECOND)).clamp(1, 3);
    let Ok(parsed) = opus::packet::parse(payload) else {
        return false;
    };
    let frame = parsed.frames.first().and_then(|f| f.first());
    frame.is_some_and(|bits| bits >> (7 - silk_frames) & 1 == 1)
}
