//! TAXII 2.1 (OASIS standard, 10 June 2021): each feed is a collection of STIX objects.
//!
//! Nothing is decided here: which objects there are and what leaves of them comes from the feeds.

pub(super) mod collections;
pub(super) mod discovery;
mod filter;
pub(super) mod media;
pub(super) mod objects;
pub(super) mod submissions;
