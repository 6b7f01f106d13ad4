//! Writers take turns; those that wait at the same moment are committed together, which is what
//! most of a small transaction costs. Each is a savepoint, so that one that fails leaves no trace.

use super::DatabaseError;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::{
    any::Any,
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::oneshot;

/// How many are committed together at most: the first of them waits for the last.
const TOGETHER: usize = 256;

/// What work has come to, or with what it panicked.
type Ended<T, E> = Result<Result<T, E>, Box<dyn Any + Send>>;

/// The only writer, and what waits for it.
pub(super) struct Queue {
    writer: Mutex<Connection>,
    waiting: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    jobs: Vec<Box<dyn Job>>,
    /// Somebody works them off, and will see what is added.
    attended: bool,
}

/// Work of any kind.
trait Job: Send {
    /// Does it. Whether it shall be kept.
    fn run(&mut self, tx: &Transaction<'_>) -> bool;
    /// Tells who waits, once it is known whether it was kept.
    fn tell(self: Box<Self>, kept: Result<(), Arc<rusqlite::Error>>);
}

struct Work<F, T, E> {
    work: Option<F>,
    ended: Option<Ended<T, E>>,
    told: oneshot::Sender<Ended<T, E>>,
}

impl Queue {
    pub fn new(writer: Connection) -> Self {
        Self {
            writer: Mutex::new(writer),
            waiting: Mutex::default(),
        }
    }

    /// Adds work. It is done even if nobody waits for its end any more.
    pub fn add<F, T, E>(self: &Arc<Self>, work: F) -> oneshot::Receiver<Ended<T, E>>
    where
        F: FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
    {
        let (told, ended) = oneshot::channel();
        let mut waiting = self.waiting();
        waiting.jobs.push(Box::new(Work {
            work: Some(work),
            ended: None,
            told,
        }));
        if !mem::replace(&mut waiting.attended, true) {
            let queue = self.clone();
            tokio::task::spawn_blocking(move || queue.work_off());
        }
        ended
    }

    fn work_off(&self) {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(mut jobs) = self.next() {
            let kept = commit(&mut writer, &mut jobs).map_err(Arc::new);
            jobs.into_iter().for_each(|job| job.tell(kept.clone()));
        }
    }

    fn next(&self) -> Option<Vec<Box<dyn Job>>> {
        let mut waiting = self.waiting();
        let count = waiting.jobs.len().min(TOGETHER);
        waiting.attended = count > 0;
        (count > 0).then(|| waiting.jobs.drain(..count).collect())
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn commit(writer: &mut Connection, jobs: &mut [Box<dyn Job>]) -> rusqlite::Result<()> {
    let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if let [job] = jobs {
        return match job.run(&tx) {
            true => tx.commit(),
            false => tx.rollback(),
        };
    }
    let step = |sql| tx.prepare_cached(sql)?.execute([]);
    for job in jobs {
        step("SAVEPOINT job")?;
        if !job.run(&tx) {
            step("ROLLBACK TO job")?;
        }
        step("RELEASE job")?;
    }
    tx.commit()
}

impl<F, T, E> Job for Work<F, T, E>
where
    F: FnOnce(&Transaction<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<DatabaseError> + Send,
{
    fn run(&mut self, tx: &Transaction<'_>) -> bool {
        let work = self.work.take();
        self.ended = work.map(|work| catch_unwind(AssertUnwindSafe(|| work(tx))));
        matches!(self.ended, Some(Ok(Ok(_))))
    }

    fn tell(self: Box<Self>, kept: Result<(), Arc<rusqlite::Error>>) {
        let ended = match (self.ended, kept) {
            (Some(Ok(Ok(_))) | None, Err(error)) => Ok(Err(DatabaseError::NotKept(error).into())),
            (Some(ended), _) => ended,
            (None, Ok(())) => Ok(Err(DatabaseError::Stopped.into())),
        };
        let _ = self.told.send(ended);
    }
}

#[cfg(test)]
mod tests {
    use crate::database::{Database, DatabaseError};
    use futures_util::future::join_all;
    use std::sync::mpsc;

    /// A store whose writer is busy until something is sent.
    async fn held() -> (tempfile::TempDir, Database, mpsc::Sender<()>) {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(&folder.path().join("data.sqlite")).unwrap();
        let (go, held) = mpsc::channel();
        let first = database.clone();
        let (begun, begins) = tokio::sync::oneshot::channel();
        tokio::spawn(async move {
            let work = move |_: &rusqlite::Transaction<'_>| {
                let _ = begun.send(());
                let _ = held.recv();
                Ok::<_, DatabaseError>(())
            };
            first.write(work).await
        });
        begins.await.unwrap();
        (folder, database, go)
    }

    async fn add(database: &Database, name: String, fails: bool) -> Result<(), DatabaseError> {
        let work = move |tx: &rusqlite::Transaction<'_>| {
            tx.execute("INSERT INTO setting (name, value) VALUES (?1, '')", [name])?;
            match fails {
                true => Err(DatabaseError::Stopped),
                false => Ok(()),
            }
        };
        database.write(work).await
    }

    async fn kept(database: &Database) -> Vec<String> {
        let names = |c: &rusqlite::Connection| {
            let mut query = c.prepare("SELECT name FROM setting ORDER BY rowid")?;
            let names = query.query_map([], |row| row.get(0))?;
            Ok::<_, DatabaseError>(names.collect::<rusqlite::Result<_>>()?)
        };
        database.read(names).await.unwrap()
    }

    #[tokio::test]
    async fn what_fails_among_those_that_are_committed_together_leaves_no_trace() {
        let (_folder, database, go) = held().await;
        let all = join_all((0..200).map(|n| add(&database, format!("{n:03}"), n % 3 == 1)));
        go.send(()).unwrap();
        let ends = all.await;
        let good: Vec<usize> = (0..200).filter(|n| n % 3 != 1).collect();
        let ended = |n: &usize| ends[*n].is_ok();
        assert_eq!((0..200).filter(ended).collect::<Vec<_>>(), good);
        let names: Vec<String> = good.iter().map(|n| format!("{n:03}")).collect();
        assert_eq!(kept(&database).await, names);
    }

    #[tokio::test]
    async fn who_panics_harms_nobody_else() {
        let (_folder, database, go) = held().await;
        let panics = tokio::spawn({
            let database = database.clone();
            async move {
                let work = |tx: &rusqlite::Transaction<'_>| -> Result<(), DatabaseError> {
                    tx.execute("INSERT INTO setting (name, value) VALUES ('x', '')", [])?;
                    panic!("as a test of it")
                };
                database.write(work).await
            }
        });
        let goes_on = add(&database, "y".into(), false);
        go.send(()).unwrap();
        goes_on.await.unwrap();
        assert!(panics.await.unwrap_err().is_panic());
        assert_eq!(kept(&database).await, ["y"]);
    }

    #[tokio::test]
    async fn work_is_done_though_nobody_waits_for_it() {
        let (_folder, database, go) = held().await;
        let waits = tokio::spawn({
            let database = database.clone();
            async move { add(&database, "x".into(), false).await }
        });
        tokio::task::yield_now().await;
        waits.abort();
        go.send(()).unwrap();
        add(&database, "y".into(), false).await.unwrap();
        assert_eq!(kept(&database).await, ["x", "y"]);
    }
}
