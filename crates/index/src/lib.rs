//! Full-text search over views: filtered by what the viewer may see before anything is scored or
//! counted, and scored by what the viewer may see alone.
//!
//! Derived and disposable: the whole folder may be deleted at any time.

mod analysis;
mod document;
mod error;
mod fields;
mod geography;
mod index;
mod period;
mod query;
mod search;
mod statistics;
mod viewers;
mod visible;

pub use error::{Error, Result};
pub use index::{Budget, Index, Snapshot};
pub use query::{Alike, Fault, GazetteerPlace, Likeness, Parsed, Reading, Thesaurus, read};
pub use search::{Hit, Hits};
pub use visible::Visible;
