//! The establishment side of Kinline, as a mock that does everything for real: API over TLS,
//! identity review, booking, media relay, recorder, pages for staff, laptop and developer.
//!
//! [`Server::start`] is what `kinline-mock serve` runs; tests run the same.

pub mod account;
pub mod app;
pub mod audit;
pub mod auth;
pub mod booking;
pub mod call;
pub mod cli;
pub mod clock;
pub mod console;
pub mod database;
pub mod establishment;
pub mod extract;
pub mod faces;
pub mod faults;
#[doc(hidden)]
pub mod foreign;
pub mod idempotency;
pub mod identity;
pub mod layers;
pub mod mailbox;
pub mod office;
pub mod openapi;
pub mod pages;
pub mod people;
pub mod policy;
pub mod problem;
pub mod readiness;
pub mod recorder;
pub mod relay;
pub mod seed;
pub mod server;
pub mod sql;
pub mod timetable;
pub mod tls;
pub mod upload;
pub mod waiting;

pub use server::{Options, Server, ServerError};
