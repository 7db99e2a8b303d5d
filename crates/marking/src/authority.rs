//! The classification authority block (register E, pages 31 to 34; 32 CFR 2001).

mod attributes;
mod block;
mod day;
mod declassify;
mod longest;
mod read;

pub use block::{Block, Decision, Reasons};
pub use day::Day;
pub use declassify::{Declassify, NotApplicable, Until};
pub use longest::longest;
pub use read::{Instruction, Origin, Retired};

/// Why a line of the block cannot stand.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum AuthorityError {
    /// The value is none that the register knows.
    #[error(
        "`{found}` is no declassification instruction; write a date such as 20510131, an \
             event, or an exemption such as 25X1, 20760131"
    )]
    Declassify {
        /// What stands there.
        found: String,
    },
    /// A line of the block is not there.
    #[error("the line `{line}` is missing or empty; add it")]
    Missing {
        /// Its name.
        line: &'static str,
    },
    /// A line that the block does not have, or has already.
    #[error("the line `{found}` does not belong to the block; remove it")]
    Line {
        /// What stands there.
        found: String,
    },
    /// The reason cites no category.
    #[error("`{found}` cites no category of EO 13526, section 1.4; write one such as 1.4(c)")]
    Reason {
        /// What stands there.
        found: String,
    },
    /// The block says both that the decision is original and that it is derived.
    #[error(
        "the block has both a reason and a source; keep the reason for an original decision, \
             the source for a derivative one"
    )]
    Both,
    /// No single value is known to protect longest.
    #[error(
        "`{first}` and `{second}` cannot be compared; ask an original classification \
             authority which protects longer"
    )]
    Undecided {
        /// One of them.
        first: String,
        /// The other.
        second: String,
    },
}

#[cfg(test)]
mod tests;
