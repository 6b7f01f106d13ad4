//! Calls, with real media: one module a theme.

mod camera;
mod faces;
mod forwarding;
mod hall;
mod held;
mod kept;
pub mod line;
mod rules;
mod survives;
