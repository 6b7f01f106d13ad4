use crate::{at, date, id, name, wire};
use kinline_protocol::{readiness::*, *};

fn check() -> LineCheck {
    LineCheck {
        id: LineCheckId(id(1)),
        kind: CheckKind::Network,
        laptop: LaptopId(id(2)),
        laptop_name: name("Laptop 1"),
        by: name("Carys Price"),
        at: at("2026-11-22T09:00:00Z"),
        passed: false,
        readings: vec![
            Reading {
                measure: Measure::LossUp,
                value: Some(5.5),
                limit: 2.0,
                passed: false,
            },
            Reading {
                measure: Measure::BandwidthDown,
                value: None,
                limit: 1_000_000.0,
                passed: false,
            },
        ],
    }
}

wire! {
    every_step: Step::ALL.to_vec(),
    every_measure: vec![
        Measure::Duration, Measure::BandwidthUp, Measure::BandwidthDown, Measure::LossUp,
        Measure::LossDown, Measure::JitterUp, Measure::JitterBack, Measure::RoundTrip,
        Measure::Picture, Measure::Sound, Measure::Microphone,
    ],
    progress: Progress {
        next: Some(Step::NetworkChecked),
        usual_live_on: Some(date("2026-12-13")),
    },
    readiness: Readiness {
        live_since: None,
        progress: Progress { next: Some(Step::StaffTrained), usual_live_on: Some(date("2026-12-13")) },
        steps: vec![
            StepState {
                step: Step::EquipmentDelivered,
                done: Some(StepDone {
                    on: date("2026-11-22"),
                    at: at("2026-11-22T09:00:00Z"),
                    by: name("Carys Price"),
                }),
            },
            StepState { step: Step::StaffTrained, done: None },
        ],
        laptops: vec![LaptopReadiness {
            laptop: LaptopId(id(2)),
            name: name("Laptop 1"),
            passed_at: Some(at("2026-11-22T09:00:00Z")),
        }],
        checks: vec![check()],
    },
    new_step: NewStep { on: date("2026-11-22") },
    new_line_check: NewLineCheck { kind: CheckKind::TestCall, by: name("Carys Price") },
    line_check_plan: LineCheckPlan {
        id: LineCheckId(id(1)),
        media: "/v1/laptop/line-checks/1/media".into(),
        result: "/v1/laptop/line-checks/1/result".into(),
        load_bits: 3_000_000,
        load_ms: 4_000,
        media_ms: 12_000,
        tone_hz: 1_000,
    },
    page_measurement: PageMeasurement {
        down_bits: Some(2_900_000.0),
        sound_sent: Some(600),
        sound_received: Some(598),
        jitter_ms: Some(3.0),
        round_trip_ms: Some(22.5),
        frames: Some(29.5),
        tone_db: Some(30.5),
        microphone_db: None,
    },
    watch: Watch {
        establishment: EstablishmentId("SWI".into()),
        asked_at: at("2026-11-22T09:00:00Z"),
        live_since: None,
    },
}

#[test]
fn what_a_page_does_not_say_is_not_measured() {
    let nothing: PageMeasurement = serde_json::from_str("{}").unwrap();
    assert_eq!(nothing, PageMeasurement::default());
}

#[test]
fn an_establishment_of_an_older_server_says_nothing_of_steps() {
    let text = r#"{"id": "BWI", "name": "Berwyn", "name_cy": null, "time_zone": "Europe/London", "live": true}"#;
    let read: establishment::Establishment = serde_json::from_str(text).unwrap();
    assert_eq!(read.readiness, Progress::default());
}
