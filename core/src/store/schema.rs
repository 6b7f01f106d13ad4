//! Settings of the database, and its migrations.

use super::StoreError;
use rusqlite::Connection;

/// Each is run once, in its own transaction together with its number. Never change one that was
/// released: add another.
const MIGRATIONS: &[&str] = &["
    CREATE TABLE record (
        kind TEXT NOT NULL,
        name BLOB NOT NULL,      -- keyed hash
        sealed BLOB NOT NULL,    -- nonce, cipher text, tag
        PRIMARY KEY (kind, name)
    ) STRICT;
"];

/// Makes the database ready; true if it is a new one.
pub fn prepare(connection: &mut Connection) -> Result<bool, StoreError> {
    // What is told as kept is on the disk, and what is deleted is overwritten.
    connection.execute_batch(
        "PRAGMA auto_vacuum = FULL;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA secure_delete = ON;",
    )?;
    migrate(connection, MIGRATIONS)
}

fn migrate(connection: &mut Connection, migrations: &[&str]) -> Result<bool, StoreError> {
    let version: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let done = version as usize;
    if done > migrations.len() {
        return Err(StoreError::Newer(version));
    }
    for (at, migration) in migrations.iter().enumerate().skip(done) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(migration)?;
        transaction.pragma_update(
            None,
            "user_version",
            i64::try_from(at + 1).unwrap_or(i64::MAX),
        )?;
        transaction.commit()?;
    }
    Ok(done == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(connection: &Connection) -> u32 {
        connection
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn a_failing_migration_leaves_no_trace() {
        let mut connection = Connection::open_in_memory().unwrap();
        let failing = ["CREATE TABLE a (x)", "CREATE TABLE b (x); nonsense"];
        assert!(migrate(&mut connection, &failing).is_err());
        assert_eq!(version(&connection), 1);
        assert!(connection.execute("INSERT INTO b VALUES (1)", []).is_err());

        let mended = ["CREATE TABLE a (x)", "CREATE TABLE b (x)"];
        assert!(!migrate(&mut connection, &mended).unwrap());
        assert_eq!(version(&connection), 2);
    }

    #[test]
    fn a_newer_database_is_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "user_version", 9).unwrap();
        assert!(matches!(
            prepare(&mut connection),
            Err(StoreError::Newer(9))
        ));
    }
}
