//! Identity cases and their review.

use crate::{app::AppState, sql};
use chrono::NaiveDate;
use kinline_protocol::{AccountId, PersonName};
use rusqlite::{Connection, OptionalExtension};
use utoipa_axum::router::OpenApiRouter;

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
}

/// Somebody whose identity is proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    /// Given names and family name, as on the document.
    pub name: PersonName,
    /// As on the document.
    pub date_of_birth: NaiveDate,
}

/// Who an account was approved as, by its latest decision.
pub fn approved(c: &Connection, account: AccountId) -> rusqlite::Result<Option<Approved>> {
    c.query_row(
        "SELECT given_names || ' ' || family_name, date_of_birth FROM identity_case
         WHERE account = ?1 AND decision ->> 'decision' = 'approve'
         ORDER BY decided_at DESC LIMIT 1",
        [account.to_string()],
        |row| {
            Ok(Approved {
                name: sql::from_word(row, 0)?,
                date_of_birth: row.get(1)?,
            })
        },
    )
    .optional()
}
