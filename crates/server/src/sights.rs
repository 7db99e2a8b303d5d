//! What each recipient may see for each purpose, decided once and kept.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use dissemination::{Ask, Sight, ViewId};
use index::Visible;
use model::{Purpose, RecipientId};
use store::Interner;

/// The sights of late.
#[derive(Debug, Default)]
pub(crate) struct Sights {
    kept: Mutex<HashMap<Key, Kept>>,
    entitlements: AtomicU64,
}

/// Who, what for, and in which matter.
type Key = (RecipientId, Purpose, Option<String>);

#[derive(Debug)]
struct Kept {
    sight: Sight,
    entitlement: u64,
    views: usize,
    visible: Visible,
}

impl Sights {
    /// The views that whoever asks may see. Take the index's snapshot first: every view in it is
    /// interned by then, so that none is missed.
    pub(crate) fn visible(&self, ask: Ask<'_>, interner: &Interner) -> Visible {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        // A matter that no authorization names opens nothing, so that it needs no place.
        let authorizations = &ask.community.authorizations;
        let known = |matter: &&str| authorizations.iter().any(|given| given.matter == **matter);
        let matter = ask.matter.filter(known).map(str::to_owned);
        let key = (ask.recipient.id.clone(), ask.purpose, matter);
        if kept.len() >= KEPT_MAX && !kept.contains_key(&key) {
            kept.clear();
        }
        if kept.get(&key).is_some_and(|known| !known.sight.holds_at(ask.at)) {
            kept.remove(&key);
        }
        let known = kept.entry(key).or_insert_with(|| {
            let entitlement = self.entitlements.fetch_add(1, Ordering::Relaxed);
            let visible = Visible::new(entitlement, std::iter::empty());
            Kept { sight: Sight::default(), entitlement, views: 0, visible }
        });
        known.extend(ask, interner);
        known.visible.clone()
    }
}

impl Kept {
    fn extend(&mut self, ask: Ask<'_>, interner: &Interner) {
        let undecided = interner.handlings().iter().skip(self.sight.decided());
        self.sight.extend(undecided, ask);
        if self.views < interner.views().len() {
            let views = (0_u32..).map(ViewId).zip(interner.views());
            let matching = views.filter(|(_, key)| self.sight.matches(key)).map(|(id, _)| id);
            self.visible = Visible::new(self.entitlement, matching);
            self.views = interner.views().len();
        }
    }
}

const KEPT_MAX: usize = 4_096;
