//! What plain SQLite reaches with transactions of the same size as a swarm's bookings.
//!
//! The same size is: the store as it was before them, with all its tables, indices and references;
//! then, in the order in which the server did it, the two transactions of each booking, with the
//! same values in the same rows:
//!
//! - the hold, its line in the audit log, its sealed answer;
//! - the hold's end, the booking, who comes, the mail, its line in the audit log, its sealed answer.
//!
//! Each is committed by itself and on the disk before the next begins, by one thread that does
//! nothing else, with the server's own settings (WAL, `synchronous=FULL`, references checked). That
//! is `rows`. In `checked` each transaction first reads by plain queries, without a look at what
//! comes back, what it must know: whether it was answered before, whose contact it is, whether
//! identity, policy and restrictions allow it, what the establishment sets, what is taken.
//!
//! Takes the data folder of a `kinline-phone swarm --steady --apart --keep`, and prints bookings a
//! second as JSON.

#![allow(clippy::print_stdout, reason = "it is a command")]

use rusqlite::{Connection, TransactionBehavior, params_from_iter, types::Value};
use std::{collections::BTreeMap, error::Error, fs, path::Path, time::Instant};

/// What either transaction reads, by the column of the hold that it asks for.
const READS: [(&str, &str); 7] = [
    (
        "account, prisoner, person, status FROM contact WHERE id = ?1",
        "contact",
    ),
    ("* FROM identity_case WHERE account = ?1", "account"),
    (
        "max(version) FROM policy_agreement WHERE account = ?1",
        "account",
    ),
    (
        "settings, timetable, holidays FROM establishment WHERE id = ?1",
        "establishment",
    ),
    ("* FROM hold WHERE account = ?1 AND NOT ended", "account"),
    ("* FROM restriction WHERE prisoner = ?1", "prisoner"),
    ("* FROM claim WHERE prisoner = ?1", "prisoner"),
];
/// What is taken at its time.
const TAKEN: &str =
    "* FROM claim WHERE establishment = ?1 AND free_at > ?2 AND starts_at < ?3 AND free_at < ?4";

type Failed = Box<dyn Error>;

/// A statement and its values.
type Step = (String, Vec<Value>);

/// What is written in one transaction, what is read before, and what would take it back.
#[derive(Default)]
struct Transaction {
    reads: Vec<Step>,
    writes: Vec<Step>,
    undo: Vec<Step>,
}

impl Transaction {
    fn insert(&mut self, table: &str, key: &str, row: &Row) {
        let columns: Vec<&str> = row.keys().map(String::as_str).collect();
        let (places, columns) = (vec!["?"; row.len()].join(", "), columns.join(", "));
        let insert = format!("INSERT INTO {table} ({columns}) VALUES ({places})");
        self.writes.push((insert, row.values().cloned().collect()));
        let delete = format!("DELETE FROM {table} WHERE {key} = ?1");
        self.undo.push((delete, vec![row[key].clone()]));
    }
}

fn main() -> Result<(), Failed> {
    let folder = std::env::args()
        .nth(1)
        .ok_or("give the server's data folder")?;
    let folder = Path::new(&folder);
    let store = folder.join("kinline.sqlite");
    let (transactions, before) = {
        let from = Connection::open(&store)?;
        from.pragma_update(None, "wal_checkpoint", "TRUNCATE")?;
        let transactions = transactions(&from)?;
        let before = folder.join("before.sqlite");
        fs::copy(&store, &before)?;
        take_back(&before, &transactions)?;
        (transactions, before)
    };
    let rate = |name: &str, checked: bool| -> Result<f64, Failed> {
        let path = folder.join(format!("plain-{name}.sqlite"));
        fs::copy(&before, &path)?;
        let mut store = open(&path)?;
        let started = Instant::now();
        for transaction in &transactions {
            run(&mut store, transaction, checked)?;
        }
        Ok(transactions.len() as f64 / 2.0 / started.elapsed().as_secs_f64())
    };
    let (rows, checked) = (rate("rows", false)?, rate("checked", true)?);
    println!("{{\"rows\": {rows:.0}, \"checked\": {checked:.0}}}");
    Ok(())
}

/// As the server opens it.
fn open(path: &Path) -> rusqlite::Result<Connection> {
    let store = Connection::open(path)?;
    store.pragma_update(None, "journal_mode", "WAL")?;
    store.pragma_update(None, "synchronous", "FULL")?;
    store.pragma_update(None, "foreign_keys", true)?;
    store.set_prepared_statement_cache_capacity(100);
    Ok(store)
}

fn run(store: &mut Connection, transaction: &Transaction, checked: bool) -> rusqlite::Result<()> {
    let tx = store.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (query, values) in transaction.reads.iter().filter(|_| checked) {
        let mut query = tx.prepare_cached(query)?;
        let mut rows = query.query(params_from_iter(values))?;
        while rows.next()?.is_some() {}
    }
    for (statement, values) in &transaction.writes {
        tx.prepare_cached(statement)?
            .execute(params_from_iter(values))?;
    }
    tx.commit()
}

/// The transactions in the server's order, which is that of the audit log: each has one line there
/// and one answer, and each booking one mail.
fn transactions(from: &Connection) -> Result<Vec<Transaction>, Failed> {
    let lines = rows(
        from,
        "event",
        "action IN ('booking.held', 'booking.booked') ORDER BY number",
    )?;
    let mut answers = rows(from, "answer", "TRUE ORDER BY rowid")?.into_iter();
    let mut mails = rows(from, "mail", "TRUE ORDER BY number")?.into_iter();
    let mut holds = by_key(rows(from, "hold", "TRUE")?);
    let mut bookings = by_key(rows(from, "booking", "TRUE")?);
    let mut visitors = by_key(rows(from, "booking_visitor", "TRUE")?);
    let mut transactions = Vec::new();
    for line in lines {
        let subject = text(&line, "subject")?;
        let (kind, id) = subject.split_once(':').ok_or("a line about nothing")?;
        let id = id.to_owned();
        let mut transaction = Transaction::default();
        let place = match kind {
            "hold" => {
                let mut hold = holds.remove(&id).ok_or("no hold")?;
                hold.insert("ended".into(), 0.into());
                transaction.insert("hold", "id", &hold);
                hold
            }
            _ => {
                let booking = bookings.remove(&id).ok_or("no booking")?;
                let data = text(&line, "data")?;
                let (_, hold) = data.split_once("\"hold\":\"").ok_or("of no hold")?;
                let hold = Value::from(hold[..36].to_owned());
                let end = "UPDATE hold SET ended = 1 WHERE id = ?1".to_owned();
                transaction.writes.push((end, vec![hold]));
                transaction.insert("booking", "id", &booking);
                let comes = visitors.remove(&id).ok_or("nobody comes")?;
                transaction.insert("booking_visitor", "booking", &comes);
                let mail = mails.next().ok_or("no mail")?;
                transaction.insert("mail", "number", &mail);
                booking
            }
        };
        let answer = answers.next().ok_or("no answer")?;
        transaction.reads = reads(&place, &answer);
        transaction.insert("event", "number", &line);
        transaction.insert("answer", "name", &answer);
        transactions.push(transaction);
    }
    match answers.next().is_none() && mails.next().is_none() {
        true => Ok(transactions),
        false => Err("more than bookings has happened there".into()),
    }
}

fn reads(place: &Row, answer: &Row) -> Vec<Step> {
    let select =
        |(query, column): (&str, &str)| (format!("SELECT {query}"), vec![place[column].clone()]);
    let mut reads: Vec<Step> = READS.into_iter().map(select).collect();
    let query = "SELECT * FROM answer WHERE name = ?1".to_owned();
    reads.push((query, vec![answer["name"].clone()]));
    let taken = ["establishment", "starts_at", "free_at", "free_at"];
    let taken = taken.map(|column| place[column].clone()).to_vec();
    reads.push((format!("SELECT {TAKEN}"), taken));
    reads
}

/// A row by its columns.
type Row = BTreeMap<String, Value>;

fn rows(from: &Connection, table: &str, condition: &str) -> rusqlite::Result<Vec<Row>> {
    let columns: Vec<String> = from
        .prepare("SELECT name FROM pragma_table_info(?1)")?
        .query_map([table], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let named = columns.join(", ");
    from.prepare(&format!("SELECT {named} FROM {table} WHERE {condition}"))?
        .query_map([], |row| {
            let columns = columns.iter().enumerate();
            columns
                .map(|(number, name)| Ok((name.clone(), row.get(number)?)))
                .collect()
        })?
        .collect()
}

/// By the booking that it belongs to, or by its own id.
fn by_key(rows: Vec<Row>) -> BTreeMap<String, Row> {
    let key = |row: &Row| match row.get("booking").or_else(|| row.get("id")) {
        Some(Value::Text(key)) => key.clone(),
        _ => String::new(),
    };
    rows.into_iter().map(|row| (key(&row), row)).collect()
}

fn text(row: &Row, column: &str) -> Result<String, Failed> {
    match row.get(column) {
        Some(Value::Text(text)) => Ok(text.clone()),
        _ => Err(format!("no text in {column}").into()),
    }
}

/// Makes the store what it was before.
fn take_back(path: &Path, transactions: &[Transaction]) -> rusqlite::Result<()> {
    let mut store = Connection::open(path)?;
    store.pragma_update(None, "foreign_keys", false)?;
    let tx = store.transaction()?;
    tx.execute_batch("DROP TRIGGER event_is_kept")?;
    for (statement, values) in transactions.iter().flat_map(|all| &all.undo) {
        tx.prepare_cached(statement)?
            .execute(params_from_iter(values))?;
    }
    tx.commit()?;
    store.execute_batch("VACUUM")
}
