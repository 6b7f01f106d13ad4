//! What is kept on the phone: sealed records in SQLite.
//!
//! Every value is sealed with a key that only the platform's secure store has ([`vault`]); a row's
//! name is a keyed hash. A copied file tells how many records there are, of which kind and size.
//! See `docs/decisions/0001-sealed-values-not-sqlcipher.md`.

mod aside;
mod schema;
mod vault;

#[cfg(test)]
mod tests;

use crate::{CoreError, SecureStore};
use rusqlite::{Connection, OptionalExtension, params};
use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};
use vault::Vault;

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A part of the state.
    State,
    /// A photo on its way.
    Photo,
    /// The idempotency key of a request whose answer was not heard.
    PendingKey,
    /// A value known beforehand: shows that the key fits.
    Check,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Photo => "photo",
            Self::PendingKey => "pending_key",
            Self::Check => "check",
        }
    }
}

/// Why a record could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It does not open with our key, or the file is damaged.
    #[error("a record is damaged: {0}")]
    Damaged(String),
    /// A newer version of the app wrote it.
    #[error("written by a newer version ({0})")]
    Newer(u32),
    /// The storage is full or not writable.
    #[error("the storage cannot be used: {0}")]
    Storage(String),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        match error.sqlite_error_code() {
            Some(DatabaseCorrupt | NotADatabase) => Self::Damaged(error.to_string()),
            _ => Self::Storage(error.to_string()),
        }
    }
}

/// The store. Its methods block for as long as a disk takes.
pub struct Store {
    connection: Mutex<Connection>,
    vault: Vault,
    path: PathBuf,
}

const FILE: &str = "kinline.db";
const KEY: &str = "store-key";
const CHECK: (&str, &[u8]) = ("key", b"kinline");

impl Store {
    /// Opens the store in a directory, or makes it. What cannot be read is set aside, never
    /// overwritten.
    ///
    /// # Errors
    /// [`CoreError::SecureStore`], [`CoreError::StoreUnreadable`], [`CoreError::StoreNewer`],
    /// [`CoreError::Storage`].
    pub fn open(directory: &Path, secrets: &dyn SecureStore) -> Result<Self, CoreError> {
        std::fs::create_dir_all(directory).map_err(|error| CoreError::Storage {
            reason: error.to_string(),
        })?;
        let path = directory.join(FILE);
        let key = match (secrets.get(KEY)?, path.exists()) {
            (Some(key), _) => key,
            (None, false) => vault::make_key(secrets, KEY)?,
            (None, true) => return Err(aside::set_aside(&path, "its key is gone")),
        };
        let opened = Vault::new(&key)
            .map_err(|error| StoreError::Damaged(error.to_string()))
            .and_then(|vault| Self::connect(&path, vault));
        opened.map_err(|error| aside::explain(&path, error))
    }

    /// A record, if it is there.
    pub fn get(&self, kind: Kind, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let row = self.vault.name(kind.as_str(), name);
        let query = "SELECT sealed FROM record WHERE kind = ?1 AND name = ?2";
        let sealed: Option<Vec<u8>> = self
            .connection()
            .prepare_cached(query)?
            .query_row(params![kind.as_str(), row], |row| row.get(0))
            .optional()?;
        let Some(sealed) = sealed else {
            return Ok(None);
        };
        let opened = self.vault.open(kind.as_str(), &row, sealed);
        opened
            .map(Some)
            .map_err(|_| StoreError::Damaged(format!("a {} does not open", kind.as_str())))
    }

    /// Keeps a record, replacing what was there. Written when it returns.
    pub fn put(&self, kind: Kind, name: &str, value: &[u8]) -> Result<(), StoreError> {
        self.put_all(&[(kind, name, value)])
    }

    /// Keeps several records, all or none of them.
    pub fn put_all(&self, records: &[(Kind, &str, &[u8])]) -> Result<(), StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        for (kind, name, value) in records {
            let row = self.vault.name(kind.as_str(), name);
            let sealed = self.vault.seal(kind.as_str(), &row, value);
            let sealed = sealed.map_err(|error| StoreError::Storage(error.to_string()))?;
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO record (kind, name, sealed) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![kind.as_str(), row, sealed])?;
        }
        Ok(transaction.commit()?)
    }

    /// Forgets a record.
    pub fn delete(&self, kind: Kind, name: &str) -> Result<(), StoreError> {
        let row = self.vault.name(kind.as_str(), name);
        let delete = "DELETE FROM record WHERE kind = ?1 AND name = ?2";
        self.connection()
            .execute(delete, params![kind.as_str(), row])?;
        Ok(())
    }

    /// Moves everything from the write-ahead log into the file, so that nothing is left to do.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        let truncate = "PRAGMA wal_checkpoint(TRUNCATE)";
        Ok(self.connection().query_row(truncate, [], |_| Ok(()))?)
    }

    /// Closes the store and sets its files aside: what it holds cannot be understood.
    pub fn set_aside(self, reason: &str) -> CoreError {
        let Self {
            connection, path, ..
        } = self;
        drop(connection);
        aside::set_aside(&path, reason)
    }

    fn connect(path: &Path, vault: Vault) -> Result<Self, StoreError> {
        let mut connection = Connection::open(path)?;
        let new = schema::prepare(&mut connection)?;
        let store = Self {
            connection: Mutex::new(connection),
            vault,
            path: path.to_owned(),
        };
        let (name, value) = CHECK;
        if new {
            store.put(Kind::Check, name, value)?;
        }
        match store.get(Kind::Check, name)? {
            Some(found) if found == value => Ok(store),
            _ => Err(StoreError::Damaged("the key does not fit".into())),
        }
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
