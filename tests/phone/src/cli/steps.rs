//! The journey's steps as sub-commands.

use super::{Command, PhoneArguments, Who};
use crate::{
    Phone, PhoneError,
    steps::{self, Person, Prisoner},
    tell,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use kinline_core::{Action, Part, Place, Reminder, Screen, ScreenName, View, html};
use kinline_protocol::{EstablishmentId, identity::PhotoKind};
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

pub(super) fn run(arguments: &PhoneArguments, command: &Command) -> Result<String, PhoneError> {
    let mut phone = Phone::start(arguments.options()?)?;
    let more = step(&mut phone, arguments, command)?;
    let screen = phone.screen();
    phone.shutdown();
    Ok(match arguments.json {
        true => {
            let mut all = json_of(&screen);
            if let (Value::Object(all), Value::Object(more)) = (&mut all, more) {
                all.extend(more);
            }
            all.to_string()
        }
        false => format!("{}{}", tell::whole(&screen), words_of(&more)),
    })
}

/// Does the step; gives what there is to tell besides the screen.
fn step(
    phone: &mut Phone,
    arguments: &PhoneArguments,
    command: &Command,
) -> Result<Value, PhoneError> {
    match command {
        Command::Register { email } => phone.register(email).map(|_| Value::Null),
        Command::Confirm { code } => phone.confirm(code).map(|_| Value::Null),
        Command::Identity {
            who,
            document,
            portrait,
        } => identity(phone, who, document.as_ref(), portrait.as_ref()),
        Command::Policy => phone.agree_to_policy().map(|()| Value::Null),
        Command::Contact {
            establishment,
            number,
            who,
        } => {
            let prisoner = Prisoner {
                establishment: EstablishmentId(establishment.clone()),
                number: number.clone(),
                given_names: who.given_names.clone(),
                family_name: who.family_name.clone(),
                date_of_birth: who.born,
            };
            phone.add_contact(&prisoner).map(|_| Value::Null)
        }
        Command::Companion { number, born } => {
            phone.add_companion(number, *born).map(|_| Value::Null)
        }
        Command::Slots => {
            let screen = phone.see_slots()?;
            let labels = steps::slots(&screen).into_iter().map(|(_, label)| label);
            Ok(json!({ "slots": labels.collect::<Vec<_>>() }))
        }
        Command::Book { slot, everybody } => book(phone, *slot, *everybody),
        Command::Bookings => phone.go(Place::Bookings).map(|()| Value::Null),
        Command::Calendar { out } => calendar(phone, out),
        Command::Reminders => {
            let reminders = phone.reminders();
            Ok(json!({ "reminders": reminders.iter().map(reminder).collect::<Vec<_>>() }))
        }
        Command::Call { seconds, html } => call(phone, arguments, *seconds, html.as_deref()),
        Command::Screen { html, picture } => {
            if let Some(path) = html {
                let png = picture
                    .as_ref()
                    .map(|it| std::fs::read(it).map_err(|e| PhoneError::file(it, e)));
                draw(&phone.screen(), png.transpose()?.as_deref(), path)?;
            }
            Ok(Value::Null)
        }
        Command::Rehearse { photo } => rehearse(phone, photo),
        Command::Tap { label } => phone.tap(label).map(|_| Value::Null),
        Command::Line(_) | Command::Demo(_) | Command::Swarm(_) => Ok(Value::Null),
    }
}

fn identity(
    phone: &Phone,
    who: &Who,
    document: Option<&PathBuf>,
    portrait: Option<&PathBuf>,
) -> Result<Value, PhoneError> {
    let person = Person {
        given_names: who.given_names.clone(),
        family_name: who.family_name.clone(),
        date_of_birth: who.born,
        email: format!("{}@example.org", who.given_names),
    };
    let photos_wait = [ScreenName::IdentityPhotos, ScreenName::IdentitySending];
    if !photos_wait.contains(&phone.screen().name) {
        phone.enter_identity(&person)?;
    }
    if phone.screen().name == ScreenName::IdentityPhotos {
        for kind in asked_for(&phone.screen()) {
            let file = match kind {
                PhotoKind::Portrait => portrait,
                _ => document,
            };
            let bytes = match file {
                Some(path) => std::fs::read(path).map_err(|error| PhoneError::file(path, error))?,
                None => person.photo(kind)?,
            };
            phone.take_photo(kind, bytes)?;
        }
        phone.send_identity()?;
    }
    phone
        .wait_for(ScreenName::IdentityStatus)
        .map(|_| Value::Null)
}

/// Holds a photo before the camera until the phone has said what it sees.
fn rehearse(phone: &Phone, photo: &Path) -> Result<Value, PhoneError> {
    let picture = image::open(photo).map_err(|error| PhoneError::file(photo, error))?;
    let picture = picture.thumbnail(640, 640).into_rgb8();
    if phone.screen().name != ScreenName::Rehearsal {
        phone.go(Place::Rehearsal)?;
    }
    let said = phone.show_camera(&picture, "advice", |screen| {
        let mut notices = screen.parts.iter().rev().filter_map(|part| match part {
            Part::Notice { tone, .. } => Some(*tone),
            _ => None,
        });
        screen.name == ScreenName::Rehearsal && notices.next() != Some(kinline_core::Tone::Waiting)
    });
    said.map(|_| Value::Null)
}

fn asked_for(screen: &Screen) -> Vec<PhotoKind> {
    let photos = screen.parts.iter().filter_map(|part| match part {
        Part::Photo(photo) => Some(photo.kind),
        _ => None,
    });
    photos.collect()
}

fn book(phone: &Phone, slot: usize, everybody: bool) -> Result<Value, PhoneError> {
    let screen = phone.see_slots()?;
    let slots = steps::slots(&screen);
    let chosen = slot.checked_sub(1).and_then(|index| slots.get(index));
    let (slot, label) = chosen.ok_or_else(|| phone.not_there("such free time"))?;
    phone.hold(*slot)?;
    if everybody {
        phone.bring_everybody()?;
    }
    phone.request_booking()?;
    Ok(json!({ "slot": label }))
}

fn calendar(phone: &Phone, out: &Path) -> Result<Value, PhoneError> {
    if phone.screen().name != ScreenName::Booking {
        phone.open_booking(None)?;
    }
    phone.tap_on("calendar button", |action| {
        matches!(action, Action::ShareCalendar(_))
    })?;
    let file = phone.wait_for_file()?;
    std::fs::write(out, &file.bytes).map_err(|error| PhoneError::file(out, error))?;
    Ok(json!({ "file": out, "name": file.name, "media_type": file.media_type }))
}

fn call(
    phone: &mut Phone,
    arguments: &PhoneArguments,
    seconds: Option<u64>,
    html: Option<&Path>,
) -> Result<Value, PhoneError> {
    phone.open_senses(arguments.senses()?)?;
    if phone.screen().name != ScreenName::Booking {
        phone.open_booking(None)?;
    }
    phone.join()?;
    let end = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let (mut last, mut html) = (String::new(), html);
    while phone.screen().name != ScreenName::CallEnded {
        if end.is_some_and(|end| Instant::now() > end) {
            phone.send(Action::LeaveCall);
            phone.wait_for(ScreenName::CallEnded)?;
            break;
        }
        let heading = tell::heading(&phone.screen());
        if heading != last && !arguments.json {
            super::say(&heading);
        }
        last = heading;
        // A few pictures in, the codec has settled.
        if let Some(path) = html.filter(|_| live(&phone.screen()))
            && let seen = phone.perceived()?.seen()
            && seen.total() > 30
            && let Some(picture) = seen.last.values().next()
        {
            draw(&phone.screen(), Some(&picture.png()?), path)?;
            html = None;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let seen = phone.perceived()?.seen();
    Ok(json!({ "frames_in": seen.total(), "undecodable": seen.undecodable }))
}

fn live(screen: &Screen) -> bool {
    matches!(&screen.view, View::Call(call) if call.running)
}

/// Writes a screen as an HTML page that needs no other file.
fn draw(screen: &Screen, png: Option<&[u8]>, path: &Path) -> Result<(), PhoneError> {
    let picture = png.map(|png| format!("data:image/png;base64,{}", BASE64_STANDARD.encode(png)));
    let page = html::page(screen, picture.as_deref());
    std::fs::write(path, page).map_err(|error| PhoneError::file(path, error))
}

fn reminder(reminder: &Reminder) -> Value {
    json!({ "id": reminder.id, "at": reminder.at, "title": reminder.title, "text": reminder.text })
}

fn json_of(screen: &Screen) -> Value {
    let tappable = tell::tappable(screen).into_iter().map(|(label, _)| label);
    json!({
        "screen": format!("{:?}", screen.name),
        "title": screen.title,
        "language": screen.language.code(),
        "problems": tell::problems(screen),
        "tappable": tappable.collect::<Vec<_>>(),
        "text": tell::whole(screen),
    })
}

fn words_of(more: &Value) -> String {
    match more {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| format!("{key}: {value:#}\n"))
            .collect(),
        _ => String::new(),
    }
}
