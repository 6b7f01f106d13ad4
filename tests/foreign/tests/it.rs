//! Each target's seeds, and what once broke it, through the target.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use kinline_foreign::TARGETS;
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
            // Whole, cut off, and with a byte changed: a seed alone tells little.
            target(&bytes);
            target(&bytes[..bytes.len() / 2]);
            let mut changed = bytes;
            if let Some(byte) = changed.iter_mut().nth_back(7) {
                *byte ^= 0x41;
            }
            target(&changed);
        }
    }
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
