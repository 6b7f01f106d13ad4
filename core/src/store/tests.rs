use super::*;
use crate::testing::MemorySecrets;
use tempfile::TempDir;

const TYPED: &str = "Siân Ŵyn-Okonkwo";

fn store(directory: &TempDir, secrets: &MemorySecrets) -> Store {
    Store::open(directory.path(), secrets).unwrap()
}

/// Every byte of every file of the store.
fn bytes(directory: &TempDir) -> Vec<u8> {
    let files = std::fs::read_dir(directory.path()).unwrap();
    files
        .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}

#[test]
fn what_is_kept_is_there_again() {
    let (directory, secrets) = (TempDir::new().unwrap(), MemorySecrets::default());
    store(&directory, &secrets)
        .put(Kind::State, "identity", TYPED.as_bytes())
        .unwrap();
    let again = store(&directory, &secrets);
    assert_eq!(
        again.get(Kind::State, "identity").unwrap().unwrap(),
        TYPED.as_bytes()
    );
    assert_eq!(again.get(Kind::Photo, "identity").unwrap(), None);
    again.delete(Kind::State, "identity").unwrap();
    assert_eq!(again.get(Kind::State, "identity").unwrap(), None);
}

#[test]
fn copied_files_hold_no_typed_word() {
    let (directory, secrets) = (TempDir::new().unwrap(), MemorySecrets::default());
    let store = store(&directory, &secrets);
    store
        .put(Kind::State, "identity", TYPED.as_bytes())
        .unwrap();
    let in_log = bytes(&directory);
    store.checkpoint().unwrap();
    for files in [in_log, bytes(&directory)] {
        assert!(
            contains(&files, b"state"),
            "the record is in the files that were searched"
        );
        assert!(!contains(&files, TYPED.as_bytes()));
        assert!(!contains(&files, b"Okonkwo"));
        assert!(!contains(&files, b"identity"), "not even a record's name");
        assert!(!contains(&files, &secrets.get(KEY).unwrap().unwrap()));
    }
}

#[test]
fn same_value_is_sealed_differently_each_time() {
    let vault = Vault::new(&[7; 32]).unwrap();
    let row = vault.name("state", "a");
    let sealed = || vault.seal("state", &row, b"same").unwrap();
    assert_ne!(sealed(), sealed());
    assert_eq!(vault.open("state", &row, sealed()).unwrap(), b"same");
    assert!(
        vault
            .open("state", &vault.name("state", "b"), sealed())
            .is_err(),
        "moved to another row"
    );
    assert!(
        vault.open("photo", &row, sealed()).is_err(),
        "moved to another kind"
    );
}

#[test]
fn another_key_does_not_open_it_and_nothing_is_lost() {
    let (directory, secrets) = (TempDir::new().unwrap(), MemorySecrets::default());
    store(&directory, &secrets)
        .put(Kind::State, "identity", TYPED.as_bytes())
        .unwrap();

    let other = MemorySecrets::default();
    other.set(KEY, &[1; 32]).unwrap();
    let error = Store::open(directory.path(), &other)
        .map(|_| ())
        .unwrap_err();
    let CoreError::StoreUnreadable { kept_as, .. } = error else {
        panic!("{error}")
    };

    std::fs::rename(kept_as, directory.path().join(FILE)).unwrap();
    let again = store(&directory, &secrets);
    assert_eq!(
        again.get(Kind::State, "identity").unwrap().unwrap(),
        TYPED.as_bytes()
    );
}

#[test]
fn lost_key_sets_the_store_aside_and_the_next_start_is_fresh() {
    let (directory, secrets) = (TempDir::new().unwrap(), MemorySecrets::default());
    store(&directory, &secrets)
        .put(Kind::State, "identity", TYPED.as_bytes())
        .unwrap();
    secrets.lose(KEY);
    let error = Store::open(directory.path(), &secrets)
        .map(|_| ())
        .unwrap_err();
    assert!(
        matches!(error, CoreError::StoreUnreadable { .. }),
        "{error}"
    );
    assert_eq!(
        store(&directory, &secrets)
            .get(Kind::State, "identity")
            .unwrap(),
        None
    );
}

#[test]
fn damaged_file_is_set_aside() {
    let (directory, secrets) = (TempDir::new().unwrap(), MemorySecrets::default());
    drop(store(&directory, &secrets));
    std::fs::write(
        directory.path().join(FILE),
        b"not a database, by accident or on purpose",
    )
    .unwrap();
    let error = Store::open(directory.path(), &secrets)
        .map(|_| ())
        .unwrap_err();
    let CoreError::StoreUnreadable { kept_as, .. } = error else {
        panic!("{error}")
    };
    assert!(kept_as.exists());
    store(&directory, &secrets);
}

#[test]
fn changed_value_is_noticed() {
    let (directory, secrets) = (TempDir::new().unwrap(), MemorySecrets::default());
    let store = store(&directory, &secrets);
    store
        .put(Kind::State, "identity", TYPED.as_bytes())
        .unwrap();
    store
        .connection()
        .execute(
            "UPDATE record SET sealed = zeroblob(64) WHERE kind = 'state'",
            [],
        )
        .unwrap();
    assert!(matches!(
        store.get(Kind::State, "identity"),
        Err(StoreError::Damaged(_))
    ));
}

#[test]
fn locked_secure_store_touches_nothing() {
    let (directory, secrets) = (TempDir::new().unwrap(), MemorySecrets::default());
    store(&directory, &secrets)
        .put(Kind::State, "identity", TYPED.as_bytes())
        .unwrap();
    secrets.lock(true);
    let error = Store::open(directory.path(), &secrets)
        .map(|_| ())
        .unwrap_err();
    assert!(matches!(error, CoreError::SecureStore(_)), "{error}");
    secrets.lock(false);
    assert!(
        store(&directory, &secrets)
            .get(Kind::State, "identity")
            .unwrap()
            .is_some()
    );
}
