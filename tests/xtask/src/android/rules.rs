//! What can be seen without building: Gradle and Maven use the same versions, no word that a person reads
//! and no arithmetic with dates is in Kotlin, and the app stays thin.

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
    let sources = lines::sources(shell, Path::new(kotlin.folder), kotlin.ending)?;
    none("words", &sources, |text| {
        quoted(text).chain(shown(text)).collect()
    })?;
    none("dates", &sources, dates)?;
    let app = "android/app/src/main/kotlin/app/kinline";
    trusts(
        &shell.read_file("bindings/src/android.rs")?,
        &shell.read_file(format!("{app}/platform/SystemTrust.kt"))?,
        &shell.read_file(format!("{app}/KinlineApplication.kt"))?,
    )?;
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

/// The phone's judgement of certificates is asked for, by the name that it has in the core, before the core begins: that half
/// of the core is built for phones alone.
fn trusts(core: &str, kotlin: &str, application: &str) -> Result<(), Error> {
    let holds = [
        core.contains("#[jni_mangle(\"app.kinline.platform.SystemTrust\")]\npub fn initialise<"),
        kotlin.contains("package app.kinline.platform\n"),
        kotlin.contains("object SystemTrust {"),
        kotlin.contains("external fun initialise(context: Context)"),
        application.contains("open fun trust() = SystemTrust.of(this)"),
        application.find("        trust()\n") < application.find("        phone = Phone("),
        application.contains("        trust()\n"),
    ];
    match holds.contains(&false) {
        true => Err(Error::Failed(
            "the verifier of certificates is not initialised".into(),
        )),
        false => Ok(()),
    }
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

/// Words for people, and what comes of dates, are the core's.
fn none(
    what: &str,
    kotlin: &[(String, String)],
    find: impl Fn(&str) -> Vec<&str>,
) -> Result<(), Error> {
    let found: Vec<_> = kotlin
        .iter()
        .flat_map(|(file, text)| {
            let found = find(text).into_iter();
            found.map(move |found| format!("{file}: “{found}”"))
        })
        .collect();
    if found.is_empty() {
        Ok(())
    } else {
        Err(Error::Failed(format!(
            "{what} in Kotlin: {}",
            found.join("; ")
        )))
    }
}

/// What draws a text, or says one.
const SHOWS: [&str; 10] = [
    "Text(",
    "Label(",
    "ButtonOf(",
    "Heading(",
    "Control(",
    "contentDescription =",
    "stateDescription =",
    "paneTitle =",
    "setContentTitle(",
    "setContentText(",
];

/// Texts with letters of their own, even one word, where something is drawn or said.
fn shown(text: &str) -> impl Iterator<Item = &str> {
    code(text)
        .filter(|line| SHOWS.iter().any(|it| calls(line, it)))
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .filter(|quoted| {
            // What is put in is `$it` or `${stage.words.error}`.
            let mut pieces = quoted.split('$');
            let own = |piece: &str| {
                let rest = match piece.strip_prefix('{') {
                    Some(put_in) => put_in.split_once('}').map_or("", |it| it.1),
                    None => piece.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'),
                };
                rest.contains(char::is_alphabetic)
            };
            let first = pieces.next().unwrap_or_default();
            first.contains(char::is_alphabetic) || pieces.any(own)
        })
}

/// Whether a line has that, and not only as the end of another name.
fn calls(line: &str, name: &str) -> bool {
    line.match_indices(name)
        .any(|(at, _)| !line[..at].ends_with(char::is_alphanumeric))
}

/// What reckons with days and clocks, or writes them: how long something takes is the platform's, when it is, the core's.
fn dates(text: &str) -> Vec<&str> {
    let kinds = [
        "java.time.",
        "java.text.",
        "java.util.Calendar",
        "java.util.Date",
        "kotlin.time.",
        "android.text.format.",
    ];
    text.lines()
        .filter_map(|line| line.strip_prefix("import "))
        .filter(|import| {
            kinds.iter().any(|kind| import.starts_with(kind)) && *import != "java.time.Duration"
        })
        .collect()
}

/// Without comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with(['*', '/']))
}

/// Texts with a space between letters; not those of errors of ours, nor of drawings.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    code(text)
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
        let text = "Text(\"Leave\")\nText(\"${stage.words.error}: $it\")\nText(\"•\")\nText(\"${left}min\")\n\
                    val id = \"leave\"\n// Text(\"not this one\")\nit.contentDescription = \"Move\"\nfile.appendText(\"$id\\n\")";
        assert_eq!(
            shown(text).collect::<Vec<_>>(),
            ["Leave", "${left}min", "Move"]
        );
    }

    #[test]
    fn arithmetic_with_dates_is_found() {
        let text = "import java.time.Duration\nimport java.time.LocalDate\nimport android.text.format.DateFormat\n";
        assert_eq!(
            dates(text),
            ["java.time.LocalDate", "android.text.format.DateFormat"]
        );
    }
}
