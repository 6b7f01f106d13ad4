//! Through HTTP, over real TLS, on a real file.

mod booking;
mod decisions;
mod office;
mod people;
mod rules;
