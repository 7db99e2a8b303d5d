//! Numbers that tell people and things apart.

use std::sync::Arc;

use crate::name::likeness::within_one_edit;
use crate::{Weight, Weights};

/// A number of one person or thing, such as a passport's, in its scheme.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Identifier {
    /// What kind of number: `passport`, `national-id`, `imo`, `phone`, in small letters.
    pub scheme: Arc<str>,
    /// Its letters and digits, in capitals.
    pub value: Arc<str>,
}

impl Identifier {
    /// Takes letters and digits from what is written; nothing where too few are left to say anything.
    pub fn read(scheme: &str, value: &str) -> Option<Self> {
        let scheme = scheme.trim().to_lowercase().replace([' ', '_'], "-");
        let same = SAME.iter().find(|(other, _)| *other == scheme);
        let scheme = same.map_or(scheme, |(_, name)| (*name).to_owned());
        let value: String = value
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, '@' | '.' if scheme == "mail"))
            .flat_map(char::to_uppercase)
            .collect();
        (value.len() >= VALUE_BYTES_MIN)
            .then(|| Self { scheme: scheme.into(), value: value.into() })
    }

    /// What two numbers say about their bearers; nothing where their schemes differ.
    pub(crate) fn compare(&self, other: &Self, weights: &Weights) -> Option<Weight> {
        if !Arc::ptr_eq(&self.scheme, &other.scheme) && self.scheme != other.scheme {
            return None;
        }
        if self.value == other.value {
            return Some(weights.identifier_agrees);
        }
        let close = self.value.len().min(other.value.len()) >= CLOSE_BYTES_MIN
            && within_one_edit(self.value.as_bytes(), other.value.as_bytes());
        match (close, SINGLE.contains(&&*self.scheme)) {
            (true, _) => Some(weights.identifier_close),
            (false, true) => Some(weights.identifier_differs),
            (false, false) => None,
        }
    }
}

impl std::fmt::Display for Identifier {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {}", self.scheme, self.value)
    }
}

/// Schemes of which everybody and everything has one number.
const SINGLE: [&str; 8] =
    ["ssn", "social-security", "national-id", "tax-id", "imo", "mmsi", "vin", "un-reference"];
/// Other words for a scheme.
const SAME: [(&str, &str); 11] = [
    ("msisdn", "phone"),
    ("telephone", "phone"),
    ("mobile", "phone"),
    ("tel", "phone"),
    ("email", "mail"),
    ("e-mail", "mail"),
    ("email-address", "mail"),
    ("passport-number", "passport"),
    ("licence-plate", "plate"),
    ("license-plate", "plate"),
    ("tail-number", "tail"),
];
const VALUE_BYTES_MIN: usize = 4;
const CLOSE_BYTES_MIN: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_within_their_scheme() {
        let weights = Weights::default();
        let id = |scheme, value| Identifier::read(scheme, value).unwrap();
        let compare = |one: &Identifier, other: &Identifier| one.compare(other, &weights);
        let passport = id("Passport", "AB 123-4567");
        assert_eq!(passport.to_string(), "passport AB1234567");
        assert_eq!(
            compare(&passport, &id("passport", "ab1234567")),
            Some(weights.identifier_agrees)
        );
        assert_eq!(
            compare(&passport, &id("passport", "ab1234576")),
            Some(weights.identifier_close)
        );
        assert_eq!(compare(&passport, &id("passport", "ZZ9999999")), None);
        assert_eq!(compare(&passport, &id("visa", "AB1234567")), None);
        assert_eq!(
            compare(&id("ssn", "1234567"), &id("ssn", "7654321")),
            Some(weights.identifier_differs)
        );
        assert!(Identifier::read("passport", "12").is_none());
        assert_eq!(id("MSISDN", "+86 591 555 6798"), id("phone", "865915556798"));
        assert_eq!(id("email", "a.b@c.example").to_string(), "mail A.B@C.EXAMPLE");
    }
}
