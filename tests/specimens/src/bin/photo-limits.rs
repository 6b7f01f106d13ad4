//! `photo-limits [MODELS]`: how often good photos of documents and portraits are told to be taken again, and from which degree on
//! bad ones are. What the limits in `core/vision/src/document/{measure,portrait}.rs` rest on; MODELS is the folder with `faces.bin`
//! and `photos` (`cargo xtask models` prints it), without it there are no portraits.
#![allow(
    clippy::print_stdout,
    reason = "a command-line tool speaks on its standard output"
)]

use image::{Rgb, RgbImage, imageops};
use kinline_specimens::{Class, Document, Holder, Shot, stray_page};
use kinline_vision::{
    Bounds, FaceModels, Picture,
    document::{DocumentLook, PhotoProblem, PortraitLook, read_mrz},
};
use rand::{SeedableRng, rngs::StdRng};
use std::path::Path;

/// Apart from those of the tests, of the network's training and of `specimens`.
const FIRST_SEED: u64 = 800_000;
/// Photos for each degree.
const PHOTOS: u64 = 40;
/// The longer side of a photo as phones send it, pixels.
const PHOTO_SENT_SIDE: u32 = 2_560;
const DOCUMENTS: [Document; 4] = [
    Document::Passport,
    Document::CardFront,
    Document::CardBack,
    Document::LargeCard,
];

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    documents()?;
    match std::env::args().nth(1) {
        Some(models) => portraits(Path::new(&models)),
        None => Ok(()),
    }
}

/// What was told of photos: how often each problem, and any; zones read, of those that have one.
#[derive(Default)]
struct Tally {
    photos: usize,
    told: usize,
    problems: [usize; PhotoProblem::ALL.len()],
    zones: (usize, usize),
    cpu: Vec<f64>,
    zone_cpu: f64,
}

impl Tally {
    fn add(&mut self, problems: &[PhotoProblem]) {
        self.photos += 1;
        self.told += usize::from(!problems.is_empty());
        for (count, problem) in self.problems.iter_mut().zip(PhotoProblem::ALL) {
            *count += usize::from(problems.contains(&problem));
        }
    }

    fn document(&mut self, picture: &Picture, has_zone: bool) {
        let started = cpu_milliseconds();
        read_mrz(picture);
        self.zone_cpu = self.zone_cpu.max(cpu_milliseconds() - started);
        let started = cpu_milliseconds();
        let look = DocumentLook::at(picture);
        self.cpu.push(cpu_milliseconds() - started);
        self.add(&look.problems);
        self.zones.0 += usize::from(has_zone && look.zone.is_some());
        self.zones.1 += usize::from(has_zone);
    }

    fn print(mut self, name: &str) {
        let share = |count: usize| 100.0 * count as f64 / self.photos.max(1) as f64;
        let each = PhotoProblem::ALL.into_iter().zip(self.problems);
        let each: Vec<String> = each
            .filter(|(_, count)| *count > 0)
            .map(|(problem, count)| format!("{} {:.0}%", problem.code(), share(count)))
            .collect();
        print!(
            "  {name:<24} {:>4} photos, {:>3.0}% told",
            self.photos,
            share(self.told)
        );
        if let Some(share) = (100 * self.zones.0).checked_div(self.zones.1) {
            print!(", zone {share:>3}%");
        }
        self.cpu.sort_unstable_by(f64::total_cmp);
        if let (Some(middle), Some(worst)) = (self.cpu.get(self.cpu.len() / 2), self.cpu.last()) {
            print!(", CPU {middle:.0} ms, worst {worst:.0} ms");
        }
        if self.zone_cpu > 0.0 {
            print!(" (of the zone {:.0} ms)", self.zone_cpu);
        }
        println!("   {}", each.join(", "));
    }
}

/// CPU time of this thread (Linux).
fn cpu_milliseconds() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = told.split(' ').next().and_then(|it| it.parse::<f64>().ok());
    first.unwrap_or(0.0) / 1e6
}

fn documents() -> Result<(), Failure> {
    println!("Documents as they come, and pages of print");
    for class in Class::ALL {
        let mut tally = Tally::default();
        for number in 0..3 * PHOTOS {
            let mut chance = StdRng::seed_from_u64(FIRST_SEED + number);
            let holder = Holder::draw(&mut chance);
            let shot = Shot::draw(class, &mut chance);
            let document = DOCUMENTS[number as usize % DOCUMENTS.len()];
            tally.document(
                &photo(document, &holder, &shot, number)?,
                document.format().is_some(),
            );
        }
        tally.print(&format!("{class:?}"));
    }
    let mut tally = Tally::default();
    for number in 0..PHOTOS {
        let mut chance = StdRng::seed_from_u64(FIRST_SEED + number);
        let shot = Shot::draw(Class::Light, &mut chance);
        let page = stray_page(shot.per_mm(), &mut chance)?;
        tally.document(
            &Picture::decode(&shot.photograph(&page, number)?.jpeg)?,
            false,
        );
    }
    tally.print("pages of print");

    let as_it_is = |picture: &RgbImage, _: f32| picture.clone();
    by_degrees(
        "Blur, pixels",
        &[1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0],
        |shot, it| shot.blur = it,
        as_it_is,
    )?;
    by_degrees(
        "Exposure",
        &[0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15],
        |shot, it| shot.exposure = it,
        as_it_is,
    )?;
    by_degrees(
        "A mirrored lamp, its size",
        &[0.01, 0.02, 0.04, 0.07, 0.12, 0.2],
        |_, _| {},
        lamp,
    )?;
    by_degrees(
        "Cut off, of the width",
        &[0.02, 0.08, 0.12, 0.2, 0.3],
        |_, _| {},
        cut,
    )?;
    by_degrees(
        "Across so much",
        &[0.5, 0.35, 0.25, 0.2, 0.15],
        |_, _| {},
        small,
    )?;
    by_degrees(
        "Turned, degrees",
        &[3.0, 8.0, 15.0, 30.0],
        |shot, it| shot.turn = it,
        as_it_is,
    )
}

fn by_degrees(
    title: &str,
    degrees: &[f32],
    set: impl Fn(&mut Shot, f32),
    change: impl Fn(&RgbImage, f32) -> RgbImage,
) -> Result<(), Failure> {
    println!("{title}");
    for &degree in degrees {
        let mut tally = Tally::default();
        for number in 0..PHOTOS {
            let mut chance = StdRng::seed_from_u64(FIRST_SEED + number);
            let holder = Holder::draw(&mut chance);
            let mut shot = Shot::draw(Class::Clean, &mut chance);
            (shot.capitals, shot.margin) = (24.0, 0.06);
            set(&mut shot, degree);
            let document = DOCUMENTS[number as usize % DOCUMENTS.len()];
            let picture = image_of(&photo(document, &holder, &shot, number)?);
            let picture = picture_of(change(&picture, degree))?;
            tally.document(&picture, document.format().is_some());
        }
        tally.print(&degree.to_string());
    }
    Ok(())
}

fn photo(document: Document, holder: &Holder, shot: &Shot, seed: u64) -> Result<Picture, Failure> {
    let page = document.draw(holder, None, shot.per_mm())?;
    let photo = shot.photograph(&page, seed)?;
    Ok(Picture::decode(&photo.jpeg)?)
}

/// A lamp's mirror image with a soft edge, `size` of the width across, over the document.
fn lamp(picture: &RgbImage, size: f32) -> RgbImage {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    changed(picture, |x, y, value| {
        let far = (x as f32 - width * 0.6).hypot(y as f32 - height * 0.4);
        value + 400.0 * (-(far / (width * size)).powi(2)).exp()
    })
}

fn cut(picture: &RgbImage, share: f32) -> RgbImage {
    let kept = (picture.width() as f32 * (1.0 - share)) as u32;
    imageops::crop_imm(picture, 0, 0, kept, picture.height()).to_image()
}

/// On a larger table, in a photo as large as phones send: that share of its width.
fn small(picture: &RgbImage, share: f32) -> RgbImage {
    let (width, height) = picture.dimensions();
    let factor = PHOTO_SENT_SIDE as f32 / width.max(height) as f32;
    let side = |own: u32, share: f32| (own as f32 * factor * share) as u32;
    let filter = imageops::FilterType::Triangle;
    let own = imageops::resize(picture, side(width, share), side(height, share), filter);
    let mut table = RgbImage::from_pixel(
        side(width, 1.0),
        side(height, 1.0),
        *picture.get_pixel(2, 2),
    );
    let at = |whole: u32, own: u32| i64::from((whole - own) / 2);
    let (x, y) = (
        at(table.width(), own.width()),
        at(table.height(), own.height()),
    );
    imageops::replace(&mut table, &own, x, y);
    table
}

fn changed(picture: &RgbImage, value: impl Fn(u32, u32, f32) -> f32) -> RgbImage {
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let old = picture.get_pixel(x, y).0.map(f32::from);
        Rgb(old.map(|it| value(x, y, it).clamp(0.0, 255.0) as u8))
    })
}

fn image_of(picture: &Picture) -> RgbImage {
    RgbImage::from_raw(picture.width(), picture.height(), picture.rgb().to_vec())
        .unwrap_or_default()
}

fn picture_of(image: RgbImage) -> Result<Picture, Failure> {
    Ok(Picture::from_rgb(
        image.width(),
        image.height(),
        image.into_raw(),
    )?)
}

/// A face of a photo with what is around it, as somebody takes a portrait; where it is in it.
struct Portrait {
    image: RgbImage,
    face: Bounds,
}

fn portraits(models: &Path) -> Result<(), Failure> {
    let nets = FaceModels::load(&std::fs::read(models.join("faces.bin"))?)?;
    let mut found = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(models.join("photos"))?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::path);
    for file in files {
        found.extend(faces_of(&nets, &std::fs::read(file.path())?)?);
    }
    println!("Portraits: {} faces that look at the camera", found.len());
    let told = |name: String, change: &dyn Fn(&Portrait) -> RgbImage| -> Result<(), Failure> {
        let mut tally = Tally::default();
        for portrait in &found {
            let picture = picture_of(change(portrait))?;
            let started = cpu_milliseconds();
            let look = PortraitLook::at(&picture, Some(&nets));
            tally.cpu.push(cpu_milliseconds() - started);
            tally.add(&look.problems);
        }
        tally.print(&name);
        Ok(())
    };
    told("as they are".into(), &|it| it.image.clone())?;
    for exposure in [0.7, 0.5, 0.35, 0.25, 0.18, 0.12] {
        told(format!("exposure {exposure}"), &|it| {
            changed(&it.image, |_, _, value| value * exposure)
        })?;
    }
    for blur in [0.005, 0.01, 0.015, 0.02, 0.03, 0.05] {
        told(format!("blur {blur} of the face"), &|it| {
            imageops::blur(&it.image, it.face.height * blur)
        })?;
    }
    for tall in [400, 200, 140, 110, 90, 60] {
        told(format!("face {tall} pixels high"), &|it| {
            let scale = tall as f32 / it.face.height;
            let side = |own: u32| ((own as f32 * scale) as u32).max(16);
            imageops::resize(
                &it.image,
                side(it.image.width()),
                side(it.image.height()),
                imageops::FilterType::Triangle,
            )
        })?;
    }
    for glass in [0.8, 0.6, 0.4, 0.2] {
        told(format!("glasses that let {glass} through"), &|it| {
            let rows = it.face.y + it.face.height * 0.12..it.face.y + it.face.height * 0.45;
            let columns = it.face.x..it.face.x + it.face.width;
            changed(&it.image, |x, y, value| {
                let covered = rows.contains(&(y as f32)) && columns.contains(&(x as f32));
                if covered { value * glass } else { value }
            })
        })?;
    }
    for share in [0.1, 0.25, 0.4] {
        told(format!("{share} of the face cut off"), &|it| {
            let top = (it.face.y + it.face.height * share) as u32;
            imageops::crop_imm(&it.image, 0, top, it.image.width(), it.image.height() - top)
                .to_image()
        })?;
    }
    Ok(())
}

/// Portraits cut from a photo: of each face that is large enough and looks at the camera, with nobody else beside it.
fn faces_of(nets: &FaceModels, file: &[u8]) -> Result<Vec<Portrait>, Failure> {
    let picture = Picture::decode(file)?;
    let (image, faces) = (image_of(&picture), nets.faces(&picture));
    let mut portraits = Vec::new();
    for face in faces
        .iter()
        .filter(|it| it.yaw.abs() < 20.0 && it.bounds.height >= 110.0)
    {
        let own = face.bounds;
        let left = (own.x - own.width * 0.35).max(0.0) as u32;
        let top = (own.y - own.height * 0.45).max(0.0) as u32;
        let right = ((own.x + own.width * 1.35) as u32).min(image.width());
        let low = ((own.y + own.height * 1.4) as u32).min(image.height());
        let image = imageops::crop_imm(&image, left, top, right - left, low - top).to_image();
        let again = nets.faces(&picture_of(image.clone())?);
        if let [face] = again.as_slice() {
            portraits.push(Portrait {
                image,
                face: face.bounds,
            });
        }
    }
    Ok(portraits)
}
