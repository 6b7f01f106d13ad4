//! What each document must show, and when it is accepted: `data/documents.json`, with the source of each rule.

use crate::identity::{DocumentType, PhotoKind};
use chrono::{Days, Months, NaiveDate};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// The rules of one document.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentRule {
    /// The photos that it needs, in the order of taking them. The portrait is last.
    pub photos: Vec<PhotoKind>,
    /// Which photo shows the face of whose it is, if any does.
    pub face: Option<PhotoKind>,
    /// Which photo shows a machine-readable zone (ICAO Doc 9303), if any does.
    pub zone: Option<PhotoKind>,
    /// Whether it is accepted after its end.
    pub after_end: AfterEnd,
    /// It proves the identity of people younger than this alone, years.
    pub under_age: Option<u8>,
    /// Where these rules come from.
    pub source: String,
}

/// Whether a document is accepted after its end.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterEnd {
    /// It is not.
    #[default]
    Refused,
    /// For so many days.
    Days(u16),
    /// For so many months of the calendar.
    Months(u16),
    /// It has no end.
    Endless,
}

impl DocumentRule {
    /// The last day that a document is accepted on, by the last day of its own validity.
    #[must_use]
    pub fn last_day(&self, expires: NaiveDate) -> NaiveDate {
        let later = match self.after_end {
            AfterEnd::Refused => None,
            AfterEnd::Days(days) => expires.checked_add_days(Days::new(days.into())),
            AfterEnd::Months(months) => expires.checked_add_months(Months::new(months.into())),
            AfterEnd::Endless => Some(NaiveDate::MAX),
        };
        later.unwrap_or(expires)
    }

    /// Whether it proves the identity of somebody born then.
    #[must_use]
    pub fn is_for(&self, date_of_birth: NaiveDate, today: NaiveDate) -> bool {
        let years = today.years_since(date_of_birth).unwrap_or(0);
        self.under_age.is_none_or(|age| years < u32::from(age))
    }
}

impl DocumentType {
    /// Its rules.
    #[must_use]
    pub fn rule(self) -> &'static DocumentRule {
        static NONE: LazyLock<DocumentRule> = LazyLock::new(DocumentRule::default);
        RULES.get(&self).unwrap_or(&NONE)
    }
}

/// The file is part of the program: a test reads it, so here it can be read.
static RULES: LazyLock<BTreeMap<DocumentType, DocumentRule>> =
    LazyLock::new(|| read().unwrap_or_default());

fn read() -> serde_json::Result<BTreeMap<DocumentType, DocumentRule>> {
    serde_json::from_str(include_str!("../data/documents.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_document_has_its_rules_and_their_source() {
        let rules = read().unwrap();
        for document in DocumentType::ALL {
            let rule = &rules[&document];
            assert_eq!(rule.photos.last(), Some(&PhotoKind::Portrait));
            for photo in rule.face.iter().chain(&rule.zone) {
                assert!(rule.photos.contains(photo), "{document:?}: {photo:?}");
            }
            assert!(rule.source.len() > 100, "{document:?}");
        }
        assert_eq!(rules.len(), DocumentType::ALL.len());
    }

    #[test]
    fn an_expired_document_is_accepted_as_long_as_its_rule_says() {
        let expires = date("2026-08-31");
        for (document, last) in [
            (DocumentType::Passport, "2026-08-31"),
            (DocumentType::DrivingLicence, "2026-11-29"),
            (DocumentType::IdentityCard, "2026-08-31"),
            (DocumentType::ResidencePermit, "2028-02-29"),
        ] {
            assert_eq!(
                document.rule().last_day(expires),
                date(last),
                "{document:?}"
            );
        }
    }

    #[test]
    fn a_birth_certificate_is_for_children() {
        let today = date("2026-11-22");
        let rule = DocumentType::BirthCertificate.rule();
        assert!(rule.is_for(date("2008-11-23"), today));
        assert!(!rule.is_for(date("2008-11-22"), today));
        assert!(
            DocumentType::Passport
                .rule()
                .is_for(date("1930-01-01"), today)
        );
    }
}
