//! Recipients who stand in the same groups in both communities.

use std::collections::BTreeMap;

use model::RecipientId;

use crate::Crowd;

/// Recipients of the same groups on both sides. Who is no recipient on one gets nothing there.
#[derive(Debug)]
pub(super) struct Pair<'c> {
    pub(super) groups: (Option<usize>, Option<usize>),
    pub(super) recipients: Vec<&'c RecipientId>,
    /// Whether nothing about them changed, so that shapes that are not touched stay as they are.
    pub(super) is_same: bool,
}

/// Who stands in which groups, those of the same two together.
pub(super) fn pairs<'c>(before: &Crowd<'c>, after: &Crowd<'c>) -> Vec<Pair<'c>> {
    let mut of: BTreeMap<&'c RecipientId, (Option<usize>, Option<usize>)> = BTreeMap::new();
    for (at, group) in before.groups().iter().enumerate() {
        group.iter().for_each(|one| of.entry(&one.id).or_default().0 = Some(at));
    }
    for (at, group) in after.groups().iter().enumerate() {
        group.iter().for_each(|one| of.entry(&one.id).or_default().1 = Some(at));
    }
    let mut pairs: BTreeMap<_, Vec<&'c RecipientId>> = BTreeMap::new();
    for (id, groups) in of {
        pairs.entry(groups).or_default().push(id);
    }
    let pair = |(groups, recipients): ((Option<usize>, Option<usize>), _)| {
        let one = groups.0.and_then(|at| before.entitlement(at));
        let other = groups.1.and_then(|at| after.entitlement(at));
        Pair { groups, recipients, is_same: one.is_some() && one == other }
    };
    pairs.into_iter().map(pair).collect()
}
