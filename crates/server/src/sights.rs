//! What each entitlement sees, decided once and kept.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use dissemination::{Ask, Entitlement, Names, Sight, ViewId};
use index::Visible;
use store::Interner;

/// The sights of late.
#[derive(Debug, Default)]
pub(crate) struct Sights(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    names: Names,
    /// How many classes' names are among them.
    named: usize,
    seen: HashMap<Entitlement, Seen>,
    /// How many sights were made so far; each has a number of its own.
    made: u64,
    /// How often somebody was named who was not before, or everything was forgotten.
    renamed: u64,
}

#[derive(Debug)]
struct Seen {
    sight: Sight,
    number: u64,
    views: usize,
    visible: Visible,
}

impl Sights {
    /// Of a community.
    pub(crate) fn of(community: &model::Community) -> Self {
        Self(Mutex::new(Kept { names: Names::of(community), ..Kept::default() }))
    }

    /// Forgets every decision: something else is in force.
    pub(crate) fn renew(&self, in_force: &model::Community) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (made, renamed) = (kept.made, kept.renamed + 1);
        *kept = Kept { names: Names::of(in_force), made, renamed, ..Kept::default() };
    }

    /// Numbers the names by which entitlements are told apart: another number where there are others.
    pub(crate) fn renamed(&self, interner: &Interner) -> u64 {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.learn(interner);
        kept.renamed
    }

    /// The entitlement of whoever asks, as the names of every class tell it apart.
    pub(crate) fn entitlement(&self, ask: Ask<'_>, interner: &Interner) -> Entitlement {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.learn(interner);
        Entitlement::of(ask, &kept.names)
    }

    /// The views that whoever asks may see. Take the index's snapshot first: every view in it is
    /// interned by then, so that none is missed.
    pub(crate) fn visible(&self, ask: Ask<'_>, interner: &Interner) -> Visible {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.visible(ask, interner)
    }
}

impl Kept {
    /// Learns the names of classes that came since.
    fn learn(&mut self, interner: &Interner) {
        let handlings = interner.handlings();
        if self.named < handlings.len() {
            let before = self.names.len();
            handlings.iter().skip(self.named).for_each(|handling| self.names.add(handling));
            self.named = handlings.len();
            self.renamed += u64::from(self.names.len() > before);
        }
    }

    fn visible(&mut self, ask: Ask<'_>, interner: &Interner) -> Visible {
        self.learn(interner);
        let entitlement = Entitlement::of(ask, &self.names);
        if self.seen.len() >= KEPT_MAX && !self.seen.contains_key(&entitlement) {
            self.seen.clear();
        }
        if self.seen.get(&entitlement).is_some_and(|known| !known.sight.holds_at(ask.at)) {
            self.seen.remove(&entitlement);
        }
        let seen = self.seen.entry(entitlement).or_insert_with(|| {
            self.made += 1;
            let visible = Visible::new(self.made, std::iter::empty());
            Seen { sight: Sight::default(), number: self.made, views: 0, visible }
        });
        seen.extend(ask, interner);
        seen.visible.clone()
    }
}

impl Seen {
    fn extend(&mut self, ask: Ask<'_>, interner: &Interner) {
        let undecided = interner.handlings().iter().skip(self.sight.decided());
        self.sight.extend(undecided, ask);
        if self.views < interner.views().len() {
            let views = (0_u32..).map(ViewId).zip(interner.views());
            let matching = views.filter(|(_, key)| self.sight.matches(key)).map(|(id, _)| id);
            self.visible = Visible::new(self.number, matching);
            self.views = interner.views().len();
        }
    }
}

/// More than there are entitlements that have contracts: whoever is forgotten has its feed looked through anew.
const KEPT_MAX: usize = 32_768;
