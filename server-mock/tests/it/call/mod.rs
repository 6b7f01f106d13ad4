//! Calls, with real media: one module a theme.

mod faces;
mod hall;
mod held;
pub mod line;
mod rules;
mod survives;
