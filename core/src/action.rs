//! What a person does, and what the platform tells.

use kinline_protocol::{AccountId, BookingId, ContactId, Language, SlotId, identity::PhotoKind};

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
        /// The file: JPEG or PNG.
        bytes: Vec<u8>,
    },
    /// The camera was closed without a photo.
    PhotoCancelled,
    /// Sends the identity with all its photos, or goes on sending.
    SubmitIdentity,
    /// Agrees to the policy that is shown.
    AgreeToPolicy {
        /// The version that was read.
        version: u32,
    },
    /// Removes a visitor from those who can come along.
    RemoveCompanion(AccountId),
    /// Starts booking a call with this person.
    BookWith(ContactId),
    /// Holds a slot.
    ChooseSlot(SlotId),
    /// Gives the held slot back and shows the others.
    ReleaseSlot,
    /// Brings a visitor along in the booking being made, or not.
    SetCompanion {
        /// The visitor.
        account: AccountId,
        /// Whether they come.
        comes: bool,
    },
    /// Asks for the call in the held slot.
    RequestBooking,
    /// Withdraws the request, or cancels the booking.
    CancelBooking(BookingId),
    /// Hands the booking's calendar file to the platform.
    ShareCalendar(BookingId),
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
    /// A form for a visitor who comes along.
    AddCompanion,
    /// Requests, booked calls and past ones.
    Bookings,
    /// One booking.
    Booking(BookingId),
    /// Language, reminders, this phone.
    Settings,
}

/// A form on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    /// A visitor who comes along.
    Companion,
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
