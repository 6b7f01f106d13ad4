//! Drawings and colours of the design as Xcode wants them: a catalogue of assets, made, never committed.

use crate::Error;
use std::path::Path;
use xshell::Shell;

const INFO: &str = "\"info\": { \"author\": \"xcode\", \"version\": 1 }";

/// Makes `ios/Generated/Design.xcassets`: a picture for each drawing, and the colour of the launch screen.
pub fn generate(shell: &Shell) -> Result<(), Error> {
    let catalogue = Path::new("ios/Generated/Design.xcassets");
    shell.remove_path(catalogue)?;
    shell.write_file(catalogue.join("Contents.json"), format!("{{ {INFO} }}\n"))?;
    for drawing in shell.read_dir("design/pictures")? {
        let name = drawing.file_stem().unwrap_or_default().to_string_lossy();
        let set = catalogue.join(format!("{name}.imageset"));
        shell.write_file(
            set.join("Contents.json"),
            format!(
                "{{ \"images\": [{{ \"filename\": \"{name}.svg\", \"idiom\": \"universal\" }}], {INFO},
  \"properties\": {{ \"preserves-vector-representation\": true }} }}\n"
            ),
        )?;
        shell.copy_file(&drawing, set.join(format!("{name}.svg")))?;
    }
    let tokens = shell.read_file("design/tokens.json")?;
    let tokens: serde_json::Value =
        serde_json::from_str(&tokens).map_err(|it| Error::Setup(it.to_string()))?;
    let colour = |theme: &str, appearance: &str| {
        let hex = tokens[theme]["page"].as_str().unwrap_or_default();
        let part = |at: usize| hex.get(at..at + 2).unwrap_or("00").to_owned();
        format!(
            "{{ {appearance}\"idiom\": \"universal\", \"color\": {{ \"color-space\": \"srgb\", \"components\": {{ \"red\": \"0x{}\", \"green\": \"0x{}\", \"blue\": \"0x{}\", \"alpha\": \"1\" }} }} }}",
            part(1),
            part(3),
            part(5)
        )
    };
    let dark = "\"appearances\": [{ \"appearance\": \"luminosity\", \"value\": \"dark\" }], ";
    let launch = format!(
        "{{ \"colors\": [{}, {}], {INFO} }}\n",
        colour("light", ""),
        colour("dark", dark)
    );
    shell.write_file(catalogue.join("Launch.colorset/Contents.json"), launch)?;
    Ok(())
}
