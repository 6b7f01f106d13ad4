//! Which pages are open, the seen one last.

use kinline_protocol::{BookingId, ContactId, identity::PhotoKind};
use serde::{Deserialize, Serialize};

/// A page, with what it is about. One page can look like several screens
/// ([`crate::ScreenName`]): a call is a waiting room first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Page {
    /// [`crate::ScreenName::Welcome`]
    Welcome,
    /// [`crate::ScreenName::Register`]
    Register,
    /// [`crate::ScreenName::EnterCode`]
    EnterCode,
    /// [`crate::ScreenName::Home`]
    Home,
    /// [`crate::ScreenName::IdentityDetails`]
    IdentityDetails,
    /// [`crate::ScreenName::IdentityDocument`]
    IdentityDocument,
    /// [`crate::ScreenName::IdentityPhotos`]
    IdentityPhotos,
    /// [`crate::ScreenName::Camera`]
    Camera(PhotoKind),
    /// [`crate::ScreenName::PhotoCheck`]
    PhotoCheck(PhotoKind),
    /// [`crate::ScreenName::IdentitySending`]
    IdentitySending,
    /// [`crate::ScreenName::IdentityStatus`]
    IdentityStatus,
    /// [`crate::ScreenName::Policy`]
    Policy,
    /// [`crate::ScreenName::People`]
    People,
    /// [`crate::ScreenName::AddContact`]
    AddContact,
    /// [`crate::ScreenName::AddCompanion`]
    AddCompanion,
    /// [`crate::ScreenName::AddChild`]
    AddChild,
    /// [`crate::ScreenName::Invite`]
    Invite,
    /// [`crate::ScreenName::Invitation`]
    Invitation,
    /// [`crate::ScreenName::PrepareChild`]
    PrepareChild,
    /// [`crate::ScreenName::Slots`]
    Slots(ContactId),
    /// [`crate::ScreenName::ConfirmBooking`]
    ConfirmBooking,
    /// [`crate::ScreenName::Planner`]
    Planner(ContactId),
    /// [`crate::ScreenName::WaitingList`]
    WaitingList(ContactId),
    /// [`crate::ScreenName::CancelBooking`]
    CancelBooking(BookingId),
    /// [`crate::ScreenName::Booking`]
    Booking(BookingId),
    /// [`crate::ScreenName::Bookings`]
    Bookings,
    /// [`crate::ScreenName::DeviceCheck`]
    DeviceCheck(BookingId),
    /// [`crate::ScreenName::Rehearsal`]
    Rehearsal,
    /// [`crate::ScreenName::WaitingRoom`], [`crate::ScreenName::Call`], [`crate::ScreenName::CallEnded`]
    Call(BookingId),
    /// [`crate::ScreenName::Establishments`]
    Establishments,
    /// [`crate::ScreenName::Establishment`]: the one that was chosen last.
    Establishment,
    /// [`crate::ScreenName::Settings`]
    Settings,
}

impl Page {
    /// Whether it makes sense to see it first after the app was killed.
    fn restorable(self) -> bool {
        !matches!(
            self,
            Self::Camera(_) | Self::DeviceCheck(_) | Self::Rehearsal
        )
    }
}

/// The open pages; never none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Page>", into = "Vec<Page>")]
pub struct Navigation {
    below: Vec<Page>,
    top: Page,
}

impl Default for Navigation {
    fn default() -> Self {
        Self {
            below: Vec::new(),
            top: Page::Welcome,
        }
    }
}

impl From<Vec<Page>> for Navigation {
    fn from(mut pages: Vec<Page>) -> Self {
        match pages.pop() {
            Some(top) => Self { below: pages, top },
            None => Self::default(),
        }
    }
}

impl From<Navigation> for Vec<Page> {
    fn from(navigation: Navigation) -> Self {
        let mut pages = navigation.below;
        pages.push(navigation.top);
        pages
    }
}

impl Navigation {
    /// The page that is seen.
    pub fn page(&self) -> Page {
        self.top
    }

    /// Whether there is a page below.
    pub fn can_go_back(&self) -> bool {
        !self.below.is_empty()
    }

    /// Puts a page on top. If it is open already, goes back to it.
    pub fn open(&mut self, page: Page) {
        if page == self.top {
            return;
        }
        match self.below.iter().position(|open| *open == page) {
            Some(at) => self.below.truncate(at),
            None => self.below.push(self.top),
        }
        self.top = page;
    }

    /// Puts a page in the place of the seen one.
    pub fn replace(&mut self, page: Page) {
        self.top = page;
        if let Some(at) = self.below.iter().position(|open| *open == page) {
            self.below.truncate(at);
        }
    }

    /// Closes all pages and shows this one, above home if it is not home or before it.
    pub fn reset(&mut self, page: Page) {
        self.below = match page {
            Page::Home | Page::Welcome => Vec::new(),
            Page::Register => vec![Page::Welcome],
            _ => vec![Page::Home],
        };
        self.top = page;
    }

    /// Closes the seen page; false if it is the only one.
    pub fn back(&mut self) -> bool {
        match self.below.pop() {
            Some(page) => {
                self.top = page;
                true
            }
            None => false,
        }
    }

    /// Closes pages that make no sense after the app was killed.
    pub fn restored(&mut self) {
        while !self.top.restorable() && self.back() {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening_an_open_page_goes_back_to_it() {
        let mut navigation = Navigation::default();
        navigation.reset(Page::Home);
        navigation.open(Page::People);
        navigation.open(Page::AddContact);
        navigation.open(Page::People);
        assert_eq!(Vec::from(navigation), [Page::Home, Page::People]);
    }

    #[test]
    fn camera_is_closed_after_a_kill() {
        let mut navigation = Navigation::default();
        navigation.reset(Page::IdentityPhotos);
        navigation.open(Page::Camera(PhotoKind::Portrait));
        let json = serde_json::to_vec(&navigation).unwrap();
        let mut again: Navigation = serde_json::from_slice(&json).unwrap();
        again.restored();
        assert_eq!(again.page(), Page::IdentityPhotos);
        assert!(again.can_go_back());
    }
}
