//! The three sections about dates and times.

use super::{
    super::{Day, Period, Problem, Reason},
    dates::{Meant, date, meant},
    last_of_each,
    yaml::Node,
};
use chrono::NaiveDate;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// What the sections say, what is odd about that, and the dates that they may have meant where they
/// could not be read.
#[derive(Debug)]
pub(super) struct Sections {
    pub(super) recurring: BTreeMap<Day, BTreeSet<Period>>,
    pub(super) anomalous: BTreeMap<NaiveDate, BTreeSet<Period>>,
    pub(super) unbookable: BTreeSet<NaiveDate>,
    pub(super) withheld: Meant,
    pub(super) problems: Vec<Problem>,
}

impl Default for Sections {
    fn default() -> Self {
        Self {
            recurring: BTreeMap::new(),
            anomalous: BTreeMap::new(),
            unbookable: BTreeSet::new(),
            withheld: Meant::Dates(BTreeSet::new()),
            problems: Vec::new(),
        }
    }
}

impl Sections {
    /// `mon: ['1400-1530']`
    pub(super) fn recurring(&mut self, value: &Node<'_>) {
        let Node::Mapping(days) = value else {
            return self.no_section("recurring", value, Reason::NoDays);
        };
        for (key, value) in last_of_each(days, "recurring.", &mut self.problems) {
            let path = format!("recurring.{key}");
            match Day::ALL.into_iter().find(|day| day.key() == key) {
                Some(day) => {
                    let periods = self.periods(&path, value);
                    self.recurring.insert(day, periods);
                }
                None => self.problem(path, value.text(), Reason::UnknownDay),
            }
        }
    }

    /// `2026-12-24: ['0900-1000']`
    pub(super) fn anomalous(&mut self, value: &Node<'_>) {
        let Node::Mapping(dates) = value else {
            self.no_section("anomalous", value, Reason::NoExceptions);
            return self.withhold_all(value);
        };
        for (key, value) in last_of_each(dates, "anomalous.", &mut self.problems) {
            match date(&key) {
                Some(on) => {
                    let periods = self.periods(&format!("anomalous.{key}"), value);
                    self.anomalous.insert(on, periods);
                }
                None => self.not_a_date("anomalous", key),
            }
        }
    }

    /// `- 2026-12-25`
    pub(super) fn unbookable(&mut self, value: &Node<'_>) {
        let Node::Sequence(items) = value else {
            self.no_section("unbookable", value, Reason::NoDates);
            return self.withhold_all(value);
        };
        for item in items {
            match item {
                Node::Scalar { text, .. } => match date(text) {
                    Some(on) if self.unbookable.insert(on) => {}
                    Some(_) => self.problem("unbookable", &**text, Reason::Repeated),
                    None => self.not_a_date("unbookable", Cow::Borrowed(&**text)),
                },
                _ => {
                    self.problem("unbookable", item.text(), Reason::NoDates);
                    self.withhold_all(item);
                }
            }
        }
    }

    fn periods(&mut self, key: &str, value: &Node<'_>) -> BTreeSet<Period> {
        let mut periods = BTreeSet::new();
        let Node::Sequence(items) = value else {
            self.no_section(key, value, Reason::NoPeriodList);
            return periods;
        };
        for item in items {
            let text = item.text();
            let read = matches!(item, Node::Scalar { .. })
                .then(|| text.parse::<Period>().ok())
                .flatten();
            match read {
                Some(period) if periods.insert(period) => {}
                Some(_) => self.problem(key, text, Reason::Repeated),
                None => self.problem(key, text, Reason::NotAPeriod),
            }
        }
        periods
    }

    /// A section that is something else than it should be: `reason`, unless there is nothing in it.
    fn no_section(&mut self, key: &str, value: &Node<'_>, reason: Reason) {
        let reason = if value.is_null() {
            Reason::Empty
        } else {
            reason
        };
        self.problem(key, value.text(), reason);
    }

    fn not_a_date(&mut self, key: &str, text: Cow<'_, str>) {
        let meant = meant(&text);
        self.withhold(meant.clone());
        self.problem(key, text, Reason::NotADate { meant });
    }

    /// All dates that any text within may mean.
    fn withhold_all(&mut self, node: &Node<'_>) {
        if node.is_null() {
            return;
        }
        for text in node.texts() {
            if text.parse::<Period>().is_err() {
                self.withhold(meant(text));
            }
        }
    }

    fn withhold(&mut self, more: Meant) {
        match (&mut self.withheld, more) {
            (Meant::Dates(dates), Meant::Dates(more)) => dates.extend(more),
            (withheld, _) => *withheld = Meant::Any,
        }
    }

    fn problem<'t>(
        &mut self,
        key: impl Into<String>,
        value: impl Into<Cow<'t, str>>,
        reason: Reason,
    ) {
        self.problems.push(Problem::new(key, value.into(), reason));
    }
}
