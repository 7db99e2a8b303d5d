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
        let made = kept.made;
        *kept = Kept { names: Names::of(in_force), made, ..Kept::default() };
    }

    /// The views that whoever asks may see. Take the index's snapshot first: every view in it is
    /// interned by then, so that none is missed.
    pub(crate) fn visible(&self, ask: Ask<'_>, interner: &Interner) -> Visible {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.visible(ask, interner)
    }
}

impl Kept {
    fn visible(&mut self, ask: Ask<'_>, interner: &Interner) -> Visible {
        let handlings = interner.handlings();
        handlings.iter().skip(self.named).for_each(|handling| self.names.add(handling));
        self.named = self.named.max(handlings.len());
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

const KEPT_MAX: usize = 4_096;
