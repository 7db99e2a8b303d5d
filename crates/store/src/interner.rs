//! Numbers for handling classes and views, given in journal order.

use std::collections::HashMap;
use std::hash::Hash;

use dissemination::{Handling, HandlingId, ViewId, ViewKey};

/// The handling classes and views that the community's reports have. There are few of both.
#[derive(Debug, Default)]
pub struct Interner {
    handlings: Numbered<Handling>,
    views: Numbered<ViewKey>,
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

    pub(crate) fn handling(&mut self, handling: &Handling) -> HandlingId {
        HandlingId(self.handlings.number(handling))
    }

    pub(crate) fn view(&mut self, key: &ViewKey) -> ViewId {
        ViewId(self.views.number(key))
    }
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
