//! When an object was made and changed.

use model::Timestamp;

/// When something was first handed out, and when what is handed out last changed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Stamp {
    /// The first time.
    pub created: Timestamp,
    /// The last.
    pub modified: Timestamp,
}

impl Stamp {
    /// Of something that has not changed since.
    pub const fn new(at: Timestamp) -> Self {
        Self { created: at, modified: at }
    }
}

/// RFC 3339 in UTC with milliseconds, `2004-07-09T13:00:00.000Z` (STIX 2.1, section 3.2).
pub fn millis(at: Timestamp) -> String {
    let text: String = at.rfc3339().chars().take("2004-07-09T13:00:00.000".len()).collect();
    text + "Z"
}

/// Whole seconds since 1970, as MISP counts.
pub(crate) fn seconds(at: Timestamp) -> String {
    at.micros().div_euclid(1_000_000).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_cut_to_what_the_formats_take() {
        let at = Timestamp::parse("2004-07-09T13:00:00.123999Z").unwrap();
        assert_eq!(millis(at), "2004-07-09T13:00:00.123Z");
        assert_eq!(seconds(at), "1089378000");
        assert_eq!(seconds(Timestamp::from_micros(-1)), "-1");
    }
}
