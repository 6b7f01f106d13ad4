//! What plain SQLite reaches with the rows of a swarm's bookings: the same tables, indices and
//! values, the same two transactions for a booking (its hold, and the rest), the same disk.
//!
//! Takes the data folder of a `kinline-phone swarm --keep`, and prints bookings a second, medians, as JSON: with each
//! commit on the disk before the next begins (`synchronous=FULL`, SQLite's own default and what the server uses), and
//! with commits that a power cut can take back (`NORMAL`).

#![allow(clippy::print_stdout, reason = "it is a command")]

use rusqlite::{Connection, OpenFlags, TransactionBehavior, params_from_iter, types::Value};
use std::{error::Error, path::Path, time::Instant};

/// What a booking writes; of the answers one goes with its hold.
const TABLES: [&str; 6] = [
    "hold",
    "answer",
    "booking",
    "booking_visitor",
    "event",
    "mail",
];
/// Times that all is written, each time into an empty file.
const ROUNDS: usize = 5;

/// A table's rows, as they are inserted.
struct Rows {
    insert: String,
    rows: Vec<Vec<Value>>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args()
        .nth(1)
        .ok_or("give the server's data folder")?;
    let folder = Path::new(&folder);
    let from = Connection::open_with_flags(
        folder.join("kinline.sqlite"),
        OpenFlags::SQLITE_OPEN_READ_ONLY,
    )?;
    let tables = TABLES.map(|name| rows(&from, name));
    let tables: Vec<Rows> = tables.into_iter().collect::<rusqlite::Result<_>>()?;
    let bookings = tables[0].rows.len();
    let mut rates = [("full", Vec::new()), ("normal", Vec::new())];
    for round in 0..ROUNDS {
        for (synchronous, rates) in &mut rates {
            let path = folder.join(format!("plain-{synchronous}-{round}.sqlite"));
            let mut to = empty(&from, &path, synchronous)?;
            let started = Instant::now();
            for number in 0..bookings {
                write(&mut to, &tables, number, bookings)?;
            }
            rates.push(bookings as f64 / started.elapsed().as_secs_f64());
        }
    }
    let medians = rates.map(|(synchronous, mut rates)| {
        rates.sort_by(f64::total_cmp);
        format!("\"{synchronous}\": {:.0}", rates[ROUNDS / 2])
    });
    println!("{{{}}}", medians.join(", "));
    Ok(())
}

fn rows(from: &Connection, name: &str) -> rusqlite::Result<Rows> {
    let columns: Vec<String> = from
        .prepare("SELECT name FROM pragma_table_info(?1)")?
        .query_map([name], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let places = vec!["?"; columns.len()].join(", ");
    let columns = columns.join(", ");
    let mut query = from.prepare(&format!("SELECT {columns} FROM {name} ORDER BY rowid"))?;
    let count = query.column_count();
    let rows = query.query_map([], |row| (0..count).map(|column| row.get(column)).collect())?;
    Ok(Rows {
        insert: format!("INSERT INTO {name} ({columns}) VALUES ({places})"),
        rows: rows.collect::<rusqlite::Result<_>>()?,
    })
}

/// A new file with the same tables and indices, opened as the server opens its own, but for what it
/// refers to, which is not here.
fn empty(from: &Connection, path: &Path, synchronous: &str) -> rusqlite::Result<Connection> {
    let to = Connection::open(path)?;
    to.pragma_update(None, "journal_mode", "WAL")?;
    to.pragma_update(None, "synchronous", synchronous)?;
    to.pragma_update(None, "foreign_keys", false)?;
    let mut query = from.prepare(
        "SELECT sql FROM sqlite_master
         WHERE tbl_name = ?1 AND sql IS NOT NULL AND type IN ('table', 'index') ORDER BY type DESC",
    )?;
    for table in TABLES {
        for sql in query.query_map([table], |row| row.get::<_, String>(0))? {
            to.execute_batch(&sql?)?;
        }
    }
    Ok(to)
}

/// The two transactions of one booking.
fn write(
    to: &mut Connection,
    tables: &[Rows],
    number: usize,
    bookings: usize,
) -> rusqlite::Result<()> {
    for with_hold in [true, false] {
        let tx = to.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (place, table) in tables.iter().enumerate() {
            let each = table.rows.len() / bookings;
            let own = &table.rows[number * each..(number + 1) * each];
            let own = match (place, with_hold) {
                (0, true) => own,
                (1, true) => &own[..each / 2],
                (1, false) => &own[each / 2..],
                (0, false) | (_, true) => &[],
                (_, false) => own,
            };
            let mut insert = tx.prepare_cached(&table.insert)?;
            for row in own {
                insert.execute(params_from_iter(row))?;
            }
        }
        tx.commit()?;
    }
    Ok(())
}
