//! The nets and what they do together.

use super::{Face, Template};
use crate::Picture;
use std::sync::Arc;

/// The nets that find and compare faces; cloning shares them.
#[derive(Clone)]
pub struct FaceModels {
    #[expect(dead_code, reason = "the nets follow")]
    nets: Arc<()>,
}

/// Why the nets cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Not a file that `cargo xtask models` made, or of another version: make it again.
    #[error("these are not our face models: {0}")]
    Models(&'static str),
}

impl FaceModels {
    /// Reads `faces.bin`, as `cargo xtask models` makes it.
    pub fn load(bytes: &[u8]) -> Result<Self, Error> {
        if !bytes.starts_with(b"KINFACES") {
            return Err(Error::Models("it begins differently"));
        }
        Ok(Self { nets: Arc::new(()) })
    }

    /// The faces of a picture, largest first.
    pub fn faces(&self, _picture: &Picture) -> Vec<Face> {
        Vec::new()
    }

    /// What `face` of `picture` looks like.
    pub fn template(&self, _picture: &Picture, _face: &Face) -> Template {
        Template::new(Box::new([0.0; 128]))
    }
}
