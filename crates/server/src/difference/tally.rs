//! How many reports change, and how.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use dissemination::{Change, Extent};
use model::Manner;

use crate::wire::ChangedForm;

/// How many reports change in which direction, and which forms turn into which.
#[derive(Clone, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Tally {
    pub(super) reports: BTreeMap<&'static str, u64>,
    pub(super) forms: BTreeMap<Turn, (u64, Vec<String>)>,
}

/// One form that turns into another.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Turn {
    direction: &'static str,
    before: (&'static str, Option<&'static str>),
    after: (&'static str, Option<&'static str>),
    manners: Vec<Manner>,
}

impl Tally {
    /// Takes the changes of a shape that so many reports have.
    pub(super) fn take(&mut self, changes: &[Change], count: u64, examples: &[String]) {
        if changes.is_empty() {
            return;
        }
        let mut directions: Vec<_> = changes.iter().map(direction).collect();
        directions.dedup();
        let whole = match directions.as_slice() {
            [one] => one,
            // More in one manner and less in another.
            _ => OTHERWISE,
        };
        *self.reports.entry(whole).or_default() += count;
        for change in changes {
            self.add(turn(change), count, examples);
        }
    }

    fn add(&mut self, turn: Turn, count: u64, examples: &[String]) {
        let (reports, shown) = self.forms.entry(turn).or_default();
        *reports += count;
        let left = EXAMPLES_MAX.saturating_sub(shown.len());
        shown.extend(examples.iter().take(left).cloned());
    }

    /// Adds what changes in other reports.
    pub(super) fn merge(&mut self, more: &Self) {
        for (direction, count) in &more.reports {
            *self.reports.entry(direction).or_default() += count;
        }
        for (turn, (count, examples)) in &more.forms {
            self.add(turn.clone(), *count, examples);
        }
    }

    /// Of how many reports.
    pub(super) fn of(&self, direction: &str) -> u64 {
        self.reports.get(direction).copied().unwrap_or_default()
    }
}

fn turn(change: &Change) -> Turn {
    let Change { shape: _, manners, before, after } = change;
    let word = |extent: &Extent| (extent.given.outcome(), extent.naming.name());
    let mut manners = manners.clone();
    manners.sort_unstable();
    Turn { direction: direction(change), before: word(before), after: word(after), manners }
}

fn direction(change: &Change) -> &'static str {
    match change.after.partial_cmp(&change.before) {
        Some(Ordering::Greater) => MORE_OPEN,
        Some(Ordering::Less) => MORE_CLOSED,
        Some(Ordering::Equal) | None => OTHERWISE,
    }
}

/// The form of one turn.
pub(super) fn changed_form((turn, (reports, examples)): (Turn, (u64, Vec<String>))) -> ChangedForm {
    let Turn { direction, before, after, manners } = turn;
    let said = |word: Option<&str>| word.map(str::to_owned);
    ChangedForm {
        direction: direction.to_owned(),
        before: before.0.to_owned(),
        before_identities: said(before.1),
        after: after.0.to_owned(),
        after_identities: said(after.1),
        manners: manners.iter().map(|manner| manner.name().to_owned()).collect(),
        reports,
        examples,
    }
}

/// More is given.
pub(super) const MORE_OPEN: &str = "more-open";
/// Less is given.
pub(super) const MORE_CLOSED: &str = "more-closed";
/// Neither, or both.
pub(super) const OTHERWISE: &str = "otherwise";
/// Reports that are named of each turn.
pub(super) const EXAMPLES_MAX: usize = 3;
