//! The one integration test: its modules are the tests.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "these are tests")]

mod decisions;
mod faults;
mod laws;
mod markings;
mod matrix;
mod tidy;
mod visible;
