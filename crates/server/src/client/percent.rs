//! Percent-encoding.

use std::fmt::Write as _;

/// Encodes a text for one segment or one value of an address: only letters, digits, `-`, `.`, `_`
/// and `~` stay.
pub fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::percent_encode;

    #[test]
    fn everything_with_a_meaning_is_encoded() {
        assert_eq!(percent_encode("CIA TD-314/1 ü?"), "CIA%20TD-314%2F1%20%C3%BC%3F");
    }
}
