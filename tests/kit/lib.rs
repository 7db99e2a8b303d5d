//! What the tests share: the real binary, data folders, an oracle that decides in another way,
//! random reports, data files.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "tests stop at the first surprise, run the real binary and print what they skip"
)]

pub mod asked;
pub mod binary;
pub mod cases;
pub mod cedar;
pub mod demo;
pub mod dishonest;
pub mod masked;
pub mod oracle;
pub mod other_verifier;
pub mod others;
pub mod own;
pub mod question;
pub mod random;
pub mod rounds;
pub mod seen;
pub mod served;
pub mod stage;
pub mod vocabulary;
pub mod whole_marking;
pub mod workspace;
pub mod world;

pub use rounds::rounds;
