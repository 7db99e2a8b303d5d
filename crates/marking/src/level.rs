//! Classification levels.

use std::sync::LazyLock;

use crate::packed::Words;

/// A classification level, ordered by protection. RESTRICTED is none of the United States.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Level {
    /// UNCLASSIFIED, `U`.
    #[default]
    Unclassified,
    /// RESTRICTED, `R`, of others than the United States (register A.6).
    Restricted,
    /// CONFIDENTIAL, `C`.
    Confidential,
    /// SECRET, `S`.
    Secret,
    /// TOP SECRET, `TS`.
    TopSecret,
}

impl Level {
    /// All levels, ascending.
    pub const ALL: [Self; 5] =
        [Self::Unclassified, Self::Restricted, Self::Confidential, Self::Secret, Self::TopSecret];

    /// The banner form, spelled out (register A.6).
    pub const fn banner(self) -> &'static str {
        match self {
            Self::Unclassified => "UNCLASSIFIED",
            Self::Restricted => "RESTRICTED",
            Self::Confidential => "CONFIDENTIAL",
            Self::Secret => "SECRET",
            Self::TopSecret => "TOP SECRET",
        }
    }

    /// The portion form.
    pub const fn portion(self) -> &'static str {
        match self {
            Self::Unclassified => "U",
            Self::Restricted => "R",
            Self::Confidential => "C",
            Self::Secret => "S",
            Self::TopSecret => "TS",
        }
    }

    /// Reads either form.
    pub fn find(text: &str) -> Option<Self> {
        LEVELS.find(text)
    }

    /// Whether it is above UNCLASSIFIED.
    pub fn is_classified(self) -> bool {
        self > Self::Unclassified
    }
}

static LEVELS: LazyLock<Words<Level>> = LazyLock::new(|| {
    let forms = |level: Level| [(level.banner(), level), (level.portion(), level)];
    Level::ALL.into_iter().flat_map(forms).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_is_found_by_both_its_forms() {
        for level in Level::ALL {
            assert_eq!([level.banner(), level.portion()].map(Level::find), [Some(level); 2]);
        }
        assert_eq!(["", "X", "Secret", "TOP  SECRET"].map(Level::find), [None; 4]);
    }
}
