//! Writes what calls lead to, in order, without holding them up.

use crate::{
    audit::{Actor, Audit},
    database::{Database, DatabaseError},
};
use kinline_protocol::CallId;
use rusqlite::Transaction;
use serde_json::Value;
use tokio::sync::{mpsc, oneshot};

type Work = Box<dyn FnOnce(&Transaction<'_>, &Audit) -> rusqlite::Result<()> + Send>;

enum Entry {
    Write(Work),
    Then(Box<dyn FnOnce() + Send>),
}

/// The way to the writer, which ends when the last is dropped and all is written.
#[derive(Clone)]
pub(super) struct Journal(mpsc::UnboundedSender<Entry>);

impl Journal {
    /// Starts the writer.
    pub fn start(database: Database, audit: Audit) -> Self {
        let (sender, mut entries) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Some(entry) = entries.recv().await {
                match entry {
                    Entry::Write(work) => write(&database, audit.clone(), work).await,
                    Entry::Then(work) => work(),
                }
            }
        });
        Self(sender)
    }

    /// Writes in a transaction of its own.
    pub fn write(
        &self,
        work: impl FnOnce(&Transaction<'_>, &Audit) -> rusqlite::Result<()> + Send + 'static,
    ) {
        let _ = self.0.send(Entry::Write(Box::new(work)));
    }

    /// Adds a line about a call to the audit log.
    pub fn audit(&self, actor: Actor, action: &'static str, call: CallId, data: Value) {
        let subject = format!("call:{call}");
        self.write(move |tx, audit| audit.record(tx, actor, action, subject, data));
    }

    /// Does something quick once everything so far is written.
    pub fn then(&self, work: impl FnOnce() + Send + 'static) {
        let _ = self.0.send(Entry::Then(Box::new(work)));
    }

    /// Waits until everything so far is written.
    pub async fn flush(&self) {
        let (done, flushed) = oneshot::channel();
        self.then(|| {
            let _ = done.send(());
        });
        let _ = flushed.await;
    }
}

async fn write(database: &Database, audit: Audit, work: Work) {
    let result = database
        .write(move |tx| Ok::<_, DatabaseError>(work(tx, &audit)?))
        .await;
    if let Err(error) = result {
        tracing::error!(%error, "what a call led to could not be stored");
    }
}
