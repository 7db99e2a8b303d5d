//! Spans of time as people write them: a year, a month, a day, a moment.

use time::{Date, Month, Time, UtcDateTime};

/// The first second and the last of what is written, since the epoch.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Period {
    pub(crate) first: i64,
    pub(crate) last: i64,
}

impl Period {
    /// Reads `2004`, `2004-06`, `2004-06-30`, or a day with a time behind a `T`, of which the day
    /// counts; `None` for anything else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let day = text.split('T').next().unwrap_or_default();
        let mut parts = day.split('-').map(|part| {
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u16>().ok())?
        });
        let year = parts.next()??;
        let month = match parts.next() {
            Some(month) => Some(Month::try_from(u8::try_from(month?).ok()?).ok()?),
            None => None,
        };
        let date = match parts.next() {
            Some(date) => Some(u8::try_from(date?).ok()?),
            None => None,
        };
        if parts.next().is_some() || year < YEAR_MIN || day.len() < YEAR_DIGITS {
            return None;
        }
        let year = i32::from(year);
        let (from, to) = match (month, date) {
            (None, _) => (Month::January.first(year)?, Month::December.last(year)?),
            (Some(month), None) => (month.first(year)?, month.last(year)?),
            (Some(month), Some(date)) => {
                let day = Date::from_calendar_date(year, month, date).ok()?;
                (day, day)
            }
        };
        let first = UtcDateTime::new(from, Time::MIDNIGHT).unix_timestamp();
        let last = UtcDateTime::new(to, Time::MIDNIGHT).unix_timestamp();
        Some(Self { first, last: last + DAY_SECONDS - 1 })
    }
}

/// The first and the last day of a month.
trait Days {
    fn first(self, year: i32) -> Option<Date>;
    fn last(self, year: i32) -> Option<Date>;
}

impl Days for Month {
    fn first(self, year: i32) -> Option<Date> {
        Date::from_calendar_date(year, self, 1).ok()
    }

    fn last(self, year: i32) -> Option<Date> {
        Date::from_calendar_date(year, self, self.length(year)).ok()
    }
}

const YEAR_DIGITS: usize = 4;
const YEAR_MIN: u16 = 1000;
const DAY_SECONDS: i64 = 86_400;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_as_long_as_what_is_written() {
        let days = |text: &str| {
            let Period { first, last } = Period::parse(text).unwrap();
            (last + 1 - first) / DAY_SECONDS
        };
        assert_eq!(days("2004"), 366);
        assert_eq!(days("2004-02"), 29);
        assert_eq!(days("2004-02-29"), 1);
        assert_eq!(days("2004-07-09T13:00:00Z"), 1);
        assert_eq!(Period::parse("1970-01-01"), Some(Period { first: 0, last: 86_399 }));
        for wrong in ["", "04", "2004-13", "2004-02-30", "2004-1-1-1", "-2004", "june", "0004"] {
            assert_eq!(Period::parse(wrong), None, "{wrong}");
        }
    }
}
