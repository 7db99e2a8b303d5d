//! Views: what is left of a report for each set of classes that somebody could be permitted.

use std::collections::BTreeSet;

use crate::{Classes, Form, HandlingId};

/// Who sees a view: those who are permitted every required class and none of the excluded.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ViewKey {
    /// Classes that must be permitted, ascending.
    pub required: Vec<HandlingId>,
    /// Classes that must not be permitted, ascending.
    pub excluded: Vec<HandlingId>,
}

/// The number of an interned view key. Numbers are given in journal order.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ViewId(pub u32);

/// One view of a report.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct View {
    /// Who sees it.
    pub key: ViewKey,
    /// What they see.
    pub form: Form,
    /// Whether the US persons in it are masked.
    pub masked: bool,
    /// Whether everybody who sees the whole may have a tear line of it besides. Where it depends on
    /// who sees it, it is not said.
    pub beside: bool,
}

/// The report's markings cross in so many ways that its views cannot be enumerated.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error(
    "the portion marks cross in more than {VIEWS_MAX} ways; split the report, or mark portions \
     alike that may go to the same readers"
)]
pub struct TooManyViews;

/// The views of a report. Every recipient matches exactly one, or none and sees nothing.
///
/// A form that names US persons has two: one for those who may see who they are, and a masked one
/// for all others.
///
/// `implies(a, b)` says that whoever is permitted `a` is permitted `b`; the more it knows, the
/// fewer views there are. For a chain of k classes there are k.
///
/// # Errors
/// When there are more than 64 forms, or more than 12 distinct classes that cross.
pub fn views(
    classes: &Classes<HandlingId>,
    implies: impl Fn(HandlingId, HandlingId) -> bool,
) -> Result<Vec<View>, TooManyViews> {
    let body = distinct([classes.whole, classes.title].into_iter().chain(classes.portions.clone()));
    // A tear line may be of a class of the body, which was chosen with the body already.
    let apart = |id: &HandlingId| !body.contains(id);
    let tearlines = distinct(classes.tearlines.iter().copied().filter(apart));
    let pointer: Vec<_> =
        classes.pointer.into_iter().filter(|id| apart(id) && !tearlines.contains(id)).collect();
    let mut found = Vec::new();
    for of_body in closed_subsets(&body, &BTreeSet::new(), &implies)? {
        if shows_portion(classes, &of_body) {
            push(&mut found, classes, &of_body, &body, &implies)?;
            continue;
        }
        let all = distinct(body.iter().chain(&tearlines).copied());
        // A class that the body has too is decided already: it is seen, or it is not.
        let rest: Vec<_> = tearlines.iter().filter(|id| !body.contains(id)).copied().collect();
        for of_tearlines in closed_subsets(&rest, &of_body, &implies)? {
            let seen: BTreeSet<_> = of_body.union(&of_tearlines).copied().collect();
            if classes.tearlines.iter().any(|id| seen.contains(id)) {
                push(&mut found, classes, &seen, &all, &implies)?;
                continue;
            }
            let everything: Vec<_> = all.iter().chain(&pointer).copied().collect();
            for of_pointer in closed_subsets(&pointer, &seen, &implies)? {
                let seen = seen.union(&of_pointer).copied().collect();
                push(&mut found, classes, &seen, &everything, &implies)?;
            }
        }
    }
    Ok(found.into_iter().flat_map(|view| by_identities(view, classes)).collect())
}

/// The view of those alone who are permitted every class of the body: what is left when the views
/// cannot be enumerated. It is two where US persons are named.
pub fn whole_view(classes: &Classes<HandlingId>) -> Vec<View> {
    let body = [classes.whole, classes.title].into_iter().chain(classes.portions.iter().copied());
    let key = ViewKey { required: distinct(body), excluded: Vec::new() };
    by_identities(View { key, form: Form::Whole, masked: false, beside: false }, classes)
}

/// The view of those who may see who US persons are, and the masked one.
fn by_identities(view: View, classes: &Classes<HandlingId>) -> Vec<View> {
    let Some(named) = classes.identities.as_ref().filter(|named| named.are_in(&view.form)) else {
        return vec![view];
    };
    let mut masked = View { masked: true, ..view.clone() };
    masked.key.excluded = distinct(masked.key.excluded.into_iter().chain([named.class]));
    let mut shown = view;
    shown.key.required = distinct(shown.key.required.into_iter().chain([named.class]));
    vec![shown, masked]
}

fn shows_portion(classes: &Classes<HandlingId>, seen: &BTreeSet<HandlingId>) -> bool {
    classes.portions.iter().any(|id| seen.contains(id))
}

fn push(
    found: &mut Vec<View>,
    classes: &Classes<HandlingId>,
    seen: &BTreeSet<HandlingId>,
    among: &[HandlingId],
    implies: &impl Fn(HandlingId, HandlingId) -> bool,
) -> Result<(), TooManyViews> {
    let Some(form) = Form::best(&classes.map(|id| seen.contains(id))) else { return Ok(()) };
    if found.len() == VIEWS_MAX {
        return Err(TooManyViews);
    }
    let required: BTreeSet<_> = among.iter().filter(|id| seen.contains(id)).copied().collect();
    let excluded: BTreeSet<_> = among.iter().filter(|id| !seen.contains(id)).copied().collect();
    let key = ViewKey {
        required: required.into_iter().collect(),
        excluded: excluded.into_iter().collect(),
    };
    let given =
        |class: &HandlingId| seen.contains(class) || seen.iter().any(|held| implies(*held, *class));
    let beside = form == Form::Whole && classes.tearlines.iter().any(given);
    found.push(View { key, form, masked: false, beside });
    Ok(())
}

/// Subsets that hold whatever their members, or what is seen already, imply.
fn closed_subsets(
    ids: &[HandlingId],
    seen: &BTreeSet<HandlingId>,
    implies: &impl Fn(HandlingId, HandlingId) -> bool,
) -> Result<Vec<BTreeSet<HandlingId>>, TooManyViews> {
    if ids.len() > CROSSING_CLASSES_MAX {
        return Err(TooManyViews);
    }
    let forced: Vec<u32> =
        ids.iter().map(|of| mask(ids, |id| id == *of || implies(*of, id))).collect();
    let least = mask(ids, |id| seen.contains(&id) || seen.iter().any(|of| implies(*of, id)));
    let mut subsets = Vec::new();
    for subset in 0..(1_u32 << ids.len()) {
        let members = || forced.iter().enumerate().filter(|(at, _)| subset & (1 << at) != 0);
        let closed =
            subset & least == least && members().all(|(_, needs)| subset & needs == *needs);
        if closed {
            let held = ids.iter().enumerate().filter(|(at, _)| subset & (1 << at) != 0);
            subsets.push(held.map(|(_, id)| *id).collect());
        }
    }
    Ok(subsets)
}

fn mask(ids: &[HandlingId], holds: impl Fn(HandlingId) -> bool) -> u32 {
    let held = ids.iter().enumerate().filter(|(_, id)| holds(**id));
    held.fold(0, |mask, (at, _)| mask | (1 << at))
}

fn distinct(ids: impl Iterator<Item = HandlingId>) -> Vec<HandlingId> {
    ids.collect::<BTreeSet<_>>().into_iter().collect()
}

const VIEWS_MAX: usize = 64;
const CROSSING_CLASSES_MAX: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Identities;

    fn ids(of: &[u32]) -> Vec<HandlingId> {
        of.iter().copied().map(HandlingId).collect()
    }

    fn classes(portions: &[u32], tearlines: &[u32]) -> Classes<HandlingId> {
        Classes {
            whole: HandlingId(0),
            title: HandlingId(0),
            portions: ids(portions),
            tearlines: ids(tearlines),
            pointer: None,
            identities: None,
        }
    }

    fn keys(all: &[View]) -> Vec<(Vec<u32>, Vec<u32>)> {
        let plain = |of: &[HandlingId]| of.iter().map(|id| id.0).collect();
        all.iter().map(|view| (plain(&view.key.required), plain(&view.key.excluded))).collect()
    }

    #[test]
    fn a_chain_of_classes_has_a_view_for_each_and_more_than_twelve_that_cross_are_too_many() {
        let chain = |count: u32| {
            let of: Vec<u32> = (0..count).collect();
            views(&classes(&of, &[]), |one, other| one < other)
        };
        assert_eq!(chain(12).unwrap().len(), 12);
        assert_eq!(chain(13), Err(TooManyViews));
        let crossing = |count: u32| {
            let of: Vec<u32> = (1..=count).collect();
            views(&classes(&of, &[]), |_, _| false)
        };
        // Each set of portions with and without the whole, and those of a title alone.
        assert_eq!(crossing(5).unwrap().len(), 2 * 31 + 1);
        assert_eq!(crossing(6), Err(TooManyViews));
    }

    #[test]
    fn a_tear_line_is_said_to_be_beside_the_whole_where_all_who_see_the_whole_may_have_it() {
        let beside = |tearlines: &[u32], implies: fn(HandlingId, HandlingId) -> bool| {
            let all = views(&classes(&[0], tearlines), implies).unwrap();
            let whole = all.into_iter().find(|view| view.form == Form::Whole);
            whole.unwrap().beside
        };
        assert!(beside(&[0], |_, _| false), "of the class of the whole");
        assert!(beside(&[1], |one, other| (one.0, other.0) == (0, 1)));
        assert!(beside(&[2, 1], |one, other| (one.0, other.0) == (0, 1)));
        assert!(!beside(&[1], |_, _| false) && !beside(&[], |_, _| true));
        assert!(!beside(&[1], |one, other| (one.0, other.0) == (1, 0)), "the other way round");
        // A form that has no whole has nothing beside it.
        let torn = views(&classes(&[0], &[1]), |one, other| one < other).unwrap();
        assert_eq!(torn.iter().map(|view| view.beside).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn what_names_somebody_has_a_view_for_those_who_may_see_who_and_a_masked_one_for_others() {
        let class = HandlingId(9);
        let (portions, tearlines) = (vec![true, false], vec![]);
        let named = Identities { class, title: false, portions, tearlines, pointer: false };
        let all = Classes { identities: Some(named), ..classes(&[1, 2], &[]) };
        let all = views(&all, |_, _| false).unwrap();
        for view in &all {
            let names = match &view.form {
                Form::Redacted { portions, .. } => portions.contains(&0),
                Form::Whole => true,
                Form::TearLine { .. } | Form::Pointer { .. } => false,
            };
            let key = &view.key;
            assert_eq!(key.required.contains(&class), names && !view.masked, "{view:?}");
            assert_eq!(key.excluded.contains(&class), view.masked, "{view:?}");
            let twins = all.iter().filter(|other| other.form == view.form);
            let masked = twins.filter(|twin| twin.masked).count();
            assert_eq!(masked > 0, names, "{view:?}");
        }
        let distinct: BTreeSet<_> = keys(&all).into_iter().collect();
        assert_eq!(distinct.len(), all.len());
    }
}
