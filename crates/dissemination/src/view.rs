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
