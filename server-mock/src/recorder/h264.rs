//! H.264 out of RTP (RFC 6184, non-interleaved mode): single units, STAP-A and FU-A.

/// Longer pictures are not believed.
const LARGEST: usize = 4 * 1024 * 1024;

const IDR: u8 = 5;
const SPS: u8 = 7;
const PPS: u8 = 8;
const STAP_A: u8 = 24;
const FU_A: u8 = 28;

/// All units of one picture, each without start code or length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AccessUnit {
    /// RTP time.
    pub time: u32,
    /// Never empty, each at least one byte.
    pub units: Vec<Vec<u8>>,
}

impl AccessUnit {
    /// Whether decoding can begin with it.
    pub fn is_key(&self) -> bool {
        self.unit(IDR).is_some()
    }

    /// Its sequence parameter set.
    pub fn sps(&self) -> Option<&[u8]> {
        self.unit(SPS)
    }

    /// Its picture parameter set.
    pub fn pps(&self) -> Option<&[u8]> {
        self.unit(PPS)
    }

    fn unit(&self, kind: u8) -> Option<&[u8]> {
        let mut units = self.units.iter();
        units.find(|u| u[0] & 0x1f == kind).map(Vec::as_slice)
    }
}

/// Collects packets, in order, to access units. What is incomplete never comes out.
#[derive(Debug, Default)]
pub(crate) struct Depacketizer {
    time: Option<u32>,
    units: Vec<Vec<u8>>,
    fragment: Option<Vec<u8>>,
    bytes: usize,
    broken: bool,
}

/// What a packet led to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Progress {
    /// Finished pictures, oldest first: at most two.
    pub finished: Vec<AccessUnit>,
    /// Something was lost: what follows cannot be decoded before the next key picture.
    pub lost: bool,
}

impl Depacketizer {
    /// Takes the next packet. `after_gap`: some before it are missing.
    pub fn push(&mut self, time: u32, marker: bool, after_gap: bool, payload: &[u8]) -> Progress {
        let mut progress = Progress::default();
        if after_gap {
            // Whatever was being collected, and perhaps the beginning of this one, is incomplete.
            self.restart();
            (self.broken, progress.lost) = (true, true);
        }
        if self.time.is_some_and(|t| t != time) {
            // The marker was forgotten or lost: another time is another picture.
            self.finish(&mut progress);
        }
        self.time = Some(time);
        if self.take(payload).is_none() {
            (self.broken, progress.lost) = (true, true);
        }
        if marker {
            self.finish(&mut progress);
        }
        progress
    }

    fn finish(&mut self, progress: &mut Progress) {
        let whole = !self.broken && self.fragment.is_none();
        progress.lost |= self.fragment.is_some();
        if let (true, Some(time), false) = (whole, self.time, self.units.is_empty()) {
            progress.finished.push(AccessUnit {
                time,
                units: std::mem::take(&mut self.units),
            });
        }
        self.restart();
    }

    fn restart(&mut self) {
        *self = Self::default();
    }

    /// `None`: not what RFC 6184 allows, or the rest of something that was lost.
    fn take(&mut self, payload: &[u8]) -> Option<()> {
        let (&first, rest) = payload.split_first()?;
        self.bytes += payload.len();
        if self.bytes > LARGEST {
            return None;
        }
        match first & 0x1f {
            1..=23 if self.fragment.is_none() => self.units.push(payload.to_vec()),
            STAP_A if self.fragment.is_none() => self.aggregate(rest)?,
            FU_A => self.fragment(first, rest)?,
            _ => return None,
        }
        Some(())
    }

    fn aggregate(&mut self, mut rest: &[u8]) -> Option<()> {
        while !rest.is_empty() {
            let (length, after) = rest.split_first_chunk::<2>()?;
            let (unit, after) = after.split_at_checked(u16::from_be_bytes(*length).into())?;
            if !matches!(unit.first()? & 0x1f, 1..=23) {
                return None;
            }
            self.units.push(unit.to_vec());
            rest = after;
        }
        Some(())
    }

    fn fragment(&mut self, indicator: u8, rest: &[u8]) -> Option<()> {
        let (&header, data) = rest.split_first()?;
        let (starts, ends) = (header & 0x80 != 0, header & 0x40 != 0);
        if starts == self.fragment.is_some() || (starts && ends) {
            return None;
        }
        let unit = self
            .fragment
            .get_or_insert_with(|| vec![(indicator & 0xe0) | (header & 0x1f)]);
        unit.extend_from_slice(data);
        if ends {
            self.units.extend(self.fragment.take());
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unit(time: u32, units: &[&[u8]]) -> AccessUnit {
        AccessUnit {
            time,
            units: units.iter().map(|u| u.to_vec()).collect(),
        }
    }

    #[test]
    fn single_aggregated_and_fragmented_units() {
        let mut d = Depacketizer::default();
        let stap = [0x78, 0, 2, 0x67, 1, 0, 2, 0x68, 2];
        assert_eq!(d.push(9, false, false, &stap), Progress::default());
        assert_eq!(
            d.push(9, false, false, &[0x7c, 0x85, 1, 2]),
            Progress::default()
        );
        assert_eq!(
            d.push(9, false, false, &[0x7c, 0x05, 3]),
            Progress::default()
        );
        let progress = d.push(9, true, false, &[0x7c, 0x45, 4]);
        let expected = unit(9, &[&[0x67, 1], &[0x68, 2], &[0x65, 1, 2, 3, 4]]);
        assert_eq!(progress.finished, std::slice::from_ref(&expected));
        assert!(expected.is_key() && expected.sps() == Some(&[0x67, 1]));
        let progress = d.push(10, true, false, &[0x61, 7]);
        assert_eq!(progress.finished, [unit(10, &[&[0x61, 7]])]);
    }

    #[test]
    fn another_time_ends_a_picture_without_marker() {
        let mut d = Depacketizer::default();
        d.push(1, false, false, &[0x61, 1]);
        let progress = d.push(2, true, false, &[0x61, 2]);
        assert_eq!(
            progress.finished,
            [unit(1, &[&[0x61, 1]]), unit(2, &[&[0x61, 2]])]
        );
    }

    #[test]
    fn a_gap_costs_the_picture_and_is_told() {
        let mut d = Depacketizer::default();
        d.push(1, false, false, &[0x7c, 0x85, 1]);
        let progress = d.push(1, true, true, &[0x7c, 0x45, 3]);
        assert!(progress.lost && progress.finished.is_empty());
        let progress = d.push(2, true, false, &[0x65, 1]);
        assert_eq!(progress.finished.len(), 1);
    }

    #[test]
    fn a_fragment_without_end_is_no_picture() {
        let mut d = Depacketizer::default();
        d.push(1, false, false, &[0x7c, 0x85, 1]);
        let progress = d.push(2, true, false, &[0x61, 1]);
        assert!(progress.lost);
        assert_eq!(progress.finished, [unit(2, &[&[0x61, 1]])]);
    }

    #[test]
    fn truncated_aggregates_are_refused() {
        for bad in [
            &[0x78][..],
            &[0x78, 0],
            &[0x78, 0, 9, 1],
            &[0x78, 0, 0],
            &[],
        ] {
            let mut d = Depacketizer::default();
            d.push(1, true, false, bad);
            let progress = d.push(2, true, false, &[0x61, 1]);
            assert_eq!(progress.finished, [unit(2, &[&[0x61, 1]])], "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_fail(
            packets in prop::collection::vec(
                (0u32..4, any::<bool>(), any::<bool>(), prop::collection::vec(any::<u8>(), 0..40)),
                0..60,
            )
        ) {
            let mut d = Depacketizer::default();
            for (time, marker, gap, payload) in packets {
                for unit in d.push(time, marker, gap, &payload).finished {
                    prop_assert!(!unit.units.is_empty() && unit.units.iter().all(|u| !u.is_empty()));
                    let _ = (unit.is_key(), unit.sps(), unit.pps());
                }
            }
        }
    }
}
