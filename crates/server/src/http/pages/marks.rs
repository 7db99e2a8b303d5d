//! How markings and words look on pages.

use marking::{Level, Marking};
use maud::{Markup, html};

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
    fn a_time_is_told_to_the_minute_and_kept_to_the_letter() {
        let told = when("2004-06-30T12:00:05.5Z").into_string();
        let expected = "<time datetime=\"2004-06-30T12:00:05.5Z\">2004-06-30 12:00Z</time>";
        assert_eq!(told, expected);
    }
}
