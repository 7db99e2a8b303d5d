//! A report that says nearly what another says.

use serde::{Deserialize, Serialize};

use super::Hit;

/// A report that says nearly what another says.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Duplicate {
    /// How much of what is shown of both is the same, from 0 to 1.
    pub likeness: f64,
    /// The report.
    #[serde(flatten)]
    pub hit: Hit,
}

impl Duplicate {
    /// The wire form.
    pub fn of(duplicate: &crate::Duplicate) -> Self {
        let crate::Duplicate { found, likeness } = duplicate;
        Self { likeness: *likeness, hit: Hit::similar(found) }
    }
}
