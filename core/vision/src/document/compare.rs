//! What a document says beside what was typed.

use super::{Mrz, name::letters};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What a person typed of themselves.
#[derive(Clone, PartialEq, Eq)]
pub struct Typed {
    /// All given names, as typed.
    pub given_names: String,
    /// As typed.
    pub family_name: String,
    /// As typed.
    pub date_of_birth: NaiveDate,
}

/// What a document says otherwise than what was typed, as the document has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Another family name.
    FamilyName(String),
    /// Other given names.
    GivenNames(String),
    /// Another date of birth; `None` if the document's is not a whole date.
    DateOfBirth(Option<NaiveDate>),
    /// It was valid until that day, which is past.
    Expired(NaiveDate),
}

/// Compares a document with what was typed; empty if they agree and it has not expired before `today`.
///
/// Names agree if one of the ways to write them in a zone (ICAO Doc 9303 part 3, section 6) is what the zone says, or begins
/// with it where the zone is full; of several given names the first may stand alone, on either side.
pub fn compare(mrz: &Mrz, typed: &Typed, today: NaiveDate) -> Vec<Difference> {
    let fields = &mrz.fields;
    let full = names_are_full(mrz);
    let family = agree(&typed.family_name, &fields.family_name, full);
    let given = agree(&typed.given_names, &fields.given_names, full)
        || begins(&typed.given_names, &fields.given_names)
        || fields.given_names.is_empty() && full;
    let born = fields.date_of_birth.as_birth(today);
    let expired = fields
        .date_of_expiry
        .as_expiry(today)
        .filter(|expiry| *expiry < today);
    [
        (!family).then(|| Difference::FamilyName(fields.family_name.clone())),
        (!given).then(|| Difference::GivenNames(fields.given_names.clone())),
        (born != Some(typed.date_of_birth)).then_some(Difference::DateOfBirth(born)),
        expired.map(Difference::Expired),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether the names fill their place to its end: then they may be cut short.
fn names_are_full(mrz: &Mrz) -> bool {
    let (line, columns) = mrz.format.names();
    mrz.lines
        .get(line)
        .and_then(|line| line.get(columns))
        .is_some_and(|names| !names.ends_with('<'))
}

/// Whether `typed` can be written as `read`; `cut`: or as something that begins with it.
fn agree(typed: &str, read: &str, cut: bool) -> bool {
    let letters: Vec<_> = letters(typed).collect();
    let read = squeezed(read);
    written(&letters, &read, cut && !read.is_empty())
}

/// Whether the given names of one side are the first of the other's, whole words.
fn begins(typed: &str, read: &str) -> bool {
    let words = |name: &str| {
        name.split([' ', '-'])
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (typed, read) = (words(typed), words(read));
    let fewer = typed.len().min(read.len());
    fewer > 0
        && typed
            .iter()
            .zip(&read)
            .all(|(typed, read)| agree(typed, read, false))
}

/// Without spaces: who writes a name in one word means the same as who writes it in two.
fn squeezed(name: &str) -> String {
    name.chars()
        .filter(|letter| !letter.is_whitespace())
        .collect()
}

/// Follows all ways to write each letter at once: how much of `read` they have used up.
fn written(letters: &[&[&str]], read: &str, cut: bool) -> bool {
    let mut used = BTreeSet::from([0]);
    for options in letters.iter().filter(|options| **options != [" "]) {
        let ends = used.iter().flat_map(|&start| {
            options.iter().filter_map(move |option| {
                let rest = &read[start..];
                let whole = rest.starts_with(option).then_some(start + option.len());
                whole.or((cut && option.starts_with(rest)).then_some(read.len()))
            })
        });
        used = ends.collect();
    }
    used.contains(&read.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ICAO Doc 9303 part 4's specimen with other names: all else is right.
    fn passport(names: &str) -> Mrz {
        let first = format!("{:<<44.44}", format!("P<UTO{names}"));
        Mrz::parse(&[&first, "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]).unwrap()
    }

    fn differences(names: &str, family_name: &str, given_names: &str) -> Vec<Difference> {
        let typed = Typed {
            given_names: given_names.into(),
            family_name: family_name.into(),
            date_of_birth: NaiveDate::from_ymd_opt(1974, 8, 12).unwrap(),
        };
        compare(
            &passport(names),
            &typed,
            NaiveDate::from_ymd_opt(2012, 4, 15).unwrap(),
        )
    }

    #[test]
    fn names_agree_however_they_are_written() {
        for (names, family, given) in [
            ("ERIKSSON<<ANNA<MARIA", "Eriksson", "Anna Maria"),
            ("OCONNOR<<ENYA<SIOBHAN", "O'Connor", "Enya Siobhán"),
            (
                "MUELLER<LUEDENSCHEIDT<<JOERG",
                "Müller-Lüdenscheidt",
                "Jörg",
            ),
            ("MULLER<<JOERG", "Müller", "Jörg"),
            ("AANGSTROEM<<AASA", "Ångström", "Åsa"),
            ("ANGSTROM<<ASA", "Ångström", "Åsa"),
            ("VAN<DER<MEER<<JAN", "van der Meer", "Jan"),
            ("VANDERMEER<<JAN", "Van der Meer", "Jan"),
            ("ERIKSSON<<ANNA", "Eriksson", "Anna Maria"),
            ("ERIKSSON<<ANNA<MARIA<ULRIKA", "Eriksson", "Anna"),
            ("GORBACHEV<<MIKHAIL", "Горбачев", "Михаил"),
            ("THORSDOTTIR<<BJOERK", "Þórsdóttir", "Björk"),
            // Cut short at the line's end.
            (
                "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<KRA",
                "Nilavadhanananda",
                "Chayapa Dejthamrong Krasuang",
            ),
            (
                "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WARNAMB",
                "Bennelong Wooloomooloo Warrandyte Warnambool",
                "Dingo",
            ),
        ] {
            assert_eq!(differences(names, family, given), [], "{names}");
        }
    }

    #[test]
    fn other_names_differ() {
        let family = |read: &str| vec![Difference::FamilyName(read.into())];
        assert_eq!(
            differences("ERIKSSON<<ANNA", "Erikson", "Anna"),
            family("ERIKSSON")
        );
        assert_eq!(
            differences("ERIK<<ANNA", "Eriksson", "Anna"),
            family("ERIK")
        );
        assert_eq!(
            differences("ERIKSSON<<ANNA<MARIA", "Eriksson", "Maria"),
            [Difference::GivenNames("ANNA MARIA".into())]
        );
        assert_eq!(
            differences("ERIKSSON<<ANNA<MARIA", "Eriksson", ""),
            [Difference::GivenNames("ANNA MARIA".into())]
        );
    }

    #[test]
    fn dates_are_compared_on_the_day() {
        let mrz = passport("ERIKSSON<<ANNA");
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let typed = Typed {
            given_names: "Anna".into(),
            family_name: "Eriksson".into(),
            date_of_birth: day(1974, 12, 8),
        };
        let differences = compare(&mrz, &typed, day(2012, 4, 16));
        assert_eq!(
            differences,
            [
                Difference::DateOfBirth(Some(day(1974, 8, 12))),
                Difference::Expired(day(2012, 4, 15))
            ]
        );
    }

    #[test]
    fn long_names_of_letters_with_many_ways_take_no_time() {
        assert_eq!(differences(&"A".repeat(39), &"Å".repeat(30), "").len(), 0);
    }
}
