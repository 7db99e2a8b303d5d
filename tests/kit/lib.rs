//! What the tests share: the real binary, data folders, and the shared real data where it is there.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "tests say at once what went wrong, run the real binary and print what they skip"
)]

pub mod binary;
pub mod stage;
