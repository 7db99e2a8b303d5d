//! What a changed community would change for everything that is stored, before it is saved.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use dissemination::{Change, Changed, Given};
use model::{Community, Purpose, RecipientId, Timestamp};
use store::Store;

use crate::wire::{ChangedForm, ChangedGroup};
use crate::{Error, Result, wire};

/// The difference that a changed community makes over all stored reports, each in its newest
/// version. Decided about shapes of reports and groups of recipients, never report by report.
///
/// # Errors
/// When the register changed, or when the catalog cannot be read.
pub fn difference(
    store: &Store,
    (before, after): (&Community, &Community),
    purposes: &[Purpose],
    matter: Option<&str>,
    at: Timestamp,
) -> Result<wire::Difference> {
    if before.register != after.register || before.control_caveats != after.control_caveats {
        return Err(Error::OtherRegister);
    }
    let (handlings, shapes) = {
        let interner = store.interner();
        (interner.handlings().to_vec(), interner.shapes().to_vec())
    };
    let stored = Stored::of(store, shapes.len(), &named(&[before, after]))?;
    let difference =
        dissemination::Difference::of((before, after), &handlings, &shapes, matter, at);
    let mut groups = Vec::new();
    for purpose in purposes {
        let mut found = Found::default();
        for Changed { recipients, changes } in difference.changes(*purpose) {
            found.add(&recipients, &stored.tally(&changes));
        }
        for (report, shape) in &stored.named {
            for Changed { recipients, changes } in difference.changes_of(report, *shape, *purpose) {
                found.add(&recipients, &of_one(report, &changes));
            }
        }
        groups.extend(found.groups(*purpose));
    }
    Ok(wire::Difference { reports: stored.reports, groups })
}

/// The reports that acts name: each is decided about by itself.
fn named<'c>(communities: &[&'c Community]) -> BTreeSet<&'c str> {
    let reports = |community: &&'c Community| {
        let given = community.authorizations.iter().flat_map(|given| &given.reports);
        given.chain(community.embargoes.iter().flat_map(|embargo| &embargo.reports))
    };
    communities.iter().flat_map(reports).map(String::as_str).collect()
}

/// How many reports there are of each shape, some of them, and those that are named.
struct Stored {
    reports: u64,
    shapes: Vec<(u64, Vec<String>)>,
    named: Vec<(String, usize)>,
}

impl Stored {
    fn of(store: &Store, shapes: usize, named: &BTreeSet<&str>) -> Result<Self> {
        let mut stored =
            Self { reports: 0, shapes: vec![(0, Vec::new()); shapes], named: Vec::new() };
        store.current(|report, shape| {
            stored.reports += 1;
            let Ok(shape) = usize::try_from(shape) else { return };
            if named.contains(report) {
                stored.named.push((report.to_owned(), shape));
            } else if let Some((count, examples)) = stored.shapes.get_mut(shape) {
                *count += 1;
                if examples.len() < EXAMPLES_MAX {
                    examples.push(report.to_owned());
                }
            }
        })?;
        Ok(stored)
    }

    /// The reports of changed shapes, by what changes.
    fn tally(&self, changes: &[Change]) -> Tally {
        let mut tally = Tally::new();
        for change in changes {
            if let Some((count, examples)) = self.shapes.get(change.shape).filter(|s| s.0 > 0) {
                add(&mut tally, key(change), *count, examples);
            }
        }
        tally
    }
}

fn of_one(report: &str, changes: &[Change]) -> Tally {
    let mut tally = Tally::new();
    for change in changes {
        add(&mut tally, key(change), 1, &[report.to_owned()]);
    }
    tally
}

/// Direction, form before and form after, with how many reports and some of them.
type Tally = BTreeMap<Key, (u64, Vec<String>)>;
type Key = (&'static str, &'static str, &'static str);

fn key(change: &Change) -> Key {
    let Change { shape: _, before, after } = change;
    (direction(before, after), before.outcome(), after.outcome())
}

fn direction(before: &Given, after: &Given) -> &'static str {
    match after.partial_cmp(before) {
        Some(Ordering::Greater) => MORE_OPEN,
        Some(Ordering::Less) => MORE_CLOSED,
        Some(Ordering::Equal) | None => OTHERWISE,
    }
}

fn add(tally: &mut Tally, key: Key, count: u64, examples: &[String]) {
    let (reports, shown) = tally.entry(key).or_default();
    *reports += count;
    let left = EXAMPLES_MAX.saturating_sub(shown.len());
    shown.extend(examples.iter().take(left).cloned());
}

/// What was found for each recipient.
#[derive(Default)]
struct Found<'c>(BTreeMap<&'c RecipientId, Tally>);

impl<'c> Found<'c> {
    fn add(&mut self, recipients: &[&'c RecipientId], more: &Tally) {
        if more.is_empty() {
            return;
        }
        for recipient in recipients {
            let tally = self.0.entry(recipient).or_default();
            for (key, (count, examples)) in more {
                add(tally, *key, *count, examples);
            }
        }
    }

    /// Recipients with the same changes together, those of most reports first.
    fn groups(self, purpose: Purpose) -> Vec<ChangedGroup> {
        let mut alike: BTreeMap<Tally, Vec<String>> = BTreeMap::new();
        for (recipient, tally) in self.0 {
            alike.entry(tally).or_default().push(recipient.to_string());
        }
        let mut groups: Vec<_> =
            alike.into_iter().map(|(tally, who)| group(purpose, who, tally)).collect();
        let reports = |group: &ChangedGroup| group.more_open + group.more_closed + group.otherwise;
        groups.sort_by_key(|group| std::cmp::Reverse(reports(group)));
        groups
    }
}

fn group(purpose: Purpose, recipients: Vec<String>, tally: Tally) -> ChangedGroup {
    let of = |wanted: &str| {
        let counts = tally.iter().filter(|((direction, ..), _)| *direction == wanted);
        counts.map(|(_, (count, _))| count).sum()
    };
    ChangedGroup {
        purpose: purpose.name().to_owned(),
        recipients,
        more_open: of(MORE_OPEN),
        more_closed: of(MORE_CLOSED),
        otherwise: of(OTHERWISE),
        changes: tally.into_iter().map(changed_form).collect(),
    }
}

fn changed_form(
    ((direction, before, after), (reports, examples)): (Key, (u64, Vec<String>)),
) -> ChangedForm {
    let [direction, before, after] = [direction, before, after].map(str::to_owned);
    ChangedForm { direction, before, after, reports, examples }
}

const MORE_OPEN: &str = "more-open";
const MORE_CLOSED: &str = "more-closed";
const OTHERWISE: &str = "otherwise";
const EXAMPLES_MAX: usize = 3;
