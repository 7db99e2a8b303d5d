//! What is known of the marking of a submission that is set aside.

use marking::{Marking, rollup};
use model::Community;
use serde_json::Value;

use super::super::desk::check::marking_of;
use super::super::frame::Frame;
use super::super::highest::highest;
use crate::wire::{Aside, AsideLine};

/// The banner of the list. It has nothing of the texts but names that nobody marked.
pub(super) fn of_list(frame: &Frame<'_>, lines: &[AsideLine]) -> Marking {
    match lines.is_empty() {
        true => Marking::default(),
        false => most(frame),
    }
}

/// The banner of one submission: every mark that stands in it and in what is stated of it. Where one
/// cannot be read, or a part has none, it is at least the most that whoever looks may hold.
pub(super) fn of_one(frame: &Frame<'_>, aside: &Aside) -> Marking {
    let community = frame.site.house.community();
    let Known { mut read, is_all } = Known::of(&aside.submitted, community);
    let stated = aside.correction.iter().flat_map(|correction| &correction.stated);
    let (stated, is_stated) = stated_marks(stated, &aside.line.originator, community);
    read.extend(stated);
    if !(is_all && is_stated) {
        read.push(most(frame));
    }
    rollup(read.iter()).banner
}

fn most(frame: &Frame<'_>) -> Marking {
    highest(frame.recipient, &frame.site.house.community().register)
}

/// The marks of a submission.
#[derive(Debug, Default, PartialEq)]
struct Known {
    read: Vec<Marking>,
    /// Whether every part has a mark that can be read, its own or the banner.
    is_all: bool,
}

impl Known {
    /// Of a submission in report format 1; of anything else nothing is known.
    fn of(submitted: &str, community: &Community) -> Self {
        let Ok(Value::Object(report)) = serde_json::from_str(submitted) else {
            return Self::default();
        };
        let said = |of: &Value, name: &str| of.get(name).and_then(Value::as_str).map(str::to_owned);
        let report = Value::Object(report);
        let originator = said(&report, "originator").unwrap_or_default();
        let read = |written: &str| marking_of(written, &originator, community);
        let banner = said(&report, "banner");
        let lists =
            ["portions", "tearlines"].map(|name| report.get(name).and_then(Value::as_array));
        let parts = lists.into_iter().flatten().flatten();
        let parts =
            parts.chain(["title", "pointer"].into_iter().filter_map(|name| report.get(name)));
        let marks: Vec<Option<String>> = parts.map(|part| said(part, "marking")).collect();
        let is_marked = banner.is_some() || marks.iter().all(Option::is_some);
        let written: Vec<String> = marks.into_iter().flatten().chain(banner).collect();
        let known: Vec<Marking> = written.iter().filter_map(|mark| read(mark)).collect();
        let is_all = is_marked && !written.is_empty() && known.len() == written.len();
        Self { read: known, is_all }
    }
}

/// The marks that a correction states, `banner = SECRET`, and whether each can be read.
fn stated_marks<'s>(
    stated: impl Iterator<Item = &'s String>,
    originator: &str,
    community: &Community,
) -> (Vec<Marking>, bool) {
    let marks = stated.filter_map(|told| told.split_once(" = "));
    let marks = marks.filter(|(name, _)| name.contains("banner") || name.contains("mark"));
    let read = marks.map(|(_, mark)| marking_of(mark, originator, community));
    let read: Vec<Option<Marking>> = read.collect();
    let is_all = read.iter().all(Option::is_some);
    (read.into_iter().flatten().collect(), is_all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(submitted: &str) -> (String, bool) {
        let Known { read, is_all } = Known::of(submitted, &Community::default());
        (rollup(read.iter()).banner.banner(), is_all)
    }

    #[test]
    fn every_mark_of_a_submission_counts_and_one_that_does_not_read_is_told() {
        let told = |text: &str, is_all| {
            let (banner, all) = known(text);
            assert_eq!(all, is_all, "{text}");
            banner
        };
        let part =
            r#"{"title":{"marking":"U","text":"x"},"portions":[{"marking":"S//NF","text":"y"}]"#;
        assert_eq!(told(&format!("{part}}}"), true), "SECRET//NOFORN");
        assert_eq!(
            told(&format!("{part},\"banner\":\"TOP SECRET\"}}"), true),
            "TOP SECRET//NOFORN"
        );
        assert_eq!(told(&format!("{part},\"banner\":\"SECRETT\"}}"), false), "SECRET//NOFORN");
        let bare = r#"{"portions":[{"text":"y"}]"#;
        told(&format!("{bare}}}"), false);
        assert_eq!(told(&format!("{bare},\"banner\":\"SECRET\"}}"), true), "SECRET");
        for nothing in ["", "{}", "no report", "[]"] {
            told(nothing, false);
        }
    }

    #[test]
    fn what_a_correction_states_counts_too() {
        let stated = ["banner = SECRET", "serial = X//Y", "the mark of portion 1 = TS//SI"];
        let stated = stated.map(str::to_owned);
        let (read, is_all) = stated_marks(stated.iter(), "CIA", &Community::default());
        assert_eq!(rollup(read.iter()).banner.banner(), "TOP SECRET//SI");
        assert!(is_all);
    }
}
