//! What tests of several modules share.

pub mod gallery;
mod journey;
mod random;
pub mod server;

pub use journey::{Journey, id, words};

use crate::{SecureStore, SecureStoreError};
use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

/// A secure store in memory.
#[derive(Default)]
pub struct MemorySecrets {
    secrets: Mutex<BTreeMap<String, Vec<u8>>>,
    locked: AtomicBool,
}

impl MemorySecrets {
    /// Makes every use fail, as of a locked phone.
    pub fn lock(&self, locked: bool) {
        self.locked.store(locked, Ordering::SeqCst);
    }

    /// Every secret, by its name.
    pub fn all(&self) -> BTreeMap<String, Vec<u8>> {
        self.secrets.lock().unwrap().clone()
    }

    /// Loses one, as where the platform threw its keys away.
    pub fn lose(&self, name: &str) {
        self.secrets.lock().unwrap().remove(name);
    }

    fn check(&self) -> Result<(), SecureStoreError> {
        let reason = "locked".to_owned();
        if self.locked.load(Ordering::SeqCst) {
            Err(SecureStoreError { reason })
        } else {
            Ok(())
        }
    }
}

impl SecureStore for MemorySecrets {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, SecureStoreError> {
        self.check()?;
        Ok(self.secrets.lock().unwrap().get(name).cloned())
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), SecureStoreError> {
        self.check()?;
        self.secrets
            .lock()
            .unwrap()
            .insert(name.into(), secret.into());
        Ok(())
    }
}

/// A photo, PNG.
pub fn photo(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(width, height)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}
