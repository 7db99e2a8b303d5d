//! Classification levels.

/// A US classification level, ordered by protection.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Level {
    /// UNCLASSIFIED, `U`.
    #[default]
    Unclassified,
    /// CONFIDENTIAL, `C`.
    Confidential,
    /// SECRET, `S`.
    Secret,
    /// TOP SECRET, `TS`.
    TopSecret,
}

impl Level {
    /// All levels, ascending.
    pub const ALL: [Self; 4] =
        [Self::Unclassified, Self::Confidential, Self::Secret, Self::TopSecret];

    /// The banner form, spelled out (register A.6).
    pub const fn banner(self) -> &'static str {
        match self {
            Self::Unclassified => "UNCLASSIFIED",
            Self::Confidential => "CONFIDENTIAL",
            Self::Secret => "SECRET",
            Self::TopSecret => "TOP SECRET",
        }
    }

    /// The portion form.
    pub const fn portion(self) -> &'static str {
        match self {
            Self::Unclassified => "U",
            Self::Confidential => "C",
            Self::Secret => "S",
            Self::TopSecret => "TS",
        }
    }

    /// Reads either form.
    pub fn find(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.banner() == text || level.portion() == text)
    }

    /// Whether it is above UNCLASSIFIED.
    pub fn is_classified(self) -> bool {
        self > Self::Unclassified
    }
}
