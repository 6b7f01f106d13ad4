//! [`Screen`] and its parts, as foreign languages see them. Documented in `kinline_core`.

use kinline_core::protocol::{Language, ParticipantId, identity::PhotoKind};
use kinline_core::{
    Action, Button, ButtonStyle, CallPerson, CallView, CameraView, Choice, ChoiceOption, Cover,
    Facing, Field, FieldKind, Live, Part, PhotoRequest, Picture, Row, Screen, ScreenName,
    SlotChoice, SlotDay, SlotsView, Status, Tone, View,
};

#[uniffi::remote(Record)]
pub struct Screen {
    pub name: ScreenName,
    pub language: Language,
    pub title: String,
    pub can_go_back: bool,
    pub parts: Vec<Part>,
    pub view: View,
}
#[uniffi::remote(Enum)]
pub enum ScreenName {
    Welcome,
    Register,
    EnterCode,
    Home,
    IdentityDetails,
    IdentityDocument,
    IdentityPhotos,
    Camera,
    PhotoCheck,
    IdentitySending,
    IdentityStatus,
    Policy,
    People,
    AddContact,
    AddCompanion,
    AddChild,
    Invite,
    Invitation,
    PrepareChild,
    Slots,
    ConfirmBooking,
    Planner,
    WaitingList,
    Booking,
    CancelBooking,
    Bookings,
    DeviceCheck,
    Rehearsal,
    WaitingRoom,
    Call,
    CallEnded,
    Establishments,
    Establishment,
    Settings,
}
#[uniffi::remote(Enum)]
pub enum View {
    Parts,
    Camera(CameraView),
    Slots(SlotsView),
    WaitingRoom(CallView),
    Call(CallView),
}
#[uniffi::remote(Enum)]
pub enum Part {
    Heading {
        text: String,
    },
    Text {
        text: String,
    },
    Notice {
        tone: Tone,
        title: String,
        text: String,
        live: Live,
    },
    Field(Field),
    Choice(Choice),
    Rows {
        label: String,
        rows: Vec<Row>,
    },
    Photo(PhotoRequest),
    Picture {
        picture: Picture,
        description: String,
    },
    OwnPhoto {
        jpeg: Vec<u8>,
        description: String,
    },
    Progress {
        label: String,
        done: u64,
        total: u64,
    },
    Countdown {
        label: String,
        text: String,
        left_ms: u64,
    },
    Actions {
        actions: Vec<Button>,
    },
}
#[uniffi::remote(Enum)]
pub enum Picture {
    SeeEachOther,
    WaitingRoom,
    TheirRoom,
    SomebodyListens,
    InThePicture,
    PictureStops,
    ShowAndTell,
    WaveGoodbye,
    Afterwards,
    GoodDocument,
    GoodPortrait,
}
#[uniffi::remote(Enum)]
pub enum Tone {
    Neutral,
    Good,
    Waiting,
    Attention,
    Problem,
}
#[uniffi::remote(Enum)]
pub enum Live {
    Off,
    Polite,
    Assertive,
}
#[uniffi::remote(Record)]
pub struct Field {
    pub id: String,
    pub label: String,
    pub hint: Option<String>,
    pub kind: FieldKind,
    pub value: String,
    pub error: Option<String>,
}
#[uniffi::remote(Enum)]
pub enum FieldKind {
    Text,
    Email,
    Code,
    GivenNames,
    FamilyName,
    Date,
    Capitals,
}
#[uniffi::remote(Record)]
pub struct Choice {
    pub id: String,
    pub label: String,
    pub hint: Option<String>,
    pub several: bool,
    pub options: Vec<ChoiceOption>,
    pub error: Option<String>,
}
#[uniffi::remote(Record)]
pub struct ChoiceOption {
    pub value: String,
    pub label: String,
    pub hint: Option<String>,
    pub selected: bool,
    pub action: Option<Action>,
}
#[uniffi::remote(Record)]
pub struct Row {
    pub title: String,
    pub detail: Option<String>,
    pub status: Option<Status>,
    pub action: Option<Action>,
}
#[uniffi::remote(Record)]
pub struct Status {
    pub tone: Tone,
    pub text: String,
}
#[uniffi::remote(Record)]
pub struct PhotoRequest {
    pub kind: PhotoKind,
    pub label: String,
    pub hints: Vec<String>,
    pub status: Status,
    pub error: Option<String>,
    pub action: Button,
}
#[uniffi::remote(Record)]
pub struct Button {
    pub label: String,
    pub action: Action,
    pub style: ButtonStyle,
    pub enabled: bool,
}
#[uniffi::remote(Enum)]
pub enum ButtonStyle {
    Primary,
    Secondary,
    Danger,
    Link,
}
#[uniffi::remote(Record)]
pub struct CameraView {
    pub kind: PhotoKind,
    pub facing: Facing,
    pub hints: Vec<String>,
}
#[uniffi::remote(Enum)]
pub enum Facing {
    Back,
    Front,
}
#[uniffi::remote(Record)]
pub struct SlotsView {
    pub days: Vec<SlotDay>,
}
#[uniffi::remote(Record)]
pub struct SlotDay {
    pub label: String,
    pub slots: Vec<SlotChoice>,
}
#[uniffi::remote(Record)]
pub struct SlotChoice {
    pub label: String,
    pub own_time: Option<String>,
    pub accessible: String,
    pub action: Action,
}
#[uniffi::remote(Record)]
pub struct CallView {
    pub status: Status,
    pub left_ms: u64,
    pub running: bool,
    pub left_accessible: String,
    pub cover: Option<Cover>,
    pub people: Vec<CallPerson>,
    pub microphone: bool,
    pub camera: bool,
    pub line: Option<Status>,
    pub controls: Vec<Button>,
}
#[uniffi::remote(Record)]
pub struct Cover {
    pub title: String,
    pub text: String,
}
#[uniffi::remote(Record)]
pub struct CallPerson {
    pub participant: ParticipantId,
    pub name: String,
    pub status: Status,
    pub mids: Vec<String>,
}
