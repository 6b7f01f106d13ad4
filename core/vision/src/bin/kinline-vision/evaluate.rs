//! `kinline-vision evaluate`.

use crate::files::{self, Failure, ModelsArgument};
use kinline_vision::{FaceModels, Template};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// A folder for each person, with photos of nobody else; or a folder for each group, with such folders.
#[derive(clap::Args)]
pub struct Arguments {
    /// The folder.
    directory: PathBuf,
    /// One JSON document.
    #[arg(long)]
    json: bool,
}

/// One person's photos.
struct Person {
    group: Option<String>,
    templates: Vec<Template>,
}

/// Distances of a group, or of all.
#[derive(Default)]
struct Distances {
    /// Of two photos of one person.
    same: Vec<f32>,
    /// Of photos of two people of the group.
    different: Vec<f32>,
}

/// The net's distances end near 1.
const THRESHOLDS: std::ops::RangeInclusive<u32> = 30..=80;

pub fn run(arguments: &Arguments, models: &ModelsArgument) -> Result<ExitCode, Failure> {
    let people = people(&models.load()?, &arguments.directory)?;
    let photos: usize = people.iter().map(|it| it.templates.len()).sum();
    let mut groups = BTreeMap::from([(
        "all".to_owned(),
        distances(&people.iter().collect::<Vec<_>>()),
    )]);
    let mut names: Vec<&String> = people.iter().filter_map(|it| it.group.as_ref()).collect();
    names.dedup();
    for name in names {
        let group: Vec<&Person> = people
            .iter()
            .filter(|it| it.group.as_ref() == Some(name))
            .collect();
        groups.insert(name.clone(), distances(&group));
    }
    if arguments.json {
        let groups: BTreeMap<_, _> = groups.iter().map(|(name, it)| (name, it.json())).collect();
        println!(
            "{}",
            json!({ "people": people.len(), "photos": photos, "groups": groups })
        );
    } else {
        println!("{} people, {photos} photos with one face", people.len());
        for (name, distances) in &groups {
            distances.print(name);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Folders of people are those that have pictures in them.
fn people(models: &FaceModels, directory: &Path) -> Result<Vec<Person>, Failure> {
    let mut people = Vec::new();
    for folder in folders(directory)? {
        let inner = folders(&folder)?;
        if inner.is_empty() {
            people.push(person(models, &folder, None)?);
        }
        for person_folder in inner {
            let group = folder
                .file_name()
                .map(|it| it.to_string_lossy().into_owned());
            people.push(person(models, &person_folder, group)?);
        }
    }
    Ok(people)
}

fn person(models: &FaceModels, folder: &Path, group: Option<String>) -> Result<Person, Failure> {
    let mut templates = Vec::new();
    for path in entries(folder)?.into_iter().filter(|it| it.is_file()) {
        match files::picture(&path) {
            Ok(picture) => match models.faces(&picture).as_slice() {
                [face] => templates.push(models.aligned_template(&picture, face)),
                faces => eprintln!("{}: left out, {} faces", path.display(), faces.len()),
            },
            Err(error) => eprintln!("left out: {error}"),
        }
    }
    Ok(Person { group, templates })
}

fn folders(directory: &Path) -> Result<Vec<PathBuf>, Failure> {
    Ok(entries(directory)?
        .into_iter()
        .filter(|it| it.is_dir())
        .collect())
}

/// In order, so that two runs say the same.
fn entries(directory: &Path) -> Result<Vec<PathBuf>, Failure> {
    let read = std::fs::read_dir(directory);
    let read = read.map_err(|error| format!("{}: {error}", directory.display()))?;
    let mut entries = read
        .map(|it| Ok(it?.path()))
        .collect::<Result<Vec<_>, std::io::Error>>()?;
    entries.sort();
    Ok(entries)
}

fn distances(people: &[&Person]) -> Distances {
    let mut distances = Distances::default();
    for (number, person) in people.iter().enumerate() {
        for (photo, template) in person.templates.iter().enumerate() {
            let own = person.templates[photo + 1..].iter();
            distances.same.extend(own.map(|it| template.distance(it)));
            let others = people[number + 1..].iter().flat_map(|it| &it.templates);
            distances
                .different
                .extend(others.map(|it| template.distance(it)));
        }
    }
    distances
}

impl Distances {
    /// Two people taken for one, and one person taken for two: parts of 1; `None` where there are no such pairs.
    fn rates(&self, threshold: f32) -> [Option<f32>; 2] {
        let part = |of: &[f32], wrong: &dyn Fn(f32) -> bool| {
            let count = of.iter().filter(|it| wrong(**it)).count();
            (!of.is_empty()).then(|| count as f32 / of.len() as f32)
        };
        [
            part(&self.different, &|it| it <= threshold),
            part(&self.same, &|it| it > threshold),
        ]
    }

    fn json(&self) -> Value {
        let rates = thresholds().map(|threshold| {
            let [false_match, false_non_match] = self.rates(threshold);
            json!({
                "threshold": (f64::from(threshold) * 100.0).round() / 100.0,
                "false_match_rate": false_match,
                "false_non_match_rate": false_non_match,
            })
        });
        json!({
            "same_pairs": self.same.len(),
            "different_pairs": self.different.len(),
            "rates": rates.collect::<Vec<_>>(),
        })
    }

    fn print(&self, name: &str) {
        let (same, different) = (self.same.len(), self.different.len());
        println!("\n{name}: {different} pairs of two people, {same} pairs of one");
        println!("threshold  false match  false non-match");
        for threshold in thresholds() {
            let word = |rate: Option<f32>| {
                rate.map_or("no pairs".into(), |it| format!("{:.2} %", it * 100.0))
            };
            let [false_match, false_non_match] = self.rates(threshold);
            println!(
                "{threshold:>9.2}  {:>11}  {:>15}",
                word(false_match),
                word(false_non_match)
            );
        }
    }
}

fn thresholds() -> impl Iterator<Item = f32> {
    THRESHOLDS.step_by(2).map(|it| it as f32 / 100.0)
}
