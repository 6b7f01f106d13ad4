//! Access units to RTP payloads (RFC 6184, packetization mode 1).

use crate::transport::Packet;
use bytes::Bytes;
use rtc::rtp::codec::h264::H264Payloader;
use rtc::rtp::packetizer::Payloader;

/// Room for the header, its extensions, the two bytes of a repair and the SRTP tag in 1200 bytes.
const PAYLOAD: usize = 1140;

/// The camera's side.
pub(crate) struct VideoSender {
    payloader: H264Payloader,
    sequence: u16,
    origin: u32,
}

impl VideoSender {
    pub(crate) fn new() -> Self {
        Self {
            payloader: H264Payloader::default(),
            // Low enough that a retransmission soon after the start does not go back over the wrap.
            sequence: rand::random::<u16>() >> 1,
            origin: rand::random(),
        }
    }

    /// The packets of one access unit; none if there is no picture in it.
    pub(crate) fn packets(&mut self, access_unit: &[u8], pts_us: i64) -> Vec<Packet> {
        // The RTP clock wraps, so the low bits are all that matters.
        let timestamp = self
            .origin
            .wrapping_add((i128::from(pts_us) * 9 / 100) as u32);
        let unit = Bytes::copy_from_slice(access_unit);
        let payloads = self.payloader.payload(PAYLOAD, &unit).unwrap_or_default();
        let count = payloads.len();
        let packet = |(i, payload)| {
            self.sequence = self.sequence.wrapping_add(1);
            Packet {
                sequence: self.sequence,
                timestamp,
                marker: i + 1 == count,
                payload,
            }
        };
        payloads.into_iter().enumerate().map(packet).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::video::reassembler::Reassembler;
    use proptest::prelude::*;
    use std::time::Instant;

    fn annex_b(units: &[Vec<u8>]) -> Vec<u8> {
        units
            .iter()
            .flat_map(|unit| [&[0, 0, 0, 1], unit.as_slice()].concat())
            .collect()
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_out_the_same(sizes in prop::collection::vec(1usize..5000, 1..4)) {
            let mut units = vec![vec![0x67, 1, 2, 3], vec![0x68, 4]];
            units.extend(sizes.iter().map(|size| {
                let mut unit = vec![0x65];
                unit.extend((0..*size).map(|i| (i % 255) as u8 + 1));
                unit
            }));
            let whole = annex_b(&units);
            let mut reassembler = Reassembler::default();
            let packets = VideoSender::new().packets(&whole, 1_000_000);
            prop_assert!(packets.iter().all(|p| p.payload.len() <= PAYLOAD));
            let got: Vec<_> = packets.into_iter().flat_map(|p| reassembler.push(p, Instant::now())).collect();
            prop_assert_eq!(got.len(), 1);
            prop_assert_eq!(&got[0].data[..], &whole[..]);
            prop_assert!(got[0].key);
        }

        #[test]
        fn any_bytes_can_be_pushed(bytes in prop::collection::vec(any::<u8>(), 0..3000), pts in any::<i64>()) {
            VideoSender::new().packets(&bytes, pts);
        }
    }

    #[test]
    fn time_is_that_of_the_camera() {
        let mut sender = VideoSender::new();
        let unit = [0, 0, 0, 1, 0x65, 1];
        let first = sender.packets(&unit, 5_000_000)[0].timestamp;
        let second = sender.packets(&unit, 5_033_333)[0].timestamp;
        assert_eq!(second.wrapping_sub(first), 2999);
    }
}
