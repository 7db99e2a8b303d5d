//! MISP: a release as an event, and the manifest and hashes of a feed (MISP core format, feeds).
//!
//! An event's distribution is always 0, "your organisation only", and so is that of all that is in it:
//! who else may have a report is decided here and not by whoever received it. It is never `published`,
//! for publishing is what makes a MISP instance hand an event on to others; people at the recipient's
//! may publish it to their own instance when they have read what they owe.

mod attribute;
mod event;
mod feed;
mod object;
mod tags;

pub use event::{event, withdrawn, withdrawn_earlier};
pub use feed::{hashes, manifest_entry};
