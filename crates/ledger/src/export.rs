//! Exports: the whole log in files, for anybody to verify without the server.
//!
//! An export is a folder, or one tar archive, of what C2SP `tlog-tiles` serves: `checkpoint`,
//! `tile/LEVEL/N` and `tile/entries/N`. A static web server on the folder is a tile log.

mod block;
mod diagnosis;
mod examine;
mod flaw;
mod levels;
mod source;
mod writer;

#[cfg(test)]
mod tests;

pub use examine::{Demand, Examined, examine};
pub use flaw::{Flaw, Verdict};
pub use source::ExportSource;
pub use writer::ExportWriter;

/// The checkpoint's name in an export.
pub const CHECKPOINT_NAME: &str = "checkpoint";
