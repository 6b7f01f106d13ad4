//! YAML as the text that stands there: no value is guessed, no key is lost.
//!
//! A library that makes values would turn `1400` into a number and keep one of two equal keys.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};
use std::borrow::Cow;

/// Deeper than any timetable: three levels.
const DEPTH: usize = 16;

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node<'a> {
    /// A text; `plain` if without quotes.
    Scalar { text: Cow<'a, str>, plain: bool },
    /// `- a`
    Sequence(Vec<Node<'a>>),
    /// `a: b`, in the order of the file, equal keys and all.
    Mapping(Vec<(Node<'a>, Node<'a>)>),
}

/// Where and why a text is not YAML, or none that a timetable is written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotYaml {
    /// From 1.
    pub(super) line: usize,
    /// From 1, in characters.
    pub(super) column: usize,
    /// In words.
    pub(super) why: String,
}

/// Reads the one document of a file; an empty file is an empty text.
pub(super) fn parse(file: &[u8]) -> Result<Node<'_>, NotYaml> {
    let text = str::from_utf8(file).map_err(|error| not_utf8(&file[..error.valid_up_to()]))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut tree = Tree::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| scan_error(&error))?;
        tree.take(event, span)?;
    }
    Ok(tree.root.unwrap_or(Node::Scalar {
        text: Cow::default(),
        plain: true,
    }))
}

#[derive(Default)]
struct Tree<'a> {
    root: Option<Node<'a>>,
    open: Vec<Open<'a>>,
}

/// A sequence or mapping that is not closed yet; of a mapping also the key without its value.
enum Open<'a> {
    Sequence(Vec<Node<'a>>),
    Mapping(Vec<(Node<'a>, Node<'a>)>, Option<Node<'a>>),
}

impl<'a> Tree<'a> {
    fn take(&mut self, event: Event<'a>, span: Span) -> Result<(), NotYaml> {
        match event {
            Event::Scalar(text, style, _, None) => {
                let plain = style == ScalarStyle::Plain;
                self.add(Node::Scalar { text, plain });
            }
            Event::SequenceStart(_, None) => self.open(Open::Sequence(Vec::new()), span)?,
            Event::MappingStart(_, None) => self.open(Open::Mapping(Vec::new(), None), span)?,
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::Sequence(items)) => self.add(Node::Sequence(items)),
                Some(Open::Mapping(pairs, _)) => self.add(Node::Mapping(pairs)),
                None => {}
            },
            Event::DocumentStart(_) if self.root.is_some() => {
                return Err(at(span, "a second document begins; write one in a file"));
            }
            Event::Alias(_) => return Err(at(span, "an alias (*); write the value itself")),
            Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) => {
                return Err(at(span, "a tag (!); write the value without"));
            }
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, open: Open<'a>, span: Span) -> Result<(), NotYaml> {
        if self.open.len() >= DEPTH {
            return Err(at(span, "too many levels of indentation"));
        }
        self.open.push(open);
        Ok(())
    }

    fn add(&mut self, node: Node<'a>) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::Sequence(items)) => items.push(node),
            Some(Open::Mapping(pairs, key)) => match key.take() {
                None => *key = Some(node),
                Some(key) => pairs.push((key, node)),
            },
        }
    }
}

impl Node<'_> {
    /// Whether nothing stands there.
    pub(super) fn is_null(&self) -> bool {
        match self {
            Self::Scalar { text, plain } => {
                *plain && matches!(&**text, "" | "~" | "null" | "Null" | "NULL")
            }
            _ => false,
        }
    }

    /// The text as it stands; what has parts, on one line.
    pub(super) fn text(&self) -> Cow<'_, str> {
        let list = |parts: Vec<String>| parts.join(", ");
        match self {
            Self::Scalar { text, .. } => Cow::Borrowed(text),
            Self::Sequence(items) => {
                let items = items.iter().map(|item| item.text().into_owned());
                format!("[{}]", list(items.collect())).into()
            }
            Self::Mapping(pairs) => {
                let pairs = pairs
                    .iter()
                    .map(|(key, value)| format!("{}: {}", key.text(), value.text()));
                format!("{{{}}}", list(pairs.collect())).into()
            }
        }
    }

    /// Every text within, keys too.
    pub(super) fn texts(&self) -> Vec<&str> {
        match self {
            Self::Scalar { text, .. } => vec![text],
            Self::Sequence(items) => items.iter().flat_map(Self::texts).collect(),
            Self::Mapping(pairs) => pairs
                .iter()
                .flat_map(|(key, value)| [key.texts(), value.texts()].concat())
                .collect(),
        }
    }
}

fn at(span: Span, why: &str) -> NotYaml {
    scan_error(&ScanError::new_str(span.start, why))
}

fn scan_error(error: &ScanError) -> NotYaml {
    NotYaml {
        line: error.marker().line(),
        column: error.marker().col() + 1,
        why: error.info().to_owned(),
    }
}

fn not_utf8(before: &[u8]) -> NotYaml {
    let before = String::from_utf8_lossy(before);
    NotYaml {
        line: before.matches('\n').count() + 1,
        column: before
            .rsplit('\n')
            .next()
            .map_or(0, |line| line.chars().count())
            + 1,
        why: "not UTF-8 text".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(file: &str) -> String {
        parse(file.as_bytes()).unwrap().text().into_owned()
    }

    fn place(file: &[u8]) -> (usize, usize) {
        let error = parse(file).unwrap_err();
        (error.line, error.column)
    }

    #[test]
    fn values_are_the_text_that_stands_there() {
        let file = "---\na: 0900\nb: 2026-12-25\n'c d': '1400-1500'\ne: yes\nf: ~\na: 1_0 # no\n";
        assert_eq!(
            text(file),
            "{a: 0900, b: 2026-12-25, c d: 1400-1500, e: yes, f: ~, a: 1_0}"
        );
        assert_eq!(
            text("\u{feff}a:\r\n- 1\r\n- [x, {y: z}]\r\n"),
            "{a: [1, [x, {y: z}]]}"
        );
        assert_eq!(text(""), "");
    }

    #[test]
    fn what_is_not_yaml_has_a_line_and_a_column() {
        assert_eq!(place(b"a: 1\nb:\n\t- 2\n").0, 3);
        assert_eq!(place(b"a:\n    b: 1\n  c: 2\n"), (3, 3));
        assert_eq!(place(b"a: 1\nb: \xff\n"), (2, 4));
        assert_eq!(place(b"a: 1\n---\nb: 2\n").0, 2);
        assert_eq!(place(b"a: &x 1\nb: *x\n"), (2, 4));
        assert_eq!(place(b"a: !ruby/object x\n").0, 1);
        assert_eq!(place("- ".repeat(10_000).as_bytes()), (1, 33));
        assert_eq!(place("[".repeat(10_000).as_bytes()).0, 1);
    }
}
