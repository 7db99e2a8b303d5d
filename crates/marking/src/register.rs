//! What a community adds to the built-in register of the United States.

use std::collections::BTreeSet;

use crate::RuleSet;
use crate::nested::Name;

/// The register by which markings are read. The default is the built-in one.
///
/// ```
/// use marking::{Marking, Register};
/// let register = Register::default().with_system("MOSS").unwrap();
/// assert!(Marking::parse_by("TOP SECRET//MOSS//NOFORN", &register).is_ok());
/// assert!(Marking::parse("TOP SECRET//MOSS//NOFORN").is_err());
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Register {
    rules: RuleSet,
    systems: BTreeSet<String>,
}

impl Register {
    /// Adds a control system of SCI that is not published. `None` when the name is not of capital
    /// letters and digits.
    #[must_use]
    pub fn with_system(mut self, name: &str) -> Option<Self> {
        Name::new(name)?;
        self.systems.insert(name.to_owned());
        Some(self)
    }

    /// Validates by another book of rules.
    #[must_use]
    pub fn with_rules(mut self, rules: RuleSet) -> Self {
        self.rules = rules;
        self
    }

    /// The book of rules by which markings are validated.
    pub fn rules(&self) -> RuleSet {
        self.rules
    }

    /// Whether it is an unpublished control system of this community.
    pub(crate) fn has_system(&self, name: &str) -> bool {
        self.systems.contains(name)
    }

    /// The unpublished control systems, ascending.
    pub fn systems(&self) -> impl Iterator<Item = &str> {
        self.systems.iter().map(String::as_str)
    }
}
