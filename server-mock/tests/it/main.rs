//! Through HTTP, over real TLS, on a real file.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod account;
mod api;
mod audit;
mod booking;
mod call;
mod console;
mod crowd;
mod decisions;
mod family;
mod idempotency;
mod identity;
mod mock;
mod office;
mod people;
mod photos;
mod process;
mod proof;
mod readiness;
mod rules;
mod staff;
mod strangers;
mod timetable;
mod upload;
