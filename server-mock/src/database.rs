//! The only store: one SQLite file in WAL mode, one writer, readers beside it.
//!
//! A feature's tables are in its own `schema.sql`; its queries in its own `store.rs`.

mod queue;

use queue::Queue;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, config::DbConfig};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use thiserror::Error;
use tokio::sync::Semaphore;

/// The tables, in the order of their references. A feature's later changes are further lines.
/// A line that has been released is never edited: a data folder remembers how many it has seen.
const MIGRATIONS: &[&str] = &[
    include_str!("schema.sql"),
    include_str!("audit/schema.sql"),
    include_str!("establishment/schema.sql"),
    include_str!("account/schema.sql"),
    include_str!("upload/schema.sql"),
    include_str!("identity/schema.sql"),
    include_str!("policy/schema.sql"),
    include_str!("people/schema.sql"),
    include_str!("booking/schema.sql"),
    include_str!("call/schema.sql"),
    include_str!("relay/schema.sql"),
    include_str!("recorder/schema.sql"),
    include_str!("readiness/schema.sql"),
    include_str!("office/schema.sql"),
    include_str!("people/coming.sql"),
    include_str!("booking/choices.sql"),
    include_str!("waiting/schema.sql"),
    include_str!("faces/schema.sql"),
    include_str!("identity/findings.sql"),
    include_str!("faces/allowed.sql"),
];

/// How many read at once: to open one more costs more than to wait for one.
const READERS: usize = 4;
/// Statements that a connection keeps compiled: all there are.
const STATEMENTS: usize = 500;

/// The store, cheap to clone.
#[derive(Clone)]
pub struct Database(Arc<Inner>);

struct Inner {
    path: PathBuf,
    writers: Arc<Queue>,
    readers: Mutex<Vec<Connection>>,
    reading: Arc<Semaphore>,
}

/// The store could not do it.
#[derive(Debug, Error)]
pub enum DatabaseError {
    /// SQLite's own words.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// What was written could not be kept: nothing of it is there.
    #[error("not kept: {0}")]
    NotKept(Arc<rusqlite::Error>),
    /// The data folder was written by a newer version: use that one.
    #[error("the data folder has {found} migrations, this version knows {known}")]
    Newer {
        /// In the file.
        found: usize,
        /// In this program.
        known: usize,
    },
    /// The server is shutting down.
    #[error("the server is shutting down")]
    Stopped,
}

impl Database {
    /// Opens the file, makes it if need be, and brings its tables up to date.
    pub fn open(path: &Path) -> Result<Self, DatabaseError> {
        let mut writer = connect(path)?;
        migrate(&mut writer)?;
        Ok(Self(Arc::new(Inner {
            path: path.to_owned(),
            writers: Arc::new(Queue::new(writer)),
            readers: Mutex::default(),
            reading: Arc::new(Semaphore::new(READERS)),
        })))
    }

    /// Runs a write transaction: committed if `work` succeeds, without a trace otherwise.
    /// Writers take turns, so what `work` has read stays true until the commit, which those who
    /// wait at the same time may share. It also finishes if the caller goes away.
    pub async fn write<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
    {
        match self.0.writers.add(work).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => Err(DatabaseError::Stopped.into()),
        }
    }

    /// Runs queries on one consistent view, beside the writer.
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
    {
        let inner = self.0.clone();
        let Ok(turn) = inner.reading.clone().acquire_owned().await else {
            return Err(DatabaseError::Stopped.into());
        };
        blocking(move || {
            let _turn = turn;
            inner.view(work)
        })
        .await
    }

    /// The same for what is found by its key: done at once, since handing it to another thread would
    /// take longer, and each query by itself, on what stands at its moment.
    pub fn look_up<T, E: From<DatabaseError>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let reader = self.0.reader().map_err(E::from)?;
        let answer = work(&reader);
        self.0.give_back(reader);
        answer
    }
}

impl Inner {
    fn view<T, E: From<DatabaseError>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut reader = self.reader().map_err(E::from)?;
        let answer = reader
            .transaction()
            .map_err(|error| E::from(error.into()))
            .and_then(|view| work(&view));
        self.give_back(reader);
        answer
    }

    fn reader(&self) -> Result<Connection, DatabaseError> {
        let idle = self.readers().pop();
        idle.map_or_else(|| connect(&self.path), Ok)
    }

    fn give_back(&self, reader: Connection) {
        self.readers().push(reader);
    }

    fn readers(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn blocking<T, E>(work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, E>
where
    T: Send + 'static,
    E: From<DatabaseError> + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(answer) => answer,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(DatabaseError::Stopped.into()),
        },
    }
}

fn in_transaction<T, E: From<DatabaseError>>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let failed = |error: rusqlite::Error| E::from(error.into());
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed)?;
    let answer = work(&transaction)?;
    transaction.commit().map_err(failed)?;
    Ok(answer)
}

fn connect(path: &Path) -> Result<Connection, DatabaseError> {
    let connection = Connection::open_with_flags(path, OpenFlags::default())?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // What was answered survives a power cut too. Committing together is what makes it cheap.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What a savepoint would take back stays in memory: a file for it is written page by page.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // A plan does not depend on the values asked for, so that a statement stays compiled.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

fn migrate(connection: &mut Connection) -> Result<(), DatabaseError> {
    in_transaction(connection, |tx| {
        let found: usize = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let known = MIGRATIONS.len();
        if found > known {
            return Err(DatabaseError::Newer { found, known });
        }
        for migration in &MIGRATIONS[found..] {
            tx.execute_batch(migration)?;
        }
        tx.pragma_update(None, "user_version", known)?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_failed_transaction_leaves_no_trace() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(&folder.path().join("data.sqlite")).unwrap();
        let failed: Result<(), DatabaseError> = database
            .write(|tx| {
                tx.execute("INSERT INTO setting (name, value) VALUES ('a', 'b')", [])?;
                tx.execute("no such statement", [])?;
                Ok(())
            })
            .await;
        assert!(failed.is_err());
        let left: Result<u32, DatabaseError> = database
            .read(|c| Ok(c.query_row("SELECT count(*) FROM setting", [], |row| row.get(0))?))
            .await;
        assert_eq!(left.unwrap(), 0);
    }

    #[tokio::test]
    async fn what_was_answered_is_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(&folder.path().join("data.sqlite")).unwrap();
        let kept: Result<(String, u8), DatabaseError> = database
            .write(|tx| {
                let journal = tx.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
                let full = tx.pragma_query_value(None, "synchronous", |row| row.get(0))?;
                Ok((journal, full))
            })
            .await;
        // 2: the log is synchronised with each commit (https://sqlite.org/pragma.html#pragma_synchronous).
        assert_eq!(kept.unwrap(), ("wal".to_owned(), 2));
    }

    #[test]
    fn a_newer_data_folder_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.sqlite");
        drop(Database::open(&path).unwrap());
        let connection = connect(&path).unwrap();
        connection
            .pragma_update(None, "user_version", 9999)
            .unwrap();
        assert!(matches!(
            Database::open(&path),
            Err(DatabaseError::Newer { found: 9999, .. })
        ));
    }
}
