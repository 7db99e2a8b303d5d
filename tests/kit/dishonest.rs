//! A log, the parties of its entries, and a server that is dishonest about one of them.
//!
//! Each party judges by what it has: the log's public key, its slice key, its own notes of what it
//! submitted and was given, the slice and the blinded log that the server shows it, the latest
//! checkpoint that the witness cosigned, and the slices that others hand it.

mod history;
mod log;
mod party;

pub use history::{Deceit, History};
pub use log::{Happening, Log};
pub use party::{Charge, Member};
