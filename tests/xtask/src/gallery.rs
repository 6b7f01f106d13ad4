//! `cargo xtask gallery`: photographs every screen and page, as the tests see them, into one HTML file.

use crate::{Error, android, demo, setup, test};
use xshell::{Shell, cmd};

/// Runs the tests that see screens and pages, told to keep what they see, then photographs the screens and lists all
/// pictures below `target/gallery`, also those that other tests left there. Fails where a screen, a page or a page's view
/// is in no picture.
pub fn run(shell: &Shell) -> Result<(), Error> {
    setup::ensure(shell, &[setup::BUILD, setup::TEST].concat())?;
    let folder = demo::target_folder(shell)?.join("gallery");
    for old in ["screens", "pages"] {
        shell.remove_path(folder.join(old))?;
    }
    {
        let _screens = shell.push_env("KINLINE_GALLERY", folder.join("screens"));
        cmd!(shell, "cargo test --package kinline-core --lib --quiet").run()?;
        cmd!(
            shell,
            "cargo test --package kinline-core --lib --quiet -- --ignored testing::gallery"
        )
        .run()?;
    }
    android::tour(shell)?;
    test::with_browser(shell, |shell| {
        let _pages = shell.push_env("KINLINE_GALLERY", &folder);
        // A test that fails still leaves its pictures, which may show why.
        let pages = cmd!(shell, "npm test").run();
        let complete = cmd!(shell, "node gallery/gallery.mjs {folder}").run();
        println!("\n{}", folder.join("index.html").display());
        Ok(pages.and(complete)?)
    })
}
