//! Times as STIX and STANAG 4774 write them.

/// A time in UTC, `2026-01-31T12:00:00.000Z` (RFC 3339; STIX 2.1, section 2.16; `xs:dateTime`).
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Timestamp(String);

impl Timestamp {
    /// Reads an RFC 3339 time in UTC.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.split_once('T')?;
        let (clock, fraction) = match time.strip_suffix('Z')?.split_once('.') {
            Some((clock, fraction)) => (clock, fraction),
            None => (time.strip_suffix('Z')?, "0"),
        };
        let sound = digits(date, b"0000-00-00")
            && digits(clock, b"00:00:00")
            && !fraction.is_empty()
            && fraction.bytes().all(|byte| byte.is_ascii_digit())
            && text.len() <= TIMESTAMP_CHARS_MAX;
        sound.then(|| Self(text.to_owned()))
    }

    /// The time as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a text has digits where the shape has `0`, and the shape's signs elsewhere.
fn digits(text: &str, shape: &[u8]) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape).all(|(byte, sign)| match sign {
            b'0' => byte.is_ascii_digit(),
            other => byte == *other,
        })
}

/// What an error asks for where a time was expected.
pub(crate) const TIMESTAMP_WANTED: &str = "a time in UTC such as 2026-01-31T12:00:00.000Z";

const TIMESTAMP_CHARS_MAX: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timestamp_is_in_utc() {
        for good in ["2020-06-18T00:00:00Z", "2020-06-18T00:00:00.123456Z"] {
            assert_eq!(Timestamp::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", "2020-06-18", "2020-06-18T00:00:00", "2020-06-18T00:00:00.Z", "x-18T00Z"] {
            assert_eq!(Timestamp::parse(bad), None, "{bad}");
        }
    }
}
