//! Days of the calendar, as the block writes them.

/// A day, `YYYYMMDD` (register E, page 31).
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// The first day that can be said.
    pub const EARLIEST: Self = Self { year: 1000, month: 1, day: 1 };

    /// A day of the Gregorian calendar between the years 1000 and 9999.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let sound = (1000..=9999).contains(&year) && (1..=days(year, month)).contains(&day);
        sound.then_some(Self { year, month, day })
    }

    /// Reads `YYYYMMDD`.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let part = |range| text.get(range);
        Self::new(part(0..4)?.parse().ok()?, part(4..6)?.parse().ok()?, part(6..8)?.parse().ok()?)
    }

    /// Reads `YYYY-MM-DD`, the `xs:date` without a time zone.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts.as_slice() else { return None };
        let whole = year.len() == 4 && month.len() == 2 && day.len() == 2;
        whole.then(|| Self::parse(&parts.concat())).flatten()
    }

    /// The same day some years later. The 29th of February becomes the 1st of March where there
    /// is none, so that no protection ends a day early. `None` after the year 9999.
    pub fn plus_years(self, years: u16) -> Option<Self> {
        let year = self.year.checked_add(years)?;
        Self::new(year, self.month, self.day).or_else(|| Self::new(year, 3, 1))
    }

    /// `YYYY-MM-DD`, the `xs:date` of `declassDate`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:04}{:02}{:02}", self.year, self.month, self.day)
    }
}

fn days(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_of_the_calendar() {
        for text in ["20510131", "20240229", "20000229"] {
            assert_eq!(Day::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "2051013", "20510132", "20230229", "19000229", "20511301", "2051-1-1"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn years_are_added_without_losing_a_day() {
        let plus = |text, years| Day::parse(text).unwrap().plus_years(years);
        assert_eq!(plus("20240229", 25).unwrap().iso(), "2049-03-01");
        assert_eq!(plus("20010911", 50).unwrap().to_string(), "20510911");
        assert_eq!(plus("99990101", 1), None);
    }
}
