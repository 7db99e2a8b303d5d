//! Durable state: the journal, which is the truth, and what it is read and written through.
//!
//! ```
//! # struct Counting;
//! # impl store::Salt for Counting { fn salt(&self) -> [u8; 32] { [7; 32] } }
//! use store::{Entry, FaultyDisk, Journal};
//!
//! let disk = Box::new(FaultyDisk::new());
//! let (journal, _) = Journal::open(disk, Box::new(Counting), Box::new(|_stamps| {}))?;
//! let stamps = journal.append(vec![Entry {
//!     at: model::Timestamp::from_micros(0), kind: model::LeafKind::Accepted,
//!     actor: "CIA".into(), subject: "CIA TD-314/00123-04 v1".into(),
//!     roster: model::Roster::default(),
//!     content: b"the report".to_vec(), parts: Vec::new(),
//! }])?;
//! let record = journal.read(stamps[0].place)?; // Durable from here on.
//! assert_eq!(record.content.as_deref(), Some(&b"the report"[..]));
//! # Ok::<(), store::Error>(())
//! ```
#![doc(test(attr(deny(warnings))))]

mod acts;
mod asides;
mod catalog;
mod concerned;
mod contracts;
mod disk;
mod error;
mod event;
mod event_parts;
mod fanned;
mod feeds;
mod fold;
mod fold_acts;
mod fold_recalls;
mod intake;
mod interner;
mod journal;
mod opened;
mod originals;
mod prepared;
mod quarantining;
mod recalls;
mod salt;
mod standing;
mod store;
mod stored_act;
mod stored_handling;
mod stored_made_from;
mod stored_need;
mod stored_report;
mod withdrawing;
mod withdrawing_parts;

pub use acts::RecordedAct;
pub use asides::{RecordedAside, RecordedCorrection, RecordedStep};
pub use catalog::{Answered, AuditRow};
pub use contracts::{ContractState, Contracting, RecordedContract};
pub use disk::{Disk, DiskFile, FaultyDisk, FolderDisk, FolderLock, Tear};
pub use error::{Error, Result};
pub use event::{Again, Event, Served, ServedReport, SetAside};
pub use fanned::{Fanned, FannedOwn, FannedReport, FeedSet};
pub use feeds::{FeedForm, FeedItem, ReadForm};
pub use journal::{
    Archived, BATCH_BYTES_MAX, BATCH_RECORDS_MAX, Damage, Entry, HEADER_BYTES_MAX, Journal,
    Observer, Opened, Place, RECORD_BYTES_MAX, Record, Replay, SEGMENT_BYTES_MAX, Stamp, archive,
};
pub use opened::names;
pub use originals::Original;
pub use prepared::Prepared;
pub use quarantining::{AsideStep, Quarantining};
pub use recalls::{Absence, RecordedRecall};
pub use standing::{Alert, SavedSearch, Saving, StandingSearch};
pub use store::{Outcome, Store};
pub use withdrawing::{
    Acknowledgement, KnownRecall, Notice, Purge, PurgedEntry, Recall, Reminder, Withdrawing,
};
pub use {fold::Fresh, interner::Interner, salt::Salt};
