//! Where a run keeps its data.

use crate::PhoneError;
use std::path::{Path, PathBuf};

/// The folder of a run: kept, or gone with it.
pub(crate) enum Folder {
    Kept(PathBuf),
    Passing(PathBuf),
}

impl Folder {
    /// An empty folder: this one, or one that goes with the run.
    pub(crate) fn new(keep: Option<&Path>) -> Result<Self, PhoneError> {
        let path = match keep {
            Some(path) => path.to_path_buf(),
            None => std::env::temp_dir().join(format!("kinline-{}", uuid::Uuid::new_v4())),
        };
        if std::fs::read_dir(&path).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(PhoneError::file(
                path,
                "not empty: a run begins with an empty folder",
            ));
        }
        std::fs::create_dir_all(&path).map_err(|error| PhoneError::file(&path, error))?;
        Ok(match keep {
            Some(_) => Self::Kept(path),
            None => Self::Passing(path),
        })
    }

    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Kept(path) | Self::Passing(path) => path,
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Self::Passing(path) = self {
            let _ = std::fs::remove_dir_all(path);
        }
    }
}
