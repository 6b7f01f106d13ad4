//! `cargo xtask models`: the nets that see faces, and photos to try them on.
//!
//! Both come from the npm package of face-api.js (MIT). Nothing of it is in the repository; what we need is in the cache
//! folder, as one compact file of ours (its layout: `core/vision/src/net/weights.rs`).

use crate::{Error, setup};
use serde_json::Value;
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

const PACKAGE: &str = "@vladmandic/face-api@1.7.15";
const ARCHIVE: &str = "vladmandic-face-api-1.7.15.tgz";
/// Of the archive: what was looked at and measured is what runs.
const SHA256: &str = "0d77fffeef362ef9c0939cf6c567f3a2e8e177f114fa257a3270cbd2e509b031";
const PHOTOS: u32 = 6;

/// The package's nets that we use, and what their layers are called in our file.
const NETS: [(&str, &str); 3] = [
    ("ssd_mobilenetv1_model", "detector"),
    ("face_landmark_68_model", "landmarks"),
    ("face_recognition_model", "recognition"),
];

/// The beginning of our file, with the version of its layout.
const BEGINNING: &[u8] = b"KINFACES\x01\0\0\0";

/// For fetching.
const TOOLS: &[setup::Tool] = &[
    setup::tool("npm", "npm", "fetches the nets that see faces"),
    setup::tool("tar", "tar", "unpacks them"),
    setup::tool("sha256sum", "coreutils", "checks them"),
];

/// Makes sure that the models are there; the folder with `faces.bin` and `photos`.
pub fn ensure(shell: &Shell) -> Result<PathBuf, Error> {
    let folder = setup::cache_folder()?.join("models");
    if !is_there(&folder) {
        setup::ensure(shell, TOOLS)?;
        println!("Missing, to be fetched with npm: {PACKAGE}, the nets that see faces (13 MB).");
        make(shell, &folder)?;
    }
    Ok(folder)
}

fn is_there(folder: &Path) -> bool {
    let begins = std::fs::read(folder.join("faces.bin")).is_ok_and(|it| it.starts_with(BEGINNING));
    begins && (1..=PHOTOS).all(|it| folder.join(photo(it)).is_file())
}

fn photo(number: u32) -> String {
    format!("photos/sample{number}.jpg")
}

/// Fetches and converts into a folder beside, which then takes its place: what is there is whole.
fn make(shell: &Shell, folder: &Path) -> Result<(), Error> {
    let work = shell.create_temp_dir()?;
    let work = work.path();
    {
        let _here = shell.push_dir(work);
        cmd!(shell, "npm pack {PACKAGE} --silent")
            .ignore_stdout()
            .run()?;
        let line = format!("{SHA256}  {ARCHIVE}");
        cmd!(shell, "sha256sum --check --quiet").stdin(line).run()?;
        cmd!(shell, "tar --extract --gzip --file {ARCHIVE}").run()?;
    }
    let package = work.join("package");
    let mut layers = Vec::new();
    for (net, name) in NETS {
        layers.extend(layers_of(shell, &package.join("model"), net, name)?);
    }
    let mut file = BEGINNING.to_vec();
    file.extend((layers.len() as u32).to_le_bytes());
    file.extend(layers.concat());
    shell.create_dir(folder.join("photos"))?;
    for number in 1..=PHOTOS {
        let name = format!("demo/sample{number}.jpg");
        shell.copy_file(package.join(name), folder.join(photo(number)))?;
    }
    let unfinished = folder.join(format!("faces.{}.part", std::process::id()));
    shell.write_file(&unfinished, file)?;
    let failed = |error: std::io::Error| Error::Setup(format!("faces.bin: {error}"));
    std::fs::rename(unfinished, folder.join("faces.bin")).map_err(failed)
}

/// The layers of one net, each as it stands in our file.
fn layers_of(shell: &Shell, models: &Path, net: &str, name: &str) -> Result<Vec<Vec<u8>>, Error> {
    let manifest = shell.read_file(models.join(format!("{net}-weights_manifest.json")))?;
    let numbers = shell.read_binary_file(models.join(format!("{net}.bin")))?;
    let odd = || {
        Error::Setup(format!(
            "{PACKAGE}: the manifest of {net} is not as expected"
        ))
    };
    let manifest: Value = serde_json::from_str(&manifest).map_err(|_| odd())?;
    let listed = manifest[0]["weights"].as_array().ok_or_else(odd)?;
    let mut rest = numbers.as_slice();
    let mut layers = Vec::new();
    for weight in listed {
        let (bytes, layer) = layer(weight, rest, name).ok_or_else(odd)?;
        rest = rest.get(bytes..).ok_or_else(odd)?;
        // The few whole numbers are sizes, which the code knows.
        if weight["dtype"] == "float32" {
            layers.push(layer);
        }
    }
    Ok(layers)
}

/// One tensor of a tfjs manifest: how many bytes of the shard it takes, and what stands in our file.
fn layer(weight: &Value, shard: &[u8], net: &str) -> Option<(usize, Vec<u8>)> {
    let name = format!("{net}/{}", weight["name"].as_str()?);
    let shape = weight["shape"].as_array()?.iter().map(Value::as_u64);
    let shape: Vec<u64> = shape.collect::<Option<_>>()?;
    let count = shape.iter().product::<u64>() as usize;
    let mut layer = vec![u8::try_from(name.len()).ok()?];
    layer.extend(name.as_bytes());
    layer.push(shape.len() as u8);
    for side in shape {
        layer.extend((side as u32).to_le_bytes());
    }
    let quantised = &weight["quantization"];
    let bytes = if quantised.is_null() {
        layer.push(0);
        count * 4
    } else {
        layer.push(1);
        for of in ["scale", "min"] {
            layer.extend((quantised[of].as_f64()? as f32).to_le_bytes());
        }
        count
    };
    layer.extend(shard.get(..bytes)?);
    Some((bytes, layer))
}
