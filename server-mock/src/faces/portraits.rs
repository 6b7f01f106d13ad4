//! Whom a call's pictures are compared with: the people of its booking, by their approved portraits.

use super::store;
use crate::{call::Plan, identity, upload};
use kinline_protocol::{PersonName, booking::VisitorKind, call::Side, faces::WatchedSide};
use kinline_vision::{FaceModels, Picture, Template, watch::Expected};
use rusqlite::Connection;
use std::path::Path;

/// A face in a portrait is no smaller in what is left of it; more costs time and tells no more.
const LONGEST: u32 = 1_024;

/// What is kept of those who are expected in a call: the listed by their portraits, and whom staff allowed since.
pub struct Portraits([(Side, Vec<Listed>, Vec<Template>); 2]);

struct Listed {
    name: PersonName,
    is_child: bool,
    photo: Option<Vec<u8>>,
}

/// What a side's pictures are compared with.
pub struct Compared {
    /// As staff see it.
    pub side: WatchedSide,
    /// As watching takes it.
    pub expected: Expected,
}

impl Portraits {
    /// Reads the portraits of a booking's people. A file that is not there any more is none.
    pub fn read(c: &Connection, data: &Path, plan: &Plan) -> rusqlite::Result<Self> {
        let visitors = plan.visitors.iter().map(|visitor| {
            let upload = match visitor.account {
                Some(account) => identity::portrait(c, account)?,
                None => None,
            };
            Ok(Listed {
                name: visitor.name.clone(),
                is_child: visitor.kind == VisitorKind::Child,
                photo: upload.and_then(|id| std::fs::read(upload::photo_path(data, id)).ok()),
            })
        });
        let prisoner = Listed {
            name: plan.prisoner.clone(),
            is_child: false,
            photo: store::portrait(c, plan.prisoner_id)?,
        };
        Ok(Self([
            (
                Side::Family,
                visitors.collect::<rusqlite::Result<_>>()?,
                store::allowed(c, plan.call, Side::Family)?,
            ),
            (
                Side::Prison,
                vec![prisoner],
                store::allowed(c, plan.call, Side::Prison)?,
            ),
        ]))
    }

    /// Makes their templates: takes a moment for each.
    pub fn compare(self, models: &FaceModels) -> Vec<Compared> {
        let sides = self.0.into_iter();
        sides
            .map(|(side, listed, allowed)| compare(models, side, listed, allowed))
            .collect()
    }
}

fn compare(
    models: &FaceModels,
    side: Side,
    listed: Vec<Listed>,
    allowed: Vec<Template>,
) -> Compared {
    let mut expected = Expected::default();
    let mut without = Vec::new();
    for person in listed {
        match person.photo.and_then(|photo| template(models, &photo)) {
            Some(template) => expected.portraits.push(template),
            None if person.is_child => expected.without_portrait += 1,
            None => without.push(person.name),
        }
    }
    let portraits = expected.portraits.len();
    expected.portraits.extend(allowed);
    Compared {
        side: WatchedSide {
            side,
            portraits,
            without,
            children: expected.without_portrait,
        },
        expected,
    }
}

/// What the largest face of a photo looks like.
pub(super) fn template(models: &FaceModels, photo: &[u8]) -> Option<Template> {
    let picture = Picture::decode(photo).ok()?.scaled_to_fit(LONGEST);
    let face = models.faces(&picture).into_iter().next()?;
    Some(models.aligned_template(&picture, &face))
}
