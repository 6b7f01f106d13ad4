//! What can be seen without building: Gradle and Maven use the same versions, no word that a person reads
//! is in Kotlin, and the app stays thin.

use crate::{Error, lines};
use std::{collections::BTreeMap, path::Path};
use xshell::Shell;

/// Maven's files, seen from `android/`.
pub const POMS: [&str; 6] = [
    "pom.xml",
    "bindings/pom.xml",
    "app/pom.xml",
    "maven/androidx/pom.xml",
    "maven/androidx-test/pom.xml",
    "maven/programs/pom.xml",
];

/// The app's lines of Kotlin, of a hundred lines of the core, at most.
const THIN: usize = 15;

/// Checks all of it.
pub fn check(shell: &Shell) -> Result<(), Error> {
    versions_agree(shell)?;
    let tokens = shell.read_file("design/tokens.json")?;
    let style = shell.read_file("server-mock/pages/assets/style.css")?;
    colours_agree(&tokens, &style)?;
    let kotlin = lines::KOTLIN;
    no_words(&lines::sources(
        shell,
        Path::new(kotlin.folder),
        kotlin.ending,
    )?)?;
    let (app, core) = (kotlin.count(shell)?, lines::CORE.count(shell)?);
    println!(
        "Kotlin: {app} lines, core: {core} lines: {}%.",
        app * 100 / core.max(1)
    );
    if app * 100 > core * THIN {
        return Err(Error::Failed(format!(
            "the app is more than {THIN}% of the core"
        )));
    }
    Ok(())
}

/// Every version of the catalogue is Maven's, and each library of it is one that Maven takes.
fn versions_agree(shell: &Shell) -> Result<(), Error> {
    let catalogue = shell.read_file("android/gradle/libs.versions.toml")?;
    let texts: Result<Vec<_>, _> = POMS
        .iter()
        .map(|file| shell.read_file(Path::new("android").join(file)))
        .collect();
    let poms = texts?.concat();
    let mut differ = differences(&catalogue, &poms);
    differ.extend(verifier(&catalogue, &shell.read_file("Cargo.lock")?));
    if differ.is_empty() {
        Ok(())
    } else {
        Err(Error::Failed(format!(
            "Gradle and Maven differ: {}",
            differ.join(", ")
        )))
    }
}

fn differences(catalogue: &str, poms: &str) -> Vec<String> {
    let gradle = section(catalogue, "versions");
    let mut differ: Vec<String> = gradle
        .iter()
        .filter(|(name, _)| !ONLY_GRADLE.contains(name))
        .filter(|(name, version)| {
            let version = version.trim_matches('"');
            !poms.contains(&format!("<{name}.version>{version}</{name}.version>"))
        })
        .map(|(name, version)| format!("{name} {version}"))
        .collect();
    for (name, library) in section(catalogue, "libraries") {
        let module = between(library, "module = \"", "\"").unwrap_or_default();
        let version = between(library, "version.ref = \"", "\"").unwrap_or_default();
        let (group, artifact) = module.split_once(':').unwrap_or_default();
        let there = ["", "-android", "-jvm"].iter().any(|kind| {
            let named = format!(
                "<groupId>{group}</groupId> <artifactId>{artifact}{kind}</artifactId> <version>${{{version}.version}}</version>"
            );
            words(poms).contains(&named)
        });
        // What only Android Studio shows is not built by Maven.
        if !there && !name.ends_with("tooling") && !ONLY_GRADLE.contains(&version) {
            differ.push(format!("{module} is not Maven's"));
        }
    }
    differ
}

/// Android's Gradle plugin, and what a phone alone needs.
const ONLY_GRADLE: [&str; 2] = ["agp", "rustls-verifier"];

/// The verifier's Kotlin half is of the version that its crate says.
fn verifier(catalogue: &str, lock: &str) -> Option<String> {
    let half = version(catalogue, "rustls-verifier");
    let name = "name = \"rustls-platform-verifier-android\"\nversion = \"";
    let crates = between(lock, name, "\"").unwrap_or("none");
    (half != crates).then(|| format!("rustls-verifier {half}, but its crate is {crates}"))
}

/// The pages have the colours of the design; the app's own test holds the app to them.
fn colours_agree(tokens: &str, style: &str) -> Result<(), Error> {
    let differ: Vec<_> = tokens
        .split(", ")
        .flat_map(str::lines)
        .filter_map(|token| {
            let (name, colour) = token.trim().trim_end_matches(',').split_once("\": \"#")?;
            let declared = format!(
                "--{}: #{};",
                name.trim_start_matches('"'),
                colour.trim_end_matches('"')
            );
            (!style.contains(&declared)).then_some(declared)
        })
        .collect();
    if differ.is_empty() {
        Ok(())
    } else {
        Err(Error::Failed(format!(
            "not the design's colours in the pages: {}",
            differ.join(" ")
        )))
    }
}

fn section<'a>(toml: &'a str, name: &str) -> BTreeMap<&'a str, &'a str> {
    toml.split(&format!("[{name}]\n"))
        .nth(1)
        .unwrap_or_default()
        .lines()
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once(" = "))
        .collect()
}

/// A version of the catalogue.
pub fn version<'a>(catalogue: &'a str, name: &str) -> &'a str {
    let versions = section(catalogue, "versions");
    versions.get(name).map_or("", |it| it.trim_matches('"'))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.split_once(start)?.1.split_once(end).map(|it| it.0)
}

/// Without line breaks and indentation.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of two words or more in quotes is for people, and those come from the core.
fn no_words(kotlin: &[(String, String)]) -> Result<(), Error> {
    let found: Vec<_> = kotlin
        .iter()
        .flat_map(|(file, text)| quoted(text).map(move |words| format!("{file}: “{words}”")))
        .collect();
    if found.is_empty() {
        Ok(())
    } else {
        Err(Error::Failed(format!(
            "words in Kotlin: {}",
            found.join("; ")
        )))
    }
}

/// Texts with a space between letters; not those of errors of ours, nor of drawings.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with(['*', '/']))
        .filter(|line| {
            !["error(", "Exception(", "require(", "icon("]
                .iter()
                .any(|it| line.contains(it))
        })
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .filter(|quoted| {
            let letters: Vec<char> = quoted.chars().collect();
            letters
                .windows(3)
                .any(|it| it[0].is_alphabetic() && it[1] == ' ' && it[2].is_alphabetic())
        })
}

/// The generated Kotlin with a part and a style that the app does not know, as if the core had them.
pub fn with_additions(generated: &str) -> Result<String, Error> {
    let additions = [
        ("sealed class Part {", "object Added : Part()"),
        ("enum class ButtonStyle {", "ADDED,"),
        // How a part travels: the generator would write these too.
        (
            "override fun allocationSize(value: Part): ULong = when(value) {",
            "is Part.Added -> 0UL",
        ),
        (
            "override fun write(value: Part, buf: ByteBuffer) {\n        when(value) {",
            "is Part.Added -> Unit",
        ),
    ];
    let mut changed = generated.to_owned();
    for (place, addition) in additions {
        if !changed.contains(place) {
            return Err(Error::Failed(format!(
                "the generated Kotlin has another shape: no {place}"
            )));
        }
        changed = changed.replacen(place, &format!("{place}\n{addition}"), 1);
    }
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATALOGUE: &str = "[versions]\nagp = \"9\"\nui = \"1.2\"\n[libraries]\nui = { module = \"a.b:ui\", version.ref = \"ui\" }\n";

    #[test]
    fn another_version_is_a_difference() {
        let pom = |version| {
            format!(
                "<ui.version>{version}</ui.version> <groupId>a.b</groupId>\n <artifactId>ui-android</artifactId>\n <version>${{ui.version}}</version>"
            )
        };
        assert!(differences(CATALOGUE, &pom("1.2")).is_empty());
        assert_eq!(differences(CATALOGUE, &pom("1.3")), ["ui \"1.2\""]);
        assert_eq!(
            differences(CATALOGUE, "<ui.version>1.2</ui.version>"),
            ["a.b:ui is not Maven's"]
        );
    }

    #[test]
    fn another_half_of_the_verifier_is_a_difference() {
        let catalogue = "[versions]\nrustls-verifier = \"0.2.0\"\n";
        let lock = |version| {
            format!("name = \"rustls-platform-verifier-android\"\nversion = \"{version}\"\n")
        };
        assert_eq!(verifier(catalogue, &lock("0.2.0")), None);
        assert!(verifier(catalogue, &lock("0.3.0")).is_some());
        assert!(verifier(catalogue, "").is_some());
    }

    #[test]
    fn another_colour_is_a_difference() {
        let tokens = "\"light\": {\n  \"page\": \"#ffffff\", \"text\": \"#10181c\"\n}";
        assert!(colours_agree(tokens, "--page: #ffffff; --text: #10181c;").is_ok());
        let said =
            colours_agree(tokens, "--page: #ffffff; --text: #000000;").map_err(|it| it.to_string());
        assert!(said.is_err_and(|it| it.contains("--text: #10181c;")));
    }

    #[test]
    fn words_for_people_are_found() {
        let text =
            "Text(\"Go on now\")\nval id = \"go-on\"\n// \"not this one\"\nerror(\"nor this one\")";
        assert_eq!(quoted(text).collect::<Vec<_>>(), ["Go on now"]);
    }
}
