//! Pictures and models from files.

use kinline_vision::{FaceModels, Picture};
use std::path::{Path, PathBuf};

/// What stops a command.
pub type Failure = Box<dyn std::error::Error>;

#[derive(clap::Args)]
pub struct ModelsArgument {
    /// The folder with faces.bin; without it, where `cargo xtask models` puts it.
    #[arg(long, global = true, value_name = "DIR", env = "KINLINE_MODELS")]
    models: Option<PathBuf>,
}

impl ModelsArgument {
    /// Reads the face models.
    pub fn load(&self) -> Result<FaceModels, Failure> {
        let folder = self.models.clone().or_else(default_folder);
        let file = folder.ok_or("neither --models nor HOME is set")?;
        let file = file.join("faces.bin");
        let bytes = std::fs::read(&file)
            .map_err(|error| format!("{}: {error}; run cargo xtask models", file.display()))?;
        Ok(FaceModels::load(&bytes)?)
    }
}

fn default_folder() -> Option<PathBuf> {
    let of = |name: &str| std::env::var_os(name).filter(|it| !it.is_empty());
    let cache = of("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| Some(PathBuf::from(of("HOME")?).join(".cache")))?;
    Some(cache.join("kinline/models"))
}

/// Reads a picture; what is wrong with it, said with its name.
pub fn picture(path: &Path) -> Result<Picture, Failure> {
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let bytes = std::fs::read(path).map_err(|error| named(&error))?;
    Ok(Picture::decode(&bytes).map_err(|error| named(&error))?)
}
