//! What a person sees, as data. The UI draws a [`Screen`] and nothing else.

use crate::action::{Action, Form};
use crate::views::{CallView, CameraView, SlotsView};
use kinline_protocol::{Language, identity::PhotoKind};

/// One screen, every word of it in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Screen {
    /// Which screen: stable, for tests, previews and views of their own.
    pub name: ScreenName,
    /// Language of every word, for screen readers and hyphenation.
    pub language: Language,
    /// The heading and the window's title.
    pub title: String,
    /// Whether there is something to go back to ([`Action::Back`]).
    pub can_go_back: bool,
    /// What it consists of, from top to bottom.
    pub parts: Vec<Part>,
    /// How it is drawn, where a list of parts is not enough.
    pub view: View,
}

/// An enum, and the list of all its variants.
macro_rules! listed {
    ($(#[$about:meta])* pub enum $name:ident { $($(#[$of:meta])* $variant:ident,)* }) => {
        $(#[$about])*
        pub enum $name { $($(#[$of])* $variant,)* }

        impl $name {
            /// Every one of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];
        }
    };
}

listed! {
    /// Every screen there is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum ScreenName {
        /// What this is; language; start.
        Welcome,
        /// E-mail address.
        Register,
        /// The code from the mail.
        EnterCode,
        /// What is next, and the next call.
        Home,
        /// Name and date of birth.
        IdentityDetails,
        /// Which document.
        IdentityDocument,
        /// The photos, one row each.
        IdentityPhotos,
        /// The camera, for a photo.
        Camera,
        /// What was noticed about a photo: take it again, or use it as it is.
        PhotoCheck,
        /// Sending, with progress.
        IdentitySending,
        /// Where the case stands.
        IdentityStatus,
        /// The acceptable use policy.
        Policy,
        /// The people one can call, and visitors who come along.
        People,
        /// A form for a person in prison.
        AddContact,
        /// A form for a visitor who comes along, by their number.
        AddCompanion,
        /// A form for a child.
        AddChild,
        /// A form to invite an adult by a link.
        Invite,
        /// An invitation that one was sent.
        Invitation,
        /// What prepares a child for a call, in words and pictures.
        PrepareChild,
        /// Free times.
        Slots,
        /// The held slot, who comes along, ask for it.
        ConfirmBooking,
        /// What is left to book, when it renews, and what counts.
        Planner,
        /// The waiting list for a time that is given back.
        WaitingList,
        /// One booking: reference, what happens next and when.
        Booking,
        /// Why a call is given up or declined.
        CancelBooking,
        /// All bookings, future and past.
        Bookings,
        /// Camera, microphone and loudspeaker.
        DeviceCheck,
        /// The own camera, tried out: the UI shows its picture above the parts and hands it to [`crate::App::push_look`].
        Rehearsal,
        /// Before the call is live.
        WaitingRoom,
        /// The call, live or paused.
        Call,
        /// How the call ended.
        CallEnded,
        /// Which establishments offer calls.
        Establishments,
        /// How far one of them is, and 'tell me when'.
        Establishment,
        /// Language, reminders, this phone.
        Settings,
    }
}

/// How a screen is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum View {
    /// As a list of its parts.
    Parts,
    /// A camera with a frame and hints; the parts are below it.
    Camera(CameraView),
    /// Days and times; the parts are above it, but for the last, if it is [`Part::Actions`]: that is below the days.
    Slots(SlotsView),
    /// One's own picture and who is here.
    WaitingRoom(CallView),
    /// The pictures of a call.
    Call(CallView),
}

/// A part of a screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// A heading below the title.
    Heading {
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Text {
        /// Its words.
        text: String,
    },
    /// Something to notice.
    Notice {
        /// What kind of thing.
        tone: Tone,
        /// In a word or two; says the tone in words, so that it is not told by colour alone.
        title: String,
        /// What happened and what to do next.
        text: String,
        /// Whether and how a screen reader says it by itself.
        live: Live,
    },
    /// A text to type.
    Field(Field),
    /// One or several of some options.
    Choice(Choice),
    /// A list of things with a status.
    Rows {
        /// What the list is of.
        label: String,
        /// Its rows.
        rows: Vec<Row>,
    },
    /// A photo that is asked for, or there.
    Photo(PhotoRequest),
    /// A drawing that goes with the text below it.
    Picture {
        /// Which.
        picture: Picture,
        /// What it shows, for who cannot see it.
        description: String,
    },
    /// A photo that was taken, to be judged before it is used.
    OwnPhoto {
        /// A small JPEG of it.
        jpeg: Vec<u8>,
        /// What it is, for who cannot see it.
        description: String,
    },
    /// How far something is.
    Progress {
        /// What.
        label: String,
        /// Parts done.
        done: u64,
        /// Of how many; 0 if it is not known.
        total: u64,
    },
    /// Something that is kept for a while, and how long still. The UI draws `left_ms` as a clock (`9:41`)
    /// that runs down, hidden from screen readers: `text` says the same in words, and a new screen comes
    /// each minute and when the time is over.
    Countdown {
        /// What is kept.
        label: String,
        /// How long still, in words.
        text: String,
        /// Milliseconds left when the screen was made.
        left_ms: u64,
    },
    /// Buttons, the main one first.
    Actions {
        /// The buttons.
        actions: Vec<Button>,
    },
}

/// A drawing of ours: `design/pictures/NAME.svg`, 320 by 200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Picture {
    /// `see-each-other`: a child and an adult with a phone, somebody on its screen.
    SeeEachOther,
    /// `waiting-room`: a child waits with a phone, a clock beside it.
    WaitingRoom,
    /// `their-room`: somebody at a laptop in a plain room, a window high up.
    TheirRoom,
    /// `somebody-listens`: a member of staff at a screen with small pictures of a call.
    SomebodyListens,
    /// `in-the-picture`: a child and an adult side by side within the frame of a phone.
    InThePicture,
    /// `picture-stops`: a phone with a pause sign, a child who waits calmly.
    PictureStops,
    /// `show-and-tell`: a child holds a drawing to the phone.
    ShowAndTell,
    /// `wave-goodbye`: a child waves to the phone, a clock whose time is up.
    WaveGoodbye,
    /// `afterwards`: an adult hugs a child.
    Afterwards,
    /// `good-document`: a card flat on a dark table, four corners to be seen, straight from above.
    GoodDocument,
    /// `good-portrait`: a face in the middle of a phone's frame, looking straight ahead, light from the front.
    GoodPortrait,
}

impl Picture {
    /// Every picture.
    pub const ALL: [Self; 11] = [
        Self::SeeEachOther,
        Self::WaitingRoom,
        Self::TheirRoom,
        Self::SomebodyListens,
        Self::InThePicture,
        Self::PictureStops,
        Self::ShowAndTell,
        Self::WaveGoodbye,
        Self::Afterwards,
        Self::GoodDocument,
        Self::GoodPortrait,
    ];

    /// The file's name, without `.svg`.
    pub fn file(self) -> &'static str {
        match self {
            Self::SeeEachOther => "see-each-other",
            Self::WaitingRoom => "waiting-room",
            Self::TheirRoom => "their-room",
            Self::SomebodyListens => "somebody-listens",
            Self::InThePicture => "in-the-picture",
            Self::PictureStops => "picture-stops",
            Self::ShowAndTell => "show-and-tell",
            Self::WaveGoodbye => "wave-goodbye",
            Self::Afterwards => "afterwards",
            Self::GoodDocument => "good-document",
            Self::GoodPortrait => "good-portrait",
        }
    }
}

/// The tone of a notice or a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// For your information.
    Neutral,
    /// Done, approved, booked.
    Good,
    /// Waits for somebody.
    Waiting,
    /// Something to do or to know before going on.
    Attention,
    /// There is a problem.
    Problem,
}

/// How a screen reader says a change by itself (ARIA live regions).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Live {
    /// Not by itself.
    Off,
    /// When the person pauses.
    Polite,
    /// At once.
    Assertive,
}

/// A text to type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Names it in [`crate::FieldValue`]; the JSON key of the server's field problems.
    pub id: String,
    /// Its label.
    pub label: String,
    /// How to fill it in.
    pub hint: Option<String>,
    /// What is typed, for the keyboard and autofill.
    pub kind: FieldKind,
    /// What stands in it when the screen opens.
    pub value: String,
    /// What is wrong with it and how to mend it.
    pub error: Option<String>,
}

/// What is typed into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// Anything.
    Text,
    /// An e-mail address.
    Email,
    /// A one-time code of digits.
    Code,
    /// A person's first names.
    GivenNames,
    /// A person's last name.
    FamilyName,
    /// A day: `2026-11-22` in the value, a date picker or three fields on the screen.
    Date,
    /// Capital letters and digits.
    Capitals,
}

/// One or several of some options.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Names it in [`crate::FieldValue`].
    pub id: String,
    /// What is asked.
    pub label: String,
    /// How to choose.
    pub hint: Option<String>,
    /// Whether any number of them can be chosen (tick boxes), or one (radio buttons).
    pub several: bool,
    /// The options.
    pub options: Vec<ChoiceOption>,
    /// What is wrong and how to mend it.
    pub error: Option<String>,
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq)]
pub struct ChoiceOption {
    /// Its value in [`crate::FieldValue`].
    pub value: String,
    /// Its label.
    pub label: String,
    /// More about it.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub selected: bool,
    /// Sent at once when it is tapped, where the choice is not part of a form.
    pub action: Option<Action>,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its first line.
    pub title: String,
    /// Its second line.
    pub detail: Option<String>,
    /// Where it stands.
    pub status: Option<Status>,
    /// What a tap on it does.
    pub action: Option<Action>,
}

/// Where something stands, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Its tone.
    pub tone: Tone,
    /// Its words.
    pub text: String,
}

/// A photo that is asked for, or there.
#[derive(Debug, Clone, PartialEq)]
pub struct PhotoRequest {
    /// Of what.
    pub kind: PhotoKind,
    /// Its name.
    pub label: String,
    /// How to take a good one.
    pub hints: Vec<String>,
    /// Where it stands.
    pub status: Status,
    /// What is wrong with it and how to do better.
    pub error: Option<String>,
    /// Takes it, or takes it again.
    pub action: Button,
}

/// A button.
#[derive(Debug, Clone, PartialEq)]
pub struct Button {
    /// Its words.
    pub label: String,
    /// What it sends. For [`Action::Submit`] the UI fills in the values.
    pub action: Action,
    /// How it looks.
    pub style: ButtonStyle,
    /// Whether it can be pressed now.
    pub enabled: bool,
}

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ButtonStyle {
    /// The one most people want.
    Primary,
    /// Another way.
    Secondary,
    /// Cannot be undone.
    Danger,
    /// Looks like a link.
    Link,
}

impl Screen {
    /// The first button that sends a form's action, for tests and simple UIs.
    pub fn form(&self) -> Option<Form> {
        self.buttons().find_map(|button| match &button.action {
            Action::Submit { form, .. } => Some(*form),
            _ => None,
        })
    }

    /// Every button on it, from top to bottom.
    pub fn buttons(&self) -> impl Iterator<Item = &Button> {
        let controls = match &self.view {
            View::WaitingRoom(call) | View::Call(call) => call.controls.as_slice(),
            _ => &[],
        };
        self.parts
            .iter()
            .flat_map(|part| match part {
                Part::Actions { actions } => actions.as_slice(),
                Part::Photo(photo) => std::slice::from_ref(&photo.action),
                _ => &[],
            })
            .chain(controls)
    }
}

/// The seconds that a clock shows while so many milliseconds are left: `0:00` only once nothing is. Words beside a clock say
/// them too, or a clock of `10:00` would have 9 minutes beside it.
pub(crate) fn clock_seconds(left_ms: u64) -> u64 {
    left_ms.div_ceil(1000)
}
