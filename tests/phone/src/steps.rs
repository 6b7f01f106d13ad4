//! What a person does on the phone, screen by screen. Only what is on a screen can be tapped or
//! filled in; each step ends on the screen that comes of it.

use crate::{Phone, PhoneError, document, document::Passport, tell};
use chrono::NaiveDate;
use kinline_core::{Action, DeviceCheck, Part, Place, Screen, ScreenName, View};
use kinline_protocol::{BookingId, EstablishmentId, SlotId, identity::PhotoKind};

/// Somebody who uses the phone. Invented.
#[derive(Debug, Clone)]
pub struct Person {
    /// First names.
    pub given_names: String,
    /// Last name.
    pub family_name: String,
    /// Date of birth.
    pub date_of_birth: NaiveDate,
    /// E-mail address.
    pub email: String,
}

/// Somebody in prison, as a family types it.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Prisoner {
    /// Where.
    pub establishment: EstablishmentId,
    /// Prisoner number.
    #[serde(alias = "prisoner_number")]
    pub number: String,
    /// First names.
    pub given_names: String,
    /// Last name.
    pub family_name: String,
    /// Date of birth.
    pub date_of_birth: NaiveDate,
}

impl Person {
    /// Their passport. Nobody holds it.
    #[must_use]
    pub fn passport(&self) -> Passport {
        let number = self.email.bytes().fold(100_000_000_u32, |n, byte| {
            n.wrapping_mul(31).wrapping_add(u32::from(byte)) % 900_000_000 + 100_000_000
        });
        Passport {
            given_names: self.given_names.clone(),
            family_name: self.family_name.clone(),
            date_of_birth: self.date_of_birth,
            number: number.to_string(),
            expires: NaiveDate::from_ymd_opt(2034, 1, 31).unwrap_or_default(),
        }
    }

    /// A photo of what the camera is pointed at.
    pub fn photo(&self, kind: PhotoKind) -> Result<Vec<u8>, PhoneError> {
        match kind {
            PhotoKind::Portrait => document::portrait(&self.email),
            _ => self.passport().photo(),
        }
    }
}

impl Phone {
    /// Taps the button that most people want.
    pub fn tap_primary(&self) -> Result<Action, PhoneError> {
        let screen = self.screen();
        let style = kinline_core::ButtonStyle::Primary;
        let button = screen.buttons().find(|it| it.enabled && it.style == style);
        let button = button.ok_or_else(|| self.not_there("main button"))?;
        self.send(button.action.clone());
        Ok(button.action.clone())
    }

    /// From the welcome screen to the one that asks for the code.
    pub fn register(&self, email: &str) -> Result<Screen, PhoneError> {
        if self.screen().name == ScreenName::Welcome {
            self.tap_primary()?;
        }
        self.wait_for(ScreenName::Register)?;
        self.enter("email", email)?;
        self.submit()?;
        self.wait_for(ScreenName::EnterCode)
    }

    /// Types the code from the mail.
    pub fn confirm(&self, code: &str) -> Result<Screen, PhoneError> {
        self.wait_for(ScreenName::EnterCode)?;
        self.enter("code", code)?;
        self.submit()?;
        self.wait_for(ScreenName::Home)
    }

    /// From home to the photos: name, date of birth, passport.
    pub fn enter_identity(&self, person: &Person) -> Result<Screen, PhoneError> {
        self.go(Place::Identity)?;
        if self.screen().name == ScreenName::IdentityStatus {
            // A case that was rejected: it says what to send again.
            self.tap_primary()?;
        }
        self.wait_for(ScreenName::IdentityDetails)?;
        self.enter("given_names", &person.given_names)?;
        self.enter("family_name", &person.family_name)?;
        self.enter("date_of_birth", &person.date_of_birth.to_string())?;
        self.submit()?;
        self.wait_for(ScreenName::IdentityDocument)?;
        self.enter("document", "passport")?;
        self.submit()?;
        self.wait_for(ScreenName::IdentityPhotos)
    }

    /// Takes a photo that is asked for, and uses it as it is, whatever is noticed about it.
    pub fn take_photo(&self, kind: PhotoKind, bytes: Vec<u8>) -> Result<Screen, PhoneError> {
        if self.give_photo(kind, bytes)?.name == ScreenName::PhotoCheck {
            self.send(Action::KeepPhoto(kind));
        }
        self.wait_for(ScreenName::IdentityPhotos)
    }

    /// Takes a photo that is asked for, and waits until it was looked at: shows the photos, what was noticed about this
    /// one, or the camera again where it cannot be used.
    pub fn give_photo(&self, kind: PhotoKind, bytes: Vec<u8>) -> Result<Screen, PhoneError> {
        self.wait_for(ScreenName::IdentityPhotos)?;
        self.tap_on(&format!("button for {kind:?}"), |action| {
            *action == Action::TakePhoto(kind)
        })?;
        self.wait_for(ScreenName::Camera)?;
        self.send(Action::PhotoTaken { kind, bytes });
        self.wait_until("a look at the photo", |screen| match screen.name {
            ScreenName::PhotoCheck => {
                let mut buttons = screen.buttons();
                buttons.any(|it| it.action == Action::KeepPhoto(kind))
            }
            ScreenName::Camera => tell::problem(screen).is_some(),
            name => name == ScreenName::IdentityPhotos,
        })
    }

    /// Takes every photo that is asked for.
    pub fn take_photos(&self, person: &Person) -> Result<Screen, PhoneError> {
        let screen = self.wait_for(ScreenName::IdentityPhotos)?;
        for part in &screen.parts {
            if let Part::Photo(photo) = part {
                self.take_photo(photo.kind, person.photo(photo.kind)?)?;
            }
        }
        self.wait_for(ScreenName::IdentityPhotos)
    }

    /// Sends the identity and waits until all of it has arrived.
    pub fn send_identity(&self) -> Result<Screen, PhoneError> {
        self.tap_on("button that sends the identity", |action| {
            *action == Action::SubmitIdentity
        })?;
        self.wait_for(ScreenName::IdentityStatus)
    }

    /// Reads and agrees to the policy.
    pub fn agree_to_policy(&self) -> Result<(), PhoneError> {
        self.go(Place::Policy)?;
        self.wait_for(ScreenName::Policy)?;
        self.tap_on("button that agrees to the policy", |action| {
            matches!(action, Action::AgreeToPolicy { .. })
        })?;
        self.wait_until("that the policy is agreed to", |screen| {
            let agrees =
                |it: &kinline_core::Button| matches!(it.action, Action::AgreeToPolicy { .. });
            !screen.buttons().any(agrees)
        })
        .map(drop)
    }

    /// Asks an establishment to approve a contact.
    pub fn add_contact(&self, prisoner: &Prisoner) -> Result<Screen, PhoneError> {
        self.go(Place::People)?;
        self.tap_on("button that adds a person", |action| {
            *action == Action::Open(Place::AddContact)
        })?;
        self.wait_for(ScreenName::AddContact)?;
        self.enter("establishment", &prisoner.establishment.0)?;
        self.enter("prisoner_number", &prisoner.number)?;
        self.enter("given_names", &prisoner.given_names)?;
        self.enter("family_name", &prisoner.family_name)?;
        self.enter("date_of_birth", &prisoner.date_of_birth.to_string())?;
        self.submit()?;
        self.wait_for(ScreenName::People)
    }

    /// Adds an approved visitor who comes along.
    pub fn add_companion(&self, number: &str, born: NaiveDate) -> Result<Screen, PhoneError> {
        self.go(Place::People)?;
        self.tap_on("button that adds a visitor", |action| {
            *action == Action::Open(Place::AddCompanion)
        })?;
        self.wait_for(ScreenName::AddCompanion)?;
        self.enter("visitor_number", number)?;
        self.enter("date_of_birth", &born.to_string())?;
        self.submit()?;
        self.wait_for(ScreenName::People)
    }

    /// Invites an adult to come along; gives the link that is to be sent to them.
    pub fn invite(&self, name: &str) -> Result<String, PhoneError> {
        self.go(Place::People)?;
        self.tap_on("button that invites", |action| {
            *action == Action::Open(Place::Invite)
        })?;
        self.wait_for(ScreenName::Invite)?;
        self.enter("name", name)?;
        self.submit()?;
        self.wait_for(ScreenName::People)?;
        let text = self.wait_for_text()?;
        let link = text.split_whitespace().find(|word| word.contains("://"));
        link.map(str::to_owned)
            .ok_or_else(|| PhoneError::NotCome("a link to send".into()))
    }

    /// Adds a child that the person answers for.
    pub fn add_child(&self, given_names: &str, born: NaiveDate) -> Result<Screen, PhoneError> {
        self.go(Place::People)?;
        self.tap_on("button that adds a child", |action| {
            *action == Action::Open(Place::AddChild)
        })?;
        self.wait_for(ScreenName::AddChild)?;
        self.enter("given_names", given_names)?;
        self.enter("family_name", "Example")?;
        self.enter("date_of_birth", &born.to_string())?;
        self.enter("relationship", "parent")?;
        self.enter("i_am_responsible", "yes")?;
        self.submit()?;
        self.wait_for(ScreenName::People)
    }

    /// Goes to the free times of the first contact that calls can be booked with.
    pub fn see_slots(&self) -> Result<Screen, PhoneError> {
        self.go(Place::People)?;
        self.tap_on("person to book a call with", |action| {
            matches!(action, Action::BookWith(_))
        })?;
        self.wait_until("free times", |screen| !slots(screen).is_empty())
    }

    /// Holds a free time.
    pub fn hold(&self, slot: SlotId) -> Result<Screen, PhoneError> {
        self.tap_on("free time", |action| *action == Action::ChooseSlot(slot))?;
        self.wait_until("the held time", |screen| {
            let sends = |it: &kinline_core::Button| {
                it.enabled && it.style == kinline_core::ButtonStyle::Primary
            };
            screen.name == ScreenName::ConfirmBooking && screen.buttons().any(sends)
        })
    }

    /// Chooses everybody who can come along.
    pub fn bring_everybody(&self) -> Result<(), PhoneError> {
        let comes = |action: &Action| matches!(action, Action::SetGuest { comes: true, .. });
        loop {
            let screen = self.screen();
            let next = tell::tappable(&screen)
                .into_iter()
                .find(|(_, it)| comes(it));
            let Some((_, action)) = next else {
                return Ok(());
            };
            self.send(action.clone());
            self.wait_until("that the visitor is chosen", |screen| {
                !tell::tappable(screen).iter().any(|(_, it)| *it == action)
            })?;
        }
    }

    /// Asks for the held time.
    pub fn request_booking(&self) -> Result<Screen, PhoneError> {
        self.tap_on("button that asks for the call", |action| {
            *action == Action::RequestBooking
        })?;
        self.wait_for(ScreenName::Booking)
    }

    /// Goes to the first booking in the list: the next one.
    pub fn open_booking(&self, id: Option<BookingId>) -> Result<Screen, PhoneError> {
        let is = |action: &Action| match (action, id) {
            (Action::Open(Place::Booking(it)), Some(id)) => *it == id,
            (Action::Open(Place::Booking(_)), None) => true,
            _ => false,
        };
        if self.screen().name != ScreenName::Bookings {
            self.go(Place::Bookings)?;
        }
        self.tap_on("booking", is)?;
        self.wait_for(ScreenName::Booking)
    }

    /// From a booking whose waiting room is open to the device check, or where the phone goes instead.
    pub fn start_check(&self) -> Result<(), PhoneError> {
        self.wait_until("a booking whose waiting room is open", |screen| {
            let mut buttons = screen.buttons();
            buttons.any(|button| {
                button.style == kinline_core::ButtonStyle::Primary
                    && matches!(
                        button.action,
                        Action::StartDeviceCheck(_) | Action::JoinCall(_)
                    )
            })
        })?;
        self.tap_primary().map(drop)
    }

    /// From a booking through the device check into the waiting room.
    pub fn join(&self) -> Result<Screen, PhoneError> {
        if self.screen().name == ScreenName::Booking {
            self.start_check()?;
        }
        let screen = self.wait_until("the device check or the waiting room", |screen| {
            use ScreenName::{Call, CallEnded, DeviceCheck, WaitingRoom};
            matches!(screen.name, DeviceCheck | WaitingRoom | Call | CallEnded)
        })?;
        if screen.name != ScreenName::DeviceCheck {
            return Ok(screen);
        }
        self.send(Action::DeviceChecked(DeviceCheck {
            camera: true,
            microphone: true,
            loudspeaker: true,
        }));
        self.tap_on("way into the waiting room", |action| {
            matches!(action, Action::JoinCall(_))
        })?;
        self.wait_until("the waiting room", |screen| {
            use ScreenName::{Call, CallEnded, WaitingRoom};
            matches!(screen.name, WaitingRoom | Call | CallEnded)
        })
    }

    /// Waits until the call is live: its time runs.
    pub fn wait_live(&self) -> Result<Screen, PhoneError> {
        self.wait_until("a live call", |screen| {
            matches!(&screen.view, View::Call(call) if call.running && call.cover.is_none())
        })
    }

    /// Waits until the call stands still, and tells why and what ends that.
    pub fn wait_covered(&self) -> Result<Screen, PhoneError> {
        self.wait_until("a call that stands still", |screen| {
            matches!(&screen.view, View::Call(call) if !call.running && call.cover.is_some())
        })
    }
}

/// The free times on a screen, with what a person reads.
#[must_use]
pub fn slots(screen: &Screen) -> Vec<(SlotId, String)> {
    let tappable = tell::tappable(screen).into_iter();
    tappable
        .filter_map(|(label, action)| match action {
            Action::ChooseSlot(slot) => Some((slot, label)),
            _ => None,
        })
        .collect()
}

/// The booking that a screen is about, by what can be done with it there.
#[must_use]
pub fn booking(screen: &Screen) -> Option<BookingId> {
    tell::tappable(screen)
        .into_iter()
        .find_map(|(_, action)| match action {
            Action::ShareCalendar(id)
            | Action::CancelBooking(id)
            | Action::ProposeTimes(id)
            | Action::StartDeviceCheck(id)
            | Action::JoinCall(id) => Some(id),
            _ => None,
        })
}

/// The reference on a screen, such as `K7Q2-M9XD`.
#[must_use]
pub fn reference(screen: &Screen) -> Option<String> {
    let text = tell::whole(screen);
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let is = |word: &&str| {
        let capital = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        let (bytes, length) = (word.as_bytes(), word.len());
        length == 9 && bytes[4] == b'-' && bytes.iter().filter(|byte| capital(byte)).count() == 8
    };
    words.find(is).map(ToOwned::to_owned)
}
