//! How originators mark: one row for each habit, with markings for every part of a report.

mod civil;
mod intelligence;
mod partners;

pub(crate) use civil::*;
pub(crate) use intelligence::*;
pub(crate) use partners::*;

/// One habit of marking. All markings are portion marks without parentheses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Handling {
    /// How often, relative to the originator's other habits.
    pub(crate) weight: u64,
    pub(crate) title: &'static str,
    /// Of the portion that tells the news.
    pub(crate) lead: &'static str,
    /// Of the portions that fill it in, in turn.
    pub(crate) details: &'static [&'static str],
    /// Of the portion that could stand in a newspaper.
    pub(crate) background: &'static str,
    pub(crate) comment: &'static str,
    /// Of the tear line, if this habit has one.
    pub(crate) tearline: Option<&'static str>,
    pub(crate) pointer: bool,
    pub(crate) caveats: &'static [&'static str],
    /// Who may be addressed; not empty where a control asks for a list.
    pub(crate) addressees: &'static [&'static str],
}

impl Handling {
    /// Lead, details and comment marked so; title and background plain.
    pub(crate) const fn of(lead: &'static str, details: &'static [&'static str]) -> Self {
        Self {
            weight: 10,
            title: "U",
            lead,
            details,
            background: "U",
            comment: lead,
            tearline: None,
            pointer: false,
            caveats: &[],
            addressees: &[],
        }
    }

    pub(crate) const fn weight(mut self, weight: u64) -> Self {
        self.weight = weight;
        self
    }

    pub(crate) const fn title(mut self, mark: &'static str) -> Self {
        self.title = mark;
        self
    }

    pub(crate) const fn background(mut self, mark: &'static str) -> Self {
        self.background = mark;
        self
    }

    pub(crate) const fn comment(mut self, mark: &'static str) -> Self {
        self.comment = mark;
        self
    }

    pub(crate) const fn tearline(mut self, mark: &'static str) -> Self {
        self.tearline = Some(mark);
        self
    }

    pub(crate) const fn pointer(mut self) -> Self {
        self.pointer = true;
        self
    }

    pub(crate) const fn caveats(mut self, caveats: &'static [&'static str]) -> Self {
        self.caveats = caveats;
        self
    }

    pub(crate) const fn to(mut self, addressees: &'static [&'static str]) -> Self {
        self.addressees = addressees;
        self
    }
}

/// Addressees of sensitive intelligence.
const INNER: &[&str] = &["HSTC", "STATE/INR", "DOJ/FBI", "DHS/I-A", "NCTC", "DOD/DIA"];
/// Addressees of intelligence that law enforcement headquarters may act on.
const WIDER: &[&str] =
    &["HSTC", "DHS/ICE", "DHS/CBP", "DOJ/FBI", "STATE/INR", "DHS/USCG", "NCTC", "DOJ/FTTTF"];
