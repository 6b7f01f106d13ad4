//! Every key used in the source exists in both languages with the same arguments, none is unused, and
//! no plural form is missing.

use super::*;
use fluent_syntax::{ast, parser};
use kinline_protocol::ErrorCode;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// The arguments of each message.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// A use of a message, or of a family of them, in the source.
#[derive(Debug)]
struct Use {
    key: String,
    family: bool,
    /// Where they stand in the call itself.
    arguments: Option<BTreeSet<String>>,
    at: String,
}

const LANGUAGES: [(Language, &[&str]); 2] =
    [(Language::English, &ENGLISH), (Language::Welsh, &WELSH)];

#[test]
fn both_languages_have_the_same_messages_with_the_same_arguments() {
    let (english, welsh) = (messages(&ENGLISH), messages(&WELSH));
    let keys = |messages: &Messages| messages.keys().cloned().collect::<BTreeSet<_>>();
    let differ: Vec<_> = keys(&english)
        .symmetric_difference(&keys(&welsh))
        .cloned()
        .collect();
    assert!(differ.is_empty(), "in one language only: {differ:#?}");
    for (key, arguments) in &english {
        assert_eq!(arguments, &welsh[key], "arguments of {key}");
    }
}

#[test]
fn every_key_in_the_source_exists_with_its_arguments() {
    let messages = messages(&ENGLISH);
    let uses = uses();
    assert!(uses.len() > 200, "the source was searched: {}", uses.len());
    let mut differ = Vec::new();
    for it in uses {
        let meant: Vec<_> = match it.family {
            true => messages
                .range(format!("{}-", it.key)..)
                .take_while(|(key, _)| of_family(key, &it.key))
                .collect(),
            false => messages.get_key_value(&it.key).into_iter().collect(),
        };
        assert!(!meant.is_empty(), "no message {} ({})", it.key, it.at);
        for (key, arguments) in meant.iter().filter(|_| !it.family) {
            // Arguments that are made elsewhere are checked as they are used: see `Text::format`.
            if it.arguments.as_ref().is_some_and(|used| used != *arguments) {
                differ.push(format!(
                    "{key}: {arguments:?}, not {:?} ({})",
                    it.arguments, it.at
                ));
            }
        }
    }
    assert!(
        differ.is_empty(),
        "other arguments than the message has: {differ:#?}"
    );
}

#[test]
fn no_message_is_unused() {
    let uses = uses();
    let used = |key: &str| {
        uses.iter().any(|it| {
            if it.family {
                of_family(key, &it.key)
            } else {
                it.key == key
            }
        })
    };
    let unused: Vec<_> = messages(&ENGLISH)
        .into_keys()
        .filter(|key| !used(key))
        .collect();
    assert!(unused.is_empty(), "never said: {unused:#?}");
}

/// CLDR: English has two categories, Welsh six.
#[test]
fn no_plural_form_is_missing() {
    let mut plurals = 0;
    for (language, files) in LANGUAGES {
        let needed: BTreeSet<&str> = match language {
            Language::English => ["one", "other"].into(),
            Language::Welsh => ["zero", "one", "two", "few", "many", "other"].into(),
        };
        for file in files {
            for (key, forms) in plural_forms(file) {
                plurals += 1;
                let missing: Vec<_> = needed.iter().filter(|it| !forms.contains(**it)).collect();
                assert!(
                    missing.is_empty(),
                    "{key} in {language:?} has no {missing:?}"
                );
            }
        }
    }
    assert!(plurals > 4, "plurals were found: {plurals}");
}

#[test]
fn every_error_code_has_a_sentence_that_says_what_to_do() {
    for (language, _) in LANGUAGES {
        let text = Text::new(language, chrono_tz::Europe::London);
        for code in ErrorCode::ALL {
            for at in [None, Some("2026-12-01T09:00:00Z".parse().unwrap())] {
                let sentence = crate::error::sentence_for(*code, at, &text);
                assert!(sentence.len() > 20, "{code}: {sentence}");
            }
        }
    }
}

#[test]
fn welsh_counts_in_all_its_forms() {
    let bundle = bundle(Language::Welsh);
    let resource = FluentResource::try_new(
        "n = { $n ->\n [zero] zero\n [one] one\n [two] two\n [few] few\n [many] many\n *[other] other\n }\n".into(),
    );
    let mut own = Bundle::new_concurrent(bundle.locales.clone());
    own.add_resource(resource.unwrap()).unwrap();
    let forms = [0, 1, 2, 3, 6, 4].map(|number| {
        let mut arguments = FluentArgs::new();
        arguments.set("n", number);
        let pattern = own.get_message("n").unwrap().value().unwrap();
        own.format_pattern(pattern, Some(&arguments), &mut Vec::new())
            .into_owned()
    });
    assert_eq!(forms, ["zero", "one", "two", "few", "many", "other"]);
}

#[test]
fn times_are_told_in_words() {
    let at = "2026-07-01T12:30:00Z".parse().unwrap();
    let english = Text::new(Language::English, chrono_tz::Europe::London);
    let welsh = Text::new(Language::Welsh, chrono_tz::Europe::London);
    assert_eq!(english.moment(at), "Wednesday 1 July 2026 at 13:30");
    assert_eq!(welsh.moment(at), "dydd Mercher 1 Gorffennaf 2026 am 13:30");
    assert_eq!(
        welsh.on_day(at.date_naive()),
        "ddydd Mercher 1 Gorffennaf 2026"
    );
    assert_eq!(
        english.moment_in(at, chrono_tz::Asia::Tokyo),
        "Wednesday 1 July 2026 at 21:30"
    );
}

/// A sentence in a string of the source would be read in one language only.
#[test]
fn no_words_to_read_stand_in_the_source() {
    for (path, source) in sources() {
        if !path.ends_with("screens.rs") {
            continue;
        }
        for literal in literals(code(&source)) {
            let word = literal.chars().any(char::is_alphabetic);
            let readable = literal.contains(' ') || literal.chars().any(char::is_uppercase);
            assert!(
                !(word && readable),
                "{path}: {literal:?} belongs into a Fluent file"
            );
        }
    }
}

/// `error-offline` is not of the family `error-off`.
fn of_family(key: &str, family: &str) -> bool {
    key.strip_prefix(family)
        .is_some_and(|rest| rest.starts_with('-'))
}

fn messages(files: &[&str]) -> Messages {
    let mut found = Messages::new();
    for file in files {
        let resource = parser::parse(*file).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
        for entry in resource.body {
            match entry {
                ast::Entry::Message(message) => {
                    let mut arguments = BTreeSet::new();
                    arguments_of(message.value.as_ref().expect("a value"), &mut arguments);
                    let key = message.id.name.to_owned();
                    assert!(
                        found.insert(key.clone(), arguments).is_none(),
                        "{key} stands twice"
                    );
                }
                ast::Entry::Junk { content } => panic!("not understood: {content}"),
                _ => {}
            }
        }
    }
    found
}

fn arguments_of(pattern: &ast::Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let ast::PatternElement::Placeable { expression } = element else {
            continue;
        };
        match expression {
            ast::Expression::Inline(inline) => argument_of(inline, found),
            ast::Expression::Select { selector, variants } => {
                argument_of(selector, found);
                variants
                    .iter()
                    .for_each(|variant| arguments_of(&variant.value, found));
            }
        }
    }
}

fn argument_of(inline: &ast::InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => drop(found.insert(id.name.to_owned())),
        ast::InlineExpression::Placeable { expression } => {
            if let ast::Expression::Inline(inline) = expression.as_ref() {
                argument_of(inline, found);
            }
        }
        _ => {}
    }
}

/// The variants of every choice by number.
fn plural_forms(file: &str) -> Vec<(String, BTreeSet<String>)> {
    let categories = ["zero", "one", "two", "few", "many"];
    let mut found = Vec::new();
    for entry in parser::parse(file).expect("Fluent").body {
        let ast::Entry::Message(message) = entry else {
            continue;
        };
        for element in message.value.expect("a value").elements {
            let ast::PatternElement::Placeable {
                expression: ast::Expression::Select { variants, .. },
            } = element
            else {
                continue;
            };
            let names: BTreeSet<String> = variants
                .iter()
                .filter_map(|variant| match variant.key {
                    ast::VariantKey::Identifier { name } => Some(name.to_owned()),
                    ast::VariantKey::NumberLiteral { .. } => None,
                })
                .collect();
            if names.iter().any(|name| categories.contains(&name.as_str())) {
                found.push((message.id.name.to_owned(), names));
            }
        }
    }
    found
}

/// Every Rust file of the core, by its path.
fn sources() -> Vec<(String, String)> {
    fn read(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("tests") {
                continue;
            }
            if path.is_dir() {
                read(&path, found);
            } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") {
                found.push((
                    path.display().to_string(),
                    std::fs::read_to_string(&path).unwrap(),
                ));
            }
        }
    }
    let mut found = Vec::new();
    read(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    found
}

/// Without the tests at its end.
fn code(source: &str) -> &str {
    source
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default()
}

/// Every `say…("key", …)`.
fn uses() -> Vec<Use> {
    let mut found = Vec::new();
    for (path, source) in sources() {
        let source = code(&source);
        for (call, family) in [
            ("say(", false),
            ("say_with(", false),
            ("say_of(", true),
            ("say_of_with(", true),
        ] {
            for (at, _) in source.match_indices(&format!(".{call}")) {
                let rest = inside(&source[at + 1 + call.len()..]);
                let Some(key) = rest.trim_start().strip_prefix('"') else {
                    continue;
                };
                let key = key.split('"').next().unwrap_or_default().to_owned();
                let line = source[..at].lines().count();
                let at = format!("{path}:{line}");
                let here = rest.contains("&[") || !call.contains("with");
                let arguments = here.then(|| named(rest));
                found.push(Use {
                    key,
                    family,
                    arguments,
                    at,
                });
            }
        }
    }
    found
}

/// Up to the bracket that closes the call.
fn inside(text: &str) -> &str {
    let mut depth = 1;
    let end = text.find(|c| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    &text[..end.unwrap_or(text.len())]
}

/// The names in `("name", value)`, the outermost ones: a value may be a message itself.
fn named(call: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut rest = call;
    while let Some(at) = rest.find("(") {
        let pair = inside(&rest[at + 1..]);
        let method = rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if let Some(name) = pair.trim_start().strip_prefix('"').filter(|_| !method) {
            names.insert(name.split('"').next().unwrap_or_default().to_owned());
        }
        rest = &rest[at + 1 + pair.len()..];
    }
    names
}

fn literals(source: &str) -> Vec<&str> {
    let lines = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let lines = lines.filter(|line| !line.contains("assert"));
    lines
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .collect()
}
