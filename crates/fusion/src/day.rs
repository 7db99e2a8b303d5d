//! Days as reports have them: often only a year, often with a digit wrong.

use crate::{Weight, Weights};

/// A day, as far as it is known.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Day {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: Option<u8>,
    /// The day of the month, from 1.
    pub day: Option<u8>,
    /// Whether it is only about then.
    pub about: bool,
}

impl Day {
    /// Reads `1948-05-18`, `19480518`, `1948-05`, `1948`, `18 May 1948`, `May 1948`, `circa 1948`.
    pub fn read(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let about = ABOUT.iter().any(|word| lower.contains(word));
        if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let part = |from: usize, to: usize| text.get(from..to)?.parse::<u16>().ok();
            return Self::sound(part(0, 4)?, part(4, 6), part(6, 8), about);
        }
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let (mut year, mut month, mut numbers) = (None, None, Vec::new());
        for word in words {
            if let Some(at) = MONTHS.iter().position(|name| word.starts_with(name)) {
                month = u16::try_from(at + 1).ok();
            } else if let Ok(number) = word.parse::<u16>() {
                match word.len() {
                    4 if year.is_none() => year = Some(number),
                    1 | 2 => numbers.push(number),
                    _ => return None,
                }
            }
        }
        let mut numbers = numbers.into_iter();
        let month = month.or_else(|| numbers.next());
        Self::sound(year?, month, numbers.next(), about)
    }

    fn sound(year: u16, month: Option<u16>, day: Option<u16>, about: bool) -> Option<Self> {
        let within = |part: Option<u16>, most: u16| {
            let part = part.filter(|part| (1..=most).contains(part));
            part.and_then(|part| u8::try_from(part).ok())
        };
        let sound = (1..=2999).contains(&year);
        sound.then(|| Self { year, month: within(month, 12), day: within(day, 31), about })
    }

    /// Whether the day itself is known.
    pub fn is_whole(self) -> bool {
        self.month.is_some() && self.day.is_some() && !self.about
    }

    /// What two days say about their bearers.
    pub(crate) fn compare(self, other: Self, weights: &Weights) -> Weight {
        if self.is_whole() && other.is_whole() {
            return self.compare_whole(other, weights);
        }
        let apart = self.year.abs_diff(other.year);
        let about = self.about || other.about;
        match apart {
            0 if self.month.is_some() && self.month == other.month => {
                weights.year_agrees + weights.year_agrees.percent(50)
            }
            0 if self.month.is_some() && other.month.is_some() && !about => weights.day_within_year,
            0 => weights.year_agrees,
            1..=2 if about => weights.year_agrees.percent(50),
            1..=2 => weights.day_within_year,
            3..=5 if about => weights.day_within_year,
            _ => weights.day_differs,
        }
    }

    fn compare_whole(self, other: Self, weights: &Weights) -> Weight {
        if self == other {
            return weights.day_agrees;
        }
        let swapped = Self { month: other.day, day: other.month, ..other };
        let (one, two) = (self.digits(), other.digits());
        let wrong = one.iter().zip(&two).filter(|(a, b)| a != b).count();
        let turned = one
            .windows(2)
            .zip(two.windows(2))
            .any(|(a, b)| a != b && a.first() == b.last() && a.last() == b.first());
        match wrong {
            1 => weights.day_close,
            2 if turned || self == swapped => weights.day_close,
            _ if self == swapped => weights.day_close,
            _ if self.year == other.year => weights.day_within_year,
            _ => weights.day_differs,
        }
    }

    fn digits(self) -> [u16; 8] {
        let (month, day) = (u16::from(self.month.unwrap_or(0)), u16::from(self.day.unwrap_or(0)));
        let year = self.year;
        [
            year / 1000,
            year / 100 % 10,
            year / 10 % 10,
            year % 10,
            month / 10,
            month % 10,
            day / 10,
            day % 10,
        ]
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.about {
            out.write_str("about ")?;
        }
        write!(out, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(out, "-{month:02}")?;
        }
        match (self.month, self.day) {
            (Some(_), Some(day)) => write!(out, "-{day:02}"),
            (None, _) | (_, None) => Ok(()),
        }
    }
}

const ABOUT: [&str; 5] = ["circa", "approx", "about", "ca.", "c."];
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(
            Day::read(text).map(|day| day.to_string()).unwrap_or_default(),
            expected,
            "{text}"
        );
    }

    #[test]
    fn days_are_read_in_every_form_of_lists() {
        check("1948-05-18", "1948-05-18");
        check("19480518", "1948-05-18");
        check("18 May 1948", "1948-05-18");
        check("May 1948", "1948-05");
        check("circa 1948", "about 1948");
        check("1948", "1948");
        check("19481388", "1948");
        check("soon", "");
        check("48", "");
    }

    #[test]
    fn days_a_digit_apart_are_close_and_other_years_are_not() {
        let weights = Weights::default();
        let compare =
            |one, other| Day::read(one).unwrap().compare(Day::read(other).unwrap(), &weights);
        assert_eq!(compare("1948-05-18", "18 May 1948"), weights.day_agrees);
        assert_eq!(compare("1948-05-18", "1948-09-27"), weights.day_within_year);
        assert_eq!(compare("1948-05-18", "1984-05-18"), weights.day_close);
        assert_eq!(compare("1948-05-08", "1948-08-05"), weights.day_close);
        assert_eq!(compare("1948", "1948-05-18"), weights.year_agrees);
        assert_eq!(compare("1948", "1961"), weights.day_differs);
    }
}
