//! NATO's control markings.

use crate::Forms;
use crate::few::Member;

/// A control of NATO; since December 2010 no part of the classification (register I).
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum NatoControl {
    /// Atomic information.
    Atomal,
    /// A compartment of signals intelligence.
    Balk,
    /// A compartment of signals intelligence.
    Bohemia,
}

impl Member for NatoControl {
    const ALL: &'static [Self] = &Self::ALL;

    fn place(self) -> u32 {
        self as u32
    }
}

impl NatoControl {
    /// Every control in print order.
    pub const ALL: [Self; 3] = [Self::Atomal, Self::Balk, Self::Bohemia];

    /// The same in every form (register, table 4).
    pub const fn forms(self) -> Forms {
        let name = self.name();
        Forms(name, name, name)
    }

    /// The name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Atomal => "ATOMAL",
            Self::Balk => "BALK",
            Self::Bohemia => "BOHEMIA",
        }
    }
}
