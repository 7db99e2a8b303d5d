//! How a value must be written: the data types of `ISM.XML`.

use crate::authority::Day;

/// A data type.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    Boolean,
    Date,
    DateWithoutZone,
    Names,
    Text(usize),
}

impl Form {
    /// Whether a value is written so.
    pub(super) fn fits(self, value: &str) -> bool {
        match self {
            Self::Boolean => ["true", "false", "1", "0"].contains(&value.trim()),
            Self::Date => {
                let value = value.trim();
                let (day, zone) = value.split_at_checked(10).unwrap_or((value, ""));
                Day::parse_iso(day).is_some() && is_zone(zone)
            }
            Self::DateWithoutZone => {
                let value = value.trim();
                let rest = value.split_at_checked(10).map_or("", |(_, rest)| rest);
                !is_zone(rest) || rest.is_empty()
            }
            Self::Names => value.split_whitespace().all(is_name),
            Self::Text(chars_max) => value.chars().count() <= chars_max,
        }
    }

    /// What to write instead.
    pub(super) fn wanted(self) -> String {
        match self {
            Self::Boolean => "write true or false".to_owned(),
            Self::Date => "write a date such as 2026-01-31".to_owned(),
            Self::DateWithoutZone => "write the date without a time zone".to_owned(),
            Self::Names => "use only letters, digits and . - _ : in a token".to_owned(),
            Self::Text(chars_max) => format!("write at most {chars_max} characters"),
        }
    }
}

/// Whether a Boolean attribute is set.
pub(super) fn is_true(value: Option<&str>) -> bool {
    value.is_some_and(|value| ["true", "1"].contains(&value.trim()))
}

fn is_name(token: &str) -> bool {
    token.chars().all(|c| c.is_alphanumeric() || ".-_:".contains(c))
}

/// A time zone as XML has it, or none.
fn is_zone(text: &str) -> bool {
    let Some(offset) = text.strip_prefix(['+', '-']) else { return text.is_empty() || text == "Z" };
    offset.split_once(':').is_some_and(|(hours, minutes)| {
        [hours, minutes].iter().all(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit()))
    })
}
