//! The log: complete, without personal data, and not to be changed unseen.

use crate::mock::{Mock, read};
use chrono::SecondsFormat;
use kinline_mock::{
    Options, Server, audit,
    database::{Database, DatabaseError},
    seed::Seed,
};
use kinline_protocol::{List, account::Role, console::Event};
use reqwest::StatusCode;
use rusqlite::Connection;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{path::Path, process::Command};

/// What `kinline-mock audit verify` says, and whether it is content.
fn verify(data: &Path) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_kinline-mock"))
        .args(["audit", "verify", "--data"])
        .arg(data)
        .output()
        .unwrap();
    (
        output.status.success(),
        String::from_utf8(output.stdout).unwrap(),
    )
}

#[tokio::test]
async fn what_was_done_is_told_without_personal_data() {
    let mock = Mock::start(Seed::Demo).await;
    mock.register("ann.private@example.org").await;
    let response = mock
        .get(&mock.token(Role::Developer), "/v1/console/events?after=0")
        .await;
    let events: List<Event> = read(response, StatusCode::OK).await;
    let actions: Vec<_> = events
        .items
        .iter()
        .map(|event| event.action.as_str())
        .collect();
    assert_eq!(actions, ["seed.planted", "account.device_registered"]);
    assert!(!format!("{events:?}").contains("private"));
    let response = mock
        .get(&mock.token(Role::Developer), "/v1/console/events?after=1")
        .await;
    let events: List<Event> = read(response, StatusCode::OK).await;
    assert_eq!(events.items[0].number, 2);
}

#[tokio::test]
async fn every_kind_of_tampering_is_found() {
    let mock = Mock::start(Seed::Demo).await;
    for name in ["ann", "bob", "cat", "dan"] {
        mock.register(&format!("{name}@example.org")).await;
    }
    let data = mock.data.path().to_owned();
    assert_eq!(
        verify(&data),
        (true, "OK: 5 lines, every hash fits\n".to_owned()),
        "while it runs"
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kinline.sqlite");
    let copy = Connection::open(data.join("kinline.sqlite")).unwrap();
    copy.execute("VACUUM INTO ?1", [file.to_str().unwrap()])
        .unwrap();
    let whole = std::fs::read(&file).unwrap();

    let open = || Connection::open(&file).unwrap();
    // The triggers refuse what a bug would do; whoever can drop them can change lines.
    assert!(
        open()
            .execute("UPDATE event SET actor = 'x' WHERE number = 3", [])
            .is_err()
    );
    assert!(
        open()
            .execute("DELETE FROM event WHERE number = 3", [])
            .is_err()
    );
    for (tampering, line) in [
        ("UPDATE event SET actor = 'staff:x' WHERE number = 3", 3),
        ("UPDATE event SET data = '{\"more\":1}' WHERE number = 2", 2),
        (
            "UPDATE event SET at = '2020-01-01 00:00:00+00:00' WHERE number = 5",
            5,
        ),
        ("DELETE FROM event WHERE number = 1", 1),
        ("DELETE FROM event WHERE number = 4", 4),
        (
            "DELETE FROM event WHERE number = 4; UPDATE event SET number = 4 WHERE number = 5",
            4,
        ),
        ("UPDATE event SET data = 'not json' WHERE number = 3", 3),
    ] {
        for left in ["kinline.sqlite-wal", "kinline.sqlite-shm"] {
            let _ = std::fs::remove_file(folder.path().join(left));
        }
        std::fs::write(&file, &whole).unwrap();
        let connection = open();
        connection
            .execute_batch("DROP TRIGGER event_stays; DROP TRIGGER event_is_kept")
            .unwrap();
        connection.execute_batch(tampering).unwrap();
        drop(connection);
        let (content, text) = verify(folder.path());
        assert!(!content, "{tampering}");
        assert!(
            text.starts_with(&format!("BROKEN at line {line}:")),
            "{tampering}: {text}"
        );
    }
}

/// Whoever changes a line and makes its hash anew, as the log's description says, breaks the next.
#[tokio::test]
async fn a_line_with_a_new_hash_breaks_the_chain_behind_it() {
    let mock = Mock::start(Seed::Demo).await;
    for name in ["ann", "bob", "cat"] {
        mock.register(&format!("{name}@example.org")).await;
    }
    let forged = |tx: &rusqlite::Transaction<'_>| -> Result<(), DatabaseError> {
        let events = audit::after(tx, 0, 10)?;
        let (before, event) = (&events[1], &events[2]);
        let at = event.at.to_rfc3339_opts(SecondsFormat::Millis, true);
        let line = |actor: &str| {
            json!([3, at, actor, event.action, event.subject, event.data]).to_string()
        };
        let hash = |line: String| {
            let digest = Sha256::digest(format!("{}\n{line}", before.hash));
            digest
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect::<String>()
        };
        assert_eq!(
            hash(line(&event.actor)),
            event.hash,
            "the format is as described"
        );
        tx.execute_batch("DROP TRIGGER event_stays")?;
        let forge = "UPDATE event SET actor = 'server', hash = ?1 WHERE number = 3";
        tx.execute(forge, [hash(line("server"))])?;
        Ok(())
    };
    mock.server.app().database.write(forged).await.unwrap();
    let (content, text) = verify(mock.data.path());
    assert!(!content);
    assert!(text.starts_with("BROKEN at line 4:"), "{text}");
}

#[test]
fn a_folder_without_data_is_no_success() {
    let folder = tempfile::tempdir().unwrap();
    assert!(!verify(folder.path()).0);
    assert!(
        std::fs::read_dir(folder.path()).unwrap().next().is_none(),
        "nothing is made there"
    );
}

#[tokio::test]
async fn the_chain_goes_on_after_a_restart() {
    let mock = Mock::start(Seed::Demo).await;
    mock.register("ann@example.org").await;
    let mock = mock.restart().await;
    mock.register("bob@example.org").await;
    let database = Database::open(&mock.data.path().join("kinline.sqlite")).unwrap();
    let found: Result<_, DatabaseError> = database.read(|c| Ok(audit::verify(c)?)).await;
    assert_eq!(found.unwrap(), Ok(3));
}

#[tokio::test]
async fn one_server_uses_a_data_folder() {
    let mock = Mock::start(Seed::Empty).await;
    let second = Server::start(Options {
        listen: "127.0.0.1:0".parse().unwrap(),
        data: mock.data.path().to_owned(),
        seed: Seed::Empty,
        clock: None,
        public_address: None,
        models: None,
    });
    let Err(error) = second.await else {
        panic!("a second server started");
    };
    assert!(error.to_string().contains("another server uses"), "{error}");
}
