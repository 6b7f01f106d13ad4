//! A screen as a person would tell it on the telephone.

use kinline_core::{Action, CallView, Choice, Field, Part, PhotoRequest, Row, Screen, Tone, View};
use std::fmt::Write as _;

/// The screen's name and heading: `IdentityStatus “Your identity is being checked”`.
#[must_use]
pub fn heading(screen: &Screen) -> String {
    format!("{:?} “{}”", screen.name, screen.title)
}

/// The whole screen, a line for each thing on it.
#[must_use]
pub fn whole(screen: &Screen) -> String {
    let mut lines = vec![heading(screen)];
    lines.extend(screen.parts.iter().flat_map(part));
    match &screen.view {
        View::Parts => {}
        View::Camera(camera) => lines.extend(camera.hints.iter().map(|hint| format!("· {hint}"))),
        View::Slots(slots) => {
            for day in &slots.days {
                lines.push(format!("{}:", day.label));
                lines.extend(
                    day.slots
                        .iter()
                        .map(|slot| format!("  [{}]", slot.accessible)),
                );
            }
        }
        View::WaitingRoom(call) | View::Call(call) => lines.extend(call_lines(call)),
    }
    lines.iter().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "    {line}");
        text
    })
}

/// What the screen says in sentences: notices, paragraphs, rows and the call's state.
#[must_use]
pub fn sentences(screen: &Screen) -> Vec<String> {
    let parts = screen.parts.iter().flat_map(|part| match part {
        Part::Text { text } => vec![text.clone()],
        Part::Notice { title, text, .. } => vec![format!("{title}: {text}")],
        Part::Rows { rows, .. } => rows.iter().map(|it| row(it).trim().to_owned()).collect(),
        _ => Vec::new(),
    });
    let call = match &screen.view {
        View::WaitingRoom(call) | View::Call(call) => {
            let cover = call
                .cover
                .iter()
                .map(|cover| format!("{}: {}", cover.title, cover.text));
            let left = Some(&call.left_accessible).filter(|text| !text.is_empty());
            let left = left.map_or_else(String::new, |text| format!(", {text}"));
            let state = format!("{}{left}", call.status.text);
            std::iter::once(state).chain(cover).collect()
        }
        _ => Vec::new(),
    };
    parts.chain(call).collect()
}

/// Whether the screen says that something is done, approved or booked, and nothing is wrong.
#[must_use]
pub fn all_is_well(screen: &Screen) -> bool {
    let good = screen.parts.iter().any(|part| match part {
        Part::Notice { tone, .. } => *tone == Tone::Good,
        Part::Rows { rows, .. } => {
            let mut statuses = rows.iter().filter_map(|row| row.status.as_ref());
            statuses.any(|status| status.tone == Tone::Good)
        }
        _ => false,
    });
    good && problems(screen).is_empty()
}

/// What the screen says went wrong.
#[must_use]
pub fn problem(screen: &Screen) -> Option<&str> {
    screen.parts.iter().find_map(|part| match part {
        Part::Notice {
            tone: Tone::Problem,
            text,
            ..
        } => Some(text.as_str()),
        _ => None,
    })
}

/// What the screen says went wrong or needs attention: problem notices and the errors of fields,
/// choices and photos.
#[must_use]
pub fn problems(screen: &Screen) -> Vec<String> {
    screen
        .parts
        .iter()
        .flat_map(|part| match part {
            Part::Notice {
                tone: Tone::Problem | Tone::Attention,
                title,
                text,
                ..
            } => vec![format!("{title}: {text}")],
            Part::Field(Field { label, error, .. })
            | Part::Choice(Choice { label, error, .. })
            | Part::Photo(PhotoRequest { label, error, .. }) => error
                .iter()
                .map(|error| format!("{label}: {error}"))
                .collect(),
            _ => Vec::new(),
        })
        .collect()
}

/// Everything that a finger can tap: what it says and what it sends.
#[must_use]
pub fn tappable(screen: &Screen) -> Vec<(String, Action)> {
    let buttons = screen
        .buttons()
        .filter(|button| button.enabled)
        .map(|button| (button.label.clone(), button.action.clone()));
    let parts = screen.parts.iter().flat_map(|part| match part {
        Part::Rows { rows, .. } => rows
            .iter()
            .filter_map(|row| Some((row.title.clone(), row.action.clone()?)))
            .collect(),
        Part::Choice(choice) => choice
            .options
            .iter()
            .filter_map(|option| Some((option.label.clone(), option.action.clone()?)))
            .collect(),
        _ => Vec::new(),
    });
    let slots = match &screen.view {
        View::Slots(slots) => slots.days.as_slice(),
        _ => &[],
    };
    let slots = slots
        .iter()
        .flat_map(|day| &day.slots)
        .map(|slot| (slot.accessible.clone(), slot.action.clone()));
    buttons.chain(parts).chain(slots).collect()
}

fn part(part: &Part) -> Vec<String> {
    match part {
        Part::Heading { text } => vec![format!("# {text}")],
        Part::Text { text } => vec![text.clone()],
        Part::Notice {
            tone, title, text, ..
        } => vec![format!("({tone:?}) {title}: {text}")],
        Part::Field(field) => {
            let mut lines = vec![format!("{}: [{}]", field.label, field.value)];
            lines.extend(field.error.iter().map(|error| format!("  ! {error}")));
            lines
        }
        Part::Choice(choice) => choice_lines(choice),
        Part::Rows { label, rows } => {
            let mut lines = vec![format!("{label}:")];
            lines.extend(rows.iter().map(row));
            lines
        }
        Part::Photo(photo) => {
            let mut lines = vec![format!("{} ({})", photo.label, photo.status.text)];
            lines.extend(photo.error.iter().map(|error| format!("  ! {error}")));
            lines.push(format!("  [{}]", photo.action.label));
            lines
        }
        Part::Countdown { label, text, .. } => vec![format!("{label}: {text}")],
        Part::Picture { description, .. } | Part::OwnPhoto { description, .. } => {
            vec![format!("[picture: {description}]")]
        }
        Part::Progress { label, done, total } => vec![format!("{label}: {done} of {total}")],
        Part::Actions { actions } => {
            let label = |button: &kinline_core::Button| match button.enabled {
                true => format!("[{}]", button.label),
                false => format!("[{} – not now]", button.label),
            };
            vec![actions.iter().map(label).collect::<Vec<_>>().join(" ")]
        }
    }
}

fn choice_lines(choice: &Choice) -> Vec<String> {
    let options = choice.options.iter().map(|option| {
        let mark = if option.selected { "x" } else { " " };
        format!("  ({mark}) {}", option.label)
    });
    let mut lines = vec![choice.label.clone()];
    lines.extend(options);
    lines.extend(choice.error.iter().map(|error| format!("  ! {error}")));
    lines
}

fn row(row: &Row) -> String {
    let detail = row.detail.as_ref().map(|text| format!(", {text}"));
    let status = row
        .status
        .as_ref()
        .map(|status| format!(" – {}", status.text));
    format!(
        "  {}{}{}",
        row.title,
        detail.unwrap_or_default(),
        status.unwrap_or_default()
    )
}

fn call_lines(call: &CallView) -> Vec<String> {
    let mut lines = vec![format!("{} – {}", call.status.text, call.left_accessible)];
    if let Some(cover) = &call.cover {
        lines.push(format!("({}) {}", cover.title, cover.text));
    }
    let people = call.people.iter();
    lines.extend(people.map(|person| format!("{}: {}", person.name, person.status.text)));
    lines.extend(call.line.iter().map(|line| format!("Line: {}", line.text)));
    let controls = call
        .controls
        .iter()
        .map(|button| format!("[{}]", button.label));
    lines.push(controls.collect::<Vec<_>>().join(" "));
    lines
}
