//! Identifiers, all from one registry. None can hold a blank line, a control character or nothing.

use std::fmt;
use std::sync::Arc;

/// A text that is no identifier of its kind.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("`{text}` is not {what}: {rule}")]
pub struct IdError {
    /// What was given.
    pub text: String,
    /// Which identifier it should have been.
    pub what: &'static str,
    /// What such an identifier looks like.
    pub rule: &'static str,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident: $what:literal, $rule:literal, $sound:expr;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes a text of the right form.
            ///
            /// # Errors
            /// Says what the form is.
            pub fn new(text: &str) -> Result<Self, IdError> {
                let sound: fn(&str) -> bool = $sound;
                if !text.is_empty() && text.len() <= ID_BYTES_MAX && sound(text) {
                    Ok(Self(text.into()))
                } else {
                    Err(IdError { text: text.chars().take(80).collect(), what: $what, rule: $rule })
                }
            }

            /// The identifier as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }
    )* };
}

ids! {
    /// A department, agency, component or foreign authority: `DHS/ICE`, `GBR_NCIS`.
    AgencyId: "an agency id", "capitals, digits, `_`, `-`, `.`, with `/` between department and \
        component", |text| {
        text.split('/').all(|part| !part.is_empty() && part.bytes().all(agency_byte))
    };
    /// An originator's condition that is no register token: `STATE:LIMDIS`.
    CaveatId: "a caveat id", "an agency id, a colon and a name in capitals, such as STATE:LIMDIS",
        |text| text.split_once(':').is_some_and(|(agency, name)| {
            AgencyId::new(agency).is_ok() && !name.is_empty() && name.bytes().all(agency_byte)
        });
    /// A person, system or partner that may be given material.
    RecipientId: "a recipient id", "letters, digits, `_`, `-`, `.`, `@`", |text| {
        text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.@".contains(&b))
    };
    /// An originator's own number for a report.
    Serial: "a serial", "printable, without blanks at the ends", |text| {
        text.trim() == text && !text.chars().any(char::is_control)
    };
    /// What a report is about: `migrant-smuggling`.
    Topic: "a topic", "lower case letters, digits and hyphens", |text| {
        text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
}

impl AgencyId {
    /// Whether this is the other agency or a component of it, by its id.
    pub fn is_within(&self, other: &Self) -> bool {
        self == other || self.0.strip_prefix(&*other.0).is_some_and(|rest| rest.starts_with('/'))
    }
}

impl CaveatId {
    /// The agency whose caveat it is.
    pub fn agency(&self) -> &str {
        self.0.split_once(':').map_or("", |(agency, _)| agency)
    }
}

fn agency_byte(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"_-.&".contains(&byte)
}

/// Which version of which report: `CIA TD-314/00123-04 v2`.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ReportId {
    /// Whose report.
    pub originator: AgencyId,
    /// Its number there.
    pub serial: Serial,
    /// Its version, from 1.
    pub version: u32,
}

impl ReportId {
    /// Originator and serial, without the version: what people cite.
    pub fn cited(&self) -> String {
        format!("{} {}", self.originator, self.serial)
    }
}

impl fmt::Display for ReportId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} v{}", self.originator, self.serial, self.version)
    }
}

/// Longest identifier, in bytes.
const ID_BYTES_MAX: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_form_of_their_kind() {
        for sound in ["CIA", "DHS/ICE", "GBR_NCIS", "STATE/EMB-UNITED-KINGDOM"] {
            assert!(AgencyId::new(sound).is_ok(), "{sound}");
        }
        for wrong in ["", "cia", "DHS/", "/ICE", "DHS ICE", "A\nB"] {
            assert!(AgencyId::new(wrong).is_err(), "{wrong}");
        }
        assert!(CaveatId::new("STATE:LIMDIS").is_ok());
        assert!(CaveatId::new("LIMDIS").is_err());
        assert!(Serial::new("TD-314/00123-04").is_ok());
        assert!(Serial::new("a\nb").is_err());
    }

    #[test]
    fn a_component_is_within_its_department_and_not_the_reverse() {
        let id = |text| AgencyId::new(text).unwrap();
        assert!(id("DHS/ICE").is_within(&id("DHS")));
        assert!(!id("DHS").is_within(&id("DHS/ICE")));
        assert!(!id("DHSX").is_within(&id("DHS")));
    }
}
