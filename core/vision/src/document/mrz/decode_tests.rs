use super::*;

const LINES: [&str; 2] = [
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
];

/// As a network sees these lines in good light.
fn clear(lines: &[&str]) -> Vec<Seen> {
    let sure = |character: u8| {
        let own = ALPHABET.iter().position(|own| *own == character).unwrap();
        std::array::from_fn(|index| if index == own { 0.0 } else { -20.0 })
    };
    lines
        .iter()
        .map(|line| line.bytes().map(sure).collect())
        .collect()
}

/// Makes one character as likely something else: a little likelier than what it is.
fn blur(seen: &mut [Seen], line: usize, column: usize, taken_for: u8) {
    let log = &mut seen[line][column];
    let other = ALPHABET.iter().position(|own| *own == taken_for).unwrap();
    log.iter_mut()
        .for_each(|log| *log = if *log > -1.0 { -0.9 } else { *log });
    log[other] = -0.6;
}

fn read(seen: &[Seen]) -> Mrz {
    decode(Format::Td3, seen).unwrap().mrz
}

#[test]
fn what_is_clear_is_read() {
    let mrz = read(&clear(&LINES));
    assert_eq!(
        (mrz.lines, mrz.valid),
        (LINES.map(str::to_owned).to_vec(), true)
    );
}

#[test]
fn a_check_digit_proves_a_character() {
    let mut seen = clear(&LINES);
    blur(&mut seen, 1, 4, b'6');
    blur(&mut seen, 1, 14, b'9');
    let mrz = read(&seen);
    assert_eq!(
        (mrz.lines, mrz.valid),
        (LINES.map(str::to_owned).to_vec(), true)
    );
}

#[test]
fn a_name_that_is_not_clear_is_not_valid() {
    let mut seen = clear(&LINES);
    blur(&mut seen, 0, 6, b'P');
    assert!(!read(&seen).valid);
}

/// 8 and S, 6 and G count the same: no check digit tells them apart.
#[test]
fn what_no_check_digit_tells_apart_is_not_valid() {
    let mut seen = clear(&LINES);
    blur(&mut seen, 1, 1, b'S');
    assert!(!read(&seen).valid);
}

#[test]
fn a_wrong_check_digit_in_print_is_left_as_it_is() {
    let forged = "L898902C36UTO7408132F1204159ZE184226B<<<<<10";
    let mrz = read(&clear(&[LINES[0], forged]));
    assert_eq!((mrz.lines[1].as_str(), mrz.valid), (forged, false));
}

#[test]
fn other_print_is_no_zone() {
    assert!(
        decode(
            Format::Td3,
            &clear(&["IN1889THEESTABLISHMENTWROTE10LETTERS2026REFX"; 2])
        )
        .is_none()
    );
}
