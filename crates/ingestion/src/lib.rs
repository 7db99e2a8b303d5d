//! Foreign formats: from bytes to a marked report, or a reason to refuse it or set it aside.
//!
//! ```
//! # let community = model::Community::default();
//! let draft = ingestion::read(br#"{"format": "tearline.report/1", "originator": "CIA",
//!     "serial": "TD-1", "kind": "cable", "title": {"text": "A"}, "portions": [{"text": "B"}]}"#)
//!     .unwrap();
//! let reason = ingestion::Marker::new(&community).mark(draft).unwrap_err();
//! assert_eq!(reason.name(), "unknown-originator");
//!
//! let refusal = ingestion::read(b"{\"format\": 1}").unwrap_err();
//! assert_eq!(refusal.column, 12);
//! ```
//!
//! Pure: no files, no clock. A draft can become a report in one way only, through [`Marker`].

mod beyond;
mod fault;
mod foreign;
mod format;
mod json_place;
mod mark;
mod place;
mod quarantine;
mod read;
mod reading;
mod restated;
mod topics;

pub use beyond::{Beyond, CodeWords};
pub use fault::{Fault, FaultPlace};
pub use foreign::{
    Columns, Format, Item, Limits, Mapping, Mappings, Meaning, Outcome, Rules, Terms, kept,
    read_file, sniff_beginning, unkept,
};
pub use format::Draft;
pub use mark::{Marked, Marker};
pub use quarantine::Quarantine;
pub use read::{LINE_BYTES_MAX, Refusal, read, too_long};
pub use restated::Stated;
pub use topics::{TopicOffer, topics_of};

#[cfg(test)]
mod tests;
