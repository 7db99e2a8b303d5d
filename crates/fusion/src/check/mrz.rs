//! Machine readable zones of passports (ICAO 9303-4, TD3).

/// The document's number, where the check digits of number, birth and expiry are right.
pub(super) fn read(text: &str) -> Option<String> {
    let line = text.split_whitespace().nth(1)?;
    let sound = |from: usize, to: usize| -> Option<bool> {
        let expected = digit(line.get(from..to)?);
        Some(line.get(to..to + 1)?.parse() == Ok(expected))
    };
    let all = sound(0, 9)? && sound(13, 19)? && sound(21, 27)?;
    all.then(|| line.get(..9).map(|number| number.trim_matches('<').to_owned())).flatten()
}

/// Weights 7, 3, 1 over and over.
fn digit(text: &str) -> u32 {
    let value = |c: char| match c {
        '<' => 0,
        other => other.to_digit(36).unwrap_or_default(),
    };
    let weights = [7, 3, 1].into_iter().cycle();
    text.chars().zip(weights).map(|(c, weight)| value(c) * weight).sum::<u32>() % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_specimen_of_the_standard_is_read_and_a_wrong_digit_is_not() {
        let zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
        assert_eq!(read(zone).as_deref(), Some("L898902C3"));
        assert_eq!(read(&zone.replace("C36UTO", "C37UTO")), None);
    }
}
