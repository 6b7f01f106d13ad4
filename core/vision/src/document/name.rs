//! Names as a machine-readable zone writes them (ICAO Doc 9303 part 3, section 6).

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// A name in the zone's alphabet: `A` to `Z`, words parted by single spaces.
///
/// Letters become what section 6 recommends first (`Ä` is `AE`, `É` is `E`, `ß` is `SS`, Cyrillic by its table B);
/// apostrophes and stops vanish, hyphens part words; what is in no table is left out.
pub fn transliterate(name: &str) -> String {
    let written: String = letters(name).map(|options| options[0]).collect();
    let words: Vec<&str> = written.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// For each letter how it may be written, what is recommended first; a space parts words.
pub(super) fn letters(name: &str) -> impl Iterator<Item = &'static [&'static str]> {
    // Whole letters first: some letters with marks have a writing of their own.
    let whole: Vec<char> = name.nfc().flat_map(char::to_uppercase).collect();
    whole.into_iter().filter_map(options)
}

fn options(letter: char) -> Option<&'static [&'static str]> {
    if let Some((_, options)) = OWN.iter().find(|(own, _)| *own == letter) {
        return Some(options);
    }
    if letter.is_whitespace() || matches!(letter, '-' | '\u{2010}'..='\u{2015}' | ',' | '/') {
        return Some(&[" "]);
    }
    let base = letter.nfd().find(|part| !is_combining_mark(*part))?;
    if base != letter && !base.is_ascii() {
        return options(base);
    }
    let index = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".find(base)?;
    PLAIN.get(index..=index)
}

const PLAIN: [&str; 26] = [
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S",
    "T", "U", "V", "W", "X", "Y", "Z",
];

/// Letters that are more than a base letter with a mark: tables 6.A and 6.B, with what is also seen on documents.
const OWN: [(char, &[&str]); 58] = [
    ('Ä', &["AE", "A"]),
    ('Å', &["AA", "A"]),
    ('Æ', &["AE"]),
    ('Ð', &["D"]),
    ('Đ', &["D"]),
    ('Ħ', &["H"]),
    ('ẞ', &["SS"]),
    ('Ł', &["L"]),
    ('Ñ', &["N", "NXX"]),
    ('Ŋ', &["N"]),
    ('Ö', &["OE", "O"]),
    ('Ø', &["OE", "O"]),
    ('Œ', &["OE"]),
    ('Þ', &["TH"]),
    ('Ŧ', &["T"]),
    ('Ü', &["UE", "UXX", "U"]),
    ('А', &["A"]),
    ('Б', &["B"]),
    ('В', &["V"]),
    ('Г', &["G", "H"]),
    ('Ґ', &["G"]),
    ('Д', &["D"]),
    ('Ђ', &["D"]),
    ('Ѓ', &["G", "GJ"]),
    ('Е', &["E"]),
    ('Ё', &["E", "IO"]),
    ('Є', &["IE"]),
    ('Ж', &["ZH", "Z"]),
    ('З', &["Z"]),
    ('Ѕ', &["DZ"]),
    ('И', &["I", "Y"]),
    ('Й', &["I"]),
    ('І', &["I"]),
    ('Ї', &["I"]),
    ('Ј', &["J"]),
    ('К', &["K"]),
    ('Ќ', &["K", "KJ"]),
    ('Л', &["L"]),
    ('Љ', &["LJ"]),
    ('М', &["M"]),
    ('Н', &["N"]),
    ('Њ', &["NJ"]),
    ('О', &["O"]),
    ('П', &["P"]),
    ('Р', &["R"]),
    ('С', &["S"]),
    ('Т', &["T"]),
    ('Ћ', &["C"]),
    ('У', &["U"]),
    ('Ў', &["U"]),
    ('Ф', &["F"]),
    ('Х', &["KH", "H"]),
    ('Ц', &["TS", "C"]),
    ('Ч', &["CH", "C"]),
    ('Ш', &["SH", "S"]),
    ('Щ', &["SHCH", "SHT"]),
    ('Ъ', &["IE"]),
    ('Ы', &["Y"]),
];
