//! What can be seen without building: the app is thin, no word that a person reads and no rule is in Swift, and its colours
//! and drawings are the design's.

use crate::{Error, lines};
use std::path::Path;
use xshell::Shell;

/// The app's lines of Swift, of a hundred lines of the core, at most.
const THIN: usize = 15;

/// What would be a rule about time: the core's alone. The platform layer turns the core's moments into iOS's.
const TIME: [&str; 5] = [
    "Calendar",
    "DateFormatter",
    "DateComponents",
    "Date(",
    "addingTimeInterval",
];

/// Where words for people stand in views.
const SPOKEN: [&str; 5] = [
    "Text(\"",
    "Button(\"",
    "Label(\"",
    "accessibilityHint(\"",
    "navigationTitle(\"",
];

/// What would keep letters from growing with the phone's setting.
const FIXED: [&str; 4] = [
    ".system(size",
    "lineLimit(",
    "minimumScaleFactor",
    "dynamicTypeSize(",
];

/// Checks all of it.
pub fn check(shell: &Shell) -> Result<(), Error> {
    let mut swift = lines::sources(shell, Path::new("ios/Sources"), "swift")?;
    let core = lines::CORE.count(shell)?;
    swift.extend(lines::sources(shell, Path::new("ios/App"), "swift")?);
    let app: usize = swift.iter().map(|(_, text)| text.lines().count()).sum();
    println!(
        "Swift: {app} lines, core: {core} lines: {}%.",
        app * 100 / core.max(1)
    );
    let mut wrong: Vec<String> = swift
        .iter()
        .flat_map(|(file, text)| odd(file, text).map(move |it| format!("{file}: {it}")))
        .collect();
    if app * 100 > core * THIN {
        wrong.push(format!("the app is more than {THIN}% of the core"));
    }
    let colours = shell.read_file("ios/Sources/FamilyUI/Theme/Colours.swift")?;
    wrong.extend(other_colours(
        &shell.read_file("design/tokens.json")?,
        &colours,
    ));
    let parts = shell.read_file("ios/Sources/FamilyUI/Parts/PartView.swift")?;
    for drawing in shell.read_dir("design/pictures")? {
        let name = drawing
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if !parts.contains(&format!("\"{name}\"")) {
            wrong.push(format!("no part shows the drawing {name}"));
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Error::Failed(wrong.join("; ")))
    }
}

/// What does not belong into Swift, line by line.
fn odd<'a>(file: &'a str, text: &'a str) -> impl Iterator<Item = String> + 'a {
    let platform = file.contains("FamilyPhone") || file.contains("ios/App");
    text.lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("//"))
        .flat_map(move |line| {
            let words = quoted(line)
                .filter(|it| is_sentence(it))
                .map(|it| format!("words in Swift: “{it}”"));
            let label = SPOKEN
                .iter()
                .filter_map(|place| line.split_once(place))
                .filter_map(|(_, rest)| rest.split('"').next())
                .filter(|it| without_values(it).chars().any(char::is_alphabetic))
                .map(|it| format!("a word in Swift: “{it}”"));
            let time = TIME
                .iter()
                .filter(move |it| !platform && line.contains(**it))
                .map(|it| format!("a rule about time: {it}"));
            let letters = FIXED
                .iter()
                .filter(|it| line.contains(**it))
                .map(|it| format!("letters that do not grow: {it}"));
            // A new variant of the core's must not be drawn as nothing.
            let default = line
                .starts_with("default:")
                .then(|| "a switch with a default".to_owned());
            words
                .chain(label)
                .chain(time)
                .chain(letters)
                .chain(default)
                .collect::<Vec<_>>()
        })
}

fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}

/// Two words or more.
fn is_sentence(text: &str) -> bool {
    let letters: Vec<char> = without_values(text).chars().collect();
    letters
        .windows(3)
        .any(|it| it[0].is_alphabetic() && it[1] == ' ' && it[2].is_alphabetic())
}

/// Without what is put in: `\(…)`.
fn without_values(text: &str) -> String {
    let mut parts = text.split("\\(");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |whole, part| {
        whole + part.rsplit_once(')').map_or("", |it| it.1)
    })
}

/// The tokens that the app has otherwise.
fn other_colours(tokens: &str, swift: &str) -> Vec<String> {
    let Ok(tokens) = serde_json::from_str::<serde_json::Value>(tokens) else {
        return vec!["design/tokens.json cannot be read".into()];
    };
    let Some(light) = tokens["light"].as_object() else {
        return vec!["no light tokens".into()];
    };
    light
        .iter()
        .map(|(name, colour)| {
            let hex = |it: &serde_json::Value| it.as_str().unwrap_or_default().replace('#', "0x");
            format!(
                "static let {} = token(light: {}, dark: {})",
                camel(name),
                hex(colour),
                hex(&tokens["dark"][name])
            )
        })
        .filter(|declared| !swift.contains(declared))
        .map(|declared| format!("not the design's colour: {declared}"))
        .collect()
}

/// `brand-text` as `brandText`.
fn camel(name: &str) -> String {
    let mut parts = name.split('-');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |whole, part| {
        whole + &part[..1].to_uppercase() + &part[1..]
    })
}

/// The enums of the core to which a case might be added.
pub const ADDITIONS: [&str; 11] = [
    "Part",
    "ScreenView",
    "PlatformEffect",
    "ScreenButtonStyle",
    "Tone",
    "Picture",
    "FieldKind",
    "Facing",
    "Language",
    "Live",
    "LogLevel",
];

/// The enums whose addition no compiler missed.
pub fn not_missed(said: &str) -> Vec<&'static str> {
    let asked = |name: &&str| said.contains(&format!("add missing case: '.added{name}'"));
    ADDITIONS.into_iter().filter(|name| !asked(name)).collect()
}

/// The generated Swift with one more case in an enum, as if the core had it.
pub fn with_addition(generated: &str, name: &str) -> Result<String, Error> {
    let additions = [
        (
            format!("public enum {name}: Equatable, Hashable {{"),
            format!("case added{name}"),
        ),
        (
            format!(
                "public static func write(_ value: {name}, into buf: inout [UInt8]) {{\n        switch value {{"
            ),
            format!("case .added{name}: break"),
        ),
    ];
    let mut changed = generated.to_owned();
    for (place, addition) in additions {
        if !changed.contains(&place) {
            return Err(Error::Failed(format!(
                "the generated Swift has another shape: no {place}"
            )));
        }
        changed = changed.replacen(&place, &format!("{place}\n{addition}"), 1);
    }
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Vec<String> {
        odd("ios/Sources/FamilyUI/A.swift", line).collect()
    }

    #[test]
    fn words_for_people_are_found() {
        assert_eq!(found("Text(\"Back\")").len(), 1);
        assert_eq!(found("let it = \"Go on now\"").len(), 1);
        assert_eq!(found(".accessibilityLabel(\"\\(a.name): late\")").len(), 1);
        assert!(found("// \"not this one\"\nText(\"\\(name), \\(status)\")").is_empty());
        assert!(found("Image(systemName: \"video.slash\")").is_empty());
    }

    #[test]
    fn rules_are_found() {
        assert_eq!(found("let day = Calendar.current").len(), 1);
        assert_eq!(found("default: nil").len(), 1);
        assert!(found("@unknown default: nil").is_empty());
        assert_eq!(found("Text(it).font(.system(size: 12))").len(), 1);
        assert_eq!(found("Text(it).lineLimit(1)").len(), 1);
        assert_eq!(
            odd("ios/Sources/FamilyPhone/A.swift", "Calendar.current").count(),
            0
        );
    }

    #[test]
    fn another_colour_is_found() {
        let tokens =
            "{\"light\": {\"brand-text\": \"#ffffff\"}, \"dark\": {\"brand-text\": \"#000000\"}}";
        let swift = "static let brandText = token(light: 0xffffff, dark: 0x000000)";
        assert!(other_colours(tokens, swift).is_empty());
        assert_eq!(other_colours(tokens, "").len(), 1);
    }

    #[test]
    fn a_case_is_added_to_the_enum_and_to_how_it_travels() {
        let generated = "public enum Tone: Equatable, Hashable {\n}\npublic static func write(_ value: Tone, into buf: inout [UInt8]) {\n        switch value {\n";
        let changed = with_addition(generated, "Tone").unwrap_or_default();
        assert!(changed.contains("case addedTone") && changed.contains("case .addedTone: break"));
        assert!(with_addition(generated, "Part").is_err());
    }

    #[test]
    fn what_no_compiler_asked_for_is_told() {
        let said: String = ADDITIONS
            .iter()
            .skip(1)
            .map(|name| format!("note: add missing case: '.added{name}'\n"))
            .collect();
        assert_eq!(not_missed(&said), ["Part"]);
    }
}
