//! How a value must be written: the data types of `ISM.XML`.

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
                is_day(day) && is_zone(zone)
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

fn is_day(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let digits = |part: &str, count| {
        let all = part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        if all { part.parse::<u32>().ok() } else { None }
    };
    match (digits(year, 4), digits(month, 2), digits(day, 2)) {
        (Some(year), Some(month), Some(day)) => (1..=days(year, month)).contains(&day),
        _ => false,
    }
}

fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

/// A time zone as XML has it, or none.
fn is_zone(text: &str) -> bool {
    let Some(offset) = text.strip_prefix(['+', '-']) else { return text.is_empty() || text == "Z" };
    offset.split_once(':').is_some_and(|(hours, minutes)| {
        [hours, minutes].iter().all(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit()))
    })
}
