//! Invented people, and what documents say of them.

use chrono::{Days, NaiveDate};
use kinline_vision::document::{Format, check_digit, transliterate};
use rand::{RngExt, rngs::StdRng};

/// Somebody who does not exist, and the document that they hold.
#[derive(Debug, Clone)]
pub struct Holder {
    /// As they write it.
    pub family_name: String,
    /// All of them, as they write them.
    pub given_names: String,
    /// Three letters; ICAO's own specimen state is Utopia, `UTO`.
    pub state: String,
    /// Up to nine letters and digits.
    pub number: String,
    /// Of the person.
    pub date_of_birth: NaiveDate,
    /// `M`, `F` or `X`.
    pub sex: char,
    /// The last day that it is valid.
    pub expires: NaiveDate,
    /// What the state adds; may be empty.
    pub optional: String,
}

const FAMILY: [&str; 40] = [
    "Eriksson",
    "Griffiths",
    "O'Connor",
    "Núñez",
    "Müller-Lüdenscheidt",
    "Nguyen",
    "Okonkwo",
    "Van der Meer",
    "Llewellyn",
    "Þórsdóttir",
    "Kowalczyk",
    "Al-Rashid",
    "Papadopoulos",
    "Szczęsny",
    "Li",
    "Fitzgerald",
    "Ødegård",
    "Castellanos Vega",
    "Iyer",
    "Quaye",
    "Wójcik",
    "Zubizarreta",
    "Bhattacharya",
    "Jones",
    "Xu",
    "Ouédraogo",
    "MacGillivray",
    "Yilmaz",
    "Dvořák",
    "Hughes",
    "Kjær",
    "Beaumont",
    "Raghunathan",
    "Vaszary",
    "Prytherch",
    "Gwynne",
    "Qureshi",
    "Featherstonehaugh",
    "Ó Briain",
    "Jakobsen",
];
const GIVEN: [&str; 40] = [
    "Anna Maria",
    "Rhys",
    "Zoë",
    "Siân Mair",
    "José Luis",
    "Thu Hà",
    "Chukwuemeka",
    "Jan",
    "Gwenllian",
    "Björk",
    "Małgorzata",
    "Fatima",
    "Kyriakos",
    "Łukasz",
    "Wei",
    "Aoife Niamh",
    "Håkon",
    "María del Pilar",
    "Lakshmi",
    "Kofi",
    "Paweł",
    "Iker",
    "Subhash Chandra",
    "Tom",
    "Jing",
    "Fatoumata",
    "Alasdair James",
    "Ayşe",
    "Kryštof",
    "Dafydd",
    "Søren",
    "Geneviève",
    "Vikram",
    "Béla",
    "Eluned",
    "Owain",
    "Imran",
    "Winifred Quentina",
    "Seán",
    "Frederikke Xenia",
];
const STATES: [&str; 8] = ["UTO", "GBR", "D<<", "IRL", "POL", "NGA", "ESP", "ZAF"];

impl Holder {
    /// Somebody of that draw: every part of them is chance.
    pub fn draw(chance: &mut StdRng) -> Self {
        let pick = |list: &[&str], chance: &mut StdRng| {
            list[chance.random_range(0..list.len())].to_owned()
        };
        let day = |from: i32, days: u64, chance: &mut StdRng| {
            let first = NaiveDate::from_ymd_opt(from, 1, 1).unwrap_or_default();
            first + Days::new(chance.random_range(0..days))
        };
        let letters = chance.random_range(0..3);
        let number = (0..9).map(|index| {
            let first = if index < letters { 10 } else { 0 };
            let digit = chance.random_range(first..first + if first == 0 { 10 } else { 26 });
            char::from_digit(digit, 36)
                .unwrap_or('0')
                .to_ascii_uppercase()
        });
        let number = number.collect();
        let extra = [0, 0, 5, 10][chance.random_range(0..4)];
        let optional = (0..extra)
            .map(|_| char::from(b'0' + chance.random_range(0..10)))
            .collect();
        Self {
            family_name: pick(&FAMILY, chance),
            given_names: pick(&GIVEN, chance),
            state: pick(&STATES, chance),
            number,
            date_of_birth: day(1935, 80 * 365, chance),
            sex: ['M', 'F', 'X'][chance.random_range(0..3)],
            expires: day(2018, 16 * 365, chance),
            optional,
        }
    }

    /// The machine-readable zone of a document of that kind.
    pub fn zone(&self, format: Format) -> Vec<String> {
        let width = format.size().1;
        let line = |text: String| format!("{text:<<width$.width$}");
        let names = format!(
            "{}<<{}",
            transliterate(&self.family_name).replace(' ', "<"),
            transliterate(&self.given_names).replace(' ', "<")
        );
        let state = format!("{:<<3}", self.state);
        let number = checked(&format!("{:<<9.9}", self.number));
        let birth = checked(&self.date_of_birth.format("%y%m%d").to_string());
        let expiry = checked(&self.expires.format("%y%m%d").to_string());
        let sex = if self.sex == 'X' { '<' } else { self.sex };
        if format == Format::Td1 {
            let first = line(format!("I<{state}{number}"));
            let optional = format!("{:<<11.11}", self.optional);
            let all = format!("{}{birth}{expiry}{optional}", &first[5..]);
            let second = format!("{birth}{sex}{expiry}{state}{optional}{}", check_digit(&all));
            return vec![first, second, line(names)];
        }
        let code = match format {
            Format::Td3 => "P<",
            Format::Td2 => "I<",
            _ => "V<",
        };
        let first = line(format!("{code}{state}{names}"));
        let start = format!("{number}{state}{birth}{sex}{expiry}");
        let optional = match format {
            Format::Td3 => {
                let own = format!("{:<<14.14}", self.optional);
                if self.optional.is_empty() {
                    format!("{own}<")
                } else {
                    checked(&own)
                }
            }
            Format::Td2 => format!("{:<<7.7}", self.optional),
            _ => return vec![first, line(format!("{start}{}", self.optional))],
        };
        let all = check_digit(&format!("{number}{birth}{expiry}{optional}"));
        vec![first, format!("{start}{optional}{all}")]
    }
}

fn checked(field: &str) -> String {
    format!("{field}{}", check_digit(field))
}
