//! RTP payloads back to an access unit: single NAL units, STAP-A and FU-A (RFC 6184, sections 5.6 to 5.8).
//!
//! `rtc-rtp` has a depacketiser, but it can index past the end of a cut STAP-A and keeps old FU-A data.

const START_CODE: [u8; 4] = [0, 0, 0, 1];
const IDR: u8 = 5;
const SPS: u8 = 7;
const PPS: u8 = 8;
const STAP_A: u8 = 24;
const FU_A: u8 = 28;

/// The latest parameter sets of a stream, for keyframes that come without.
#[derive(Debug, Default, Clone)]
pub(super) struct ParameterSets {
    sps: Vec<u8>,
    pps: Vec<u8>,
}

impl ParameterSets {
    fn known(&self) -> bool {
        !self.sps.is_empty() && !self.pps.is_empty()
    }
}

/// Whether a keyframe begins with this payload.
pub(super) fn starts_keyframe(payload: &[u8], sets: &ParameterSets) -> bool {
    let kind = |byte: u8| byte & 31;
    match *payload {
        [first, ..] if kind(first) == SPS => true,
        [first, ..] if kind(first) == IDR => sets.known(),
        [first, _, _, inner, ..] if kind(first) == STAP_A => {
            kind(inner) == SPS || kind(inner) == IDR && sets.known()
        }
        [first, header, ..] if kind(first) == FU_A => {
            header & 0x80 != 0 && kind(header) == IDR && sets.known()
        }
        _ => false,
    }
}

/// An access unit in Annex B.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub data: Vec<u8>,
    /// It holds an IDR picture, and the parameter sets to decode it.
    pub key: bool,
}

/// Puts one access unit together. `None`: what is there is not whole.
pub(super) fn assemble<'a>(
    payloads: impl Iterator<Item = &'a [u8]>,
    sets: &mut ParameterSets,
) -> Option<Unit> {
    let mut writer = Writer {
        data: Vec::new(),
        idr: false,
        has_sps: false,
        has_pps: false,
        sets,
    };
    // The FU-A NAL unit that is being put together begins here in `data`.
    let mut open = None;
    for payload in payloads {
        let (&first, rest) = payload.split_first()?;
        match first & 31 {
            FU_A => {
                let (&header, fragment) = rest.split_first()?;
                if header & 0x80 != 0 {
                    if open.is_some() {
                        return None;
                    }
                    writer.data.extend(START_CODE);
                    open = Some(writer.data.len());
                    writer.data.push(first & 0xe0 | header & 31);
                }
                let begin = open?;
                writer.data.extend_from_slice(fragment);
                if header & 0x40 != 0 {
                    writer.note(begin);
                    open = None;
                }
            }
            _ if open.is_some() => return None,
            1..=23 => writer.unit(payload)?,
            STAP_A => {
                let mut rest = rest;
                while let [high, low, tail @ ..] = rest {
                    let size = usize::from(u16::from_be_bytes([*high, *low]));
                    let (unit, after) = tail.split_at_checked(size)?;
                    writer.unit(unit)?;
                    rest = after;
                }
                if !rest.is_empty() {
                    return None;
                }
            }
            _ => return None,
        }
    }
    if open.is_some() || writer.data.is_empty() {
        return None;
    }
    Some(writer.finish())
}

struct Writer<'s> {
    data: Vec<u8>,
    idr: bool,
    has_sps: bool,
    has_pps: bool,
    sets: &'s mut ParameterSets,
}

impl Writer<'_> {
    fn unit(&mut self, unit: &[u8]) -> Option<()> {
        unit.first()?;
        self.data.extend(START_CODE);
        let begin = self.data.len();
        self.data.extend_from_slice(unit);
        self.note(begin);
        Some(())
    }

    /// Takes note of the NAL unit that fills `data` from `begin`.
    fn note(&mut self, begin: usize) {
        let unit = &self.data[begin..];
        match unit[0] & 31 {
            IDR => self.idr = true,
            SPS => {
                self.sets.sps = unit.to_vec();
                self.has_sps = true;
            }
            PPS => {
                self.sets.pps = unit.to_vec();
                self.has_pps = true;
            }
            _ => {}
        }
    }

    fn finish(self) -> Unit {
        let complete = self.has_sps && self.has_pps;
        let key = self.idr && self.sets.known();
        if !key || complete {
            return Unit {
                data: self.data,
                key,
            };
        }
        let mut data =
            Vec::with_capacity(self.data.len() + self.sets.sps.len() + self.sets.pps.len() + 8);
        for set in [&self.sets.sps, &self.sets.pps] {
            data.extend(START_CODE);
            data.extend_from_slice(set);
        }
        data.extend_from_slice(&self.data);
        Unit { data, key }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn put(payloads: &[&[u8]]) -> Option<Unit> {
        assemble(payloads.iter().copied(), &mut ParameterSets::default())
    }

    #[test]
    fn each_kind_of_payload_becomes_annex_b() {
        let sets: &[u8] = &[STAP_A, 0, 2, SPS, 1, 0, 2, PPS, 2];
        let unit = put(&[
            sets,
            &[0x7c, 0x80 | IDR, 10, 11],
            &[0x7c, IDR, 12],
            &[0x7c, 0x40 | IDR, 13],
        ]);
        let data = [
            0, 0, 0, 1, SPS, 1, 0, 0, 0, 1, PPS, 2, 0, 0, 0, 1, 0x65, 10, 11, 12, 13,
        ]
        .to_vec();
        assert_eq!(unit, Some(Unit { data, key: true }));
        assert_eq!(
            put(&[&[0x41, 9]]),
            Some(Unit {
                data: vec![0, 0, 0, 1, 0x41, 9],
                key: false
            })
        );
    }

    #[test]
    fn what_is_cut_is_not_whole() {
        for cut in [
            &[STAP_A, 0, 9, SPS, 1] as &[u8],
            &[STAP_A, 0],
            &[STAP_A, 0, 0],
            &[0x7c],
            &[0x7c, IDR, 1],
            &[0x7c, 0x80 | IDR, 1],
            &[30, 1, 2],
            &[],
        ] {
            assert_eq!(put(&[cut]), None, "{cut:?}");
        }
    }

    #[test]
    fn a_keyframe_without_its_parameter_sets_gets_the_latest() {
        let mut sets = ParameterSets::default();
        let idr: &[u8] = &[0x65, 1];
        assert!(
            !assemble([idr].into_iter(), &mut sets).unwrap().key,
            "none are known"
        );
        assemble([&[SPS, 1] as &[u8], &[PPS, 2], idr].into_iter(), &mut sets).unwrap();
        let unit = assemble([idr].into_iter(), &mut sets).unwrap();
        assert_eq!(
            unit.data,
            [0, 0, 0, 1, SPS, 1, 0, 0, 0, 1, PPS, 2, 0, 0, 0, 1, 0x65, 1]
        );
        assert!(unit.key);
    }

    proptest! {
        #[test]
        fn garbage_never_panics(payloads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..20), 0..8)) {
            let mut sets = ParameterSets::default();
            for payload in &payloads {
                starts_keyframe(payload, &sets);
            }
            if let Some(unit) = assemble(payloads.iter().map(Vec::as_slice), &mut sets) {
                prop_assert!(unit.data.starts_with(&START_CODE));
            }
        }
    }
}
