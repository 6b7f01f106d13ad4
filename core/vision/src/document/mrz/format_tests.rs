use super::*;

/// The specimens of ICAO Doc 9303, parts 4 to 7.
const SPECIMENS: [(Format, &[&str]); 5] = [
    (
        Format::Td1,
        &[
            "I<UTOD231458907<<<<<<<<<<<<<<<",
            "7408122F1204159UTO<<<<<<<<<<<6",
            "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        ],
    ),
    (
        Format::Td2,
        &[
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
            "D231458907UTO7408122F1204159<<<<<<<6",
        ],
    ),
    (
        Format::Td3,
        &[
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
        ],
    ),
    (
        Format::MrvA,
        &[
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L8988901C4XXX4009078F96121096ZE184226B<<<<<<",
        ],
    ),
    (
        Format::MrvB,
        &[
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
            "L8988901C4XXX4009078F9612109<<<<<<<<",
        ],
    ),
];

#[test]
fn icaos_specimens_are_valid() {
    for (format, lines) in SPECIMENS {
        let mrz = Mrz::parse(lines).unwrap();
        assert_eq!((mrz.format, mrz.valid), (format, true));
        assert_eq!(mrz.fields.family_name, "ERIKSSON");
        assert_eq!(mrz.fields.given_names, "ANNA MARIA");
        assert_eq!(mrz.fields.issuing_state, "UTO");
        assert_eq!(mrz.fields.sex, "F");
    }
    let td3 = Mrz::parse(SPECIMENS[2].1).unwrap().fields;
    assert_eq!(
        (td3.document_number.as_str(), td3.optional.as_str()),
        ("L898902C3", "ZE184226B")
    );
    assert_eq!(
        (td3.date_of_birth.0.as_str(), td3.date_of_expiry.0.as_str()),
        ("740812", "120415")
    );
}

#[test]
fn one_wrong_digit_is_not_valid() {
    for (format, lines) in SPECIMENS {
        let width = format.size().1;
        let mut caught = 0;
        let digits = |line: &str| line.bytes().filter(u8::is_ascii_digit).count();
        for (row, line) in lines.iter().enumerate() {
            for column in (0..width).filter(|&column| line.as_bytes()[column].is_ascii_digit()) {
                let mut wrong: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
                let digit = (line.as_bytes()[column] - b'0' + 1) % 10;
                wrong[row].replace_range(column..=column, &digit.to_string());
                let wrong: Vec<&str> = wrong.iter().map(String::as_str).collect();
                caught += usize::from(!Mrz::parse(&wrong).unwrap().valid);
            }
        }
        // Visas' own data has no check digit (part 7): all other digits have one.
        let unchecked = if format == Format::MrvA {
            digits("6ZE184226B")
        } else {
            0
        };
        assert_eq!(
            caught,
            lines.iter().map(|line| digits(line)).sum::<usize>() - unchecked,
            "{format:?}"
        );
    }
}

#[test]
fn what_is_no_zone_is_none() {
    assert_eq!(Mrz::parse(&[]), None);
    assert_eq!(Mrz::parse(&["P<UTO"]), None);
    assert_eq!(
        Mrz::parse(&["p<utoeriksson<<anna<maria<<<<<<<<<<<<<<<<<<<"; 2]),
        None
    );
    assert_eq!(
        Mrz::parse(&["É<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<"; 2]),
        None
    );
}

#[test]
fn centuries_follow_from_today() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
    let date = |printed: &str| MrzDate(printed.into());
    assert_eq!(date("261122").as_birth(today), day(2026, 11, 22));
    assert_eq!(date("261123").as_birth(today), day(1926, 11, 23));
    assert_eq!(date("740812").as_birth(today), day(1974, 8, 12));
    assert_eq!(date("74<<<<").as_birth(today), None);
    assert_eq!(date("740230").as_birth(today), None);
    assert_eq!(date("310105").as_expiry(today), day(2031, 1, 5));
    assert_eq!(date("980105").as_expiry(today), day(1998, 1, 5));
    assert_eq!(date("é1").as_expiry(today), None);
}
