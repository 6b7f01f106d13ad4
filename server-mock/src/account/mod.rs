//! Registering, devices, tokens, signing in on a page.

use crate::{app::AppState, sql};
use kinline_protocol::{AccountId, EmailAddress, Language, account::VisitorNumber};
use rusqlite::{Connection, OptionalExtension};
use utoipa_axum::router::OpenApiRouter;

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
}

/// Whose visitor number this is. Spaces and small letters are forgiven.
pub fn by_visitor_number(
    c: &Connection,
    number: &VisitorNumber,
) -> rusqlite::Result<Option<AccountId>> {
    let number: String = number.0.split_whitespace().collect();
    let query = "SELECT id FROM account WHERE visitor_number = ?1";
    c.query_row(query, [number.to_uppercase()], |row| {
        Ok(AccountId(sql::parsed(row, 0)?))
    })
    .optional()
}

/// Where an account's mails go, and in which language.
pub fn address(c: &Connection, account: AccountId) -> rusqlite::Result<(EmailAddress, Language)> {
    c.query_row(
        "SELECT email, language FROM account WHERE id = ?1",
        [account.to_string()],
        |row| Ok((sql::from_word(row, 0)?, sql::from_word(row, 1)?)),
    )
}
