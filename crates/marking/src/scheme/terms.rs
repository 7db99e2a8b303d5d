//! What a scheme is made of, as its configuration says it.

/// A scheme: levels ascending, sets in print order, then releasability.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SchemeTerms {
    /// What it is called.
    pub name: String,
    /// The levels, ascending by protection.
    pub levels: Vec<LevelTerms>,
    /// The sets of tokens, in print order.
    pub sets: Vec<SetTerms>,
    /// To whom something may be released; `None` when the scheme cannot say so.
    pub release: Option<ReleaseTerms>,
}

/// A level.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct LevelTerms {
    /// In a banner.
    pub title: String,
    /// In a portion mark.
    pub portion: String,
    /// The register's marking that protects as much, such as `SECRET` or `SECRET//NOFORN`.
    pub equals: Option<String>,
}

/// A set of tokens.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SetTerms {
    /// What it is called, for messages.
    pub name: String,
    /// The word before its tokens, if there is one.
    pub indicator: Option<String>,
    /// Whether `ALFA-X` lies within `ALFA`, and holds it.
    pub hierarchical: bool,
    /// Whether at most one token may stand. The tokens ascend by protection then, and roll-up
    /// keeps the last of them.
    pub exclusive: bool,
    /// Whether one must stand, from `level` upwards.
    pub required: bool,
    /// The title of the lowest level at which its tokens may stand.
    pub level: Option<String>,
    /// The tokens, in print order.
    pub tokens: Vec<TokenTerms>,
}

/// A token of a set.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TokenTerms {
    /// In a banner.
    pub name: String,
    /// In a portion mark.
    pub portion: String,
    /// The title of the lowest level at which it may stand.
    pub level: Option<String>,
    /// What of the register protects as much, such as `NOFORN` or `SI-G`.
    pub equals: Option<String>,
}

/// To whom something may be released.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ReleaseTerms {
    /// The words before the list.
    pub indicator: String,
    /// Codes of the register that belong to every list without being written.
    pub always: Vec<String>,
    /// Those who can be listed, in print order.
    pub codes: Vec<ReleaseCode>,
}

/// Somebody who can be listed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ReleaseCode {
    /// In the list.
    pub name: String,
    /// The register's code.
    pub equals: Option<String>,
}

impl SetTerms {
    /// The token that another one lies within.
    pub(super) fn parent_of(&self, token: &TokenTerms) -> Option<usize> {
        let (parent, _) = token.name.rsplit_once('-').filter(|_| self.hierarchical)?;
        self.tokens.iter().position(|known| known.name == parent)
    }
}

impl SchemeTerms {
    /// The position of a level by its title.
    pub(super) fn level_at(&self, title: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.title == title)
    }

    /// The position of the lowest level that is asked for; the lowest of all when none is.
    pub(super) fn lowest(&self, title: Option<&str>) -> usize {
        title.and_then(|title| self.level_at(title)).unwrap_or_default()
    }
}
