//! What the manifest inside the package says, not the one in the sources.

use crate::Error;
use std::collections::{BTreeMap, BTreeSet};

/// The permissions that the app asks for, and no other.
const PERMISSIONS: [&str; 13] = [
    "ACCESS_NETWORK_STATE",
    "CAMERA",
    "FOREGROUND_SERVICE",
    "FOREGROUND_SERVICE_CAMERA",
    "FOREGROUND_SERVICE_MICROPHONE",
    "FOREGROUND_SERVICE_PHONE_CALL",
    "INTERNET",
    "MANAGE_OWN_CALLS",
    "MODIFY_AUDIO_SETTINGS",
    "POST_NOTIFICATIONS",
    "RECEIVE_BOOT_COMPLETED",
    "RECORD_AUDIO",
    "SCHEDULE_EXACT_ALARM",
];

/// Camera, microphone and telephone call, as Android numbers them.
const CALL_TYPES: &str = "0x000000c4";

/// An element with its attributes.
#[derive(Debug, Default)]
struct Element {
    tag: String,
    attributes: BTreeMap<String, String>,
}

/// Checks the output of `aapt2 dump xmltree`.
pub fn check(dump: &str) -> Result<(), Error> {
    let elements = read(dump);
    let mut wrong = Vec::new();
    let mut want = |is: bool, what: &str| {
        if !is {
            wrong.push(what.to_owned());
        }
    };
    let application = elements.iter().find(|it| it.tag == "application");
    let says = |name: &str| {
        let value = application.and_then(|it| it.attributes.get(name));
        value.map_or("", String::as_str)
    };
    want(says("allowBackup") == "false", "backup is off");
    want(says("fullBackupContent") == "false", "old backup is off");
    want(
        !says("dataExtractionRules").is_empty(),
        "nothing moves to another phone",
    );
    want(says("usesCleartextTraffic") == "false", "cleartext is off");
    want(
        !says("networkSecurityConfig").is_empty(),
        "only the system's authorities are trusted",
    );
    want(says("debuggable") != "true", "it cannot be debugged");
    want(
        says("enableOnBackInvokedCallback") == "true",
        "going back can be foreseen",
    );
    let permissions: BTreeSet<_> = elements
        .iter()
        .filter(|it| it.tag == "uses-permission")
        .filter_map(|it| {
            it.attributes
                .get("name")?
                .strip_prefix("android.permission.")
        })
        .collect();
    want(
        permissions == PERMISSIONS.into(),
        &format!("the permissions are those: {permissions:?}"),
    );
    for part in elements.iter().filter(|it| is_component(&it.tag)) {
        let name = part.attributes.get("name").map_or("", String::as_str);
        let exported = part.attributes.get("exported").map(String::as_str);
        let expected = if name.ends_with(".MainActivity") {
            "true"
        } else {
            "false"
        };
        want(
            exported == Some(expected),
            &format!("{name} is exported: {expected}"),
        );
        if let Some(types) = part.attributes.get("foregroundServiceType") {
            want(
                types == CALL_TYPES,
                &format!("the call's service is {CALL_TYPES}, not {types}"),
            );
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Error::Failed(format!("manifest: {}", wrong.join("; "))))
    }
}

fn is_component(tag: &str) -> bool {
    matches!(tag, "activity" | "service" | "receiver" | "provider")
}

/// `E: tag (line=1)`, then `A: namespace:name(0x…)="value" (Raw: …)` for each attribute.
fn read(dump: &str) -> Vec<Element> {
    let mut elements = Vec::<Element>::new();
    for line in dump.lines().map(str::trim_start) {
        if let Some(tag) = line.strip_prefix("E: ") {
            elements.push(Element {
                tag: tag.split(' ').next().unwrap_or_default().to_owned(),
                ..Element::default()
            });
        } else if let (Some(attribute), Some(element)) =
            (line.strip_prefix("A: "), elements.last_mut())
            && let Some((name, value)) = attribute.split_once('=')
        {
            let name = name.rsplit(':').next().unwrap_or(name);
            let name = name.split('(').next().unwrap_or(name);
            let value = match value.strip_prefix('"') {
                Some(quoted) => quoted.split('"').next().unwrap_or_default(),
                None => value.split(' ').next().unwrap_or_default(),
            };
            element.attributes.insert(name.to_owned(), value.to_owned());
        }
    }
    elements
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_that_lets_itself_be_copied_is_refused() {
        let dump = "E: application (line=3)\n  A: http://schemas.android.com/apk/res/android:allowBackup(0x01010280)=true";
        let said = check(dump).expect_err("backup is on").to_string();
        assert!(said.contains("backup is off"), "{said}");
        assert!(said.contains("the permissions are those"), "{said}");
    }

    #[test]
    fn attributes_are_read_in_both_shapes() {
        let dump = "E: service (line=1)\n A: http://schemas.android.com/apk/res/android:name(0x1)=\"a.B\" (Raw: \"a.B\")\n A: x:exported(0x2)=false";
        let elements = read(dump);
        assert_eq!(elements[0].attributes["name"], "a.B");
        assert_eq!(elements[0].attributes["exported"], "false");
    }
}
