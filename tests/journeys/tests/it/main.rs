//! Kinline as its people meet it: the real core on software phones, against the real mock server.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod architecture;
mod asking;
mod booking;
mod coming;
mod documents;
mod establishments;
mod faces;
mod faults;
mod joining;
mod journey;
mod killed;
mod photos;
mod registering;
mod rehearsing;
mod rejected;
mod swarm;
mod words;
mod world;
