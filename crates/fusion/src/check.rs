//! Numbers that carry their own proof: check digits, numbering plans, ranges.

mod digits;
mod mrz;
mod position;

use crate::Day;

/// What a check says of a text that passes it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Checked {
    /// It is as it stands.
    Plain,
    /// It is compared by this.
    Normal(String),
}

/// The checks that patterns may name.
#[cfg(test)]
pub(crate) const CHECKS: [&str; 11] =
    ["-", "coordinates", "day", "digits", "iban", "imo", "mmsi", "mrz", "national", "phone", "vin"];

/// Whether a text passes a check, and what it is compared by. A check that is not known passes nothing.
pub(crate) fn check(name: &str, text: &str) -> Option<Checked> {
    match name {
        "-" => Some(Checked::Plain),
        "coordinates" => position::read(text).map(Checked::Normal),
        "day" => Day::read(text).map(|day| Checked::Normal(day.to_string())),
        "digits" => {
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            (digits >= DIGITS_MIN).then(|| Checked::Normal(compact(text)))
        }
        "iban" => {
            text.replace(' ', "").parse::<iban::Iban>().ok().map(|_| Checked::Normal(compact(text)))
        }
        "imo" => digits::is_imo(text).then_some(Checked::Plain),
        "mmsi" => digits::is_mmsi(text).then_some(Checked::Plain),
        "mrz" => mrz::read(text).map(Checked::Normal),
        "national" => digits::is_national(text).then_some(Checked::Plain),
        "phone" => phone(text).map(Checked::Normal),
        "vin" => digits::is_vin(text).then_some(Checked::Plain),
        _ => None,
    }
}

/// What the proof that a number carries says of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Proven {
    /// It is sound; in the form by which such numbers are compared.
    Sound(String),
    /// It cannot be such a number: a digit is wrong, missing or too many.
    Unsound,
}

/// Holds a number to the proof that those of its scheme carry: telephone numbers to their numbering
/// plans, bank accounts, ships and vehicles to their check digits. `None` for schemes without one.
pub fn prove(scheme: &str, value: &str) -> Option<Proven> {
    let name = match scheme.trim().to_lowercase().as_str() {
        "phone" | "telephone" | "mobile" => "phone",
        "iban" => "iban",
        "imo" => "imo",
        "mmsi" => "mmsi",
        "vin" => "vin",
        _other => return None,
    };
    // Without its country a telephone number is of no plan, and nobody guesses one.
    if name == "phone" && !value.trim_start().starts_with('+') {
        return None;
    }
    Some(match check(name, value) {
        Some(Checked::Normal(normal)) => Proven::Sound(normal),
        Some(Checked::Plain) => Proven::Sound(compact(value)),
        None => Proven::Unsound,
    })
}

/// A number of some country's plan, as E.164.
fn phone(text: &str) -> Option<String> {
    let number = phonenumber::parse(None, text).ok()?;
    phonenumber::is_valid(&number)
        .then(|| number.format().mode(phonenumber::Mode::E164).to_string())
}

/// Letters and digits in capitals.
pub(crate) fn compact(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

const DIGITS_MIN: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_pass_by_their_own_proof() {
        let passes = |name, text| check(name, text).is_some();
        assert!(
            passes("iban", "GB29 NWBK 6016 1331 9268 19")
                && !passes("iban", "GB29 NWBK 6016 1331 9268 18")
        );
        assert_eq!(
            check("phone", "+49 (30) 901820"),
            Some(Checked::Normal("+4930901820".to_owned()))
        );
        assert!(!passes("phone", "+1 23"));
        assert!(passes("imo", "9074729") && !passes("imo", "9074728"));
        assert!(passes("mmsi", "366123456") && !passes("mmsi", "966123456"));
        assert!(!passes("something else", "1"));
    }
}
