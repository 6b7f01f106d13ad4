//! What a person types: kept drafts, and what is wrong with them.

use crate::{Field, FieldKind, FieldValue, api::ApiError, text::Text};
use kinline_protocol::ErrorCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What stands in the fields of a form; kept on the phone until it is sent.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Draft(BTreeMap<String, String>);

/// Never shows what was typed.
impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Draft {
    /// What stands in a field; nothing if it was never filled in.
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    /// Takes over what stands in the fields. Fields that are not named stay as they are.
    pub fn fill(&mut self, values: Vec<FieldValue>) {
        self.0
            .extend(values.into_iter().map(|value| (value.field, value.value)));
    }

    /// Empties a field.
    pub fn forget(&mut self, field: &str) {
        self.0.remove(field);
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|value| value.trim().is_empty())
    }
}

/// How a form stands: what is wrong, and whether it is on its way. Not kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Check {
    /// What is wrong, by field.
    pub fields: BTreeMap<String, ErrorCode>,
    /// What is wrong with all of it.
    pub failure: Option<ApiError>,
    /// Whether it was sent and the answer has not come.
    pub sending: bool,
}

impl Check {
    /// The result of reading a field; remembers what is wrong with it.
    pub fn read<T>(&mut self, field: &str, result: Result<T, ErrorCode>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(code) => {
                self.fields.insert(field.to_owned(), code);
                None
            }
        }
    }

    /// Forgets what was wrong: the form is checked again.
    pub fn restart(&mut self) {
        *self = Self::default();
    }

    /// What the server said against it.
    pub fn refused(&mut self, error: ApiError) {
        self.sending = false;
        if let ApiError::Problem(problem) = &error {
            let fields = problem.fields.iter();
            self.fields = fields
                .map(|wrong| (wrong.field.clone(), wrong.code))
                .collect();
        }
        self.failure = Some(error);
    }

    /// Whether it found no way, and goes again by itself when there is one.
    pub fn waits_for_line(&self) -> bool {
        !self.sending && self.failure == Some(ApiError::Offline)
    }

    /// Whether anything is wrong.
    pub fn is_wrong(&self) -> bool {
        !self.fields.is_empty() || self.failure.is_some()
    }

    /// What to say about a field.
    pub fn error(&self, field: &str, text: &Text) -> Option<String> {
        let code = self.fields.get(field)?;
        Some(crate::error::sentence_for(*code, None, text))
    }
}

/// A field with its draft and its error; `label` and `hint` are read.
pub fn field(
    id: &str,
    kind: FieldKind,
    label: String,
    hint: Option<String>,
    draft: &Draft,
    check: &Check,
    text: &Text,
) -> Field {
    Field {
        id: id.to_owned(),
        label,
        hint,
        kind,
        value: draft.get(id).to_owned(),
        error: check.error(id, text),
    }
}
