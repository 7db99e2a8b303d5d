//! Where a submission that is set aside is at fault: which part, which characters of its marking,
//! and where these stand in what was submitted.

use std::ops::Range;

use crate::Quarantine;
use crate::json_place::{Step, find};

/// The part of a report that keeps it from being accepted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fault {
    /// Which part: `the banner`, `portion 3`.
    pub part: String,
    /// What stands there; empty where it is missing.
    pub written: String,
    /// Bytes of `written` that are to blame; all of it where no fewer are known.
    pub at: Range<usize>,
}

/// Where a fault stands in what was submitted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct FaultPlace {
    /// The byte, from 0.
    pub byte: usize,
    /// How many bytes.
    pub bytes: usize,
    /// The line, from 1.
    pub line: usize,
    /// The column of that line, from 1, in bytes.
    pub column: usize,
}

impl Quarantine {
    /// The part that is at fault, where one is.
    pub fn fault(&self) -> Option<Fault> {
        match self {
            Self::NoBanner => Some(Fault::missing("the banner")),
            Self::UnknownOriginator(written) => Some(Fault::whole("the originator", written)),
            Self::UnknownCaveat(written) => Some(Fault::whole("a caveat", written)),
            Self::NoMark(part) => Some(Fault::missing(part)),
            Self::Marking { what, text, error } => Some(Fault::of(what, text, &error.at)),
            Self::Scheme { what, text, error } => Some(Fault::of(what, text, &error.at)),
            Self::Rule { what, text, problem } => Some(Fault::of(what, text, &problem.at)),
            Self::NoEquivalent { what, text, .. } | Self::NoList { what, text } => {
                Some(Fault::whole(what, text))
            }
            Self::WeakBanner { declared, .. } => Some(Fault::whole("the banner", declared)),
            Self::NamedInSerial => Some(Fault::missing("the serial")),
            Self::MarkOrLetter { what, mark } | Self::MarkInside { what, mark } => {
                Some(Fault::whole(what, mark))
            }
            Self::Several { reasons } => reasons.iter().find_map(Self::fault),
            Self::NoSuchPortion { .. }
            | Self::Judgement(_)
            | Self::TooManyViews(_)
            | Self::UnknownFormat(_)
            | Self::Unreadable { .. }
            | Self::Encrypted(_)
            | Self::Program { .. }
            | Self::UnsafeName(_)
            | Self::Limit { .. }
            | Self::Crashed(_)
            | Self::NoText(_)
            | Self::NoOriginator
            | Self::NoSerial
            | Self::TwoMappings { .. }
            | Self::Unmapped { .. }
            | Self::TwoMarkings { .. }
            | Self::BannersDiffer { .. }
            | Self::NotFormat1(_) => None,
        }
    }
}

impl Fault {
    fn missing(part: &str) -> Self {
        Self { part: part.to_owned(), written: String::new(), at: 0..0 }
    }

    fn whole(part: &str, written: &str) -> Self {
        Self::of(part, written, &(0..written.len()))
    }

    fn of(part: &str, written: &str, at: &Range<usize>) -> Self {
        let at = at.start.min(written.len())..at.end.min(written.len());
        Self { part: part.to_owned(), written: written.to_owned(), at }
    }

    /// What stands there, and below it a caret for each character to blame; `None` where nothing
    /// does.
    pub fn explained(&self) -> Option<String> {
        if self.written.is_empty() {
            return None;
        }
        let before = self.written.get(..self.at.start)?.chars().count();
        let blamed = self.written.get(self.at.clone())?.chars().count().max(1);
        Some(format!("{}\n{}{}", self.written, " ".repeat(before), "^".repeat(blamed)))
    }

    /// Where it stands in what was submitted, if that is a report in format 1.
    pub fn place(&self, submitted: &str) -> Option<FaultPlace> {
        let value = find(submitted, &self.path()?)?;
        let raw = submitted.get(value.clone())?;
        // With an escape in it, the whole marking is shown.
        let (start, len) = match raw == self.written && !self.at.is_empty() {
            true => (value.start + self.at.start, self.at.len()),
            false => (value.start, value.len()),
        };
        Some(FaultPlace::at(submitted, start, len))
    }

    /// The way to it in the JSON of format 1.
    fn path(&self) -> Option<Vec<Step<'_>>> {
        let nth = |list, at: &str| {
            Some(vec![Step::Member(list), Step::Element(at.parse().ok()?), MARKING])
        };
        match self.part.as_str() {
            "the banner" => Some(vec![Step::Member("banner")]),
            "the originator" => Some(vec![Step::Member("originator")]),
            "the serial" => Some(vec![Step::Member("serial")]),
            "a caveat" => Some(vec![Step::Member("caveats")]),
            "the title" => Some(vec![Step::Member("title"), MARKING]),
            "the pointer" => Some(vec![Step::Member("pointer"), MARKING]),
            part => match part.rsplit_once(' ')? {
                ("portion", at) => nth("portions", at),
                ("tear line", at) => nth("tearlines", at),
                _other => None,
            },
        }
    }
}

impl FaultPlace {
    fn at(text: &str, byte: usize, bytes: usize) -> Self {
        let before = text.get(..byte).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, str::len) + 1;
        Self { byte, bytes, line, column }
    }
}

const MARKING: Step<'static> = Step::Member("marking");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Marker, read};

    fn community() -> model::Community {
        crate::tests::kit::community()
    }

    fn fault(line: &str) -> Fault {
        let community = community();
        let reason = Marker::new(&community).mark(read(line.as_bytes()).unwrap()).unwrap_err();
        reason.fault().unwrap()
    }

    #[test]
    fn the_characters_at_fault_are_found_in_what_was_submitted() {
        let line = "{\"format\":\"tearline.report/1\",\"originator\":\"CIA\",\n\"serial\":\"1\",\
            \"kind\":\"cable\",\"title\":{\"text\":\"a \\\"marking\\\": [{\"},\"banner\":\"SECRET\",\
            \"portions\":[{\"text\":\"x\"},\n {\"text\":\"y\",\"marking\":\"S//XX\"}]}";
        let fault = fault(line);
        assert_eq!((fault.part.as_str(), fault.written.as_str()), ("portion 1", "S//XX"));
        assert_eq!(fault.explained().unwrap(), "S//XX\n   ^^");
        let place = fault.place(line).unwrap();
        assert_eq!(line.get(place.byte..place.byte + place.bytes), Some("XX"));
        assert_eq!((place.line, place.column), (3, 28));
    }

    #[test]
    fn a_missing_banner_is_named_and_has_no_place() {
        let line = "{\"format\":\"tearline.report/1\",\"originator\":\"CIA\",\"serial\":\"1\",\
            \"kind\":\"cable\",\"title\":{\"text\":\"a\"},\"portions\":[{\"text\":\"x\"}]}";
        let fault = fault(line);
        assert_eq!((fault.part.as_str(), fault.explained()), ("the banner", None));
        assert_eq!(fault.place(line), None);
    }
}
