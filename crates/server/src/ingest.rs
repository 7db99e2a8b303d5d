//! Taking in files: read, mark, store, index, in order and without losing anything.

mod caveats;
mod drafts;
mod lines;
mod pipeline;
mod receipt;
mod source;

pub use caveats::caveats_of;
pub(crate) use drafts::{DraftFault, Drafted, drafts};
pub use pipeline::{Listener, ingest};
pub use receipt::{Fate, Receipt, Summary};
pub use source::{Source, sources};
