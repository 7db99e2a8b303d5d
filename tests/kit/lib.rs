//! What the tests share: an oracle that decides in another way, random reports, data files.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

pub mod cases;
pub mod oracle;
pub mod random;
pub mod vocabulary;
pub mod workspace;
pub mod world;
