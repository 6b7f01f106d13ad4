//! The acceptable use policy: read, agree, and again when there is a new version. As people see it.

use crate::{Screen, ScreenName, navigation::Page, parts, text::Text, update::State};
use chrono::{DateTime, Utc};

/// The screen of a page.
pub fn screen(state: &State, _page: Page, text: &Text, _now: DateTime<Utc>) -> Screen {
    parts::screen(state, ScreenName::Policy, text, String::new(), Vec::new())
}
