//! What stands where in a zone: formats, fields, check digits.

use chrono::{Datelike, NaiveDate};
use std::ops::Range;

/// A kind of machine-readable zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Cards: three lines of 30 (ICAO Doc 9303 part 5).
    Td1,
    /// Larger cards: two lines of 36 (part 6).
    Td2,
    /// Passports: two lines of 44 (part 4).
    Td3,
    /// Visas: two lines of 44 (part 7).
    MrvA,
    /// Smaller visas: two lines of 36 (part 7).
    MrvB,
}

/// What a machine-readable zone says.
#[derive(Clone, PartialEq, Eq)]
pub struct Mrz {
    /// Which kind it is.
    pub format: Format,
    /// As printed: `A` to `Z`, `0` to `9`, `<`.
    pub lines: Vec<String>,
    /// The same, by meaning.
    pub fields: Fields,
    /// All check digits are right, and every character that none covers was read beyond doubt.
    pub valid: bool,
}

/// A zone's fields, without their fillers.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Fields {
    /// `P`, `ID`, `V`…
    pub document_code: String,
    /// Who issued it: three letters, `UTO`, `GBR`, `D`.
    pub issuing_state: String,
    /// The document's number.
    pub document_number: String,
    /// The holder's nationality.
    pub nationality: String,
    /// Primary identifier, words parted by spaces; may be cut short.
    pub family_name: String,
    /// Secondary identifier, words parted by spaces; may be cut short or empty.
    pub given_names: String,
    /// Of the holder.
    pub date_of_birth: MrzDate,
    /// `M`, `F`, or `X` where not told.
    pub sex: String,
    /// The last day that it is valid.
    pub date_of_expiry: MrzDate,
    /// Whatever the issuing state adds, both fields of a card with a space between.
    pub optional: String,
}

/// A date as printed: two digits each for year, month and day, `<` for what is not known.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct MrzDate(pub String);

impl std::fmt::Debug for Mrz {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What it says is about a person: it is not to be found in logs.
        let mut shown = f.debug_struct("Mrz");
        shown.field("format", &self.format);
        shown.field("valid", &self.valid).finish_non_exhaustive()
    }
}

impl Format {
    /// All there are.
    pub const ALL: [Self; 5] = [Self::Td1, Self::Td2, Self::Td3, Self::MrvA, Self::MrvB];

    /// Its name in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Td1 => "TD1",
            Self::Td2 => "TD2",
            Self::Td3 => "TD3",
            Self::MrvA => "MRV-A",
            Self::MrvB => "MRV-B",
        }
    }

    /// How many lines of how many characters.
    pub fn size(self) -> (usize, usize) {
        match self {
            Self::Td1 => (3, 30),
            Self::Td2 | Self::MrvB => (2, 36),
            Self::Td3 | Self::MrvA => (2, 44),
        }
    }

    pub(super) fn is_visa(self) -> bool {
        matches!(self, Self::MrvA | Self::MrvB)
    }

    /// Where the names stand: line, columns.
    pub(crate) fn names(self) -> (usize, Range<usize>) {
        let names = self.places().names;
        (names.line, names.columns)
    }

    /// Where the fields stand: line, columns.
    pub(super) fn places(self) -> Places {
        let at = |line: usize, columns: Range<usize>| Place { line, columns };
        let width = self.size().1;
        match self {
            Self::Td1 => Places {
                number: at(0, 5..14),
                nationality: at(1, 15..18),
                birth: at(1, 0..6),
                sex: at(1, 7..8),
                expiry: at(1, 8..14),
                names: at(2, 0..30),
                optional: vec![at(0, 15..30), at(1, 18..29)],
            },
            _ => Places {
                number: at(1, 0..9),
                nationality: at(1, 10..13),
                birth: at(1, 13..19),
                sex: at(1, 20..21),
                expiry: at(1, 21..27),
                names: at(0, 5..width),
                optional: vec![at(
                    1,
                    28..match self {
                        Self::Td3 => 42,
                        Self::Td2 => 35,
                        _ => width,
                    },
                )],
            },
        }
    }

    /// The check digits: what each is of, and where it stands.
    pub(super) fn checks(self) -> Vec<Check> {
        let at = |line: usize, columns: Range<usize>| Place { line, columns };
        let check = |of: Vec<Place>, line, column| Check {
            of,
            at: (line, column),
            may_be_blank: false,
        };
        let single = |line: usize, columns: Range<usize>| {
            check(vec![at(line, columns.clone())], line, columns.end)
        };
        match self {
            Self::Td1 => vec![
                single(0, 5..14),
                single(1, 0..6),
                single(1, 8..14),
                check(
                    vec![at(0, 5..30), at(1, 0..7), at(1, 8..15), at(1, 18..29)],
                    1,
                    29,
                ),
            ],
            _ => {
                let mut checks = vec![single(1, 0..9), single(1, 13..19), single(1, 21..27)];
                if self == Self::Td3 {
                    checks.push(Check {
                        may_be_blank: true,
                        ..single(1, 28..42)
                    });
                }
                if !self.is_visa() {
                    let end = self.size().1 - 1;
                    checks.push(check(
                        vec![at(1, 0..10), at(1, 13..20), at(1, 21..end)],
                        1,
                        end,
                    ));
                }
                checks
            }
        }
    }
}

/// Columns of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) columns: Range<usize>,
}

/// Where a format's fields stand.
pub(super) struct Places {
    number: Place,
    nationality: Place,
    birth: Place,
    sex: Place,
    expiry: Place,
    names: Place,
    optional: Vec<Place>,
}

/// A check digit.
pub(super) struct Check {
    /// What it is of, one after the other.
    pub(super) of: Vec<Place>,
    /// Line and column where it stands.
    pub(super) at: (usize, usize),
    /// A filler may stand for 0 where all that it is of is fillers (TD3's optional field).
    pub(super) may_be_blank: bool,
}

/// The check digit of some characters: weights 7, 3, 1; `A` to `Z` count 10 to 35, fillers 0 (part 3, 4.9).
pub fn check_digit(characters: &str) -> u8 {
    let weighed = characters.bytes().zip([7, 3, 1].into_iter().cycle());
    (weighed
        .map(|(character, weight)| value(character) * weight)
        .sum::<u32>()
        % 10) as u8
}

/// What a character counts in a check digit.
pub(super) fn value(character: u8) -> u32 {
    match character {
        b'0'..=b'9' => u32::from(character - b'0'),
        b'A'..=b'Z' => u32::from(character - b'A') + 10,
        _ => 0,
    }
}

impl Mrz {
    /// Takes lines apart; `valid` if all their check digits are right. `None` if they are no zone of any format.
    pub fn parse(lines: &[&str]) -> Option<Self> {
        let allowed = |c: u8| matches!(c, b'A'..=b'Z' | b'0'..=b'9' | b'<');
        if !lines.iter().all(|line| line.bytes().all(allowed)) {
            return None;
        }
        let visa = lines.first()?.starts_with('V');
        let fits = |format: &Format| {
            let (count, width) = format.size();
            let sized = lines.len() == count && lines.iter().all(|line| line.len() == width);
            sized && format.is_visa() == visa
        };
        let format = Format::ALL.into_iter().find(fits)?;
        let lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
        Some(Self {
            format,
            fields: fields(format, &lines),
            valid: format.checks().iter().all(|check| check.holds(&lines)),
            lines,
        })
    }
}

impl Check {
    fn holds(&self, lines: &[String]) -> bool {
        let (line, column) = self.at;
        let printed = lines[line].as_bytes()[column];
        let covered: String = self.of.iter().map(|place| place.of(lines)).collect();
        let blank = self.may_be_blank && printed == b'<' && covered.bytes().all(|c| c == b'<');
        blank || printed == b'0' + check_digit(&covered)
    }
}

impl Place {
    fn of<'a>(&self, lines: &'a [String]) -> &'a str {
        &lines[self.line][self.columns.clone()]
    }
}

fn fields(format: Format, lines: &[String]) -> Fields {
    let places = format.places();
    let plain = |text: &str| text.trim_matches('<').replace('<', " ");
    let names = places.names.of(lines);
    let (family, given) = names.split_once("<<").unwrap_or((names, ""));
    let optional: Vec<String> = places
        .optional
        .iter()
        .map(|place| plain(place.of(lines)))
        .collect();
    Fields {
        document_code: plain(&lines[0][0..2]),
        issuing_state: plain(&lines[0][2..5]),
        document_number: plain(places.number.of(lines)),
        nationality: plain(places.nationality.of(lines)),
        family_name: words(family),
        given_names: words(given),
        date_of_birth: MrzDate(places.birth.of(lines).to_owned()),
        sex: match places.sex.of(lines) {
            "<" => "X".to_owned(),
            told => told.to_owned(),
        },
        date_of_expiry: MrzDate(places.expiry.of(lines).to_owned()),
        optional: optional.join(" ").trim().to_owned(),
    }
}

fn words(name: &str) -> String {
    let words: Vec<&str> = name.split('<').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

impl MrzDate {
    /// As a date of birth: the latest such day that is not after `today`.
    pub fn as_birth(&self, today: NaiveDate) -> Option<NaiveDate> {
        let this_century = today.year().div_euclid(100) * 100;
        let born = |century| self.in_century(century).filter(|born| *born <= today);
        born(this_century).or_else(|| born(this_century - 100))
    }

    /// As a date of expiry: from 50 years before `today` to 49 years after.
    pub fn as_expiry(&self, today: NaiveDate) -> Option<NaiveDate> {
        let this_century = today.year().div_euclid(100) * 100;
        let near = |date: &NaiveDate| (-50..50).contains(&(date.year() - today.year()));
        [0, 100, -100]
            .into_iter()
            .filter_map(|more| self.in_century(this_century + more))
            .find(near)
    }

    fn in_century(&self, century: i32) -> Option<NaiveDate> {
        let number = |range: Range<usize>| self.0.get(range)?.parse::<u32>().ok();
        let year = century + i32::try_from(number(0..2)?).ok()?;
        NaiveDate::from_ymd_opt(year, number(2..4)?, number(4..6)?)
    }
}

/// What may stand at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Only these.
    OneOf(&'static [u8]),
    /// `0` to `9`.
    Digit,
    /// Digits; a filler for what is not told.
    DigitOrFiller,
    /// `A` to `Z`.
    Letter,
    /// Letters and fillers.
    Name,
    /// Everything.
    Any,
}

impl Kind {
    pub(super) fn allows(self, character: u8) -> bool {
        let filler = character == b'<';
        match self {
            Self::OneOf(these) => these.contains(&character),
            Self::Digit => character.is_ascii_digit(),
            Self::DigitOrFiller => character.is_ascii_digit() || filler,
            Self::Letter => character.is_ascii_uppercase(),
            Self::Name => character.is_ascii_uppercase() || filler,
            Self::Any => true,
        }
    }
}

impl Format {
    /// What may stand there (part 3, 4.2 and parts 4 to 7).
    pub(super) fn kind(self, line: usize, column: usize) -> Kind {
        let first: &[u8] = match self {
            Self::Td1 | Self::Td2 => b"IAC",
            Self::Td3 => b"P",
            Self::MrvA | Self::MrvB => b"V",
        };
        let places = self.places();
        let checks = self.checks();
        let is_check = checks.iter().find(|check| check.at == (line, column));
        if let Some(check) = is_check {
            // A long number goes on in the optional field, with a filler here (part 5).
            let goes_on =
                matches!(self, Self::Td1 | Self::Td2) && check.of == [places.number.clone()];
            return match check.may_be_blank || goes_on {
                true => Kind::DigitOrFiller,
                false => Kind::Digit,
            };
        }
        let within = |place: &Place| {
            (place.line == line && place.columns.contains(&column))
                .then(|| column - place.columns.start)
        };
        if let Some(at) = within(&places.birth).or_else(|| within(&places.expiry)) {
            // Month and day begin with few digits.
            return match at {
                2 => Kind::OneOf(b"01<"),
                4 => Kind::OneOf(b"0123<"),
                _ => Kind::DigitOrFiller,
            };
        }
        match (line, column) {
            (0, 0) => Kind::OneOf(first),
            (0, 1) => Kind::Name,
            (0, 2) => Kind::Letter,
            (0, 3..5) => Kind::Name,
            _ if within(&places.names).is_some() => Kind::Name,
            _ if within(&places.nationality).is_some() => Kind::Name,
            _ if within(&places.sex).is_some() => Kind::OneOf(b"MF<"),
            _ => Kind::Any,
        }
    }
}

#[cfg(test)]
#[path = "format_tests.rs"]
mod tests;
