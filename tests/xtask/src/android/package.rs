//! The package that a phone would install: shrunk by R8, aligned, signed. The core's library for phones
//! is not in it, because there is no NDK here; Gradle adds it.

use super::manifest;
use crate::Error;
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

/// Older phones than Android 9 have no keys that need the phone to be unlocked.
const OLDEST: &str = "28";

/// Packs what Maven built, and looks at the result.
pub fn check(shell: &Shell, built: &Path) -> Result<(), Error> {
    let out = built.join("package");
    shell.remove_path(&out)?;
    shell.create_dir(out.join("dex"))?;
    shrink(shell, built, &out)?;
    let package = sign(shell, &pack(shell, built, &out)?, &out)?;
    cmd!(
        shell,
        "apksigner verify --min-sdk-version {OLDEST} {package}"
    )
    .quiet()
    .run()?;
    let dump = cmd!(
        shell,
        "aapt2 dump xmltree --file AndroidManifest.xml {package}"
    )
    .quiet()
    .read()?;
    manifest::check(&dump)?;
    let kilobytes = shell.read_binary_file(&package)?.len() / 1024;
    println!("The package, without the core's library: {kilobytes} KB.");
    Ok(())
}

fn shrink(shell: &Shell, built: &Path, out: &Path) -> Result<(), Error> {
    let programs = built.join("programs");
    let mut jars = Vec::new();
    for module in ["app", "bindings", "androidx"] {
        let (jar, classes) = (
            out.join(format!("{module}.jar")),
            built.join(module).join("classes"),
        );
        cmd!(shell, "jar --create --file {jar} -C {classes} .")
            .quiet()
            .run()?;
        jars.push(jar);
    }
    let jna = out.join("jna");
    shell.create_dir(&jna)?;
    let archive = programs.join("jna.aar");
    {
        let _folder = shell.push_dir(&jna);
        cmd!(shell, "jar --extract --file {archive} classes.jar jni")
            .quiet()
            .run()?;
    }
    jars.push(jna.join("classes.jar"));
    jars.extend(shell.read_dir(built.join("androidx/jars"))?);
    let mut rules = vec![PathBuf::from("android/app/keep.pro")];
    for library in shell.read_dir(built.join("androidx/res"))? {
        let own = library.join("proguard.txt");
        if shell.path_exists(&own) {
            rules.push(own);
        }
    }
    let rules = rules.iter().flat_map(|rule| [Path::new("--pg-conf"), rule]);
    let (r8, android) = (programs.join("r8.jar"), programs.join("android-all.jar"));
    let java = java_home(shell)?;
    let (map, dex) = (out.join("map.txt"), out.join("dex"));
    cmd!(
        shell,
        "java -Xmx1200m -cp {r8} com.android.tools.r8.R8 --lib {android} --lib {java} --min-api {OLDEST} --release --map-diagnostics info none
         {rules...} --pg-map-output {map} --output {dex} {jars...}"
    )
    .quiet()
    .run()?;
    Ok(())
}

fn java_home(shell: &Shell) -> Result<PathBuf, Error> {
    let settings = cmd!(shell, "java -XshowSettings:properties -version")
        .quiet()
        .output()?;
    let said = String::from_utf8_lossy(&settings.stderr).into_owned();
    said.lines()
        .find_map(|line| line.trim().strip_prefix("java.home = "))
        .map(PathBuf::from)
        .ok_or_else(|| Error::Setup("java does not say where it is".into()))
}

/// Resources and manifest, code, and JNA's libraries for phones.
fn pack(shell: &Shell, built: &Path, out: &Path) -> Result<PathBuf, Error> {
    let whole = out.join("whole.apk");
    shell.copy_file(built.join("app/resources/app.ap_"), &whole)?;
    let (dex, jna) = (out.join("dex"), out.join("jna"));
    {
        let _folder = shell.push_dir(dex);
        cmd!(shell, "zip --quiet --recurse-paths {whole} .")
            .quiet()
            .run()?;
    }
    // Android finds libraries in a folder called lib, and reads them where they lie: not compressed.
    let lib = out.join("native/lib");
    shell.create_dir(&lib)?;
    for processor in ["arm64-v8a", "armeabi-v7a", "x86_64"] {
        let library = jna.join("jni").join(processor).join("libjnidispatch.so");
        let to = lib.join(processor);
        shell.create_dir(&to)?;
        shell.copy_file(library, to.join("libjnidispatch.so"))?;
    }
    {
        let _folder = shell.push_dir(out.join("native"));
        cmd!(shell, "zip --quiet --recurse-paths -0 {whole} lib")
            .quiet()
            .run()?;
    }
    let aligned = out.join("aligned.apk");
    cmd!(shell, "zipalign -f -p 4 {whole} {aligned}")
        .quiet()
        .run()?;
    Ok(aligned)
}

/// With a key of the moment: releases are signed elsewhere.
fn sign(shell: &Shell, package: &Path, out: &Path) -> Result<PathBuf, Error> {
    let (key, signed) = (out.join("key.p12"), out.join("kinline.apk"));
    cmd!(
        shell,
        "keytool -genkeypair -keystore {key} -storetype PKCS12 -storepass ofthemoment -alias key
         -keyalg EC -groupname secp256r1 -validity 2 -dname CN=test"
    )
    .quiet()
    .ignore_stderr()
    .run()?;
    cmd!(
        shell,
        "apksigner sign --ks {key} --ks-pass pass:ofthemoment --min-sdk-version {OLDEST} --out {signed} {package}"
    )
    .quiet()
    .run()?;
    Ok(signed)
}
