//! Every word that a person reads: Fluent messages (projectfluent.org) from `core/locales`.
//!
//! Three ways to ask, so that a test can find every key in the source:
//! [`Text::say`], [`Text::say_with`] for messages with arguments, and [`Text::say_of`] for a message
//! for each value of an enum (`error` + `code_wrong` is the key `error-code-wrong`).

mod dates;
#[cfg(test)]
mod tests;

use chrono_tz::Tz;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use kinline_protocol::Language;
use serde::Serialize;
use std::sync::OnceLock;
use unic_langid::langid;

/// The files of a language, one a feature. A new feature adds its line here.
macro_rules! files {
    ($language:literal) => {
        [
            include_str!(concat!("../../locales/", $language, "/account.ftl")),
            include_str!(concat!("../../locales/", $language, "/booking.ftl")),
            include_str!(concat!("../../locales/", $language, "/calendar.ftl")),
            include_str!(concat!("../../locales/", $language, "/call.ftl")),
            include_str!(concat!("../../locales/", $language, "/children.ftl")),
            include_str!(concat!("../../locales/", $language, "/dates.ftl")),
            include_str!(concat!("../../locales/", $language, "/errors.ftl")),
            include_str!(concat!("../../locales/", $language, "/establishment.ftl")),
            include_str!(concat!("../../locales/", $language, "/general.ftl")),
            include_str!(concat!("../../locales/", $language, "/home.ftl")),
            include_str!(concat!("../../locales/", $language, "/identity.ftl")),
            include_str!(concat!("../../locales/", $language, "/people.ftl")),
            include_str!(concat!("../../locales/", $language, "/platform.ftl")),
            include_str!(concat!("../../locales/", $language, "/policy.ftl")),
            include_str!(concat!("../../locales/", $language, "/rehearsal.ftl")),
            include_str!(concat!("../../locales/", $language, "/reminders.ftl")),
            include_str!(concat!("../../locales/", $language, "/settings.ftl")),
        ]
    };
}

static ENGLISH: [&str; 17] = files!("en");
static WELSH: [&str; 17] = files!("cy");

type Bundle = FluentBundle<FluentResource>;

/// An argument of a message.
pub type Argument<'a> = (&'static str, FluentValue<'a>);

/// The words of one language, and the time zone that times are told in.
#[derive(Clone, Copy)]
pub struct Text {
    language: Language,
    zone: Tz,
    bundle: &'static Bundle,
}

impl Text {
    /// The words of a language; the phone's time zone.
    pub fn new(language: Language, zone: Tz) -> Self {
        Self {
            language,
            zone,
            bundle: bundle(language),
        }
    }

    /// The language of the words.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The phone's time zone.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// A message without arguments.
    pub fn say(&self, key: &'static str) -> String {
        self.format(key, &[])
    }

    /// A message with arguments.
    pub fn say_with(&self, key: &'static str, arguments: &[Argument<'_>]) -> String {
        self.format(key, arguments)
    }

    /// The message for one value of an enum: `family`, a hyphen, and the value's word on the wire.
    pub fn say_of(&self, family: &'static str, value: &impl Serialize) -> String {
        self.say_of_with(family, value, &[])
    }

    /// [`Text::say_of`] with arguments.
    pub fn say_of_with(
        &self,
        family: &'static str,
        value: &impl Serialize,
        arguments: &[Argument<'_>],
    ) -> String {
        self.format(&format!("{family}-{}", word(value)), arguments)
    }

    /// A key that is missing shows itself; tests see to it that none is.
    fn format(&self, key: &str, arguments: &[Argument<'_>]) -> String {
        let pattern = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value());
        debug_assert!(pattern.is_some(), "no message {key} in {:?}", self.language);
        let Some(pattern) = pattern else {
            return key.to_owned();
        };
        let mut named = FluentArgs::with_capacity(arguments.len());
        for (name, value) in arguments {
            named.set(*name, value.clone());
        }
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&named), &mut errors);
        debug_assert!(
            errors.is_empty(),
            "{key} in {:?}: {errors:?}",
            self.language
        );
        text.into_owned()
    }
}

/// The word of an enum's value on the wire, with hyphens; of one with data, its tag.
fn word(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    let text = json.as_str().unwrap_or_default();
    debug_assert!(!text.is_empty(), "only plain enums have a word: {json}");
    text.replace('_', "-")
}

fn bundle(language: Language) -> &'static Bundle {
    static BUNDLES: [OnceLock<Bundle>; 2] = [OnceLock::new(), OnceLock::new()];
    match language {
        Language::English => BUNDLES[0].get_or_init(|| load(langid!("en"), &ENGLISH)),
        Language::Welsh => BUNDLES[1].get_or_init(|| load(langid!("cy"), &WELSH)),
    }
}

fn load(language: unic_langid::LanguageIdentifier, files: &[&str]) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Isolation marks are for mixed directions of writing; both languages go one way.
    bundle.set_use_isolating(false);
    for file in files {
        let resource =
            FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(read, errors)| {
                debug_assert!(errors.is_empty(), "{errors:?}");
                read
            });
        let added = bundle.add_resource(resource);
        debug_assert!(added.is_ok(), "{added:?}");
    }
    bundle
}
