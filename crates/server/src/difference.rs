//! What a changed community would change for everything that is stored, before it is saved.

mod tally;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dissemination::{Change, Changed, Classes, HandlingId};
use model::{Community, Purpose, RecipientId, Timestamp};
use store::Store;

use self::tally::{EXAMPLES_MAX, MORE_CLOSED, MORE_OPEN, OTHERWISE, Tally, changed_form};
use crate::wire::ChangedGroup;
use crate::{Error, Result, wire};

/// The difference that a changed community makes over all stored reports, each in its newest
/// version. Decided about shapes of reports and groups of recipients, never report by report.
///
/// # Errors
/// When the register changed, or when the catalog cannot be read.
pub fn difference(
    store: &Store,
    both: (&Community, &Community),
    purposes: &[Purpose],
    matter: Option<&str>,
    at: Timestamp,
) -> Result<wire::Difference> {
    let asked = Asked { purposes, matters: &[matter], at, of: &|_| true };
    difference_of(store, both, &asked)
}

/// What is asked about a difference.
pub(crate) struct Asked<'a> {
    /// For which purposes.
    pub(crate) purposes: &'a [Purpose],
    /// In which matters, and in none.
    pub(crate) matters: &'a [Option<&'a str>],
    /// At which time.
    pub(crate) at: Timestamp,
    /// Over which reports, by `ORIGINATOR SERIAL`: nothing of others is in the answer.
    pub(crate) of: &'a dyn Fn(&str) -> bool,
}

/// The difference over some of the stored reports.
///
/// # Errors
/// As [`difference`].
pub(crate) fn difference_of(
    store: &Store,
    (before, after): (&Community, &Community),
    asked: &Asked<'_>,
) -> Result<wire::Difference> {
    if is_of_another_register(before, after) {
        return Err(Error::OtherRegister);
    }
    let Asked { purposes, matters, at, of } = *asked;
    let (handlings, shapes) = {
        let interner = store.interner();
        (interner.handlings().to_vec(), interner.shapes().to_vec())
    };
    let mut stored = Stored::of(store, shapes.len(), &named(&[before, after]), of)?;
    let shapes = stored.met(shapes);
    let mut groups = Vec::new();
    for matter in matters {
        let difference =
            dissemination::Difference::of((before, after), &handlings, &shapes, *matter, at);
        for purpose in purposes {
            groups.extend(stored.found(&difference, *purpose).groups(*purpose, *matter));
        }
    }
    Ok(wire::Difference { reports: stored.reports, at: at.rfc3339(), groups })
}

/// Whether stored markings would be read anew under another community, so that nothing can be compared.
pub(crate) fn is_of_another_register(before: &Community, after: &Community) -> bool {
    before.register != after.register || before.control_caveats != after.control_caveats
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
    fn of(
        store: &Store,
        shapes: usize,
        named: &BTreeSet<&str>,
        of: &dyn Fn(&str) -> bool,
    ) -> Result<Self> {
        let mut stored =
            Self { reports: 0, shapes: vec![(0, Vec::new()); shapes], named: Vec::new() };
        store.current(|report, shape| {
            if !of(report) {
                return;
            }
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

    /// The shapes that some report has, numbered anew.
    fn met(&mut self, shapes: Vec<Classes<HandlingId>>) -> Vec<Classes<HandlingId>> {
        let named: BTreeSet<usize> = self.named.iter().map(|(_, shape)| *shape).collect();
        let counted = std::mem::take(&mut self.shapes);
        let (mut met, mut places) = (Vec::new(), HashMap::new());
        for (place, (shape, counted)) in shapes.into_iter().zip(counted).enumerate() {
            if counted.0 > 0 || named.contains(&place) {
                places.insert(place, met.len());
                met.push(shape);
                self.shapes.push(counted);
            }
        }
        for (_, shape) in &mut self.named {
            // Every named one was met.
            *shape = places.get(shape).copied().unwrap_or(usize::MAX);
        }
        met
    }

    /// What changes for each recipient, for a purpose.
    fn found<'c>(&self, difference: &dissemination::Difference<'c>, purpose: Purpose) -> Found<'c> {
        let mut found = Found::default();
        for Changed { recipients, changes } in difference.changes(purpose) {
            found.add(&recipients, &self.tally(&changes));
        }
        for (report, shape) in &self.named {
            for Changed { recipients, changes } in difference.changes_of(report, *shape, purpose) {
                let mut tally = Tally::default();
                tally.take(&changes, 1, std::slice::from_ref(report));
                found.add(&recipients, &tally);
            }
        }
        found
    }

    /// The reports of changed shapes, by what changes.
    fn tally(&self, changes: &[Change]) -> Tally {
        let mut tally = Tally::default();
        // Several changes of one shape, in different manners, stand together.
        for of_shape in changes.chunk_by(|one, other| one.shape == other.shape) {
            let place = of_shape.first().map(|change| change.shape);
            let known = place.and_then(|shape| self.shapes.get(shape));
            if let Some((count, examples)) = known.filter(|(count, _)| *count > 0) {
                tally.take(of_shape, *count, examples);
            }
        }
        tally
    }
}

/// What was found for each recipient.
#[derive(Default)]
struct Found<'c>(BTreeMap<&'c RecipientId, Tally>);

impl<'c> Found<'c> {
    fn add(&mut self, recipients: &[&'c RecipientId], more: &Tally) {
        if more.reports.is_empty() {
            return;
        }
        for recipient in recipients {
            self.0.entry(recipient).or_default().merge(more);
        }
    }

    /// Recipients with the same changes together, those of most reports first.
    fn groups(self, purpose: Purpose, matter: Option<&str>) -> Vec<ChangedGroup> {
        let mut alike: BTreeMap<Tally, Vec<String>> = BTreeMap::new();
        for (recipient, tally) in self.0 {
            alike.entry(tally).or_default().push(recipient.to_string());
        }
        let mut groups: Vec<_> =
            alike.into_iter().map(|(tally, who)| group(purpose, matter, who, tally)).collect();
        let reports = |group: &ChangedGroup| group.more_open + group.more_closed + group.otherwise;
        groups.sort_by_key(|group| std::cmp::Reverse(reports(group)));
        groups
    }
}

fn group(
    purpose: Purpose,
    matter: Option<&str>,
    recipients: Vec<String>,
    tally: Tally,
) -> ChangedGroup {
    ChangedGroup {
        purpose: purpose.name().to_owned(),
        matter: matter.map(str::to_owned),
        recipients,
        more_open: tally.of(MORE_OPEN),
        more_closed: tally.of(MORE_CLOSED),
        otherwise: tally.of(OTHERWISE),
        changes: tally.forms.into_iter().map(changed_form).collect(),
    }
}
