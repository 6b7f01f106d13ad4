//! [`Action`] and what it carries, as foreign languages see them. Documented in `kinline_core`.

use kinline_core::protocol::{
    AccountId, BookingId, ChildId, ContactId, EstablishmentId, HoldId, InvitationId, Language,
    SlotId, WaitingId, identity::PhotoKind,
};
use kinline_core::{
    Action, DeviceCheck, FieldValue, Form, Guest, Permission, Permissions, Place, ReminderLead,
};

#[uniffi::remote(Enum)]
pub enum Action {
    Open(Place),
    Back,
    Refresh,
    SetLanguage(Language),
    Submit {
        form: Form,
        values: Vec<FieldValue>,
    },
    KeepDraft {
        form: Form,
        values: Vec<FieldValue>,
    },
    TakePhoto(PhotoKind),
    PhotoTaken {
        kind: PhotoKind,
        bytes: Vec<u8>,
    },
    PhotoCancelled,
    CheckPhoto(PhotoKind),
    KeepPhoto(PhotoKind),
    SubmitIdentity,
    AgreeToPolicy {
        version: u32,
    },
    RemoveGuest(Guest),
    ShareInvitation(InvitationId),
    OpenLink(String),
    AcceptInvitation,
    DeclineInvitation,
    BookWith(ContactId),
    ChooseSlot(SlotId),
    ChooseMore,
    ReleaseSlot(HoldId),
    SetGuest {
        guest: Guest,
        comes: bool,
    },
    RequestBooking,
    AcceptTime {
        booking: BookingId,
        slot: SlotId,
    },
    ProposeTimes(BookingId),
    ChangeBooking(BookingId),
    CancelBooking(BookingId),
    TakeOffer(WaitingId),
    DeclineOffer(WaitingId),
    StopWaiting(WaitingId),
    ShareCalendar(BookingId),
    SetReminder {
        lead: ReminderLead,
        on: bool,
    },
    RemindersShown(Vec<String>),
    PermissionsKnown(Permissions),
    TimeZoneChanged {
        zone: String,
    },
    ShowEstablishment(EstablishmentId),
    WatchEstablishment {
        establishment: EstablishmentId,
        tell: bool,
    },
    OpenPhoneSettings,
    StartDeviceCheck(BookingId),
    DeviceChecked(DeviceCheck),
    JoinCall(BookingId),
    LeaveCall,
    SetMicrophone(bool),
    SetCamera(bool),
    TelephoneCall(bool),
    NetworkChanged {
        online: bool,
    },
}

#[uniffi::remote(Enum)]
pub enum ReminderLead {
    Week,
    Day,
    Hour,
    TenMinutes,
}

#[uniffi::remote(Record)]
pub struct Permissions {
    pub camera: Permission,
    pub microphone: Permission,
    pub notifications: Permission,
}

#[uniffi::remote(Enum)]
pub enum Permission {
    NotAsked,
    Granted,
    Denied,
}

#[uniffi::remote(Enum)]
pub enum Place {
    Home,
    Identity,
    Policy,
    People,
    AddContact,
    AddCompanion,
    AddChild,
    Invite,
    Invitation,
    PrepareChild,
    ConfirmBooking,
    Planner(ContactId),
    WaitingList(ContactId),
    Bookings,
    Booking(BookingId),
    Rehearsal,
    Establishments,
    Settings,
}

#[uniffi::remote(Enum)]
pub enum Form {
    Register,
    Code,
    IdentityDetails,
    IdentityDocument,
    Contact,
    Companion,
    Child,
    Invite,
    InvitationLink,
    CancelBooking,
    ChangeBooking,
    Waiting,
}

#[uniffi::remote(Enum)]
pub enum Guest {
    Companion(AccountId),
    Child(ChildId),
    Invited(InvitationId),
}

#[uniffi::remote(Record)]
pub struct FieldValue {
    pub field: String,
    pub value: String,
}

#[uniffi::remote(Record)]
pub struct DeviceCheck {
    pub camera: bool,
    pub microphone: bool,
    pub loudspeaker: bool,
}

#[uniffi::remote(Enum)]
pub enum Language {
    English,
    Welsh,
}

#[uniffi::remote(Enum)]
pub enum PhotoKind {
    DocumentFront,
    DocumentBack,
    Portrait,
}
