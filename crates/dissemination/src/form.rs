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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_back_by_its_outcome_title_and_parts() {
        let all = [
            (Form::Whole, true, vec![]),
            (Form::Redacted { title: false, portions: vec![0, 2] }, false, vec![0, 2]),
            (Form::Redacted { title: true, portions: vec![1] }, true, vec![1]),
            (Form::TearLine { title: true, tearlines: vec![1] }, true, vec![1]),
            (Form::Pointer { title: false }, false, vec![]),
        ];
        for (form, title, parts) in all {
            assert_eq!(form.is_titled(), title, "{form:?}");
            assert_eq!(Form::read(form.outcome(), title, &parts), Some(form));
        }
        assert_eq!(Form::read("withhold", true, &[0]), None);
    }

    #[test]
    fn the_best_form_is_the_whole_then_portions_then_tear_lines_then_the_pointer() {
        let best = |whole, title, portions: &[bool], tearlines: &[bool], pointer| {
            let (portions, tearlines) = (portions.to_vec(), tearlines.to_vec());
            Form::best(&Classes { whole, title, portions, tearlines, pointer, identities: None })
        };
        assert_eq!(best(true, true, &[true], &[true], None), Some(Form::Whole));
        // Whoever may not have the title or what counts as the banner has not the whole.
        let redacted = |title, portions| Some(Form::Redacted { title, portions });
        assert_eq!(best(true, false, &[true], &[true], Some(true)), redacted(false, vec![0]));
        assert_eq!(best(false, true, &[true, true], &[], None), redacted(true, vec![0, 1]));
        assert_eq!(best(true, true, &[false, true], &[true], None), redacted(true, vec![1]));
        let torn = Form::TearLine { title: true, tearlines: vec![1] };
        assert_eq!(best(true, true, &[false], &[false, true], Some(true)), Some(torn));
        let pointer = Form::Pointer { title: false };
        assert_eq!(best(true, false, &[false], &[false], Some(true)), Some(pointer));
        assert_eq!(best(true, false, &[false], &[false], Some(false)), None);
        assert_eq!(best(false, true, &[false], &[], Some(false)), redacted(true, vec![]));
    }
}
