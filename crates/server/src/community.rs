//! The community's file: who takes part, what caveats mean, procedures and grants.

mod from_agencies;
mod read;
mod wire;

pub use from_agencies::from_agencies;
pub use read::{load, read};
