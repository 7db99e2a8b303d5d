//! How markings and words look on pages.

use marking::{Level, Marking};
use maud::{Markup, html};
use model::Timestamp;

/// A portion mark, in parentheses. It stands where the text that it governs begins.
pub(super) fn mark(marking: &Marking) -> Markup {
    html! { span.mark.(colour(marking)) { "(" (marking.portion()) ")" } }
}

/// A banner within a line.
pub(super) fn level(banner: &Marking) -> Markup {
    html! { span.level.(colour(banner)) { (banner.banner()) } }
}

/// The class that gives a marking its colour, as the government's cover sheets and labels have it.
pub(super) fn colour(marking: &Marking) -> &'static str {
    match marking.level() {
        Level::Unclassified if marking.cui().is_some() => "cui",
        Level::Unclassified => "u",
        Level::Restricted | Level::Confidential => "c",
        Level::Secret => "s",
        Level::TopSecret if !marking.sci().is_empty() => "sci",
        Level::TopSecret => "ts",
    }
}

/// A word of a vocabulary, for people.
pub(super) fn words(name: &str) -> String {
    name.replace('-', " ")
}

/// A number with its noun.
pub(super) fn count(number: u64, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

/// How long something lasts, to the greatest two units.
pub(super) fn lasting(from: Timestamp, until: Timestamp) -> String {
    let minutes = until.micros().saturating_sub(from.micros()).max(0) / 60_000_000;
    let (days, hours, rest) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    match (days, hours) {
        (0, 0) => format!("{rest} min"),
        (0, hours) => format!("{hours} h {rest} min"),
        (days, hours) => format!("{days} d {hours} h"),
    }
}

/// The day and the minute of a time in RFC 3339, for people.
pub(super) fn when(at: &str) -> Markup {
    let minute: String = at.chars().take(MINUTE_CHARS).collect();
    html! { time datetime=(at) { (minute.replace('T', " ")) "Z" } }
}

const MINUTE_CHARS: usize = "2004-06-30T12:00".len();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_those_of_the_labels() {
        for (text, expected) in [
            ("UNCLASSIFIED", "u"),
            ("UNCLASSIFIED//FOUO", "u"),
            ("CUI//SP-PRVCY", "cui"),
            ("CONFIDENTIAL", "c"),
            ("SECRET//NOFORN", "s"),
            // Yellow is for TOP SECRET with SCI alone.
            ("SECRET//SI", "s"),
            ("CONFIDENTIAL//SI//NOFORN", "c"),
            ("TOP SECRET", "ts"),
            ("TOP SECRET//SI//NOFORN", "sci"),
        ] {
            let marking = Marking::parse(text).unwrap().marking;
            assert_eq!(colour(&marking), expected, "{text}");
        }
    }

    #[test]
    fn how_long_something_lasts_is_told_in_two_units() {
        let told = |minutes: i64| {
            let until = Timestamp::from_micros(minutes * 60_000_000);
            lasting(Timestamp::from_micros(0), until)
        };
        let all = [0, 59, 61, 1_440, 1_501].map(told);
        assert_eq!(all, ["0 min", "59 min", "1 h 1 min", "1 d 0 h", "1 d 1 h"]);
        assert_eq!(told(-5), "0 min");
    }

    #[test]
    fn a_time_is_told_to_the_minute_and_kept_to_the_letter() {
        let told = when("2004-06-30T12:00:05.5Z").into_string();
        let expected = "<time datetime=\"2004-06-30T12:00:05.5Z\">2004-06-30 12:00Z</time>";
        assert_eq!(told, expected);
    }
}
