//! Dates of the story, counted in seconds since 1970 and written the ways reports write them.

/// A point in time of the story, in seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Moment(u64);

/// When the story begins: 2003-01-06.
pub(crate) const BEGINNING: Moment = Moment(1_041_811_200);
/// How long it lasts: to 2004-12-20.
pub(crate) const SPAN_SECONDS: u64 = 714 * DAY_SECONDS;

impl Moment {
    /// So many seconds later.
    pub(crate) const fn plus_seconds(self, seconds: u64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// So many days later.
    pub(crate) const fn plus_days(self, days: u64) -> Self {
        self.plus_seconds(days * DAY_SECONDS)
    }

    /// So many days earlier.
    pub(crate) const fn minus_days(self, days: u64) -> Self {
        Self(self.0.saturating_sub(days * DAY_SECONDS))
    }

    /// `2004-07-09T13:00:00Z`.
    pub(crate) fn rfc3339(self) -> String {
        let (day, second) = (self.iso(), self.0 % DAY_SECONDS);
        format!("{day}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
    }

    /// `2004-07-09`.
    pub(crate) fn iso(self) -> String {
        let (year, month, day) = self.civil();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// `9 July 2004`.
    pub(crate) fn long(self) -> String {
        let (year, month, day) = self.civil();
        let months = MONTHS.get(usize::try_from(month - 1).unwrap_or(0));
        format!("{day} {} {year}", months.copied().unwrap_or_default())
    }

    /// The day 25 years later, `20290709`.
    pub(crate) fn declassified(self) -> String {
        let (year, month, day) = self.civil();
        format!("{:04}{month:02}{:02}", year + 25, day.min(28))
    }

    /// The month in two digits, then the year in two: `0704`.
    pub(crate) fn month_and_year(self) -> String {
        let (year, month, _) = self.civil();
        format!("{month:02}{:02}", year % 100)
    }

    /// The last two digits of the year.
    pub(crate) const fn year_short(self) -> u64 {
        self.civil().0 % 100
    }

    /// Year, month, day of the Gregorian calendar.
    const fn civil(self) -> (u64, u64, u64) {
        let shifted = self.0 / DAY_SECONDS + 719_468;
        let era = shifted / 146_097;
        let day_of_era = shifted % 146_097;
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
        (year, month, day)
    }
}

const DAY_SECONDS: u64 = 86_400;
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_gregorian() {
        assert_eq!(BEGINNING.rfc3339(), "2003-01-06T00:00:00Z");
        assert_eq!(BEGINNING.plus_seconds(SPAN_SECONDS).iso(), "2004-12-20");
        let leap = Moment(1_078_012_800);
        assert_eq!(leap.long(), "29 February 2004");
        assert_eq!(leap.minus_days(1).iso(), "2004-02-28");
        assert_eq!(leap.declassified(), "20290228");
        assert_eq!(leap.month_and_year(), "0204");
    }
}
