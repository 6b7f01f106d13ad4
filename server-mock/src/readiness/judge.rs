//! Whether a line is good enough for calls: what the laptop's page measured and what the relay saw,
//! against limits. Pure.

use crate::relay::EchoReport;
use kinline_protocol::readiness::{CheckKind, Measure, PageMeasurement, Reading};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long a network check loads the line each way.
pub(super) const LOAD: Duration = Duration::from_secs(3);

/// What one measure must keep to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Limit {
    /// Of what.
    pub measure: Measure,
    /// In which checks.
    pub kinds: Vec<CheckKind>,
    /// `least` or `most`, in the measure's unit.
    #[serde(flatten)]
    pub bound: Bound,
    /// Where the number comes from.
    pub source: String,
}

/// On which side of its limit a value must be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Not less.
    Least(f64),
    /// Not more.
    Most(f64),
}

impl Bound {
    fn number(self) -> f64 {
        match self {
            Self::Least(limit) | Self::Most(limit) => limit,
        }
    }

    fn keeps(self, value: f64) -> bool {
        match self {
            Self::Least(limit) => value >= limit,
            Self::Most(limit) => value <= limit,
        }
    }
}

/// The limits that are in force unless a developer set others: `data/line-limits.json`.
pub fn default_limits() -> serde_json::Result<Vec<Limit>> {
    serde_json::from_str(include_str!("../../data/line-limits.json"))
}

/// Judges each measure of a check. What could not be measured fails.
pub fn judge(
    kind: CheckKind,
    page: &PageMeasurement,
    relay: &EchoReport,
    limits: &[Limit],
) -> Vec<Reading> {
    let mut readings: Vec<_> = limits
        .iter()
        .filter(|limit| limit.kinds.contains(&kind))
        .map(|limit| {
            let value = measured(limit.measure, page, relay).filter(|value| value.is_finite());
            Reading {
                measure: limit.measure,
                value,
                limit: limit.bound.number(),
                passed: value.is_some_and(|value| limit.bound.keeps(value)),
            }
        })
        .collect();
    readings.sort_by_key(|reading| reading.measure);
    readings
}

fn measured(measure: Measure, page: &PageMeasurement, relay: &EchoReport) -> Option<f64> {
    // Connected or not: where no sound came through, there was no line to measure.
    if relay.sound_received == 0 {
        return None;
    }
    match measure {
        Measure::Duration => Some(relay.lasted.as_secs_f64()),
        Measure::BandwidthUp => carried(relay),
        Measure::BandwidthDown => page.down_bits,
        Measure::LossUp => lost(page.sound_sent.map(u64::from), Some(relay.sound_received)),
        Measure::LossDown => lost(Some(relay.sound_sent), page.sound_received.map(u64::from)),
        Measure::JitterUp => relay.jitter_ms,
        Measure::JitterBack => page.jitter_ms,
        Measure::RoundTrip => page.round_trip_ms,
        // A page cannot have seen what the relay did not get.
        Measure::Picture => page.frames.filter(|_| relay.picture_received > 0),
        Measure::Sound => page.tone_db.filter(|_| relay.sound_sent > 0),
        Measure::Microphone => page.microphone_db,
    }
}

/// How fast the load came, bit/s. What came in one burst, and then nothing, was as long on its way as
/// it was sent for.
fn carried(relay: &EchoReport) -> Option<f64> {
    let time = relay.load_lasted.max(LOAD);
    (relay.load_bytes > 0).then(|| relay.load_bytes as f64 * 8.0 / time.as_secs_f64())
}

/// Of what was sent, what did not come, %.
fn lost(sent: Option<u64>, received: Option<u64>) -> Option<f64> {
    let (sent, received) = (sent.filter(|sent| *sent > 0)?, received?);
    Some(sent.saturating_sub(received) as f64 * 100.0 / sent as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> (PageMeasurement, EchoReport) {
        let page = PageMeasurement {
            down_bits: Some(2_900_000.0),
            sound_sent: Some(600),
            sound_received: Some(595),
            jitter_ms: Some(4.0),
            round_trip_ms: Some(25.0),
            frames: Some(29.0),
            tone_db: Some(30.0),
            microphone_db: Some(-20.0),
        };
        let relay = EchoReport {
            load_bytes: 1_106_250,
            load_lasted: LOAD,
            lasted: Duration::from_secs(12),
            sound_received: 599,
            sound_sent: 599,
            picture_received: 2_000,
            jitter_ms: Some(2.0),
        };
        (page, relay)
    }

    fn failed(kind: CheckKind, page: &PageMeasurement, relay: &EchoReport) -> Vec<Measure> {
        judge(kind, page, relay, &default_limits().unwrap())
            .into_iter()
            .filter(|reading| !reading.passed)
            .map(|reading| reading.measure)
            .collect()
    }

    #[test]
    fn a_good_line_passes_in_every_measure() {
        let (page, relay) = good();
        assert_eq!(failed(CheckKind::Network, &page, &relay), []);
        assert_eq!(failed(CheckKind::TestCall, &page, &relay), []);
    }

    #[test]
    fn every_measure_is_judged_in_one_kind_at_least() {
        let (page, relay) = good();
        let limits = default_limits().unwrap();
        let network = judge(CheckKind::Network, &page, &relay, &limits);
        let call = judge(CheckKind::TestCall, &page, &relay, &limits);
        let all: std::collections::BTreeSet<_> =
            network.iter().chain(&call).map(|r| r.measure).collect();
        assert_eq!(all.len(), 11);
        assert!(network.is_sorted_by_key(|reading| reading.measure));
    }

    #[test]
    fn each_fault_is_found_where_it_is() {
        type Break = fn(&mut PageMeasurement, &mut EchoReport);
        let faults: [(Measure, Break); 11] = [
            (Measure::Duration, |_, r| r.lasted = Duration::from_secs(9)),
            (Measure::BandwidthUp, |_, r| r.load_bytes = 749_999),
            (Measure::BandwidthDown, |p, _| p.down_bits = Some(1_000.0)),
            (Measure::LossUp, |p, _| p.sound_sent = Some(620)),
            (Measure::LossDown, |p, _| p.sound_received = Some(580)),
            (Measure::JitterUp, |_, r| r.jitter_ms = Some(51.0)),
            (Measure::JitterBack, |p, _| p.jitter_ms = Some(51.0)),
            (Measure::RoundTrip, |p, _| p.round_trip_ms = Some(301.0)),
            (Measure::Picture, |p, _| p.frames = Some(11.9)),
            (Measure::Sound, |p, _| p.tone_db = Some(3.0)),
            (Measure::Microphone, |p, _| p.microphone_db = Some(-70.0)),
        ];
        for (measure, fault) in faults {
            let (mut page, mut relay) = good();
            fault(&mut page, &mut relay);
            let kind = match measure {
                Measure::Microphone => CheckKind::TestCall,
                _ => CheckKind::Network,
            };
            assert_eq!(failed(kind, &page, &relay), [measure]);
        }
    }

    #[test]
    fn a_burst_and_then_nothing_is_no_fast_line() {
        let (page, mut relay) = good();
        (relay.load_bytes, relay.load_lasted) = (22_000, Duration::from_millis(2));
        let failed = failed(CheckKind::Network, &page, &relay);
        assert_eq!(failed, [Measure::BandwidthUp]);
    }

    #[test]
    fn what_was_not_measured_fails() {
        let (_, relay) = good();
        let failed = failed(CheckKind::TestCall, &PageMeasurement::default(), &relay);
        assert!(failed.contains(&Measure::Picture) && failed.contains(&Measure::Sound));
    }

    #[test]
    fn a_page_cannot_pass_what_the_relay_never_saw() {
        let (page, _) = good();
        let readings = judge(
            CheckKind::Network,
            &page,
            &EchoReport::default(),
            &default_limits().unwrap(),
        );
        assert!(readings.iter().all(|r| !r.passed && r.value.is_none()));
    }

    #[test]
    fn no_number_is_no_measurement() {
        let (mut page, relay) = good();
        page.frames = Some(f64::INFINITY);
        assert_eq!(
            failed(CheckKind::Network, &page, &relay),
            [Measure::Picture]
        );
    }
}
