//! Each target's seeds, and what once broke it, through the target.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use kinline_foreign::TARGETS;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::path::Path;

#[test]
fn every_seed_is_answered() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    for (name, target) in TARGETS {
        let seeds: Vec<_> = std::fs::read_dir(fuzz.join("seeds").join(name))
            .unwrap()
            .collect();
        assert!(seeds.len() >= 2, "{name}: {}", seeds.len());
        for seed in seeds {
            let seed = seed.unwrap().path();
            let bytes = std::fs::read(&seed).unwrap();
            target(&bytes);
            // A seed alone tells little. Larger ones take longer, and tell no more.
            for round in 0..200_000 / (bytes.len() + 200) {
                target(&changed(&bytes, &mut StdRng::seed_from_u64(round as u64)));
            }
        }
    }
}

/// Cut off, or with some bytes changed, left out or said twice.
fn changed(bytes: &[u8], chance: &mut StdRng) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..chance.random_range(1..5) {
        if bytes.is_empty() {
            break;
        }
        let at = chance.random_range(0..bytes.len());
        let end = (at + chance.random_range(1..9)).min(bytes.len());
        match chance.random_range(0..6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..at, bytes[at..end].to_vec())),
            3 => bytes[at] = [0, 1, 0x7F, 0x80, 0xFF][chance.random_range(0..5)],
            _ => bytes[at] ^= 1 << chance.random_range(0..8),
        }
    }
    bytes
}

#[test]
fn every_target_has_its_fuzzer() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let manifest = std::fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    for (name, _) in TARGETS {
        assert!(
            fuzz.join(format!("fuzz_targets/{name}.rs")).is_file(),
            "{name}"
        );
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
    }
}
