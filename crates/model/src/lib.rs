//! The nouns of a clearinghouse: ids, reports, agencies, recipients, purposes, time.
//!
//! Little behaviour lives here, no input or output, and nothing here is serialised: the crates
//! that store or send these types have wire types of their own.
#![doc(test(attr(deny(warnings))))]

mod leaf;
mod timestamp;

pub use leaf::{Commitment, Leaf, LeafError, LeafKind};
pub use timestamp::{Clock, Timestamp, TimestampError};
