//! Who is in one's own picture, over several looks.

use super::Look;
use chrono::{DateTime, Utc};
use kinline_vision::{
    Template,
    watch::{Expected, Seen, Standing, Verdict, Watch, WatchSettings},
};

/// Follows everybody in one's own picture.
#[derive(Debug, Clone)]
pub struct Company {
    watch: Watch,
    last: DateTime<Utc>,
    too_many: bool,
}

impl Default for Company {
    fn default() -> Self {
        Self {
            watch: Watch::new(WatchSettings::default()),
            last: DateTime::UNIX_EPOCH,
            too_many: false,
        }
    }
}

impl Company {
    /// Takes in a look. Besides oneself, so many `others` may be there. Without one's `own` face to compare with, people
    /// are only counted.
    pub fn look(&mut self, look: &Look, own: Option<&Template>, others: usize, now: DateTime<Utc>) {
        let Some(faces) = &look.faces else {
            return;
        };
        // A clock that was moved back: what was seen at a later time would never be over.
        if now < self.last {
            *self = Self::default();
        }
        self.last = now;
        let at = (now - DateTime::UNIX_EPOCH).to_std().unwrap_or_default();
        let expected = Expected {
            portraits: own.cloned().into_iter().collect(),
            without_portrait: others,
        };
        match own {
            Some(_) => drop(self.watch.look(at, faces, &expected)),
            // Somebody far behind, whom nobody could recognise, is nobody to be counted.
            None => {
                let clear = faces.iter().filter(|it| it.template.is_some());
                let clear: Vec<Seen> = clear.cloned().collect();
                self.watch.look(at, &clear, &expected);
            }
        }
        self.too_many = match own {
            Some(_) => self.watch.verdict() == Verdict::Unknown,
            None => self.people() > others + 1,
        };
    }

    /// Whether somebody is there who should not be.
    pub fn too_many(&self) -> bool {
        self.too_many
    }

    /// How many are there, posters left out.
    pub fn people(&self) -> usize {
        let standings = self.watch.standings();
        standings.filter(|it| *it != Standing::StillPicture).count()
    }

    /// Whether one is recognised oneself.
    pub fn recognised(&self) -> bool {
        self.watch.standings().any(|it| it == Standing::Approved)
    }
}
