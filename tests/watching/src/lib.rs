//! Made films of invented calls: heads of the sample photos that move, turn, cover their faces and leave, before a camera that
//! shakes, in changing light, through H.264 down to 150 kbit/s and 180 lines. What watching makes of them is measured by
//! `cargo xtask bench faces` and tested in short.

pub mod actors;
pub mod film;
pub mod measure;
pub mod raster;
pub mod stage;
pub mod story;

use std::path::{Path, PathBuf};

/// Why a film cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum BrokenFilm {
    /// A file is not there or not usable: run `cargo xtask models`.
    #[error("{0}")]
    File(String),
    /// The codec failed.
    #[error("codec: {0}")]
    Codec(String),
}

impl BrokenFilm {
    /// A file that cannot be used.
    pub fn file(path: &Path, reason: impl std::fmt::Display) -> Self {
        Self::File(format!("{}: {reason}", path.display()))
    }
}

impl From<kinline_phone::PhoneError> for BrokenFilm {
    fn from(error: kinline_phone::PhoneError) -> Self {
        Self::Codec(error.to_string())
    }
}

/// Where `cargo xtask models` puts models and photos.
pub fn models_folder() -> Option<PathBuf> {
    let of = |name: &str| std::env::var_os(name).filter(|it| !it.is_empty());
    let cache = of("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| Some(PathBuf::from(of("HOME")?).join(".cache")))?;
    Some(cache.join("kinline/models"))
}
