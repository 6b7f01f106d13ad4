//! Values with a rule: an instance that exists is valid.

use crate::ErrorCode;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A language that families are served in. ISO 639-1.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Welsh.
    #[serde(rename = "cy")]
    Welsh,
}

impl Language {
    /// ISO 639-1 code: `en` or `cy`.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Welsh => "cy",
        }
    }
}

/// Whether a date can be somebody's date of birth: not after today, and no longer ago than anybody
/// has lived.
pub fn plausible_birth(date: NaiveDate, today: NaiveDate) -> Result<NaiveDate, ErrorCode> {
    match today.years_since(date) {
        Some(0..=122) => Ok(date),
        _ => Err(ErrorCode::DateInvalid),
    }
}

macro_rules! checked_text {
    ($(#[$doc:meta])* $name:ident, $error:expr, $normalise:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
        pub struct $name(String);

        impl $name {
            /// Trims, normalises and checks what a person typed.
            pub fn parse(text: &str) -> Result<Self, ErrorCode> {
                $normalise(text).map(Self).ok_or($error)
            }

            /// The normalised text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = ErrorCode;
            fn try_from(text: String) -> Result<Self, ErrorCode> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
            }
        }

        /// Never shows the value: it is personal, and `Debug` ends up in logs.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

checked_text!(
    /// An e-mail address: one `@`, something before it, a dotted domain after it, at most 254
    /// characters (RFC 5321), lower case.
    EmailAddress,
    ErrorCode::EmailInvalid,
    email
);

checked_text!(
    /// A prisoner number: a letter, four digits, two letters, upper case (`A1234BC`).
    PrisonerNumber,
    ErrorCode::PrisonerNumberInvalid,
    prisoner_number
);

checked_text!(
    /// A name of a person: 1 to 100 characters, no control characters, single spaces.
    PersonName,
    ErrorCode::NameInvalid,
    person_name
);

fn email(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let (local, domain) = text.split_once('@')?;
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '@';
    let dotted = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
    (!local.is_empty()
        && dotted
        && text.len() <= 254
        && local.chars().chain(domain.chars()).all(plain))
    .then_some(text)
}

fn prisoner_number(text: &str) -> Option<String> {
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_uppercase();
    let shape: String = text
        .chars()
        .map(|c| {
            if c.is_ascii_digit() {
                '9'
            } else if c.is_ascii_uppercase() {
                'A'
            } else {
                '?'
            }
        })
        .collect();
    (shape == "A9999AA").then_some(text)
}

fn person_name(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = text.chars().count();
    ((1..=100).contains(&length) && !text.chars().any(char::is_control)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn email_is_trimmed_and_lowered() {
        let address = EmailAddress::parse("  Ann@Example.ORG ").unwrap();
        assert_eq!(address.as_str(), "ann@example.org");
    }

    #[test]
    fn email_that_cannot_be_one_is_refused() {
        for bad in [
            "",
            "ann",
            "@example.org",
            "ann@",
            "ann@org",
            "a b@example.org",
            "a@b@c.org",
            "a@x..org",
        ] {
            assert_eq!(
                EmailAddress::parse(bad),
                Err(ErrorCode::EmailInvalid),
                "{bad}"
            );
        }
    }

    #[test]
    fn prisoner_number_has_one_shape() {
        assert_eq!(
            PrisonerNumber::parse("a1234 bc").unwrap().as_str(),
            "A1234BC"
        );
        for bad in ["", "1234ABC", "A123BC", "A12345BC", "A1234B€"] {
            assert_eq!(
                PrisonerNumber::parse(bad),
                Err(ErrorCode::PrisonerNumberInvalid),
                "{bad}"
            );
        }
    }

    #[test]
    fn name_keeps_letters_of_every_language() {
        assert_eq!(
            PersonName::parse("  Siân   Ŵyn ").unwrap().as_str(),
            "Siân Ŵyn"
        );
        assert_eq!(PersonName::parse("   "), Err(ErrorCode::NameInvalid));
    }

    #[test]
    fn birth_is_neither_to_come_nor_beyond_a_life() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = date("2026-11-22");
        for good in ["2026-11-22", "1904-11-22", "1903-11-23"] {
            assert_eq!(plausible_birth(date(good), today), Ok(date(good)));
        }
        for bad in ["2026-11-23", "1903-11-22", "0080-01-01"] {
            assert_eq!(
                plausible_birth(date(bad), today),
                Err(ErrorCode::DateInvalid),
                "{bad}"
            );
        }
    }

    #[test]
    fn debug_shows_nothing_personal() {
        assert!(!format!("{:?}", EmailAddress::parse("ann@example.org").unwrap()).contains("ann"));
    }
}
