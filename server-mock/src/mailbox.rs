//! Where mails go: this mock keeps them for the developer's console instead of sending them.
//!
//! Texts are files in `data/mails/LANGUAGE`: the subject in the first line, `{name}` to fill in.

use crate::{clock::Clock, sql};
use kinline_protocol::{EmailAddress, Language, MailId, console::Mail};
use rusqlite::{Connection, Transaction, params};
use uuid::Uuid;

/// A mail's text in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    /// In English.
    pub en: &'static str,
    /// In Welsh.
    pub cy: &'static str,
}

/// A template from `data/mails`.
#[macro_export]
macro_rules! mail_template {
    ($name:literal) => {
        $crate::mailbox::Template {
            en: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/data/mails/en/",
                $name,
                ".txt"
            )),
            cy: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/data/mails/cy/",
                $name,
                ".txt"
            )),
        }
    };
}

/// Takes mails in.
#[derive(Debug, Clone)]
pub struct Mailbox {
    clock: Clock,
}

impl Mailbox {
    /// A mailbox that is dated by this clock.
    pub fn new(clock: Clock) -> Self {
        Self { clock }
    }

    /// Posts a mail as part of a transaction.
    pub fn post(
        &self,
        tx: &Transaction<'_>,
        to: &EmailAddress,
        template: Template,
        language: Language,
        values: &[(&str, &str)],
    ) -> rusqlite::Result<()> {
        let (subject, body) = fill(template, language, values);
        tx.prepare_cached(
            "INSERT INTO mail (id, sent_at, address, subject, body) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            Uuid::now_v7().to_string(),
            sql::Time(self.clock.now()),
            to.as_str(),
            subject,
            body
        ])?;
        Ok(())
    }
}

/// Mails, newest first; to one address if given.
pub fn list(c: &Connection, to: Option<&str>, limit: u32) -> rusqlite::Result<Vec<Mail>> {
    c.prepare_cached(
        "SELECT id, sent_at, address, subject, body FROM mail
         WHERE ?1 IS NULL OR address = ?1 ORDER BY number DESC LIMIT ?2",
    )?
    .query_map(params![to, limit], |row| {
        Ok(Mail {
            id: MailId(sql::parsed(row, 0)?),
            at: row.get(1)?,
            to: row.get(2)?,
            subject: row.get(3)?,
            body: row.get(4)?,
        })
    })?
    .collect()
}

fn fill(template: Template, language: Language, values: &[(&str, &str)]) -> (String, String) {
    let text = match language {
        Language::English => template.en,
        Language::Welsh => template.cy,
    };
    let filled = values.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    });
    let (subject, body) = filled.split_once('\n').unwrap_or((&filled, ""));
    (subject.to_owned(), body.trim().to_owned())
}
