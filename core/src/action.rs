//! What a person does, and what the platform tells.

use kinline_protocol::{
    AccountId, BookingId, ChildId, ContactId, EstablishmentId, HoldId, InvitationId, Language,
    SlotId, WaitingId, identity::PhotoKind,
};
use serde::{Deserialize, Serialize};

/// Something that a person did on a screen, or that the platform noticed.
///
/// Every button of a [`crate::Screen`] carries the action to send, so a UI knows no rule: it sends
/// back what it was given. Only [`Action::Submit`] is completed by the UI, with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Goes to a place.
    Open(Place),
    /// Goes back to where one came from.
    Back,
    /// Asks the server again.
    Refresh,
    /// Reads everything in another language from now on.
    SetLanguage(Language),
    /// Sends a form. The UI fills in `values` from the fields and choices on the screen.
    Submit {
        /// Which form.
        form: Form,
        /// What stands in each field and choice.
        values: Vec<FieldValue>,
    },
    /// Keeps what was typed so far, so that it survives the app being killed. Sent by the UI when
    /// it loses the foreground or a field loses the focus; answered by no new screen.
    KeepDraft {
        /// Which form.
        form: Form,
        /// What stands in each field and choice.
        values: Vec<FieldValue>,
    },
    /// Opens the camera for a photo.
    TakePhoto(PhotoKind),
    /// The camera, or the photo library, gave a photo.
    PhotoTaken {
        /// Of what.
        kind: PhotoKind,
        /// The file as the camera gave it: JPEG or PNG, of any size. The core makes it smaller and leaves out where and
        /// when it was taken.
        bytes: Vec<u8>,
    },
    /// The camera was closed without a photo.
    PhotoCancelled,
    /// Shows what was noticed about a photo.
    CheckPhoto(PhotoKind),
    /// Uses a photo as it is, whatever was noticed about it.
    KeepPhoto(PhotoKind),
    /// Sends the identity with all its photos, or goes on sending.
    SubmitIdentity,
    /// Agrees to the policy that is shown.
    AgreeToPolicy {
        /// The version that was read.
        version: u32,
    },
    /// Removes somebody from those who can come along; takes an invitation back.
    RemoveGuest(Guest),
    /// Hands an invitation's link to the platform, to be sent.
    ShareInvitation(InvitationId),
    /// A link was tapped and the platform gave it to the app, such as `kinline://invitation/TOKEN` or
    /// `https://…/i/TOKEN`, or a reminder was: `reminder:ID`. Sent whatever it is; also to an app that it starts.
    OpenLink(String),
    /// Accepts the invitation that is shown.
    AcceptInvitation,
    /// Does not accept it, or is done with it.
    DeclineInvitation,
    /// Starts booking a call with this person.
    BookWith(ContactId),
    /// Holds a slot, as one of the choices.
    ChooseSlot(SlotId),
    /// Shows the free times again, to choose another one beside what is held.
    ChooseMore,
    /// Gives a held slot back; shows the free times if it was the only one.
    ReleaseSlot(HoldId),
    /// Brings somebody along in the booking being made, or not.
    SetGuest {
        /// Who.
        guest: Guest,
        /// Whether they come.
        comes: bool,
    },
    /// Asks for the call in the held slots, or says yes to the one that was asked for.
    RequestBooking,
    /// Says yes to one of the times that the person in prison, or the establishment, named.
    AcceptTime {
        /// The call.
        booking: BookingId,
        /// Which.
        slot: SlotId,
    },
    /// Starts proposing other times than those.
    ProposeTimes(BookingId),
    /// Starts moving a booked call to another time.
    ChangeBooking(BookingId),
    /// Asks why, and whether to withdraw the request, cancel the booking or decline what was named.
    CancelBooking(BookingId),
    /// Goes on with the time that became free for somebody on the waiting list.
    TakeOffer(WaitingId),
    /// Leaves that time to the next on the list.
    DeclineOffer(WaitingId),
    /// Leaves the waiting list.
    StopWaiting(WaitingId),
    /// Hands the booking's calendar file to the platform.
    ShareCalendar(BookingId),
    /// Wants reminders that long before, or does not.
    SetReminder {
        /// How long before.
        lead: ReminderLead,
        /// Whether they are wanted.
        on: bool,
    },
    /// The platform showed these reminders, by their ids, since it last said so. Sent at every start
    /// (also with none), and when one is shown while the app runs. Without it, no reminder that was
    /// missed is given late.
    RemindersShown(Vec<String>),
    /// What the phone lets the app do. Sent at every start and whenever the app is seen again.
    PermissionsKnown(Permissions),
    /// The phone is in another time zone now. Sent when the platform says so, also to an app that it
    /// starts for that.
    TimeZoneChanged {
        /// IANA name, such as `Europe/London`.
        zone: String,
    },
    /// Looks at an establishment: whether it offers calls, or what it does next.
    ShowEstablishment(EstablishmentId),
    /// Wants to be told when an establishment offers calls, or not any more.
    WatchEstablishment {
        /// Which.
        establishment: EstablishmentId,
        /// Whether to tell.
        tell: bool,
    },
    /// Goes to the phone's own settings of this app.
    OpenPhoneSettings,
    /// Starts the check of camera, microphone and loudspeaker before a call.
    StartDeviceCheck(BookingId),
    /// What the check found.
    DeviceChecked(DeviceCheck),
    /// Enters the waiting room.
    JoinCall(BookingId),
    /// Leaves the call, or the waiting room, on purpose.
    LeaveCall,
    /// One's own microphone.
    SetMicrophone(bool),
    /// One's own camera.
    SetCamera(bool),
    /// Another telephone call has this phone's sound, or has it no more. While it has, the call that one is in is covered,
    /// nothing is sent, and the others read why.
    TelephoneCall(bool),
    /// The network came, went or changed (another Wi-Fi, mobile data).
    NetworkChanged {
        /// Whether there is one.
        online: bool,
    },
}

/// A place to go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Where everything starts: what is next.
    Home,
    /// Where the identity stands.
    Identity,
    /// The acceptable use policy.
    Policy,
    /// The people one can call, and the visitors who come along.
    People,
    /// A form for a person in prison.
    AddContact,
    /// A form for a visitor who comes along, by their number.
    AddCompanion,
    /// A form for a child.
    AddChild,
    /// A form to invite an adult.
    Invite,
    /// An invitation that one was sent.
    Invitation,
    /// What prepares a child for a call.
    PrepareChild,
    /// What is held, who comes along, ask for it.
    ConfirmBooking,
    /// What is left to book with a person this month and the next, and what counts.
    Planner(ContactId),
    /// The waiting list for calls with a person.
    WaitingList(ContactId),
    /// Requests, booked calls and past ones.
    Bookings,
    /// One booking.
    Booking(BookingId),
    /// The own camera, tried out before a call.
    Rehearsal,
    /// Which establishments offer calls.
    Establishments,
    /// Language, reminders, this phone.
    Settings,
}

/// How long before something a reminder of it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReminderLead {
    /// The same time of the day seven days before.
    Week,
    /// The same time of the day, the day before.
    Day,
    /// An hour.
    Hour,
    /// Ten minutes: the waiting room is open.
    TenMinutes,
}

impl ReminderLead {
    /// Every lead, the longest first.
    pub const ALL: [Self; 4] = [Self::Week, Self::Day, Self::Hour, Self::TenMinutes];
}

/// What the phone lets the app do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permissions {
    /// Use the camera.
    pub camera: Permission,
    /// Use the microphone.
    pub microphone: Permission,
    /// Show reminders.
    pub notifications: Permission,
}

/// Whether the phone lets the app do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// The person was not asked yet: the phone asks when it is needed.
    NotAsked,
    /// It does.
    Granted,
    /// It does not, and will not ask again: only its own settings change that.
    Denied,
}

/// A form on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Form {
    /// E-mail address.
    Register,
    /// The code from the mail.
    Code,
    /// Name and date of birth.
    IdentityDetails,
    /// Which document.
    IdentityDocument,
    /// A person in prison.
    Contact,
    /// A visitor who comes along, by their number.
    Companion,
    /// A child.
    Child,
    /// An adult who is invited.
    Invite,
    /// The link of an invitation that one was sent.
    InvitationLink,
    /// Why a call is given up, or what was named declined.
    CancelBooking,
    /// Why a call is moved.
    ChangeBooking,
    /// What is waited for.
    Waiting,
}

/// Somebody who can come along to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Guest {
    /// A visitor with an account of their own.
    Companion(AccountId),
    /// A child.
    Child(ChildId),
    /// Somebody who has not accepted the invitation yet.
    Invited(InvitationId),
}

/// What stands in a field or choice.
#[derive(Clone, PartialEq, Eq)]
pub struct FieldValue {
    /// The field's or choice's id, as on the screen.
    pub field: String,
    /// What was typed, or the value of the option.
    pub value: String,
}

/// Never shows what was typed.
impl std::fmt::Debug for FieldValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FieldValue({})", self.field)
    }
}

/// What the check before a call found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceCheck {
    /// The camera gives a picture.
    pub camera: bool,
    /// The microphone gives sound.
    pub microphone: bool,
    /// The person heard the test sound.
    pub loudspeaker: bool,
}
