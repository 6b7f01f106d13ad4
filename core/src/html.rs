//! Draws a [`Screen`] as an HTML page, so that people can look at what a phone shows.
//!
//! The apps draw screens with their platforms' own means; this is for galleries and reports, and shows
//! that a screen's data is enough to draw it.

use crate::{
    Button, ButtonStyle, CallView, Choice, Field, FieldKind, Part, PhotoRequest, Picture, Row,
    Screen, SlotsView, Status, Tone, View, screen::clock_seconds,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use std::fmt::Write;

const STYLE: &str = include_str!("html.css");

/// A whole page, without external resources. `picture` is the decoded picture of a call, as an
/// image's address (`data:` or `file:`), drawn where the view has one.
pub fn page(screen: &Screen, picture: Option<&str>) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n<body>\n{phone}\n",
        language = screen.language.code(),
        title = escape(&screen.title),
        phone = phone(screen, picture),
    )
}

/// The screen alone, to be put into a page with [`STYLE`].
fn phone(screen: &Screen, picture: Option<&str>) -> String {
    let drawn = |parts: &[Part]| parts.iter().map(part).collect::<String>();
    let view = view(&screen.view, picture);
    let (above, below) = match (&screen.view, screen.parts.as_slice()) {
        (View::Slots(_), [parts @ .., last @ Part::Actions { .. }]) => {
            (drawn(parts), view + &part(last))
        }
        (View::Slots(_), parts) => (drawn(parts), view),
        (_, parts) => (view, drawn(parts)),
    };
    let back = if screen.can_go_back {
        "<span class=\"back\" aria-hidden=\"true\">‹</span>"
    } else {
        ""
    };
    format!(
        "<main class=\"phone\">\n<header>{back}<h1>{}</h1></header>\n{above}{below}</main>\n",
        escape(&screen.title)
    )
}

fn view(view: &View, picture: Option<&str>) -> String {
    match view {
        View::Parts => String::new(),
        View::Camera(camera) => {
            let hints: String = camera.hints.iter().map(|hint| item(hint)).collect();
            format!("<div class=\"camera\"></div>\n<ul class=\"hints\">{hints}</ul>\n")
        }
        View::Slots(slots) => slots_view(slots),
        View::WaitingRoom(call) | View::Call(call) => call_view(call, picture),
    }
}

fn slots_view(slots: &SlotsView) -> String {
    let mut html = String::new();
    for day in &slots.days {
        let _ = write!(
            html,
            "<section><h2>{}</h2><div class=\"slots\">",
            escape(&day.label)
        );
        for slot in &day.slots {
            let own = slot.own_time.as_deref().map(small).unwrap_or_default();
            let _ = write!(
                html,
                "<button class=\"slot\" aria-label=\"{}\">{}{own}</button>",
                escape(&slot.accessible),
                escape(&slot.label)
            );
        }
        html.push_str("</div></section>\n");
    }
    html
}

fn call_view(call: &CallView, picture: Option<&str>) -> String {
    let picture = picture
        .map(|address| format!("<img src=\"{address}\" alt=\"\">"))
        .unwrap_or_default();
    let cover = call.cover.as_ref().map(|cover| {
        format!(
            "<div class=\"cover\" role=\"alert\"><h2>{}</h2><p>{}</p></div>",
            escape(&cover.title),
            escape(&cover.text)
        )
    });
    let people: String = call
        .people
        .iter()
        .map(|person| {
            format!(
                "<li>{} {}</li>",
                escape(&person.name),
                status(&person.status)
            )
        })
        .collect();
    let line = call.line.as_ref().map(status).unwrap_or_default();
    let controls: String = call.controls.iter().map(button).collect();
    format!(
        "<div class=\"call\"><div class=\"picture\">{picture}{}</div>\n\
         <p class=\"time\">{} <span aria-label=\"{}\">{}</span> {line}</p>\n\
         <ul class=\"people\">{people}</ul>\n<div class=\"controls\">{controls}</div></div>\n",
        cover.unwrap_or_default(),
        status(&call.status),
        escape(&call.left_accessible),
        clock(call.left_ms),
    )
}

fn part(part: &Part) -> String {
    match part {
        Part::Heading { text } => format!("<h2>{}</h2>\n", escape(text)),
        Part::Text { text } => format!("<p>{}</p>\n", escape(text)),
        Part::Notice {
            tone: kind,
            title,
            text,
            ..
        } => format!(
            "<div class=\"notice {}\"><h2>{}</h2><p>{}</p></div>\n",
            tone(*kind),
            escape(title),
            escape(text)
        ),
        Part::Field(field) => field_part(field),
        Part::Choice(choice) => choice_part(choice),
        Part::Rows { label, rows } => {
            let rows: String = rows.iter().map(row).collect();
            format!("<h2>{}</h2><ul class=\"rows\">{rows}</ul>\n", escape(label))
        }
        Part::Photo(photo) => photo_part(photo),
        Part::Picture {
            picture,
            description,
        } => format!(
            "<figure role=\"img\" aria-label=\"{}\">{}</figure>\n",
            escape(description),
            drawing(*picture)
        ),
        Part::OwnPhoto { jpeg, description } => format!(
            "<figure><img alt=\"{}\" src=\"data:image/jpeg;base64,{}\"></figure>\n",
            escape(description),
            BASE64_STANDARD.encode(jpeg)
        ),
        Part::Progress { label, done, total } => format!(
            "<p>{}</p><progress value=\"{done}\" max=\"{}\" aria-label=\"{0}\"></progress>\n",
            escape(label),
            (*total).max(1)
        ),
        Part::Countdown {
            label,
            text,
            left_ms,
        } => format!(
            "<p class=\"countdown\"><strong>{}</strong> {}<span class=\"clock\" aria-hidden=\"true\">{}</span></p>\n",
            escape(label),
            small(text),
            clock(*left_ms)
        ),
        Part::Actions { actions } => {
            let buttons: String = actions.iter().map(button).collect();
            format!("<div class=\"actions\">{buttons}</div>\n")
        }
    }
}

fn drawing(picture: Picture) -> &'static str {
    macro_rules! file {
        ($name:literal) => {
            include_str!(concat!("../../design/pictures/", $name, ".svg"))
        };
    }
    match picture {
        Picture::SeeEachOther => file!("see-each-other"),
        Picture::WaitingRoom => file!("waiting-room"),
        Picture::TheirRoom => file!("their-room"),
        Picture::SomebodyListens => file!("somebody-listens"),
        Picture::InThePicture => file!("in-the-picture"),
        Picture::PictureStops => file!("picture-stops"),
        Picture::ShowAndTell => file!("show-and-tell"),
        Picture::WaveGoodbye => file!("wave-goodbye"),
        Picture::Afterwards => file!("afterwards"),
        Picture::GoodDocument => file!("good-document"),
        Picture::GoodPortrait => file!("good-portrait"),
    }
}

fn field_part(field: &Field) -> String {
    let input = match field.kind {
        FieldKind::Date => date_input(&field.value),
        _ => format!("<input value=\"{}\">", escape(&field.value)),
    };
    format!(
        "<label class=\"{}\">{}{}{}{input}</label>\n",
        if field.error.is_some() { "wrong" } else { "" },
        escape(&field.label),
        field.hint.as_deref().map(small).unwrap_or_default(),
        field.error.as_deref().map(error).unwrap_or_default(),
    )
}

/// Day, month and year of `2026-11-22`, as the apps ask for them.
fn date_input(value: &str) -> String {
    let mut parts: Vec<&str> = value.split('-').collect();
    parts.resize(3, "");
    let inputs = parts.iter().rev().map(|part| {
        let part = escape(part.trim_start_matches('0'));
        format!("<input value=\"{part}\">")
    });
    format!("<span class=\"date\">{}</span>", inputs.collect::<String>())
}

/// One of more options than these is drawn as a list that opens.
const SHOWN: usize = 12;

fn choice_part(choice: &Choice) -> String {
    if !choice.several && choice.options.len() > SHOWN {
        return drop_down(choice);
    }
    let kind = if choice.several { "checkbox" } else { "radio" };
    let options: String = choice
        .options
        .iter()
        .map(|option| {
            format!(
                "<label><input type=\"{kind}\" name=\"{}\"{}>{}{}</label>",
                escape(&choice.id),
                if option.selected { " checked" } else { "" },
                escape(&option.label),
                option.hint.as_deref().map(small).unwrap_or_default(),
            )
        })
        .collect();
    format!(
        "<fieldset><legend>{}</legend>{}{}{options}</fieldset>\n",
        escape(&choice.label),
        choice.hint.as_deref().map(small).unwrap_or_default(),
        choice.error.as_deref().map(error).unwrap_or_default(),
    )
}

fn drop_down(choice: &Choice) -> String {
    let options: String = choice
        .options
        .iter()
        .map(|option| {
            let hint = option.hint.as_deref().map(|hint| format!(" ({hint})"));
            format!(
                "<option{}>{}{}</option>",
                if option.selected { " selected" } else { "" },
                escape(&option.label),
                escape(&hint.unwrap_or_default()),
            )
        })
        .collect();
    let chosen = choice.options.iter().any(|option| option.selected);
    let nothing = if chosen { "" } else { "<option></option>" };
    format!(
        "<label>{}{}{}<select name=\"{}\">{nothing}{options}</select></label>\n",
        escape(&choice.label),
        choice.hint.as_deref().map(small).unwrap_or_default(),
        choice.error.as_deref().map(error).unwrap_or_default(),
        escape(&choice.id),
    )
}

fn photo_part(photo: &PhotoRequest) -> String {
    let hints: String = photo.hints.iter().map(|hint| item(hint)).collect();
    format!(
        "<section class=\"photo\"><h2>{} {}</h2>{}<ul class=\"hints\">{hints}</ul>{}</section>\n",
        escape(&photo.label),
        status(&photo.status),
        photo.error.as_deref().map(error).unwrap_or_default(),
        button(&photo.action),
    )
}

fn row(row: &Row) -> String {
    format!(
        "<li{}><span>{}{}</span>{}</li>",
        if row.action.is_some() {
            " class=\"leads\""
        } else {
            ""
        },
        escape(&row.title),
        row.detail.as_deref().map(small).unwrap_or_default(),
        row.status.as_ref().map(status).unwrap_or_default(),
    )
}

fn button(button: &Button) -> String {
    let style = match button.style {
        ButtonStyle::Primary => "primary",
        ButtonStyle::Secondary => "secondary",
        ButtonStyle::Danger => "danger",
        ButtonStyle::Link => "link",
    };
    let off = if button.enabled { "" } else { " disabled" };
    format!(
        "<button class=\"{style}\"{off}>{}</button>",
        escape(&button.label)
    )
}

fn status(status: &Status) -> String {
    format!(
        "<strong class=\"status {}\">{}</strong>",
        tone(status.tone),
        escape(&status.text)
    )
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral => "neutral",
        Tone::Good => "good",
        Tone::Waiting => "waiting",
        Tone::Attention => "attention",
        Tone::Problem => "problem",
    }
}

fn small(text: &str) -> String {
    format!("<small>{}</small>", escape(text))
}

fn error(text: &str) -> String {
    format!("<small class=\"error\">{}</small>", escape(text))
}

fn item(text: &str) -> String {
    format!("<li>{}</li>", escape(text))
}

/// `12:34`, `1:59:59`
fn clock(ms: u64) -> String {
    let seconds = clock_seconds(ms);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\n', "<br>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ChoiceOption, Live, ScreenName, protocol::Language};

    #[test]
    fn one_of_many_is_a_list_that_opens_and_several_are_boxes() {
        let option = |n: usize| ChoiceOption {
            value: n.to_string(),
            label: format!("Place {n}"),
            hint: None,
            selected: n == 3,
            action: None,
        };
        let choice = |count, several| Choice {
            id: "place".into(),
            label: "Where?".into(),
            hint: None,
            options: (0..count).map(option).collect(),
            several,
            error: None,
        };
        let many = choice_part(&choice(SHOWN + 1, false));
        assert!(many.contains("<select") && many.contains("<option selected>Place 3<"));
        assert!(choice_part(&choice(SHOWN, false)).contains("type=\"radio\""));
        assert!(choice_part(&choice(SHOWN + 1, true)).contains("type=\"checkbox\""));
    }

    #[test]
    fn what_people_typed_is_text_and_never_markup() {
        let screen = Screen {
            name: ScreenName::Home,
            language: Language::Welsh,
            title: "Croeso <b>".into(),
            can_go_back: false,
            parts: vec![Part::Notice {
                tone: Tone::Problem,
                title: "\"&\"".into(),
                text: "<script>".into(),
                live: Live::Off,
            }],
            view: View::Parts,
        };
        let html = page(&screen, None);
        assert!(html.contains("lang=\"cy\""));
        assert!(html.contains("Croeso &lt;b&gt;"));
        assert!(html.contains("&quot;&amp;&quot;"));
        assert!(!html.contains("<script>"));
    }
}
