//! What prepares a child for a call: what will happen, in a child's words, with drawings.

#[cfg(test)]
mod tests;

use crate::{
    Part, Picture, Screen, ScreenName, navigation::Page, parts, text::Text, update::State,
};
use chrono::{DateTime, Utc};

/// In the order in which a call goes on.
const STORY: [Picture; 9] = [
    Picture::SeeEachOther,
    Picture::WaitingRoom,
    Picture::TheirRoom,
    Picture::SomebodyListens,
    Picture::InThePicture,
    Picture::PictureStops,
    Picture::ShowAndTell,
    Picture::WaveGoodbye,
    Picture::Afterwards,
];

/// The screen of a page.
pub fn screen(state: &State, _page: Page, text: &Text, _now: DateTime<Utc>) -> Screen {
    let mut list = vec![parts::paragraph(text.say("children-read-together"))];
    for picture in STORY {
        list.push(parts::heading(text.say_of("children-heading", &picture)));
        list.push(Part::Picture {
            picture,
            description: text.say_of("children-picture", &picture),
        });
        list.push(parts::paragraph(text.say_of("children-text", &picture)));
    }
    list.push(parts::heading(text.say("children-adults-heading")));
    for advice in ["before", "during", "after", "law"] {
        list.push(parts::paragraph(text.say_of("children-adults", &advice)));
    }
    list.push(parts::actions(vec![parts::to(
        text.say("to-home"),
        crate::Place::Home,
    )]));
    parts::screen(
        state,
        ScreenName::PrepareChild,
        text,
        text.say("children-title"),
        list,
    )
}
