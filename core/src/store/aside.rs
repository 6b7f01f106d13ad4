//! Setting aside a store that cannot be read.

use super::StoreError;
use crate::CoreError;
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

/// Sets the files aside if they are damaged; says what the platform needs to know.
pub fn explain(path: &Path, error: StoreError) -> CoreError {
    match error {
        StoreError::Damaged(reason) => set_aside(path, &reason),
        StoreError::Newer(version) => CoreError::StoreNewer { version },
        StoreError::Storage(reason) => CoreError::Storage { reason },
    }
}

/// Renames a database with its write-ahead log, so that the next start begins anew and nothing is
/// lost for good.
pub fn set_aside(path: &Path, reason: &str) -> CoreError {
    let kept_as = free_name(path);
    for suffix in ["", "-wal", "-shm"] {
        let (from, to) = (with(path, suffix), with(&kept_as, suffix));
        if !from.exists() {
            continue;
        }
        if let Err(error) = std::fs::rename(&from, &to) {
            return CoreError::Storage {
                reason: error.to_string(),
            };
        }
    }
    tracing::error!(reason, "the store was set aside");
    CoreError::StoreUnreadable {
        reason: reason.to_owned(),
        kept_as,
    }
}

fn free_name(path: &Path) -> PathBuf {
    let name = |number: u32| with(path, &format!(".unreadable-{number}"));
    (1..)
        .map(name)
        .find(|name| !name.exists())
        .unwrap_or_else(|| with(path, ".unreadable"))
}

fn with(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}
