//! What a decision gives, so that two can be compared.

use std::cmp::Ordering;

use crate::{Classes, Decision, Form};

/// What a recipient is given of a report. One is greater than another when it opens more: a better
/// form, or more parts in the same form. Two that each have what the other lacks do not compare.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct Given {
    form: Option<Form>,
    /// The tear lines beside a whole.
    beside: Vec<usize>,
}

impl Given {
    /// The most that can be given, from what is permitted of each class.
    pub(crate) fn best(permitted: &Classes<bool>) -> Self {
        let form = Form::best(permitted);
        let beside = match form {
            Some(Form::Whole) => {
                let torn = permitted.tearlines.iter().enumerate();
                torn.filter(|(_, permitted)| **permitted).map(|(at, _)| at).collect()
            }
            Some(Form::Redacted { .. } | Form::TearLine { .. } | Form::Pointer { .. }) | None => {
                Vec::new()
            }
        };
        Self { form, beside }
    }

    /// What a decision gives.
    pub fn of(decision: &Decision) -> Self {
        Self { form: decision.form.clone(), beside: decision.beside.clone() }
    }

    /// The form, if anything is given.
    pub fn form(&self) -> Option<&Form> {
        self.form.as_ref()
    }

    /// The word used in interfaces.
    pub fn outcome(&self) -> &'static str {
        self.form.as_ref().map_or("withhold", Form::outcome)
    }

    /// The tear lines that go beside a whole, by position.
    pub fn beside(&self) -> &[usize] {
        &self.beside
    }

    pub(crate) fn into_parts(self) -> (Option<Form>, Vec<usize>) {
        (self.form, self.beside)
    }

    /// Whether its form is better than another's, whatever the parts.
    pub fn is_better_form(&self, other: &Self) -> bool {
        self.rank() > other.rank()
    }

    /// The forms from nothing to everything; a title alone is the least.
    fn rank(&self) -> u8 {
        match &self.form {
            None => 0,
            Some(Form::Redacted { portions, .. }) if portions.is_empty() => 1,
            Some(Form::Pointer { .. }) => 2,
            Some(Form::TearLine { .. }) => 3,
            Some(Form::Redacted { .. }) => 4,
            Some(Form::Whole) => 5,
        }
    }

    fn titled(&self) -> bool {
        match &self.form {
            Some(Form::Whole) => true,
            Some(
                Form::Redacted { title, .. }
                | Form::TearLine { title, .. }
                | Form::Pointer { title },
            ) => *title,
            None => false,
        }
    }

    fn parts(&self) -> &[usize] {
        match &self.form {
            Some(Form::Whole) => &self.beside,
            Some(Form::Redacted { portions, .. }) => portions,
            Some(Form::TearLine { tearlines, .. }) => tearlines,
            Some(Form::Pointer { .. }) | None => &[],
        }
    }

    /// Whether it has everything of another of the same form.
    fn covers(&self, other: &Self) -> bool {
        self.titled() >= other.titled()
            && other.parts().iter().all(|part| self.parts().contains(part))
    }
}

impl PartialOrd for Given {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match self.rank().cmp(&other.rank()) {
            Ordering::Equal => match (self.covers(other), other.covers(self)) {
                (true, true) => Some(Ordering::Equal),
                (true, false) => Some(Ordering::Greater),
                (false, true) => Some(Ordering::Less),
                (false, false) => None,
            },
            unequal @ (Ordering::Less | Ordering::Greater) => Some(unequal),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(form: Option<Form>, beside: &[usize]) -> Given {
        Given { form, beside: beside.to_vec() }
    }

    fn redacted(title: bool, portions: &[usize]) -> Given {
        given(Some(Form::Redacted { title, portions: portions.to_vec() }), &[])
    }

    #[test]
    fn a_better_form_is_more_whatever_its_parts() {
        let ascending = [
            given(None, &[]),
            redacted(true, &[]),
            given(Some(Form::Pointer { title: false }), &[]),
            given(Some(Form::TearLine { title: false, tearlines: vec![0] }), &[]),
            redacted(false, &[0]),
            given(Some(Form::Whole), &[]),
        ];
        for (at, one) in ascending.iter().enumerate() {
            for (other_at, other) in ascending.iter().enumerate() {
                assert_eq!(one.partial_cmp(other), Some(at.cmp(&other_at)), "{one:?} {other:?}");
                assert_eq!(one.is_better_form(other), at > other_at, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn of_one_form_more_is_what_has_every_part_of_the_other_and_the_title() {
        use Ordering::{Equal, Greater, Less};
        let whole = |beside: &[usize]| given(Some(Form::Whole), beside);
        let torn = |tearlines: &[usize]| {
            given(Some(Form::TearLine { title: true, tearlines: tearlines.to_vec() }), &[])
        };
        let pointer = |title| given(Some(Form::Pointer { title }), &[]);
        let cases = [
            (redacted(true, &[0, 2]), redacted(true, &[0]), Some(Greater)),
            (redacted(false, &[0]), redacted(true, &[0]), Some(Less)),
            (redacted(true, &[0]), redacted(true, &[1]), None),
            (redacted(false, &[0, 1]), redacted(true, &[0]), None),
            (redacted(true, &[1]), redacted(true, &[1]), Some(Equal)),
            (whole(&[0, 1]), whole(&[1]), Some(Greater)),
            (whole(&[0]), whole(&[1]), None),
            (torn(&[2]), torn(&[1, 2]), Some(Less)),
            (pointer(true), pointer(false), Some(Greater)),
        ];
        for (one, other, expected) in cases {
            assert_eq!(one.partial_cmp(&other), expected, "{one:?} {other:?}");
            assert!(!one.is_better_form(&other) && !other.is_better_form(&one));
        }
        assert_eq!((whole(&[1]).outcome(), given(None, &[]).outcome()), ("release", "withhold"));
        assert_eq!((whole(&[1, 2]).beside(), whole(&[]).form()), (&[1, 2][..], Some(&Form::Whole)));
    }
}
