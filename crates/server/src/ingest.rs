//! Taking in files: read, mark, store, index, in order and without losing anything.

mod again;
mod apart;
mod caveats;
mod drafts;
mod fate;
mod foreign;
mod lines;
mod marking;
mod pipeline;
mod receipt;
mod source;
mod streamed;

pub(crate) use again::{Again, Unfit, again};
pub use apart::{READ_APART, serve_apart};
pub use caveats::caveats_of;
pub(crate) use drafts::{DraftFault, Drafted, drafts};
pub(crate) use fate::refusal;
pub use pipeline::{Listener, ingest, ingest_as_of};
pub use receipt::{Fate, Receipt, Summary};
pub use source::{Source, sources};
pub use streamed::{Chunk, Streamed};
