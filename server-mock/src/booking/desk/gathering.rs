//! Those who come along get ready, one after the other; when all are, the booking is complete.

use super::Desk;
use crate::{
    booking::{
        store::{self, Guest, KeptBooking},
        visitors,
    },
    establishment, identity, mail_template, people,
    problem::Answer,
};
use kinline_protocol::{AccountId, ErrorCode, InvitationId, booking::VisitorState};

impl Desk<'_> {
    /// Somebody's identity is approved: the bookings that waited for it know their name and age.
    pub fn ready(&self, account: AccountId) -> Answer<()> {
        for kept in store::with_unready(self.tx, account)? {
            let rules = establishment::rules(self.tx, &kept.place.establishment)?
                .ok_or(ErrorCode::NotFound)?;
            let known = identity::approved(self.tx, account)?.ok_or(ErrorCode::NotFound)?;
            let mut guests = store::party(self.tx, kept.booking.id)?;
            for guest in &mut guests {
                if guest.visitor.account == Some(account) {
                    let starts_at = kept.place.span.starts_at;
                    guest.visitor = visitors::named(account, &known, &rules, starts_at);
                }
            }
            self.gathered(&kept, &guests)?;
        }
        Ok(())
    }

    /// Somebody accepted an invitation: they come with their own account.
    pub fn accepted(&self, invitation: InvitationId, account: AccountId) -> Answer<()> {
        for kept in store::with_invitation(self.tx, invitation)? {
            let mut guests = store::party(self.tx, kept.booking.id)?;
            let comes = |guest: &Guest| guest.visitor.account == Some(account);
            if guests.iter().any(comes) {
                guests.retain(|guest| guest.invitation != Some(invitation));
            }
            for guest in &mut guests {
                if guest.invitation == Some(invitation) {
                    guest.invitation = None;
                    guest.visitor.account = Some(account);
                    guest.visitor.state = VisitorState::IdentityPending;
                }
            }
            self.gathered(&kept, &guests)?;
        }
        match people::is_approved(self.tx, account)? {
            true => self.ready(account),
            false => Ok(()),
        }
    }

    /// An invitation was taken back: the bookings that name it go on without.
    pub fn without(&self, invitation: InvitationId) -> Answer<()> {
        for kept in store::with_invitation(self.tx, invitation)? {
            let mut guests = store::party(self.tx, kept.booking.id)?;
            guests.retain(|guest| guest.invitation != Some(invitation));
            self.gathered(&kept, &guests)?;
        }
        Ok(())
    }

    fn gathered(&self, kept: &KeptBooking, guests: &[Guest]) -> Answer<()> {
        store::put_visitors(self.tx, kept.booking.id, guests)?;
        if !visitors::are_complete(guests) {
            return Ok(());
        }
        let mut after = kept.clone();
        after.booking.complete_by = None;
        store::save(self.tx, &after)?;
        let booking = self.kept(kept.booking.id)?.booking;
        self.tell(&booking, mail_template!("booking-complete"))
    }
}
