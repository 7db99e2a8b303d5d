//! Check digits of ships, cars and people.

/// Whether it is a ship's number: its last digit is that of the sum of the others times 7 to 2 (IMO
/// resolution A.1117(30)).
pub(super) fn is_imo(text: &str) -> bool {
    let digits = digits(text);
    let sum: u32 = digits.iter().zip((2..=7).rev()).map(|(digit, weight)| digit * weight).sum();
    digits.len() == 7 && digits.last() == Some(&(sum % 10))
}

/// Whether it is a ship station's identity: nine digits that begin with a country's code, from 201 to 775
/// (ITU-R M.585).
pub(super) fn is_mmsi(text: &str) -> bool {
    let code = text.get(..3).and_then(|code| code.parse::<u32>().ok());
    digits(text).len() == 9 && code.is_some_and(|code| (201..=775).contains(&code))
}

/// Whether it is a vehicle's number with a sound check digit in its ninth place (49 CFR 565.15).
pub(super) fn is_vin(text: &str) -> bool {
    let value = |byte: u8| match byte {
        b'0'..=b'9' => Some(u32::from(byte - b'0')),
        b'A'..=b'H' => Some(u32::from(byte - b'A') + 1),
        b'J'..=b'R' => Some(u32::from(byte - b'J') + 1),
        b'S'..=b'Z' => Some(u32::from(byte - b'S') + 2),
        _ => None,
    };
    let values: Option<Vec<u32>> = text.bytes().map(value).collect();
    let Some(values) = values.filter(|values| values.len() == 17) else { return false };
    let sum: u32 = values.iter().zip(VIN_WEIGHTS).map(|(value, weight)| value * weight).sum();
    let expected = match sum % 11 {
        10 => b'X',
        rest => b'0' + u8::try_from(rest).unwrap_or_default(),
    };
    text.as_bytes().get(8) == Some(&expected)
}

/// Whether it is a number of a person that proves itself: of China (GB 11643, ISO 7064 MOD 11-2), or a CURP of
/// Mexico.
pub(super) fn is_national(text: &str) -> bool {
    is_resident(text) || is_curp(text)
}

fn is_resident(text: &str) -> bool {
    let (Some(body), Some(last)) = (text.get(..17), text.get(17..)) else { return false };
    let digits = digits(body);
    let sum: u32 = digits.iter().zip(RESIDENT_WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let expected = RESIDENT_CHECKS.get(usize::try_from(sum % 11).unwrap_or_default());
    let born = text.get(6..14).and_then(crate::Day::read).is_some_and(crate::Day::is_whole);
    digits.len() == 17 && expected == Some(&last) && born
}

fn is_curp(text: &str) -> bool {
    let (Some(body), Some(last)) = (text.get(..17), text.get(17..)) else { return false };
    let values = body.bytes().map(|byte| match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        b'A'..=b'N' => u32::from(byte - b'A') + 10,
        _ => u32::from(byte.saturating_sub(b'O')) + 25,
    });
    let sum: u32 = values.zip((2..=18).rev()).map(|(value, weight)| value * weight).sum();
    let letters = text.bytes().take(4).all(|byte| byte.is_ascii_uppercase());
    letters && last.parse() == Ok((10 - sum % 10) % 10)
}

fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

const VIN_WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const RESIDENT_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const RESIDENT_CHECKS: [&str; 11] = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_worked_out_as_their_standards_say() {
        assert!(is_vin("1M8GDM9AXKP042788") && !is_vin("1M8GDM9A1KP042788"));
        assert!(is_resident("11010519491231002X") && !is_resident("110105194912310021"));
        assert!(is_curp("HEGG560427MVZRRL04") && !is_curp("HEGG560427MVZRRL05"));
        assert!(!is_imo("12345678") && !is_mmsi("3661234567"));
    }
}
