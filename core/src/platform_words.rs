//! The words that a platform needs beside its screens: for what only it has, such as the shutter of the
//! camera, permissions, notification channels, or a core that could not start.

use crate::text::Text;
use kinline_protocol::Language;

/// The words of a platform's own controls, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformWords {
    /// Goes back, for screen readers.
    pub back: String,
    /// The part of a date.
    pub day: String,
    /// The part of a date.
    pub month: String,
    /// The part of a date.
    pub year: String,
    /// Before what is wrong with a field, for screen readers.
    pub error: String,
    /// The shutter.
    pub take_photo: String,
    /// Instead of taking one.
    pub choose_photo: String,
    /// Why the camera is needed for a photo.
    pub camera_for_photo: String,
    /// Why camera and microphone are needed for a call.
    pub camera_for_call: String,
    /// Asks the platform for the permission.
    pub allow: String,
    /// Where a permission that was refused for good is given.
    pub open_settings: String,
    /// Plays the test sound.
    pub play_sound: String,
    /// The test sound was heard.
    pub heard: String,
    /// It was not.
    pub not_heard: String,
    /// One's own picture.
    pub own_picture: String,
    /// Moves one's own picture to the next corner.
    pub move_own_picture: String,
    /// The other camera of the phone.
    pub switch_camera: String,
    /// Sound from the earpiece rather than the loudspeaker.
    pub loudspeaker_off: String,
    /// Sound from the loudspeaker rather than the earpiece.
    pub loudspeaker_on: String,
    /// Somebody has no picture now.
    pub no_picture: String,
    /// Covers a call while the screen is recorded, shared or mirrored.
    pub screen_recorded: String,
    /// The notifications before a call: their kind's name in the phone's settings.
    pub reminders_channel: String,
    /// The notification while a call goes on: its kind's name in the phone's settings.
    pub calls_channel: String,
    /// The notification while a call goes on.
    pub call_running: String,
    /// Above a sentence of [`StartFailure`].
    pub cannot_start: String,
    /// Tries to start again.
    pub try_again: String,
}

/// Why the core could not start, as a person reads it: see [`crate::CoreError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StartFailure {
    /// The phone is locked, or has no screen lock.
    Locked,
    /// What was kept cannot be read and was set aside.
    StartAgain,
    /// A newer app wrote what is kept.
    UpdateNeeded,
    /// The storage is full.
    Storage,
    /// Anything else.
    Failed,
}

impl PlatformWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        let text = words(language);
        Self {
            back: text.say("platform-back"),
            day: text.say("platform-day"),
            month: text.say("platform-month"),
            year: text.say("platform-year"),
            error: text.say("platform-error"),
            take_photo: text.say("platform-take-photo"),
            choose_photo: text.say("platform-choose-photo"),
            camera_for_photo: text.say("platform-camera-for-photo"),
            camera_for_call: text.say("platform-camera-for-call"),
            allow: text.say("platform-allow"),
            open_settings: text.say("platform-open-settings"),
            play_sound: text.say("platform-play-sound"),
            heard: text.say("platform-heard"),
            not_heard: text.say("platform-not-heard"),
            own_picture: text.say("platform-own-picture"),
            move_own_picture: text.say("platform-move-own-picture"),
            switch_camera: text.say("platform-switch-camera"),
            loudspeaker_off: text.say("platform-loudspeaker-off"),
            loudspeaker_on: text.say("platform-loudspeaker-on"),
            no_picture: text.say("platform-no-picture"),
            screen_recorded: text.say("platform-screen-recorded"),
            reminders_channel: text.say("platform-reminders-channel"),
            calls_channel: text.say("platform-calls-channel"),
            call_running: text.say("platform-call-running"),
            cannot_start: text.say("platform-cannot-start"),
            try_again: text.say("try-again"),
        }
    }
}

impl StartFailure {
    /// What happened, and what to do next.
    #[must_use]
    pub fn sentence(self, language: Language) -> String {
        let text = words(language);
        match self {
            Self::Locked => text.say("platform-start-locked"),
            Self::StartAgain => text.say("platform-start-again"),
            Self::UpdateNeeded => text.say("platform-start-update"),
            Self::Storage => text.say("platform-start-storage"),
            Self::Failed => text.say("platform-start-failed"),
        }
    }
}

/// No times are among these words, so the zone does not matter.
fn words(language: Language) -> Text {
    Text::new(language, chrono_tz::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_in_the_language_that_is_asked_for() {
        let (english, welsh) = (
            PlatformWords::of(Language::English),
            PlatformWords::of(Language::Welsh),
        );
        assert_eq!(english.back, "Back");
        assert_eq!(welsh.back, "Yn ôl");
        let full = StartFailure::Storage;
        assert_ne!(
            full.sentence(Language::English),
            full.sentence(Language::Welsh)
        );
    }
}
