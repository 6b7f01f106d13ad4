use super::*;
use crate::{Candidate, ConnectionState};
use rtc::rtcp::transport_feedbacks::transport_layer_cc::{
    PacketStatusChunk, RecvDelta, RunLengthChunk, SymbolTypeTcc,
};
use std::sync::Mutex;

#[derive(Default)]
struct Notes(Mutex<Vec<Feedback>>);

impl Sink for Notes {
    fn state(&self, _: ConnectionState) {}
    fn candidate(&self, _: Candidate) {}
    fn packet(&self, _: usize, _: Kind, _: Packet, _: Instant) {}
    fn feedback(&self, feedback: Feedback, _: Instant) {
        self.0.lock().unwrap().push(feedback);
    }
}

/// A report on packets from `base` on: whether each arrived.
fn report(base: u16, arrived: &[bool]) -> TransportLayerCc {
    let chunk = |arrived: &bool| {
        let packet_status_symbol = match arrived {
            true => SymbolTypeTcc::PacketReceivedSmallDelta,
            false => SymbolTypeTcc::PacketNotReceived,
        };
        PacketStatusChunk::RunLengthChunk(RunLengthChunk {
            packet_status_symbol,
            run_length: 1,
            ..Default::default()
        })
    };
    let delta = RecvDelta {
        delta: 1000,
        ..Default::default()
    };
    TransportLayerCc {
        base_sequence_number: base,
        packet_status_count: arrived.len() as u16,
        packet_chunks: arrived.iter().map(chunk).collect(),
        recv_deltas: vec![delta; arrived.iter().filter(|a| **a).count()],
        ..Default::default()
    }
}

#[test]
fn a_lost_report_is_no_lost_packet() {
    let (notes, now) = (Arc::new(Notes::default()), Instant::now());
    let mut wire = Wire::new(notes.clone());
    for number in 0..9u16 {
        wire.history
            .add_outgoing(1, number, true, number, 100 + usize::from(number), now);
    }
    wire.delivery(&report(0, &[true, false, true]), now);
    // The report on 3 to 5 never comes.
    wire.delivery(&report(6, &[true, false, true]), now);
    let notes = notes.0.lock().unwrap();
    let fates: Vec<(usize, bool)> = notes
        .iter()
        .flat_map(|note| match note {
            Feedback::Delivery(fates) => fates.clone(),
            _ => vec![],
        })
        .map(|fate| (fate.size, fate.arrived))
        .collect();
    assert_eq!(
        fates,
        [
            (100, true),
            (101, false),
            (102, true),
            (106, true),
            (107, false),
            (108, true)
        ]
    );
}

#[test]
fn what_the_relay_reports_of_each_packet_is_passed_on() {
    let (notes, now) = (Arc::new(Notes::default()), Instant::now());
    let mut wire = Wire::new(notes.clone());
    wire.history.add_outgoing(1, 0, true, 0, 100, now);
    wire.feedback(&report(0, &[true]), now);
    let notes = notes.0.lock().unwrap();
    let told = |note: &Feedback| matches!(note, Feedback::Delivery(fates) if fates.len() == 1);
    assert!(notes.iter().any(told));
}

#[test]
fn a_repair_becomes_the_packet_that_it_repeats_and_padding_is_none() {
    let packet = |payload: &[u8]| rtc::rtp::Packet {
        header: rtc::rtp::header::Header {
            ssrc: 9,
            payload_type: 109,
            marker: true,
            ..Default::default()
        },
        payload: payload.to_vec().into(),
    };
    let mut repair = packet(&[0x12, 0x34, 5, 6]);
    assert!(unwrap_repair(&mut repair, (7, 108)));
    let header = &repair.header;
    assert_eq!(
        (header.ssrc, header.payload_type, header.sequence_number),
        (7, 108, 0x1234)
    );
    assert_eq!(&repair.payload[..], [5, 6]);
    for padding in [&[] as &[u8], &[1], &[1, 2]] {
        assert!(!unwrap_repair(&mut packet(padding), (7, 108)));
    }
}
