//! Policies and agreements in SQL.

use crate::{
    problem::{Answer, Refusal},
    sql,
};
use chrono::{DateTime, Utc};
use kinline_protocol::{
    AccountId, ErrorCode, Language,
    policy::{NewPolicy, Policy, PolicyText},
};
use rusqlite::{Connection, OptionalExtension, params};

/// The version that the program comes with.
const FIRST: u32 = 1;

/// The version in force.
pub fn current_version(c: &Connection) -> rusqlite::Result<u32> {
    c.prepare_cached("SELECT coalesce(max(version), ?1) FROM policy")?
        .query_row([FIRST], |row| row.get(0))
}

/// The version that an account agreed to last.
pub fn agreed(c: &Connection, account: AccountId) -> rusqlite::Result<Option<u32>> {
    let query = "SELECT max(version) FROM policy_agreement WHERE account = ?1";
    c.prepare_cached(query)?
        .query_row([account.to_string()], |row| row.get(0))
}

/// Refuses whoever has not agreed to the version in force.
pub fn require_agreed(c: &Connection, account: AccountId) -> Answer<()> {
    if agreed(c, account)? == Some(current_version(c)?) {
        Ok(())
    } else {
        Err(ErrorCode::PolicyNotAgreed.into())
    }
}

/// The policy in force.
pub fn current(c: &Connection, language: Language) -> Answer<Policy> {
    let query = "SELECT version, texts FROM policy ORDER BY version DESC LIMIT 1";
    let published: Option<(u32, NewPolicy)> = c
        .prepare_cached(query)?
        .query_row([], |row| Ok((row.get(0)?, sql::from_json(row, 1)?)))
        .optional()?;
    let (version, text) = match (published, language) {
        (Some((version, texts)), Language::English) => (version, texts.en),
        (Some((version, texts)), Language::Welsh) => (version, texts.cy),
        (None, language) => (FIRST, first(language)?),
    };
    Ok(Policy {
        version,
        language,
        title: text.title,
        paragraphs: text.paragraphs,
    })
}

/// Puts a new version in force and returns its number.
pub fn publish(tx: &Connection, texts: &NewPolicy, now: DateTime<Utc>) -> rusqlite::Result<u32> {
    let version = current_version(tx)? + 1;
    tx.prepare_cached("INSERT INTO policy (version, texts, published_at) VALUES (?1, ?2, ?3)")?
        .execute(params![version, sql::json(texts)?, now])?;
    Ok(version)
}

/// Records an agreement to the version in force. Agreeing twice is agreeing once.
pub fn agree(tx: &Connection, account: AccountId, version: u32, now: DateTime<Utc>) -> Answer<()> {
    if version != current_version(tx)? {
        return Err(ErrorCode::PolicyVersion.into());
    }
    tx.prepare_cached(
        "INSERT INTO policy_agreement (account, version, agreed_at) VALUES (?1, ?2, ?3)
         ON CONFLICT DO NOTHING",
    )?
    .execute(params![account.to_string(), version, now])?;
    Ok(())
}

fn first(language: Language) -> Answer<PolicyText> {
    let text = match language {
        Language::English => include_str!("../../data/policy/en.json"),
        Language::Welsh => include_str!("../../data/policy/cy.json"),
    };
    serde_json::from_str(text).map_err(|error| {
        tracing::error!(%error, "the policy's text cannot be read");
        Refusal::from(ErrorCode::Internal)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_number_of_things() {
        let english = first(Language::English).unwrap();
        let welsh = first(Language::Welsh).unwrap();
        assert!((8..=10).contains(&english.paragraphs.len()));
        assert_eq!(english.paragraphs.len(), welsh.paragraphs.len());
        assert_ne!(english.title, welsh.title);
    }
}
