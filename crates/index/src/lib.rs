//! Full-text search over views: filtered by what the viewer may see before anything is scored or
//! counted, and scored by what the viewer may see alone.
//!
//! Derived and disposable: the whole folder may be deleted at any time.

mod all_words;
mod analysis;
mod any_words;
mod backlog;
mod blocks;
mod document;
mod documents;
mod error;
mod explanation;
mod fields;
mod found;
mod geography;
mod incoming;
mod index;
mod live;
mod names;
mod one_word;
mod period;
mod plan;
mod postings;
mod probe;
mod query;
mod rebuilding;
mod runs;
mod search;
mod seen;
mod soundness;
mod standing;
mod statistics;
mod tally;
mod top;
mod turns;
mod viewers;
mod visible;
mod wanted;
mod words;

pub use analysis::language_code;
pub use documents::Addition;
pub use error::{Error, Result};
pub use explanation::{Explained, Part};
pub use incoming::Incoming;
pub use index::{Budget, Index, Snapshot};
pub use query::{
    Alike, Ease, Fault, How, Likeness, Narrowed, Narrowing, Parsed, Reading, Reason, Thesaurus,
    read,
};
pub use rebuilding::Rebuilding;
pub use standing::StandingQueries;
pub use visible::Visible;
pub use wanted::{
    Answer, Cursor, Facet, FacetField, Hit, Order, Place, Statistics, Wanted, Weighted,
};
pub use words::{Likened, Suggestion};
