//! The one value of a `Declassify On` line, ordered by how long it protects.

use std::cmp::Ordering;

use super::Day;
use crate::{Attribute, Attributes};

/// When information is declassified (register E, pages 31 to 33).
///
/// Greater protects longer, by the hierarchy for multiple sources. Values whose ends cannot be
/// compared (an event and a day under exemptions of one kind, two events) have no order.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Declassify {
    /// A day, at most 25 years after the decision: `20510131`.
    On(Day),
    /// An event less than 10 years ahead.
    Event(String),
    /// `25X1, 20760131`: exempt at 25 years, by a category of 1 to 9.
    Exempt25(u8, Until),
    /// `25X1, EO 12951`: imagery from space, by its director alone.
    Imagery,
    /// `50X1, 20960131`: exempt at 50 years.
    Exempt50(u8, Until),
    /// `50X2-WMD`: design of weapons of mass destruction.
    Weapons,
    /// `50X1-HUM`: a human source.
    HumanSource,
    /// `75X1, 21110131`: exempt at 75 years.
    Exempt75(u8, Until),
    /// `N/A to RD portions. See source list for NSI portions.`
    NotApplicable(NotApplicable),
}

/// When an exemption ends.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Until {
    /// On a day.
    Day(Day),
    /// With an event.
    Event(String),
}

/// The portions to which no day of declassification applies; at least one.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct NotApplicable {
    /// Restricted Data.
    pub rd: bool,
    /// Formerly Restricted Data.
    pub frd: bool,
    /// Transclassified Foreign Nuclear Information.
    pub tfni: bool,
    /// NATO's information.
    pub nato: bool,
}

impl NotApplicable {
    /// Both lists of portions, for a document that has the portions of both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            rd: self.rd || other.rd,
            frd: self.frd || other.frd,
            tfni: self.tfni || other.tfni,
            nato: self.nato || other.nato,
        }
    }
}

impl Declassify {
    /// Sets `declassDate`, `declassEvent` and `declassException` (`CVEnumISM25X`). Which exemption
    /// at 75 years it is has no place in ISM and is left to the printed block.
    pub fn set_in(&self, attributes: &mut Attributes) {
        let exception = match self {
            Self::On(_) | Self::Event(_) => None,
            Self::Exempt25(number, _) => Some(format!("25X{number}")),
            Self::Imagery => Some("25X1-EO-12951".to_owned()),
            Self::Exempt50(number, _) => Some(format!("50X{number}")),
            Self::Weapons => Some("50X2-WMD".to_owned()),
            Self::HumanSource => Some("50X1-HUM".to_owned()),
            Self::Exempt75(_, _) => Some("75X".to_owned()),
            Self::NotApplicable(of) => Some(aea(*of).to_owned()),
        };
        if let Some(exception) = exception {
            attributes.set(Attribute::DeclassException, exception);
        }
        match self.end() {
            Some(End::Day(day)) => attributes.set(Attribute::DeclassDate, day.iso()),
            Some(End::Event(event)) => attributes.set(Attribute::DeclassEvent, event),
            None => {}
        }
    }

    fn end(&self) -> Option<End<'_>> {
        match self {
            Self::On(day) => Some(End::Day(*day)),
            Self::Event(event) => Some(End::Event(event)),
            Self::Exempt25(_, until) | Self::Exempt50(_, until) | Self::Exempt75(_, until) => {
                Some(match until {
                    Until::Day(day) => End::Day(*day),
                    Until::Event(event) => End::Event(event),
                })
            }
            Self::Imagery | Self::Weapons | Self::HumanSource | Self::NotApplicable(_) => None,
        }
    }

    /// The place in the hierarchy. The register names none for 75X; as it protects beyond 75
    /// years, it stands above 50X1-HUM.
    pub(super) fn tier(&self) -> u8 {
        match self {
            Self::Event(_) => 0,
            Self::On(_) => 1,
            Self::Exempt25(_, _) => 2,
            Self::Imagery => 3,
            Self::Exempt50(_, _) => 4,
            Self::Weapons => 5,
            Self::HumanSource => 6,
            Self::Exempt75(_, _) => 7,
            Self::NotApplicable(_) => 8,
        }
    }

    /// The number of the exemption.
    fn number(&self) -> u8 {
        match self {
            Self::Exempt25(number, _) | Self::Exempt50(number, _) | Self::Exempt75(number, _) => {
                *number
            }
            Self::Event(_)
            | Self::On(_)
            | Self::Imagery
            | Self::Weapons
            | Self::HumanSource
            | Self::NotApplicable(_) => 0,
        }
    }
}

impl PartialOrd for Declassify {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if self == other {
            return Some(Ordering::Equal);
        }
        if self.tier() != other.tier() {
            return Some(self.tier().cmp(&other.tier()));
        }
        // Of exemptions that end together the lowest number is the one to print.
        let lower_number = other.number().cmp(&self.number());
        match (self.end(), other.end()) {
            (Some(End::Day(one)), Some(End::Day(two))) => Some(one.cmp(&two).then(lower_number)),
            (Some(End::Event(one)), Some(End::Event(two))) if one == two => Some(lower_number),
            (Some(_) | None, Some(_) | None) => None,
        }
    }
}

impl std::fmt::Display for Declassify {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::On(day) => write!(out, "{day}"),
            Self::Event(event) => out.write_str(event),
            Self::Exempt25(number, until) => write!(out, "25X{number}, {until}"),
            Self::Imagery => out.write_str(IMAGERY),
            Self::Exempt50(number, until) => write!(out, "50X{number}, {until}"),
            Self::Weapons => out.write_str("50X2-WMD"),
            Self::HumanSource => out.write_str("50X1-HUM"),
            Self::Exempt75(number, until) => write!(out, "75X{number}, {until}"),
            Self::NotApplicable(of) => {
                write!(out, "N/A to {of} portions. See source list for NSI portions.")
            }
        }
    }
}

impl std::fmt::Display for Until {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => write!(out, "{day}"),
            Self::Event(event) => out.write_str(event),
        }
    }
}

impl std::fmt::Display for NotApplicable {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let nuclear = [(self.rd, "RD"), (self.frd, "FRD"), (self.tfni, "TFNI")];
        let nuclear: Vec<&str> =
            nuclear.into_iter().filter(|(held, _)| *held).map(|(_, name)| name).collect();
        out.write_str(&nuclear.join("/"))?;
        match (nuclear.is_empty(), self.nato) {
            (_, false) => Ok(()),
            (true, true) => out.write_str("NATO"),
            (false, true) => out.write_str(" and NATO"),
        }
    }
}

#[derive(Clone, Copy)]
enum End<'a> {
    Day(Day),
    Event(&'a str),
}

fn aea(of: NotApplicable) -> &'static str {
    match (of.rd || of.frd || of.tfni, of.nato) {
        (true, true) => "NATO-AEA",
        (false, true) => "NATO",
        (_, false) => "AEA",
    }
}

/// How the exemption of imagery is printed.
pub(super) const IMAGERY: &str = "25X1, EO 12951";
