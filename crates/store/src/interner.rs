//! Numbers for handling classes, views and shapes of reports, given in journal order.

use std::collections::HashMap;
use std::hash::Hash;

use dissemination::{Classes, Handling, HandlingId, ViewId, ViewKey};

/// The handling classes, views and shapes that the community's reports have. There are few of each.
#[derive(Debug, Default)]
pub struct Interner {
    handlings: Numbered<Handling>,
    views: Numbered<ViewKey>,
    shapes: Numbered<Classes<HandlingId>>,
}

impl Interner {
    /// Every handling class, by number.
    pub fn handlings(&self) -> &[Handling] {
        &self.handlings.by_number
    }

    /// Every view key, by number.
    pub fn views(&self) -> &[ViewKey] {
        &self.views.by_number
    }

    /// Every shape of a report, by number.
    pub fn shapes(&self) -> &[Classes<HandlingId>] {
        &self.shapes.by_number
    }

    /// How many of each there are, to tell what is added later.
    pub(crate) fn lengths(&self) -> Lengths {
        let Self { handlings, views, shapes } = self;
        Lengths {
            handlings: handlings.by_number.len(),
            views: views.by_number.len(),
            shapes: shapes.by_number.len(),
        }
    }

    pub(crate) fn handling(&mut self, handling: &Handling) -> HandlingId {
        HandlingId(self.handlings.number(handling))
    }

    pub(crate) fn view(&mut self, key: &ViewKey) -> ViewId {
        ViewId(self.views.number(key))
    }

    pub(crate) fn shape(&mut self, shape: &Classes<HandlingId>) -> u32 {
        self.shapes.number(shape)
    }
}

/// How many of each an interner has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lengths {
    pub(crate) handlings: usize,
    pub(crate) views: usize,
    pub(crate) shapes: usize,
}

#[derive(Debug)]
struct Numbered<T> {
    by_number: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { by_number: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Numbered<T> {
    fn number(&mut self, item: &T) -> u32 {
        if let Some(number) = self.numbers.get(item) {
            return *number;
        }
        // Four thousand million classes do not fit into memory, so the number always fits.
        let number = u32::try_from(self.by_number.len()).unwrap_or(u32::MAX);
        self.by_number.push(item.clone());
        self.numbers.insert(item.clone(), number);
        number
    }
}
