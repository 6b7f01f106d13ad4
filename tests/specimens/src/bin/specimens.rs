//! `specimens DIR COUNT`: photographs so many specimens of each class, and pages without a zone, into DIR; reads them; writes what is
//! printed on them and what was read, one JSON object a line, to DIR/specimens.jsonl.

use kinline_specimens::{Class, Document, Holder, Shot, stray_page};
use kinline_vision::{Picture, document::read_mrz};
use rand::{SeedableRng, rngs::StdRng};
use std::{fmt::Write as _, path::Path, time::Instant};

/// Apart from those of the tests and of the network's training.
const FIRST_SEED: u64 = 700_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (folder, count) = (arguments.next(), arguments.next());
    let (folder, count) = folder.zip(count).ok_or("specimens DIR COUNT")?;
    let count: u64 = count.parse()?;
    std::fs::create_dir_all(&folder)?;
    let mut told = String::new();
    for (index, class) in Class::ALL.into_iter().enumerate() {
        for number in 0..count {
            let seed = FIRST_SEED + index as u64 * 100_000 + number;
            let mut chance = StdRng::seed_from_u64(seed);
            let holder = Holder::draw(&mut chance);
            let shot = Shot::draw(class, &mut chance);
            let document = Document::WITH_ZONE[number as usize % Document::WITH_ZONE.len()];
            let page = document.draw(&holder, None, shot.per_mm())?;
            let jpeg = shot.photograph(&page, seed)?.jpeg;
            let printed: Vec<String> = page.zone.into_iter().map(|line| line.text).collect();
            tell(
                &mut told,
                Path::new(&folder),
                &format!("{class:?}-{number}"),
                &jpeg,
                &printed,
            )?;
        }
    }
    for number in 0..count {
        let mut chance = StdRng::seed_from_u64(FIRST_SEED + 900_000 + number);
        let shot = Shot::draw(Class::ALL[number as usize % 3], &mut chance);
        let jpeg = shot
            .photograph(&stray_page(shot.per_mm(), &mut chance)?, number)?
            .jpeg;
        tell(
            &mut told,
            Path::new(&folder),
            &format!("Stray-{number}"),
            &jpeg,
            &[],
        )?;
    }
    std::fs::write(Path::new(&folder).join("specimens.jsonl"), told)?;
    Ok(())
}

/// Reads one, from its file's bytes on, and notes it.
fn tell(
    told: &mut String,
    folder: &Path,
    name: &str,
    jpeg: &[u8],
    printed: &[String],
) -> Result<(), Box<dyn std::error::Error>> {
    std::fs::write(folder.join(format!("{name}.jpg")), jpeg)?;
    let started = Instant::now();
    let read = read_mrz(&Picture::decode(jpeg)?);
    let milliseconds = started.elapsed().as_secs_f64() * 1e3;
    let (lines, valid) = read.map_or((Vec::new(), false), |mrz| (mrz.lines, mrz.valid));
    // Zones have no character that JSON would escape.
    writeln!(
        told,
        "{{\"name\":\"{name}\",\"printed\":{printed:?},\"read\":{lines:?},\"valid\":{valid},\"ms\":{milliseconds:.1}}}"
    )?;
    Ok(())
}
