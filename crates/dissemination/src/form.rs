//! The best permitted form of a report (design, invariant 7).

use crate::Classes;

/// What of a report may go, from the most to the least.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Form {
    /// All of it.
    Whole,
    /// These portions, by position, and perhaps the title.
    Redacted {
        /// Whether the title goes.
        title: bool,
        /// The portions that go, ascending.
        portions: Vec<usize>,
    },
    /// These tear lines, by position, and perhaps the title.
    TearLine {
        /// Whether the title goes.
        title: bool,
        /// The tear lines that go, ascending.
        tearlines: Vec<usize>,
    },
    /// Whom to ask, and perhaps the title.
    Pointer {
        /// Whether the title goes.
        title: bool,
    },
}

impl Form {
    /// The best form, given for each class whether it is permitted; `None` withholds.
    pub fn best(permitted: &Classes<bool>) -> Option<Self> {
        let title = permitted.title;
        let portions = positions(&permitted.portions);
        if permitted.whole && title && portions.len() == permitted.portions.len() {
            return Some(Self::Whole);
        }
        if !portions.is_empty() {
            return Some(Self::Redacted { title, portions });
        }
        let tearlines = positions(&permitted.tearlines);
        if !tearlines.is_empty() {
            return Some(Self::TearLine { title, tearlines });
        }
        if permitted.pointer == Some(true) {
            return Some(Self::Pointer { title });
        }
        title.then_some(Self::Redacted { title, portions })
    }

    /// The form that an [`Form::outcome`] names, with its parts; `None` where there is no such form.
    pub fn read(outcome: &str, title: bool, parts: &[usize]) -> Option<Self> {
        match outcome {
            "release" => Some(Self::Whole),
            "redact" => Some(Self::Redacted { title, portions: parts.to_vec() }),
            "tearline" => Some(Self::TearLine { title, tearlines: parts.to_vec() }),
            "pointer" => Some(Self::Pointer { title }),
            _ => None,
        }
    }

    /// Whether the title goes.
    pub fn is_titled(&self) -> bool {
        match self {
            Self::Whole => true,
            Self::Redacted { title, .. }
            | Self::TearLine { title, .. }
            | Self::Pointer { title } => *title,
        }
    }

    /// The word used in interfaces.
    pub fn outcome(&self) -> &'static str {
        match self {
            Self::Whole => "release",
            Self::Redacted { .. } => "redact",
            Self::TearLine { .. } => "tearline",
            Self::Pointer { .. } => "pointer",
        }
    }
}

fn positions(permitted: &[bool]) -> Vec<usize> {
    permitted.iter().enumerate().filter(|(_, p)| **p).map(|(at, _)| at).collect()
}
