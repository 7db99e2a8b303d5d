//! How the clearinghouse is: for those who operate it. It counts everybody's, and is nobody else's.

use std::path::Path;
use std::sync::atomic::Ordering;

use ledger::Checkpoint;
use model::Timestamp;

use super::Clearinghouse;
use crate::Result;
use crate::book::book;

/// How it is just now.
#[derive(Clone, Debug, Default)]
pub struct Condition {
    /// Reports that are stored, each in its newest version.
    pub reports: u64,
    /// Submissions that were ever set aside.
    pub quarantined: u64,
    /// Those of them that wait for somebody.
    pub waiting: u64,
    /// Entries of the ledger.
    pub entries: u64,
    /// Handling classes that there are.
    pub handling_classes: usize,
    /// Views that there are.
    pub views: usize,
    /// The parts of the data folder, with the bytes of each.
    pub bytes: Vec<(&'static str, u64)>,
    /// Which generation of the index serves.
    pub generation: u64,
    /// How far the feeds of all contracts are behind.
    pub feeds: FeedLag,
    /// What a person should look at.
    pub troubles: Vec<&'static str>,
}

/// How far recipients are behind what their feeds have for them.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct FeedLag {
    /// Contracts in force.
    pub contracts: usize,
    /// Those that have something which their recipients do not say they have.
    pub behind: usize,
    /// How many positions that are.
    pub positions: u64,
    /// Since when the first of them waits.
    pub since: Option<Timestamp>,
}

/// What a witness cosigned last.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Witnessed {
    /// The witness's name.
    pub name: String,
    /// How many entries it covers.
    pub size: u64,
    /// When, in seconds of Unix time.
    pub at: u64,
}

impl Clearinghouse {
    /// How it is just now.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn condition(&self) -> Result<Condition> {
        let (reports, quarantined) = self.store.counts()?;
        let troubles = [
            (self.is_behind(), "Something is stored that is not searchable yet."),
            (self.index_damaged.load(Ordering::Acquire), "The index failed, and is made anew."),
            (
                self.clock_behind.load(Ordering::Acquire),
                "The machine's clock is behind the last entry.",
            ),
            (self.is_unsigned(), "The ledger has grown since its last checkpoint."),
        ];
        let mut waiting = 0;
        for aside in self.store.asides() {
            waiting += u64::from(aside?.is_open);
        }
        let interner = self.store.interner();
        let (handling_classes, views) = (interner.handlings().len(), interner.views().len());
        drop(interner);
        let bytes = PARTS.map(|part| (part, bytes_of(&self.unrecorded.with_file_name(part))));
        Ok(Condition {
            reports,
            quarantined,
            entries: self.store.journal().next_seq(),
            handling_classes,
            views,
            bytes: bytes.to_vec(),
            waiting,
            generation: self.index.generation(),
            feeds: self.feed_lag(),
            troubles: troubles.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect(),
        })
    }

    fn feed_lag(&self) -> FeedLag {
        let mut lag = FeedLag::default();
        for known in self.store.contracts_at(self.clock.now()) {
            let received = self.store.feed_received(&known.contract);
            let positions = self.feed_len(&known).saturating_sub(received);
            lag.contracts += 1;
            lag.behind += usize::from(positions > 0);
            lag.positions += positions;
            let since = self.feed_waits_since(&known).into_iter();
            lag.since = since.chain(lag.since).min();
        }
        lag
    }

    /// The checkpoint of the ledger as it is, with the cosignatures that are on it, and how many entries
    /// it covers; and what each witness cosigned last.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn witnessed(&self) -> Result<(String, u64, Vec<Witnessed>)> {
        let text = self.cosigned_checkpoint()?;
        let size = Checkpoint::open(&text, &self.key.verifying_key())?.size;
        let book = book(&self.ledger);
        let each = book.cosigned().map(|of| Witnessed {
            name: of.witness.clone(),
            size: of.checkpoint.size,
            at: of.cosignature.at,
        });
        Ok((text, size, each.collect()))
    }
}

/// What is under a path. What goes while it is counted counts no more.
fn bytes_of(path: &Path) -> u64 {
    let files = walkdir::WalkDir::new(path).into_iter().filter_map(std::result::Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    files.filter_map(|entry| entry.metadata().ok()).map(|metadata| metadata.len()).sum()
}

/// The folders that grow.
const PARTS: [&str; 4] = ["journal", "catalog", "index", "ledger"];
