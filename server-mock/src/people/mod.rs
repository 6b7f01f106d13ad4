//! The person in prison, and the visitors who come along.

mod children;
mod coming;
mod companions;
mod contacts;
mod invitations;
mod seed;
mod store;

pub use coming::{child, children, open_invitations};
pub use seed::add_approved_contact;
pub use store::{Link, Prisoner, add_prisoner, callers, companions, contact, prisoner};

use crate::{
    app::AppState,
    identity::{self, Approved},
    policy,
    problem::Answer,
};
use chrono::{DateTime, NaiveDate, Utc};
use kinline_protocol::{AccountId, PersonName, limits::ADULT_AGE, people::NewChild};
use rusqlite::Connection;
use utoipa_axum::router::OpenApiRouter;

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    contacts::routes()
        .merge(companions::routes())
        .merge(invitations::routes())
        .merge(children::routes())
}

/// Whoever asks for something must have proven who they are, and agreed to the policy in force.
pub fn require_ready(c: &Connection, account: AccountId, now: DateTime<Utc>) -> Answer<Approved> {
    let approved = identity::require_valid(c, account, now)?;
    policy::require_agreed(c, account)?;
    Ok(approved)
}

/// Whether somebody is 18: proves who they are themselves, and can answer for a child.
pub fn is_of_age(date_of_birth: NaiveDate, on: NaiveDate) -> bool {
    is_adult(date_of_birth, on, ADULT_AGE)
}

/// Whether somebody's identity is approved.
pub fn is_approved(c: &Connection, account: AccountId) -> rusqlite::Result<bool> {
    Ok(identity::approved(c, account)?.is_some())
}

/// Both names of a child.
pub fn child_name(child: &NewChild) -> PersonName {
    let both = format!(
        "{} {}",
        child.given_names.as_str(),
        child.family_name.as_str()
    );
    PersonName::parse(&both).unwrap_or_else(|_| child.given_names.clone())
}

/// Whether somebody counts as an adult on a day.
pub fn is_adult(date_of_birth: NaiveDate, on: NaiveDate, adult_age: u8) -> bool {
    on.years_since(date_of_birth)
        .is_some_and(|age| age >= u32::from(adult_age))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adult_from_the_birthday_on() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let born = date("2008-11-23");
        assert!(!is_adult(born, date("2026-11-22"), 18));
        assert!(is_adult(born, date("2026-11-23"), 18));
        assert!(is_adult(born, date("2026-11-22"), 16));
        // Born on a leap day: in other years an adult on 1 March.
        assert!(!is_adult(date("2008-02-29"), date("2026-02-28"), 18));
        assert!(is_adult(date("2008-02-29"), date("2026-03-01"), 18));
    }
}
