//! [`Action`] and what it carries, as foreign languages see them. Documented in `kinline_core`.

use kinline_core::protocol::{
    AccountId, BookingId, ContactId, Language, SlotId, identity::PhotoKind,
};
use kinline_core::{Action, DeviceCheck, FieldValue, Form, Place};

#[uniffi::remote(Enum)]
pub enum Action {
    Open(Place),
    Back,
    Refresh,
    SetLanguage(Language),
    Submit { form: Form, values: Vec<FieldValue> },
    KeepDraft { form: Form, values: Vec<FieldValue> },
    TakePhoto(PhotoKind),
    PhotoTaken { kind: PhotoKind, bytes: Vec<u8> },
    PhotoCancelled,
    SubmitIdentity,
    AgreeToPolicy { version: u32 },
    RemoveCompanion(AccountId),
    BookWith(ContactId),
    ChooseSlot(SlotId),
    ReleaseSlot,
    SetCompanion { account: AccountId, comes: bool },
    RequestBooking,
    CancelBooking(BookingId),
    ShareCalendar(BookingId),
    StartDeviceCheck(BookingId),
    DeviceChecked(DeviceCheck),
    JoinCall(BookingId),
    LeaveCall,
    SetMicrophone(bool),
    SetCamera(bool),
    NetworkChanged { online: bool },
}

#[uniffi::remote(Enum)]
pub enum Place {
    Home,
    Identity,
    Policy,
    People,
    AddContact,
    AddCompanion,
    Bookings,
    Booking(BookingId),
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
