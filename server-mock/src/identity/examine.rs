//! A machine's look at the photos of a case: once, soon after they came, off the request's path. It helps the reviewer and
//! decides nothing.

use super::store;
use crate::{
    app::AppState,
    database::DatabaseError,
    problem::{Answer, Refusal},
    upload,
};
use chrono::NaiveDate;
use kinline_protocol::{
    findings::{
        Difference, Expiry, FaceFinding, Findings, Likeness, PhotoFinding, PhotoProblem,
        TypedField, Zone, ZoneFinding,
    },
    identity::{DocumentType, NewIdentityCase, PhotoKind},
};
use kinline_vision::{
    self as vision, Bounds, Face, FaceModels, Picture, Thresholds,
    document::{self, DocumentLook, Mrz, PortraitLook, Typed, compare},
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tokio::sync::Notify;

/// The longer side of a face's small picture, pixels, and its JPEG quality.
const FACE_SIDE: u32 = 240;
const FACE_QUALITY: u8 = 85;
/// How much is shown around a face, in parts of its size.
const AROUND: f32 = 0.35;
/// Until it is tried again, when the store could not be read.
const AGAIN: Duration = Duration::from_secs(5);

/// Wakes whoever looks at what was submitted. A clone wakes the same.
#[derive(Debug, Clone, Default)]
pub struct Examiner(Arc<Notify>);

impl Examiner {
    /// There is a new case.
    pub fn wake(&self) {
        self.0.notify_one();
    }
}

/// What was found, and both faces as JPEG, where both were found.
#[derive(Debug)]
pub struct Found {
    /// For the reviewer.
    pub findings: Findings,
    /// The document's face, and the portrait's.
    pub faces: Option<[Vec<u8>; 2]>,
}

/// Looks at each case that waits, one after the other, as long as the server runs.
pub async fn keep_examined(app: AppState) {
    loop {
        match next(&app).await {
            Ok(true) => {}
            Ok(false) => app.examiner.0.notified().await,
            Err(refusal) => {
                tracing::error!(problem = ?refusal.problem().code, "a case could not be looked at");
                tokio::time::sleep(AGAIN).await;
            }
        }
    }
}

/// Looks at the longest waiting case that was not looked at; whether there was one.
async fn next(app: &AppState) -> Answer<bool> {
    let waiting = app
        .database
        .read(|c| Ok::<_, DatabaseError>(store::unexamined(c)?));
    let Some(case) = waiting.await? else {
        return Ok(false);
    };
    let mut files = BTreeMap::new();
    for photo in &case.submission.photos {
        if let Ok(file) = upload::read(app, photo.upload).await {
            files.insert(photo.kind, file.bytes);
        }
    }
    let (id, models, today) = (case.id, app.calls.models(), app.clock.now().date_naive());
    let submission = case.submission;
    let look = move || examine(&submission, &files, models.as_ref(), today);
    let found = tokio::task::spawn_blocking(look).await;
    let found = found.unwrap_or_else(|error| {
        // A decoder that panics was given something that is no photo.
        tracing::warn!(panicked = error.is_panic(), "photos could not be looked at");
        Found::nothing()
    });
    app.database
        .write(move |tx| store::put_findings(tx, id, &found).map_err(Refusal::from))
        .await?;
    Ok(true)
}

impl Found {
    fn nothing() -> Self {
        let photo = PhotoKind::Portrait;
        Self {
            findings: Findings {
                photos: Vec::new(),
                zone: ZoneFinding::NotFound,
                faces: FaceFinding::NotFound { photo },
            },
            faces: None,
        }
    }
}

/// Looks at the photos of a case, by their kinds.
fn examine(
    submission: &NewIdentityCase,
    files: &BTreeMap<PhotoKind, Vec<u8>>,
    models: Option<&FaceModels>,
    today: NaiveDate,
) -> Found {
    // What cannot be opened is for the reviewer to see.
    let pictures: BTreeMap<_, _> = files
        .iter()
        .filter_map(|(kind, bytes)| Some((*kind, Picture::decode(bytes).ok()?)))
        .collect();
    let documents: BTreeMap<_, _> = pictures
        .iter()
        .filter(|(kind, _)| **kind != PhotoKind::Portrait)
        .map(|(kind, picture)| (*kind, DocumentLook::at(picture)))
        .collect();
    let portrait = pictures.get(&PhotoKind::Portrait);
    let portrait = portrait.map(|picture| PortraitLook::at(picture, models));
    let (faces, shown) = compare_faces(
        submission.document,
        &pictures,
        portrait.as_ref().and_then(|look| look.faces.first()),
        models,
    );
    Found {
        findings: Findings {
            photos: problems(&documents, portrait.as_ref()),
            zone: zone(submission, &documents, today),
            faces,
        },
        faces: shown,
    }
}

fn problems(
    documents: &BTreeMap<PhotoKind, DocumentLook>,
    portrait: Option<&PortraitLook>,
) -> Vec<PhotoFinding> {
    let documents = documents
        .iter()
        .map(|(photo, look)| (*photo, &look.problems));
    let portrait = portrait.map(|look| (PhotoKind::Portrait, &look.problems));
    let told = documents.chain(portrait).flat_map(|(photo, problems)| {
        problems.iter().filter_map(move |it| {
            let problem = PhotoProblem::of(it.code())?;
            Some(PhotoFinding { photo, problem })
        })
    });
    told.collect()
}

fn zone(
    submission: &NewIdentityCase,
    documents: &BTreeMap<PhotoKind, DocumentLook>,
    today: NaiveDate,
) -> ZoneFinding {
    let Some(photo) = submission.document.rule().zone else {
        return ZoneFinding::None;
    };
    match documents.get(&photo).and_then(|look| look.zone.as_ref()) {
        Some(mrz) => ZoneFinding::Read(read(photo, submission, mrz, today)),
        None => ZoneFinding::NotFound,
    }
}

fn read(photo: PhotoKind, submission: &NewIdentityCase, mrz: &Mrz, today: NaiveDate) -> Zone {
    let typed = Typed {
        given_names: submission.given_names.as_str().to_owned(),
        family_name: submission.family_name.as_str().to_owned(),
        date_of_birth: submission.date_of_birth,
    };
    let expires = mrz.fields.date_of_expiry.as_expiry(today);
    let found = compare(mrz, &typed, today);
    Zone {
        photo,
        lines: mrz.lines.clone(),
        valid: mrz.valid,
        differences: found
            .into_iter()
            .filter_map(|it| difference(it, submission))
            .collect(),
        expires,
        expiry: expiry(submission.document, expires, today),
    }
}

/// As people compare them. Whether it has expired is said by itself.
fn difference(found: document::Difference, submission: &NewIdentityCase) -> Option<Difference> {
    let (field, typed, document) = match found {
        document::Difference::FamilyName(name) => (
            TypedField::FamilyName,
            submission.family_name.as_str(),
            name,
        ),
        document::Difference::GivenNames(names) => (
            TypedField::GivenNames,
            submission.given_names.as_str(),
            names,
        ),
        document::Difference::DateOfBirth(born) => {
            let born = born.map_or_else(String::new, |born| born.to_string());
            return Some(Difference {
                field: TypedField::DateOfBirth,
                typed: submission.date_of_birth.to_string(),
                document: born,
            });
        }
        document::Difference::Expired(_) => return None,
    };
    Some(Difference {
        field,
        typed: typed.to_owned(),
        document,
    })
}

fn expiry(document: DocumentType, expires: Option<NaiveDate>, today: NaiveDate) -> Expiry {
    match expires {
        None => Expiry::Unknown,
        Some(day) if today <= day => Expiry::InDate,
        Some(day) if today <= document.rule().last_day(day) => Expiry::Accepted,
        Some(_) => Expiry::Expired,
    }
}

fn compare_faces(
    document: DocumentType,
    pictures: &BTreeMap<PhotoKind, Picture>,
    portrait: Option<&Face>,
    models: Option<&FaceModels>,
) -> (FaceFinding, Option<[Vec<u8>; 2]>) {
    let Some(front) = document.rule().face else {
        return (FaceFinding::None, None);
    };
    let Some(models) = models else {
        return (FaceFinding::Unavailable, None);
    };
    let largest = |kind: PhotoKind| {
        let picture = pictures.get(&kind)?;
        let face = match kind {
            PhotoKind::Portrait => portrait.cloned()?,
            _ => models.faces(picture).into_iter().next()?,
        };
        Some((picture, face))
    };
    let faces = [front, PhotoKind::Portrait].map(|kind| largest(kind).ok_or(kind));
    match faces {
        [Ok(document), Ok(portrait)] => {
            let template =
                |(picture, face): &(&Picture, Face)| models.aligned_template(picture, face);
            let distance = template(&document).distance(&template(&portrait));
            let shown = [&document, &portrait].map(|(picture, face)| small(picture, face.bounds));
            let likeness = likeness(distance);
            (FaceFinding::Compared { likeness }, Some(shown))
        }
        [Err(photo), _] | [_, Err(photo)] => (FaceFinding::NotFound { photo }, None),
    }
}

fn likeness(distance: f32) -> Likeness {
    match vision::likeness(distance, &Thresholds::default()) {
        vision::Likeness::Same => Likeness::LikelySame,
        vision::Likeness::CannotTell => Likeness::CannotTell,
        vision::Likeness::Different => Likeness::LikelyNot,
    }
}

/// A face with a little around it, small, as JPEG.
fn small(picture: &Picture, bounds: Bounds) -> Vec<u8> {
    let place = |at: f32, most: u32| at.round().clamp(0.0, most as f32) as u32;
    let (more_x, more_y) = (bounds.width * AROUND, bounds.height * AROUND);
    let (left, right) = (
        place(bounds.x - more_x, picture.width()),
        place(bounds.x + bounds.width + more_x, picture.width()),
    );
    let (top, bottom) = (
        place(bounds.y - more_y, picture.height()),
        place(bounds.y + bounds.height + more_y, picture.height()),
    );
    let row = picture.width() as usize * 3;
    let part = left as usize * 3..right as usize * 3;
    let rows = picture.rgb().chunks_exact(row);
    let rows = rows.skip(top as usize).take((bottom - top) as usize);
    let rgb = rows.flat_map(|row| row[part.clone()].iter().copied());
    let face = Picture::from_rgb(right - left, bottom - top, rgb.collect());
    // A face of a few pixels: the whole picture is shown.
    let shown = face.unwrap_or_else(|_| picture.clone());
    shown.scaled_to_fit(FACE_SIDE).to_jpeg(FACE_QUALITY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinline_protocol::PersonName;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn case(document: DocumentType) -> NewIdentityCase {
        NewIdentityCase {
            given_names: PersonName::parse("Anna Maria").unwrap(),
            family_name: PersonName::parse("Eriksson").unwrap(),
            date_of_birth: date("1974-08-12"),
            document,
            photos: Vec::new(),
        }
    }

    /// The specimen of ICAO Doc 9303 part 4.
    fn specimen() -> Mrz {
        Mrz::parse(&[
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
        ])
        .unwrap()
    }

    #[test]
    fn a_zone_is_told_as_the_document_has_it() {
        let new = case(DocumentType::Passport);
        let zone = read(
            PhotoKind::DocumentFront,
            &new,
            &specimen(),
            date("2012-04-15"),
        );
        assert!(zone.valid);
        assert_eq!(zone.lines.len(), 2);
        assert_eq!(zone.expires, Some(date("2012-04-15")));
        assert_eq!(zone.expiry, Expiry::InDate);
    }

    #[test]
    fn whether_a_document_has_expired_depends_on_its_rules() {
        let end = Some(date("2026-09-01"));
        let (in_date, later) = (date("2026-09-01"), date("2026-11-22"));
        for (document, then) in [
            (DocumentType::Passport, Expiry::Expired),
            (DocumentType::DrivingLicence, Expiry::Accepted),
            (DocumentType::ResidencePermit, Expiry::Accepted),
        ] {
            assert_eq!(expiry(document, end, in_date), Expiry::InDate);
            assert_eq!(expiry(document, end, later), then, "{document:?}");
        }
        assert_eq!(
            expiry(DocumentType::DrivingLicence, end, date("2026-12-01")),
            Expiry::Expired
        );
        assert_eq!(expiry(DocumentType::Passport, None, later), Expiry::Unknown);
    }

    #[test]
    fn differences_are_told_beside_what_was_typed() {
        let new = case(DocumentType::Passport);
        let found = [
            document::Difference::FamilyName("ERIKSEN".into()),
            document::Difference::GivenNames("ANNA".into()),
            document::Difference::DateOfBirth(Some(date("1974-08-21"))),
            document::Difference::Expired(date("2012-04-15")),
        ];
        let told: Vec<_> = found
            .into_iter()
            .filter_map(|it| difference(it, &new))
            .map(|it| (it.field, it.typed, it.document))
            .collect();
        let line = |field, typed: &str, document: &str| (field, typed.into(), document.into());
        assert_eq!(
            told,
            [
                line(TypedField::FamilyName, "Eriksson", "ERIKSEN"),
                line(TypedField::GivenNames, "Anna Maria", "ANNA"),
                line(TypedField::DateOfBirth, "1974-08-12", "1974-08-21"),
            ]
        );
    }

    #[test]
    fn a_face_is_shown_small_with_a_little_around_it() {
        let picture = Picture::from_rgb(800, 600, vec![128; 800 * 600 * 3]).unwrap();
        let bounds = |x, y, width, height| Bounds {
            x,
            y,
            width,
            height,
        };
        for (bounds, sides) in [
            (bounds(100.0, 100.0, 100.0, 100.0), (170, 170)),
            (bounds(-20.0, 500.0, 100.0, 200.0), (115, 170)),
            (bounds(790.0, 0.0, 4.0, 4.0), (240, 180)),
        ] {
            let shown = Picture::decode(&small(&picture, bounds)).unwrap();
            assert_eq!((shown.width(), shown.height()), sides, "{bounds:?}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_photo_is_told_of_that_photo() {
        let dark = Picture::from_rgb(1200, 800, vec![8; 1200 * 800 * 3]).unwrap();
        let files = BTreeMap::from([(PhotoKind::DocumentFront, dark.to_jpeg(85))]);
        let passport = case(DocumentType::Passport);
        let found = examine(&passport, &files, None, date("2026-11-22"));
        let told = PhotoFinding {
            photo: PhotoKind::DocumentFront,
            problem: PhotoProblem::Dark,
        };
        assert!(found.findings.photos.contains(&told), "{found:?}");
    }

    #[test]
    fn without_models_faces_are_not_compared_and_photos_that_cannot_be_opened_are_no_problem() {
        let files = BTreeMap::from([(PhotoKind::Portrait, b"rubbish".to_vec())]);
        for (document, faces) in [
            (DocumentType::Passport, FaceFinding::Unavailable),
            (DocumentType::BirthCertificate, FaceFinding::None),
        ] {
            let found = examine(&case(document), &files, None, date("2026-11-22"));
            assert_eq!(found.findings.faces, faces);
            assert!(found.faces.is_none());
        }
    }
}
