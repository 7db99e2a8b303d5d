//! Foreign government information within a marking of the United States.

use crate::ownership::alphabetical;
use crate::{Code, CodeList};

/// The FGI block (register H.7).
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Fgi {
    /// There is none.
    #[default]
    None,
    /// From these sources.
    Acknowledged(CodeList),
    /// From a source that must be concealed.
    Concealed,
}

impl Fgi {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Self::None
    }

    /// Together with another. A concealed source conceals all, since a list beside it would tell
    /// how many there are (register p124).
    pub(crate) fn add(&mut self, other: &Self) {
        *self = match (&*self, other) {
            (Self::Concealed, _) | (_, Self::Concealed) => Self::Concealed,
            (one, Self::None) => one.clone(),
            (Self::None, other) => other.clone(),
            (Self::Acknowledged(one), Self::Acknowledged(more)) => {
                Self::Acknowledged(one.iter().chain(more.iter()).collect())
            }
        };
    }

    /// What both say. A concealed source stands above every list.
    pub(crate) fn common(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::None, _) | (_, Self::None) => Self::None,
            (Self::Concealed, one) | (one, Self::Concealed) => one.clone(),
            (Self::Acknowledged(one), Self::Acknowledged(another)) => {
                let both: CodeList = one.iter().filter(|code| another.lists(*code)).collect();
                if both.is_empty() { Self::None } else { Self::Acknowledged(both) }
            }
        }
    }

    /// Whether it says as much as another, or conceals it.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (_, Self::None) | (Self::Concealed, _) => true,
            (Self::None, _) | (Self::Acknowledged(_), Self::Concealed) => false,
            (Self::Acknowledged(held), Self::Acknowledged(needed)) => {
                needed.iter().all(|code| held.lists(code))
            }
        }
    }

    pub(crate) fn printed(&self, word: &str) -> String {
        match self {
            Self::None => String::new(),
            Self::Acknowledged(list) => format!("{word} {}", alphabetical(list)),
            Self::Concealed => word.to_owned(),
        }
    }

    /// Whether NATO is among the sources that are named.
    pub fn names_nato(&self) -> bool {
        match self {
            Self::None | Self::Concealed => false,
            Self::Acknowledged(list) => list.iter().any(|code| code == Code::NATO),
        }
    }
}
