//! Who writes the reports: each originator with its serials and its ways of marking.

mod list;

pub(crate) use list::*;

use crate::handling::Handling;

/// An agency or post that reports.
#[derive(Debug)]
pub(crate) struct Originator {
    pub(crate) id: &'static str,
    /// Its place in [`ORIGINATORS`], for counters and spelling habits.
    pub(crate) number: usize,
    pub(crate) family: Family,
    pub(crate) serials: Serials,
    pub(crate) handlings: &'static [Handling],
    pub(crate) classified_by: &'static str,
    pub(crate) guide: &'static str,
}

/// What kind of agency, which decides kinds, sources and defaults.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Family {
    Intelligence,
    Enforcement,
    Diplomacy,
    Assistance,
    Partner,
    Center,
}

/// How an originator numbers its reports.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Serials {
    /// `TD-314/00123-04`
    Dissem,
    /// `3/OO/12345-04`
    Signals,
    /// `IIR 6 801 0123 04`
    Information,
    /// `04 GUATEMALA 01234`
    Telegram(&'static str),
    /// `ICE-ROI-04-01234`
    Prefixed(&'static str),
    /// `CBP-0417-04`: a running number and the year.
    Running(&'static str),
    /// `HSTC/A/0704/0123`: month and year, then a running number.
    Monthly(&'static str),
}
