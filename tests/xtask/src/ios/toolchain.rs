//! Where Swift is: on this machine, or in a small Debian of its own beside the other caches.

use crate::{Error, setup};
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

/// The first Debian that has Swift, and from where.
const DEBIAN: [&str; 2] = ["trixie", "http://deb.debian.org/debian"];

/// What is in that Debian beside its base.
const PACKAGES: [&str; 4] = ["swiftlang", "libc6-dev", "libstdc++-14-dev", "curl"];

/// For making it.
const DEBOOTSTRAP: &[setup::Tool] = &[setup::tool(
    "debootstrap",
    "debootstrap",
    "makes a small Debian that has Swift",
)];

/// A Swift toolchain, and where it runs.
pub struct Toolchain<'a> {
    shell: &'a Shell,
    /// None: this machine's own.
    root: Option<PathBuf>,
    /// Folders of this machine that a root sees under their own names.
    folders: Vec<PathBuf>,
    /// Where commands run.
    home: PathBuf,
}

impl<'a> Toolchain<'a> {
    /// This machine's Swift; else one that is set up first, saying so.
    pub fn find(shell: &'a Shell, folders: &[&Path], home: &Path) -> Result<Self, Error> {
        let root = if setup::is_there(shell, "swift") {
            None
        } else {
            Some(set_up(shell)?)
        };
        Ok(Self {
            shell,
            root,
            folders: folders.iter().map(|it| it.to_path_buf()).collect(),
            home: home.to_path_buf(),
        })
    }

    /// Runs a line of the shell beside the package; its output is seen.
    pub fn run(&self, line: &str, environment: &[(&str, String)]) -> Result<(), Error> {
        let (program, arguments) = self.command(line, environment)?;
        Ok(cmd!(self.shell, "{program} {arguments...}").quiet().run()?)
    }

    /// Runs a line of the shell that may fail: what it said.
    pub fn said(&self, line: &str) -> Result<String, Error> {
        let (program, arguments) = self.command(line, &[])?;
        let output = cmd!(self.shell, "{program} {arguments...}")
            .quiet()
            .ignore_status()
            .output()?;
        let said = [output.stdout, output.stderr].concat();
        Ok(String::from_utf8_lossy(&said).into_owned())
    }

    fn command(
        &self,
        line: &str,
        environment: &[(&str, String)],
    ) -> Result<(&'static str, Vec<String>), Error> {
        let home = self.home.display();
        let set: String = environment
            .iter()
            .map(|(name, value)| format!("export {name}='{value}'; "))
            .collect();
        let line = format!("{set}cd '{home}' && {line}");
        let Some(root) = &self.root else {
            return Ok(("sh", vec!["-ec".into(), line]));
        };
        // Mounts that nobody else sees, and that end with the command, as does every process that it started.
        let root = root.display();
        let mut script =
            format!("mount -t proc proc '{root}/proc'; mount --rbind /dev '{root}/dev'; ");
        for folder in &self.folders {
            let folder = folder.display();
            script +=
                &format!("mkdir -p '{root}{folder}'; mount --bind '{folder}' '{root}{folder}'; ");
        }
        script += "exec chroot \"$0\" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/root LANG=C.UTF-8 sh -ec \"$1\"";
        let mut arguments: Vec<_> = ["--mount", "--pid", "--fork", "--kill-child"]
            .map(String::from)
            .into();
        if !setup::as_root(self.shell)? {
            arguments.push("--map-root-user".into());
        }
        arguments.extend(["sh".into(), "-ec".into(), script, root.to_string(), line]);
        Ok(("unshare", arguments))
    }
}

/// The root of the small Debian; made if it is not there.
fn set_up(shell: &Shell) -> Result<PathBuf, Error> {
    let root = setup::cache_folder()?.join("swift/root");
    if shell.path_exists(&root) {
        return Ok(root);
    }
    let [release, mirror] = DEBIAN;
    println!(
        "Missing: Swift. A small Debian {release} with it is made in {} (2.6 GB, two minutes, the first time).",
        root.display()
    );
    setup::ensure(shell, DEBOOTSTRAP)?;
    // Made beside and moved: it is whole, or not there.
    let part = root.with_extension("part");
    if let Some(above) = part.parent() {
        shell.create_dir(above)?;
    }
    let make = format!(
        "rm -rf \"$0\"; debootstrap --variant=minbase {release} \"$0\" {mirror};
         mount --bind /proc \"$0/proc\"; mount --bind /dev \"$0/dev\";
         printf '#!/bin/sh\\nexit 101\\n' > \"$0/usr/sbin/policy-rc.d\"; chmod +x \"$0/usr/sbin/policy-rc.d\";
         export DEBIAN_FRONTEND=noninteractive;
         chroot \"$0\" apt-get install --yes --quiet --no-install-recommends {};
         chroot \"$0\" apt-get clean",
        PACKAGES.join(" ")
    );
    let unshare = setup::as_root_do(shell, "unshare")?;
    let (first, rest) = (&unshare[0], &unshare[1..]);
    cmd!(shell, "{first} {rest...} --mount sh -ec {make} {part}")
        .quiet()
        .ignore_stdout()
        .run()?;
    if !setup::as_root(shell)? {
        // Who made it is root in it.
        let owner = cmd!(shell, "id -u").quiet().read()?;
        cmd!(shell, "sudo chown --recursive {owner} {part}")
            .quiet()
            .run()?;
    }
    cmd!(shell, "mv {part} {root}").quiet().run()?;
    Ok(root)
}
