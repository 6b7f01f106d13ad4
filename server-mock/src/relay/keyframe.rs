//! Where an H.264 stream can be entered.

/// Whether a receiver can start decoding at this RTP payload (RFC 6184): it begins with a sequence
/// parameter set or an IDR picture.
pub(super) fn starts(payload: &[u8]) -> bool {
    const IDR: u8 = 5;
    const SPS: u8 = 7;
    const STAP_A: u8 = 24;
    const FU_A: u8 = 28;
    let entry = |unit: u8| matches!(unit & 0x1f, IDR | SPS);
    match payload {
        [header, _, _, first, ..] if header & 0x1f == STAP_A => entry(*first),
        [indicator, header, ..] if indicator & 0x1f == FU_A => header & 0x80 != 0 && entry(*header),
        [unit, _, ..] => entry(*unit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::starts;

    #[test]
    fn entry_points() {
        assert!(starts(&[0x67, 1, 2]), "sequence parameter set");
        assert!(starts(&[0x78, 0, 2, 0x67, 1]), "aggregated");
        assert!(starts(&[0x7c, 0x85, 1]), "first fragment of an IDR picture");
        assert!(!starts(&[0x7c, 0x45, 1]), "last fragment of an IDR picture");
        assert!(!starts(&[0x61, 1, 2]), "other picture");
        assert!(!starts(&[]) && !starts(&[0x67]) && !starts(&[0x78, 0]));
    }
}
