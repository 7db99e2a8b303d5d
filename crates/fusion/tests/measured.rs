//! How well records are matched, measured on truth that is not in this repository. What is not there is
//! skipped, and said.

#![expect(
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may fail loudly, and says what it measured"
)]

#[path = "measured/febrl.rs"]
mod febrl;
#[path = "measured/people.rs"]
mod people;
#[path = "measured/sanctions.rs"]
mod sanctions;
#[path = "measured/truth.rs"]
mod truth;
