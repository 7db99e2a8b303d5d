//! How far a decision goes: what it gives, and whether that says who the US persons in it are.

use std::cmp::Ordering;

use crate::{Classes, Decision, Given, Naming};

/// What a recipient is given of a report, with how US persons are named in it.
///
/// One is greater than another when it opens more: more is given, or the same with the names instead of
/// masks. Two of which each has what the other lacks do not compare.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct Extent {
    /// What is given.
    pub given: Given,
    /// Whether US persons are named in that.
    pub naming: Naming,
}

impl Extent {
    /// The most that can be given, from what is permitted of each class.
    pub(crate) fn best(permitted: &Classes<bool>) -> Self {
        let given = Given::best(permitted);
        let named = given.form().zip(permitted.identities.as_ref());
        let naming = match named.filter(|(form, identities)| identities.are_in(form)) {
            Some((_, identities)) if identities.class => Naming::Shown,
            Some(_) => Naming::Masked,
            None => Naming::Nobody,
        };
        Self { given, naming }
    }

    /// How far a decision goes.
    pub fn of(decision: &Decision) -> Self {
        Self { given: Given::of(decision), naming: decision.naming }
    }
}

impl PartialOrd for Extent {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let given = self.given.partial_cmp(&other.given)?;
        let naming = match (self.naming, other.naming) {
            (Naming::Shown, Naming::Masked) => Ordering::Greater,
            (Naming::Masked, Naming::Shown) => Ordering::Less,
            (one, another) if one == another => Ordering::Equal,
            // Where only one of the two names anybody, what is given tells them apart.
            _ if given == Ordering::Equal => return None,
            _ => Ordering::Equal,
        };
        match (given, naming) {
            (Ordering::Equal, naming) => Some(naming),
            (given, Ordering::Equal) => Some(given),
            (given, naming) => (given == naming).then_some(given),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Form, Identities};

    /// Of a report with one portion, which names somebody, and a title that does not.
    fn best(whole: bool, portion: bool, named: bool) -> Extent {
        let identities = Identities {
            class: named,
            title: false,
            portions: vec![true],
            tearlines: Vec::new(),
            pointer: false,
        };
        Extent::best(&Classes {
            whole,
            title: true,
            portions: vec![portion],
            tearlines: Vec::new(),
            pointer: None,
            identities: Some(identities),
        })
    }

    #[test]
    fn names_and_more_parts_open_more_and_both_against_one_another_do_not_compare() {
        let [shown, masked] = [true, false].map(|named| best(true, true, named));
        assert_eq!((shown.naming, masked.naming), (Naming::Shown, Naming::Masked));
        assert_eq!(shown.partial_cmp(&masked), Some(Ordering::Greater));
        assert_eq!(masked.partial_cmp(&shown), Some(Ordering::Less));
        assert_eq!(shown.partial_cmp(&shown), Some(Ordering::Equal));
        let part = best(false, true, true);
        assert!(matches!(part.given.form(), Some(Form::Redacted { .. })));
        assert_eq!(shown.partial_cmp(&part), Some(Ordering::Greater));
        assert_eq!(masked.partial_cmp(&part), None, "more, and it no longer says who");
        // A title that names nobody says nothing of masks.
        let title = best(false, false, false);
        assert_eq!(title.naming, Naming::Nobody);
        assert_eq!(masked.partial_cmp(&title), Some(Ordering::Greater));
    }
}
