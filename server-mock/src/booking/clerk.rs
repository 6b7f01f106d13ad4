//! Settling in time. Nobody depends on it to be right, since every reader and every desk settles
//! first or reads what has run out as gone: it is for the mails, and for whoever waits.

use super::{
    desk::{Desk, Means},
    store,
};
use crate::{app::AppState, database::DatabaseError, problem::Answer};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Connection;

/// How long the clerk sleeps at most, by the server's clock.
const NAP: TimeDelta = TimeDelta::seconds(20);

/// Reads what stands now. If something has run out it is settled first, so that what is seen is
/// what a desk would say.
pub async fn read<T: Send + 'static>(
    app: &AppState,
    work: impl FnOnce(&Connection, DateTime<Utc>) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let now = settle(app).await?;
    app.database.read(move |c| work(c, now)).await
}

/// Settles whatever runs out, as long as the server runs.
pub async fn keep_settled(app: AppState) {
    loop {
        if let Err(refusal) = settle(&app).await {
            tracing::error!(problem = ?refusal.problem().code, "nothing could be settled");
        }
        let now = app.clock.now();
        let next = app
            .database
            .read(|c| Ok::<_, DatabaseError>(store::next_end(c)?));
        let next = next.await.ok().flatten().unwrap_or(now + NAP);
        // Never at once again, whatever failed.
        let at = next.clamp(now + TimeDelta::milliseconds(200), now + NAP);
        app.clock.sleep_until(at).await;
    }
}

async fn settle(app: &AppState) -> Answer<DateTime<Utc>> {
    let now = app.clock.now();
    let next = app
        .database
        .read(|c| Ok::<_, DatabaseError>(store::next_end(c)?));
    if next.await?.is_some_and(|at| at <= now) {
        let means = Means::of(app);
        let settled = app
            .database
            .write(move |tx| Desk::open(tx, &means, now).map(drop));
        settled.await?;
    }
    Ok(now)
}
