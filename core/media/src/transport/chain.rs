//! Our interceptors in the stack's chain, and the chain that a calling client needs.
//!
//! [`Wire`] sits next to the network. It unwraps RFC 4588 repairs before the NACK generator looks at sequence
//! numbers (the stack itself unwraps them after the chain, so the generator would ask for ever), takes feedback
//! about our own streams (the stack routes that by track id, and an answer may reuse the ids of the offer's
//! `a=msid`), and joins what was sent with what the far end reports.
//!
//! [`Deliver`] sits next to the application. It hands RTP over by SSRC, on the spot: the stack's own way is a queue
//! for each track that drops when full.

use super::{Fate, Feedback, Kind, Packet, Sink};
use rtc::interceptor::{
    History, Interceptor, NackGeneratorBuilder, Packet as Carried, Slot, StreamInfo, TaggedPacket,
    TwccSenderBuilder, convert_twcc,
};
use rtc::rtcp::{
    payload_feedbacks::{
        full_intra_request::FullIntraRequest, picture_loss_indication::PictureLossIndication,
        receiver_estimated_maximum_bitrate::ReceiverEstimatedMaximumBitrate as Remb,
    },
    receiver_report::ReceiverReport,
    reception_report::ReceptionReport,
    sender_report::SenderReport,
    transport_feedbacks::{
        transport_layer_cc::TransportLayerCc, transport_layer_nack::TransportLayerNack,
    },
};
use rtc::shared::{error::Error, marshal::MarshalSize};
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};
use webrtc::peer_connection::{MediaEngine, Registry, register_default_interceptors};

/// Which SSRC is whose: filled from each answer.
pub(super) type Streams = Arc<RwLock<HashMap<u32, (usize, Kind)>>>;

const TRANSPORT_CC: &str =
    "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
/// A repair is worth waiting for at most as long as a picture waits for it: ten times 20 ms.
const NACK_INTERVAL: Duration = Duration::from_millis(20);
const NACK_TRIES: u16 = 10;
/// How long a packet may go unreported before it is forgotten.
const REPORT_WITHIN: Duration = Duration::from_secs(10);
/// Sender reports remembered for the round trip: one a second for each stream.
const REPORTS_KEPT: usize = 16;

/// The chain: NACK both ways, reports, transport-wide numbers on what we send and feedback on what we get.
/// No congestion controller and no pacer of the stack's: they would hold sound back behind pictures.
pub(super) fn registry(
    engine: &mut MediaEngine,
    sink: Arc<dyn Sink>,
    streams: Streams,
) -> Result<Registry, Error> {
    let nack = NackGeneratorBuilder::new()
        .with_interval(NACK_INTERVAL)
        .with_max_nacks_per_packet(NACK_TRIES);
    Ok(register_default_interceptors(Registry::new(), engine)?
        .with(Slot::TwccSender, TwccSenderBuilder::new().build())
        .with(Slot::NackGenerator, nack.build())
        .with(Slot::from(1_500), Wire::new(sink.clone()))
        .with(
            Slot::from(13_500),
            Deliver {
                queues: Queues::default(),
                sink,
                streams,
            },
        ))
}

/// What every interceptor has: packets on their way in and out.
#[derive(Default)]
struct Queues {
    read: VecDeque<TaggedPacket>,
    write: VecDeque<TaggedPacket>,
}

struct Wire {
    queues: Queues,
    sink: Arc<dyn Sink>,
    /// A repair stream's SSRC, to the SSRC and payload type that it repairs.
    repairs: HashMap<u32, (u32, u8)>,
    /// The header extension of the transport-wide number on each stream of ours.
    numbered: HashMap<u32, u8>,
    history: History,
    /// Transport-wide numbers that a report told missing.
    told_lost: HashSet<u16>,
    /// The middle 32 bits of a sender report's NTP time, and when it left (RFC 3550, section 6.4.1).
    reports: VecDeque<(u32, Instant)>,
}

impl Wire {
    fn new(sink: Arc<dyn Sink>) -> Self {
        Self {
            queues: Queues::default(),
            sink,
            repairs: HashMap::new(),
            numbered: HashMap::new(),
            history: History::new(),
            told_lost: HashSet::new(),
            reports: VecDeque::new(),
        }
    }

    fn feedback(&mut self, packet: &dyn rtc::rtcp::Packet, now: Instant) {
        let packet = packet.as_any();
        if packet.is::<PictureLossIndication>() || packet.is::<FullIntraRequest>() {
            self.sink.feedback(Feedback::KeyframeWanted, now);
        } else if packet.is::<TransportLayerNack>() {
            self.sink.feedback(Feedback::NackReceived, now);
        } else if let Some(remb) = packet.downcast_ref::<Remb>() {
            // A saturating cast: a REMB may say anything.
            self.sink
                .feedback(Feedback::AtMost(remb.bitrate as u64), now);
        } else if let Some(report) = packet.downcast_ref::<TransportLayerCc>() {
            self.delivery(report, now);
        } else if let Some(report) = packet.downcast_ref::<ReceiverReport>() {
            self.receptions(&report.reports, now);
        } else if let Some(report) = packet.downcast_ref::<SenderReport>() {
            self.receptions(&report.reports, now);
        }
    }

    fn delivery(&mut self, report: &TransportLayerCc, now: Instant) {
        for told in convert_twcc(report) {
            if !told.arrived {
                self.told_lost.insert(told.sequence_number);
            }
            self.history.on_twcc_feedback(now, told);
        }
        // The history also gives as lost what no report told of: then it is the report that was lost.
        let known = self.history.take_reports().into_iter();
        let fates = known
            .filter(|p| self.told_lost.remove(&p.twcc_sequence_number) || p.arrived)
            .map(|p| Fate {
                size: p.size,
                sent: p.departure,
                arrived: p.arrived,
                arrival: p.arrival,
            });
        let fates = fates.collect();
        self.sink.feedback(Feedback::Delivery(fates), now);
        if let Some(cutoff) = now.checked_sub(REPORT_WITHIN) {
            self.history.prune_before(cutoff);
        }
        if self.history.is_empty() {
            self.told_lost.clear();
        }
    }

    fn receptions(&mut self, reports: &[ReceptionReport], now: Instant) {
        for report in reports
            .iter()
            .filter(|r| self.numbered.contains_key(&r.ssrc))
        {
            self.sink
                .feedback(Feedback::Loss(f64::from(report.fraction_lost) / 256.0), now);
            let ours = self
                .reports
                .iter()
                .find(|(ntp, _)| *ntp == report.last_sender_report);
            if let Some((_, sent)) = ours {
                let held = Duration::from_secs_f64(f64::from(report.delay) / 65_536.0);
                let round_trip = now.saturating_duration_since(*sent).saturating_sub(held);
                self.sink.feedback(Feedback::RoundTrip(round_trip), now);
            }
        }
    }

    fn sent(&mut self, packet: &dyn rtc::rtcp::Packet, now: Instant) {
        let packet = packet.as_any();
        if let Some(report) = packet.downcast_ref::<SenderReport>() {
            if self.reports.len() >= REPORTS_KEPT {
                self.reports.pop_front();
            }
            self.reports
                .push_back(((report.ntp_time >> 16) as u32, now));
        } else if let Some(nack) = packet.downcast_ref::<TransportLayerNack>() {
            let asked = nack
                .nacks
                .iter()
                .map(|n| 1 + u64::from(n.lost_packets.count_ones()));
            self.sink.feedback(Feedback::NackSent(asked.sum()), now);
        }
    }
}

/// Takes a repair out of its wrapping (RFC 4588, section 4). False: it is only padding, a probe of the
/// relay's estimator.
fn unwrap_repair(packet: &mut rtc::rtp::Packet, (ssrc, payload_type): (u32, u8)) -> bool {
    let [high, low, _, ..] = packet.payload[..] else {
        return false;
    };
    packet.header.sequence_number = u16::from_be_bytes([high, low]);
    packet.header.ssrc = ssrc;
    packet.header.payload_type = payload_type;
    packet.header.padding = false;
    packet.payload = packet.payload.slice(2..);
    true
}

impl rtc::sansio::Protocol<TaggedPacket, TaggedPacket, ()> for Wire {
    type Rout = TaggedPacket;
    type Wout = TaggedPacket;
    type Eout = ();
    type Error = Error;
    type Time = Instant;

    fn handle_read(&mut self, mut message: TaggedPacket) -> Result<(), Error> {
        let now = message.now;
        match &mut message.message.packet {
            Carried::Rtp(packet) => {
                if let Some(&original) = self.repairs.get(&packet.header.ssrc) {
                    if !unwrap_repair(packet, original) {
                        return Ok(());
                    }
                    self.sink.feedback(Feedback::Repaired, now);
                }
            }
            Carried::Rtcp(packets) => {
                for packet in packets.iter() {
                    self.feedback(packet.as_ref(), now);
                }
            }
            _ => {}
        }
        self.queues.read.push_back(message);
        Ok(())
    }

    fn poll_read(&mut self) -> Option<TaggedPacket> {
        self.queues.read.pop_front()
    }

    fn handle_write(&mut self, message: TaggedPacket) -> Result<(), Error> {
        let now = message.now;
        match &message.message.packet {
            Carried::Rtp(packet) => {
                let (header, size) = (&packet.header, packet.marshal_size());
                let number = self
                    .numbered
                    .get(&header.ssrc)
                    .and_then(|id| header.get_extension(*id));
                if let Some(&[high, low]) = number.as_deref() {
                    let number = u16::from_be_bytes([high, low]);
                    self.history.add_outgoing(
                        header.ssrc,
                        header.sequence_number,
                        true,
                        number,
                        size,
                        now,
                    );
                }
                self.sink.feedback(Feedback::Sent(size), now);
            }
            Carried::Rtcp(packets) => {
                for packet in packets {
                    self.sent(packet.as_ref(), now);
                }
            }
            _ => {}
        }
        self.queues.write.push_back(message);
        Ok(())
    }

    fn poll_write(&mut self) -> Option<TaggedPacket> {
        self.queues.write.pop_front()
    }
}

impl Interceptor for Wire {
    fn bind_local_stream(&mut self, info: &StreamInfo) {
        let number = info
            .rtp_header_extensions
            .iter()
            .find(|e| e.uri == TRANSPORT_CC);
        if let Some(id) = number.and_then(|e| u8::try_from(e.id).ok()) {
            for ssrc in [Some(info.ssrc), info.ssrc_rtx].into_iter().flatten() {
                self.numbered.insert(ssrc, id);
            }
        }
    }

    fn unbind_local_stream(&mut self, info: &StreamInfo) {
        self.numbered.remove(&info.ssrc);
    }

    fn bind_remote_stream(&mut self, info: &StreamInfo) {
        if let Some(repair) = info.ssrc_rtx {
            self.repairs.insert(repair, (info.ssrc, info.payload_type));
        }
    }

    fn unbind_remote_stream(&mut self, info: &StreamInfo) {
        if let Some(repair) = info.ssrc_rtx {
            self.repairs.remove(&repair);
        }
    }
}

struct Deliver {
    queues: Queues,
    sink: Arc<dyn Sink>,
    streams: Streams,
}

impl rtc::sansio::Protocol<TaggedPacket, TaggedPacket, ()> for Deliver {
    type Rout = TaggedPacket;
    type Wout = TaggedPacket;
    type Eout = ();
    type Error = Error;
    type Time = Instant;

    fn handle_read(&mut self, message: TaggedPacket) -> Result<(), Error> {
        let Carried::Rtp(packet) = message.message.packet else {
            self.queues.read.push_back(message);
            return Ok(());
        };
        let streams = self.streams.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(&(slot, kind)) = streams.get(&packet.header.ssrc) {
            let taken = Packet {
                sequence: packet.header.sequence_number,
                timestamp: packet.header.timestamp,
                marker: packet.header.marker,
                payload: packet.payload,
            };
            self.sink.packet(slot, kind, taken, message.now);
        }
        Ok(())
    }

    fn poll_read(&mut self) -> Option<TaggedPacket> {
        self.queues.read.pop_front()
    }

    fn handle_write(&mut self, message: TaggedPacket) -> Result<(), Error> {
        self.queues.write.push_back(message);
        Ok(())
    }

    fn poll_write(&mut self) -> Option<TaggedPacket> {
        self.queues.write.pop_front()
    }
}

impl Interceptor for Deliver {
    fn bind_local_stream(&mut self, _: &StreamInfo) {}
    fn unbind_local_stream(&mut self, _: &StreamInfo) {}
    fn bind_remote_stream(&mut self, _: &StreamInfo) {}
    fn unbind_remote_stream(&mut self, _: &StreamInfo) {}
}

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;
