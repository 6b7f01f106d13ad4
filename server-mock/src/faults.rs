//! Faults that a developer switched on.

use kinline_protocol::console::Fault;
use std::sync::{Arc, Mutex, PoisonError};

/// What goes wrong on purpose, cheap to clone. Not kept over a restart.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Mutex<Vec<Fault>>>);

impl Faults {
    /// Those in force.
    pub fn list(&self) -> Vec<Fault> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
