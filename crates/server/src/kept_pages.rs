//! Pages of collections that were given, to be given again while everything is decided alike.

use std::collections::HashMap;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};

use dissemination::Renewable;
use model::Timestamp;
use store::Again;

use crate::catalogue::WantedObjects;

/// A page as it is sent.
#[derive(Clone, Debug)]
pub struct WrittenPage {
    /// The body.
    pub body: Arc<[u8]>,
    /// When the first and the last of its objects were added.
    pub added: Option<(Timestamp, Timestamp)>,
}

/// The pages of late.
#[derive(Debug, Default)]
pub(crate) struct KeptPages(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    pages: HashMap<Key, Arc<KeptPage>>,
    bytes: usize,
}

/// By which contract something was asked, and what.
type Key = (String, WantedObjects);

/// A page, and what it was decided from.
#[derive(Debug)]
pub(crate) struct KeptPage {
    pub(crate) made_from: MadeFrom,
    /// Each report on it, with what decisions about it are made from.
    pub(crate) reports: Vec<(String, (u64, u32))>,
    /// What [`store::Store::moves`] said when these were last looked at.
    pub(crate) checked: AtomicU64,
    /// The entry that says what went.
    pub(crate) again: Again,
    pub(crate) page: Renewable<WrittenPage>,
    pub(crate) bytes: usize,
}

/// The decisions by which a page was made, and how much of the feed there was.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct MadeFrom {
    /// The entitlement's decisions.
    pub(crate) sight: u64,
    pub(crate) positions: u64,
    /// How often something was read late.
    pub(crate) late: u64,
}

impl KeptPages {
    /// The page that was given for what is wanted, if it is kept.
    pub(crate) fn find(&self, contract: &str, wanted: &WantedObjects) -> Option<Arc<KeptPage>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.pages.get(&(contract.to_owned(), wanted.clone())).map(Arc::clone)
    }

    /// Keeps a page. Where they become too many, all others go.
    pub(crate) fn keep(&self, contract: &str, wanted: &WantedObjects, page: KeptPage) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.bytes += page.bytes;
        if kept.bytes > KEPT_BYTES_MAX {
            *kept = Kept { bytes: page.bytes, ..Kept::default() };
        }
        let before = kept.pages.insert((contract.to_owned(), wanted.clone()), Arc::new(page));
        kept.bytes = kept.bytes.saturating_sub(before.map_or(0, |before| before.bytes));
    }
}

const KEPT_BYTES_MAX: usize = 64 << 20;
