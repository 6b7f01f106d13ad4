//! What the vision library makes of specimens: their zones, and what is wrong with their photos.
//!
//! All by fixed seeds: the same photos each time.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod photos;
mod zones;

use kinline_specimens::{Document, Holder, Shot};
use kinline_vision::Picture;
use rand::{SeedableRng, rngs::StdRng};

/// The same draws for the same seed.
fn chance(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

/// A photo of somebody's document, as the library has it.
fn photo(document: Document, holder: &Holder, shot: &Shot, seed: u64) -> Picture {
    let page = document.draw(holder, None, shot.per_mm()).unwrap();
    Picture::decode(&shot.photograph(&page, seed).unwrap().jpeg).unwrap()
}
