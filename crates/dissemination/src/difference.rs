//! What a changed community changes for everything that is stored, decided on handling classes and
//! groups of recipients, so that the number of reports and recipients hardly matters.

mod answers;
mod extent;
mod pair;
mod side;

use model::{Community, Manner, Purpose, RecipientId, Timestamp};

pub use self::extent::Extent;

use self::answers::Answers;
use self::pair::{Pair, pairs};
use self::side::{Anew, Side};
use crate::ground;
use crate::{Ask, Classes, Crowd, Handling, HandlingId};

/// A community and a changed one, prepared to be compared over the classes of all reports.
#[derive(Debug)]
pub struct Difference<'c> {
    before: Side<'c>,
    after: Side<'c>,
    pairs: Vec<Pair<'c>>,
    /// The shapes with a class about which the communities do not say the same.
    touched: Vec<usize>,
    /// For each shape whether it matters how it would reach whoever asks.
    by_manner: Vec<bool>,
}

/// What changes for some recipients.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Changed<'c> {
    /// For whom: they got the same as one another before, and do after.
    pub recipients: Vec<&'c RecipientId>,
    /// The shapes of reports of which they are given something else.
    pub changes: Vec<Change>,
}

/// One shape of reports of which something else is given.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Change {
    /// Its place among the shapes.
    pub shape: usize,
    /// In which manners it would reach them so: one shape may change otherwise in others.
    pub manners: Vec<Manner>,
    /// What is given before.
    pub before: Extent,
    /// What is given after.
    pub after: Extent,
}

impl<'c> Difference<'c> {
    /// Between a community, in which the classes were made, and a changed one with the same
    /// register. The shapes of reports are over the numbers of the classes.
    pub fn of(
        (before, after): (&'c Community, &'c Community),
        handlings: &[Handling],
        shapes: &[Classes<HandlingId>],
        matter: Option<&'c str>,
        at: Timestamp,
    ) -> Self {
        let crowd = |community| Crowd::of(community, handlings.iter(), matter, at);
        let common: Vec<bool> =
            handlings.iter().map(|one| ground::is_common(one, before, after)).collect();
        let before =
            Side { handlings: handlings.to_vec(), shapes: shapes.to_vec(), crowd: crowd(before) };
        let mut anew = Anew::default();
        let changed = shapes.iter().map(|shape| anew.shape(shape, handlings, after)).collect();
        let after = Side { handlings: anew.handlings, shapes: changed, crowd: crowd(after) };
        let pairs = pairs(&before.crowd, &after.crowd);
        let is_touched = |shape: &usize| !before.is_kept(&after, *shape, &common);
        let touched = (0..shapes.len()).filter(is_touched).collect();
        let by_manner = before.shapes.iter().map(|shape| before.asks_for_manner(shape)).collect();
        Self { before, after, pairs, touched, by_manner }
    }

    /// What changes for a purpose, for each group of recipients for whom something does.
    pub fn changes(&self, purpose: Purpose) -> Vec<Changed<'c>> {
        let all: Vec<usize> = (0..self.before.shapes.len()).collect();
        self.changed(purpose, &all, &self.touched, None)
    }

    /// What changes for a purpose about one report of a shape, cited as `ORIGINATOR SERIAL`:
    /// acts that name it are heard.
    pub fn changes_of(&self, cited: &str, shape: usize, purpose: Purpose) -> Vec<Changed<'c>> {
        let touched = if self.touched.contains(&shape) { &[shape][..] } else { &[] };
        self.changed(purpose, &[shape], touched, Some(cited))
    }

    /// What changes in some shapes; of whom nothing changed, in the touched ones of them.
    fn changed(
        &self,
        purpose: Purpose,
        shapes: &[usize],
        touched: &[usize],
        report: Option<&str>,
    ) -> Vec<Changed<'c>> {
        let asked = |manner| {
            let of = |side: &Side<'c>| side.crowd.asks_in(purpose, manner);
            Asked { manner, before: of(&self.before), after: of(&self.after) }
        };
        let asked: Vec<_> = Manner::ALL.iter().map(|manner| asked(*manner)).collect();
        // What says nothing of manners is decided in one of them.
        let apart = |shapes: &[usize]| -> Vec<usize> {
            shapes.iter().copied().filter(|shape| self.is_by_manner(*shape)).collect()
        };
        let (shapes_apart, touched_apart) = (apart(shapes), apart(touched));
        let mut found = Vec::new();
        for pair in &self.pairs {
            let (all, some) = match pair.is_same {
                true => (touched, &touched_apart),
                false => (shapes, &shapes_apart),
            };
            let mut changes = Vec::new();
            for (nth, asked) in asked.iter().enumerate() {
                let shapes = if nth == 0 { all } else { some.as_slice() };
                changes.extend(self.compare(pair, asked, shapes, report));
            }
            if !changes.is_empty() {
                let (recipients, changes) = (pair.recipients.clone(), together(changes));
                found.push(Changed { recipients, changes });
            }
        }
        found
    }

    /// What changes for a pair in one manner.
    fn compare(
        &self,
        pair: &Pair<'c>,
        asked: &Asked<'c>,
        shapes: &[usize],
        report: Option<&str>,
    ) -> Vec<Change> {
        if shapes.is_empty() {
            return Vec::new();
        }
        let mut here = Answers::of(&self.before, &asked.before, pair.groups.0, report);
        let mut there = Answers::of(&self.after, &asked.after, pair.groups.1, report);
        let changed = shapes.iter().filter_map(|shape| {
            let (before, after) = here.unlike(&mut there, *shape)?;
            let all = || Manner::ALL.to_vec();
            let manners = if self.is_by_manner(*shape) { vec![asked.manner] } else { all() };
            Some(Change { shape: *shape, manners, before, after })
        });
        changed.collect()
    }

    fn is_by_manner(&self, shape: usize) -> bool {
        self.by_manner.get(shape).copied().unwrap_or_default()
    }
}

/// A question for each group on both sides, about what reaches them in one manner.
struct Asked<'c> {
    manner: Manner,
    before: Vec<Ask<'c>>,
    after: Vec<Ask<'c>>,
}

/// The changes by shape, and what changes alike in several manners once.
fn together(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by_key(|change| change.shape);
    let mut found: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes {
        let mut same = found.iter_mut().rev().take_while(|known| known.shape == change.shape);
        match same.find(|known| known.before == change.before && known.after == change.after) {
            Some(known) => known.manners.extend(change.manners),
            None => found.push(change),
        }
    }
    found
}
