//! What the iOS app says of itself to the system: kept in step with what it does.

use crate::masvs::workspace;
use std::{collections::BTreeSet, fs};

fn file(name: &str) -> String {
    fs::read_to_string(workspace().join("ios").join(name)).expect("a file of the app")
}

/// The keys of a file of strings, or of the usage texts in a property list.
fn usages(text: &str) -> BTreeSet<&str> {
    text.split(['"', '<', '>'])
        .filter(|it| it.starts_with("NS") && it.ends_with("UsageDescription"))
        .collect()
}

#[test]
fn the_phone_is_what_its_papers_say() {
    let info = file("App/Info.plist");
    let privacy = file("App/PrivacyInfo.xcprivacy");
    // No exception for traffic without TLS.
    assert!(info.contains("<key>NSAllowsArbitraryLoads</key><false/>"));
    for exception in ["NSExceptionDomains", "NSAllowsLocalNetworking", "ForMedia"] {
        assert!(!info.contains(exception), "{exception}");
    }
    // What is asked for is told in both languages, and nothing else is asked for.
    let asked = usages(&info);
    let senses = ["NSCameraUsageDescription", "NSMicrophoneUsageDescription"];
    assert_eq!(asked, senses.into());
    for language in ["en", "cy"] {
        let told = file(&format!("App/{language}.lproj/InfoPlist.strings"));
        assert_eq!(usages(&told), asked, "{language}");
    }
    // Nobody is followed.
    assert!(privacy.contains("<key>NSPrivacyTracking</key><false/>"));
    assert!(privacy.contains("<key>NSPrivacyTrackingDomains</key><array/>"));
    assert!(!privacy.contains("Tracking</key><true/>"));
    // The look for news is asked for under the name that is permitted.
    let task = "app.kinline.news";
    assert!(file("Sources/FamilyPhone/News.swift").contains(&format!("\"{task}\"")));
    assert!(info.contains(&format!(
        "<key>BGTaskSchedulerPermittedIdentifiers</key><array><string>{task}</string></array>"
    )));
    // One scheme for links, and a development server's in a debug build alone.
    let schemes = "<array><string>kinline</string><string>$(KINLINE_DEBUG_LINKS)</string></array>";
    assert!(info.contains(schemes));
    assert_eq!(info.matches("CFBundleURLSchemes").count(), 1);
    let project = file("project.yml");
    assert!(project.contains("KINLINE_DEBUG_LINKS: kinline\n"));
    assert_eq!(project.matches("kinline-debug").count(), 1);
    assert!(project.contains("Debug: { KINLINE_DEBUG_LINKS: kinline-debug }"));
}

#[test]
fn the_package_and_the_project_agree() {
    let (package, project) = (file("Package.swift"), file("project.yml"));
    assert!(package.contains(".iOS(.v17)") && project.contains("iOS: \"17.0\""));
    assert!(package.contains(".swiftLanguageMode(.v6)"));
    assert!(project.contains("SWIFT_VERSION: \"6.0\""));
    assert!(project.contains("SWIFT_STRICT_CONCURRENCY: complete"));
    assert!(project.contains("SWIFT_TREAT_WARNINGS_AS_ERRORS: YES"));
    assert!(file("scripts/build-xcframework.sh").contains("oldest=17.0"));
}
