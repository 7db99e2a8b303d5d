//! The one integration binary.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests say at once what went wrong, and print what they skip"
)]

mod bad_input;
mod end_to_end;
mod frus;
mod kill;
mod ledger;
mod power_loss;
