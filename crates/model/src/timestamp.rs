//! Points in time, in microseconds UTC, and the clock that everything takes as an argument.

use time::format_description::well_known::Rfc3339;
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time};

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Timestamp(i64);

/// The one source of time. Tests pass a fixed one.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
}

impl Timestamp {
    /// From microseconds since the epoch.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// So many hours later; at the end of time, the end of time.
    pub fn plus_hours(self, hours: u32) -> Self {
        Self(self.0.saturating_add(i64::from(hours).saturating_mul(HOUR_MICROS)))
    }

    /// The next full hour, or this one if it is full.
    pub const fn hour_up(self) -> Self {
        let into = self.0.rem_euclid(HOUR_MICROS);
        if into == 0 { self } else { Self(self.0.saturating_add(HOUR_MICROS - into)) }
    }

    /// Microseconds since the epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339; also a date-time without zone (taken as UTC), a date, a month or a year
    /// (taken as their first instant), since that is all that many originators give.
    ///
    /// # Errors
    /// The text that is no such time.
    pub fn parse(text: &str) -> Result<Self, TimestampError> {
        full(text)
            .or_else(|| zoneless(text))
            .ok_or_else(|| TimestampError { text: text.to_owned() })
    }

    /// RFC 3339 in UTC with microseconds: `2004-07-09T13:00:00.000000Z`.
    pub fn rfc3339(self) -> String {
        let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH);
        // Every leaf has one, so it is put together without the formatting machinery.
        let mut text = String::with_capacity("2004-07-09T13:00:00.000000Z".len());
        match u32::try_from(at.year()) {
            Ok(year) => push_digits::<4>(&mut text, year),
            Err(_) => text.push_str(&format!("{:04}", at.year())),
        }
        let pairs = [
            ('-', u8::from(at.month())),
            ('-', at.day()),
            ('T', at.hour()),
            (':', at.minute()),
            (':', at.second()),
        ];
        for (mark, number) in pairs {
            text.push(mark);
            push_digits::<2>(&mut text, u32::from(number));
        }
        text.push('.');
        push_digits::<6>(&mut text, at.microsecond());
        text.push('Z');
        text
    }

    /// The calendar day in UTC: `2004-07-09`.
    pub fn day(self) -> String {
        self.rfc3339().chars().take(10).collect()
    }

    /// To the minute, as people read it: `2004-07-09 13:00Z`.
    pub fn minute(self) -> String {
        let text: String = self.rfc3339().chars().take(16).collect();
        format!("{}Z", text.replace('T', " "))
    }
}

/// A text that is no point in time.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("`{text}` is not a time; write it as 2004-07-09T13:00:00Z, 2004-07-09 or 2004-07")]
pub struct TimestampError {
    /// What was given.
    pub text: String,
}

/// The last decimal digits of a number.
fn push_digits<const WIDTH: usize>(text: &mut String, mut number: u32) {
    let mut digits = ['0'; WIDTH];
    for digit in digits.iter_mut().rev() {
        *digit = char::from_digit(number % 10, 10).unwrap_or('0');
        number /= 10;
    }
    text.extend(digits);
}

fn full(text: &str) -> Option<Timestamp> {
    from_offset(OffsetDateTime::parse(text, &Rfc3339).ok()?)
}

fn from_offset(at: OffsetDateTime) -> Option<Timestamp> {
    i64::try_from(at.unix_timestamp_nanos().div_euclid(1_000)).ok().map(Timestamp)
}

fn zoneless(text: &str) -> Option<Timestamp> {
    let (date, clock) = match text.split_once('T') {
        Some((date, clock)) => (date, Some(clock)),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    let day = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    if parts.next().is_some() || (clock.is_some() && date.len() != 10) {
        return None;
    }
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()?;
    let time = clock.map_or(Some(Time::MIDNIGHT), time_of_day)?;
    from_offset(PrimitiveDateTime::new(date, time).assume_utc())
}

fn time_of_day(text: &str) -> Option<Time> {
    let mut parts = text.split(':');
    let mut part = || parts.next().map(|part| digits(part, 2));
    let hour = part()??;
    let minute = part()??;
    let second = part().map_or(Some(0), |second| second)?;
    let byte = |number: i32| u8::try_from(number).ok();
    match parts.next() {
        None => Time::from_hms(byte(hour)?, byte(minute)?, byte(second)?).ok(),
        Some(_) => None,
    }
}

fn digits(text: &str, width: usize) -> Option<i32> {
    let plain = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

const HOUR_MICROS: i64 = 3_600_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Timestamp::parse(text).unwrap().rfc3339(), expected);
    }

    #[test]
    fn the_forms_that_originators_write_are_read() {
        check("2004-07-09T13:00:00Z", "2004-07-09T13:00:00.000000Z");
        check("2004-07-09T15:00:00.5+02:00", "2004-07-09T13:00:00.500000Z");
        check("1948-05-18T14:00:00", "1948-05-18T14:00:00.000000Z");
        check("1948-05-18T14:00", "1948-05-18T14:00:00.000000Z");
        check("1948-05-18", "1948-05-18T00:00:00.000000Z");
        check("1948-05", "1948-05-01T00:00:00.000000Z");
        check("1948", "1948-01-01T00:00:00.000000Z");
    }

    #[test]
    fn a_time_prints_every_field_at_its_full_width() {
        for text in [
            "2004-07-09T13:05:06.000007Z",
            "0001-01-01T00:00:00.999999Z",
            "9999-12-31T23:59:59.100000Z",
        ] {
            assert_eq!(Timestamp::parse(text).unwrap().rfc3339(), text);
        }
    }

    #[test]
    fn hours_are_counted_up() {
        let at = |text| Timestamp::parse(text).unwrap();
        assert_eq!(at("2004-07-09T13:00:01Z").hour_up(), at("2004-07-09T14:00:00Z"));
        assert_eq!(at("1969-07-09T13:30:00Z").hour_up(), at("1969-07-09T14:00:00Z"));
        assert_eq!(at("2004-07-09T13:00:00Z").hour_up(), at("2004-07-09T13:00:00Z"));
        assert_eq!(at("2004-07-09T13:00:00Z").plus_hours(36), at("2004-07-11T01:00:00Z"));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "1948-13",
            "1948-02-30",
            "48-02-03",
            "1948-02-03T25:00",
            "1948-5-1",
            "1948-05T10:00",
            "1948-05-18T14:00:00:00",
            "1948-05-18T",
            "soon",
        ] {
            assert!(Timestamp::parse(text).is_err(), "{text}");
        }
    }
}
