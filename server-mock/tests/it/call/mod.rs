//! Calls, with real media: one module a theme.

mod hall;
mod held;
pub mod line;
mod rules;
mod survives;
