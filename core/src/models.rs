//! The numbers that faces are found with: a file of some megabytes beside the app, read when it is first needed.

use kinline_vision::FaceModels;
use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

/// The file in the folder that [`crate::Config::models`] names.
const FILE: &str = "faces.bin";

/// Where they are. A clone is the same ones.
#[derive(Clone, Default)]
pub struct Models(Arc<Inner>);

#[derive(Default)]
struct Inner {
    folder: Option<PathBuf>,
    loaded: OnceLock<Option<FaceModels>>,
}

impl Models {
    /// Of a folder; without one, faces are not looked for.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self(Arc::new(Inner {
            folder,
            loaded: OnceLock::new(),
        }))
    }

    /// The models, if there are any. Reads the file the first time: not for the thread that updates.
    pub fn get(&self) -> Option<FaceModels> {
        self.0.loaded.get_or_init(|| self.load()).clone()
    }

    fn load(&self) -> Option<FaceModels> {
        let file = self.0.folder.as_ref()?.join(FILE);
        let bytes = std::fs::read(&file).inspect_err(|error| {
            tracing::error!(%error, "no face can be found: the models cannot be read");
        });
        FaceModels::load(&bytes.ok()?)
            .inspect_err(|error| tracing::error!(%error, "no face can be found"))
            .ok()
    }
}
