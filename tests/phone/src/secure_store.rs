//! The phone's key store, as files that only their owner can read.

use kinline_core::{SecureStore, SecureStoreError};
use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::PathBuf,
};

/// One file (mode 600) for each secret.
pub struct FileStore {
    dir: PathBuf,
}

impl FileStore {
    /// A store in a folder, which is made when the first secret is kept.
    #[must_use]
    pub fn new(dir: PathBuf) -> Self {
        Self { dir }
    }

    fn path(&self, name: &str) -> Result<PathBuf, SecureStoreError> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        match !name.is_empty() && !name.starts_with('.') && name.chars().all(plain) {
            true => Ok(self.dir.join(name)),
            false => Err(failed("a name that is no file name")),
        }
    }
}

impl SecureStore for FileStore {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, SecureStoreError> {
        match fs::read(self.path(name)?) {
            Ok(secret) => Ok(Some(secret)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    /// Written beside and renamed, so that a phone killed meanwhile has the old secret or the new one.
    fn set(&self, name: &str, secret: &[u8]) -> Result<(), SecureStoreError> {
        let path = self.path(name)?;
        let beside = path.with_extension("new");
        fs::create_dir_all(&self.dir).map_err(failed)?;
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&beside)
            .map_err(failed)?;
        file.write_all(secret)
            .and_then(|()| file.sync_all())
            .map_err(failed)?;
        fs::rename(beside, path).map_err(failed)
    }
}

fn failed(reason: impl ToString) -> SecureStoreError {
    SecureStoreError {
        reason: reason.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn secrets_are_kept_for_their_owner_only() {
        let dir = tempfile::tempdir().unwrap();
        let store = FileStore::new(dir.path().join("keys"));
        assert_eq!(store.get("device").unwrap(), None);
        store.set("device", b"first").unwrap();
        store.set("device", b"second").unwrap();
        assert_eq!(store.get("device").unwrap().unwrap(), b"second");
        let mode = fs::metadata(dir.path().join("keys/device"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(store.set("../elsewhere", b"x").is_err());
    }
}
