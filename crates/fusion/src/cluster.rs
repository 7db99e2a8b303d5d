//! Parting what links connect into those who are one: links are followed from the strongest on, and two
//! groups are joined unless their members speak against one another.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::Weight;

/// A link between two nodes, by their places.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Link {
    pub(crate) one: usize,
    pub(crate) other: usize,
    pub(crate) weight: Weight,
    /// Whether somebody decided it.
    pub(crate) decided: bool,
}

/// Who is one: a label for each node, the place of the first of its group.
///
/// `score` weighs any two nodes; `apart` says whether somebody decided that two are not one; groups whose
/// members weigh less than `cohesion` on the average stay apart.
pub(crate) fn grouped(
    nodes: usize,
    mut links: Vec<Link>,
    cohesion: Weight,
    score: impl Fn(usize, usize) -> Weight,
    apart: impl Fn(usize, usize) -> bool,
) -> Vec<usize> {
    links.sort_by_key(|link| (!link.decided, std::cmp::Reverse(link.weight), link.one, link.other));
    let mut groups = Groups::of(nodes);
    let mut scores: FxHashMap<(usize, usize), Weight> = FxHashMap::default();
    let mut refused: FxHashSet<(usize, usize, usize)> = FxHashSet::default();
    // Who was decided to be one speaks with one voice.
    let mut voices: Option<Vec<usize>> = None;
    for link in links {
        if !link.decided {
            voices.get_or_insert_with(|| groups.labels.clone());
        }
        let (one, other) = (groups.label(link.one), groups.label(link.other));
        if one == other {
            continue;
        }
        let (members, others) = (groups.members(one), groups.members(other));
        // The sizes tell whether a group has grown since it was refused.
        let tried = (one.min(other), one.max(other), members.len() + others.len());
        if !link.decided && refused.contains(&tried) {
            continue;
        }
        let mut crossing = members.iter().flat_map(|a| others.iter().map(move |b| (*a, *b)));
        let torn = crossing.any(|(a, b)| apart(a, b));
        let mut weigh = |a: usize, b: usize| {
            *scores.entry((a.min(b), a.max(b))).or_insert_with(|| score(a.min(b), a.max(b)))
        };
        let voices = voices.as_deref().unwrap_or_default();
        if torn || (!link.decided && average(members, others, voices, &mut weigh) < cohesion) {
            refused.insert(tried);
        } else {
            groups.join(one, other);
        }
    }
    groups.labels
}

/// What the voices of two groups weigh on the average, over some members of each where there are many.
fn average(
    members: &[usize],
    others: &[usize],
    voices: &[usize],
    weigh: &mut impl FnMut(usize, usize) -> Weight,
) -> Weight {
    let mut best: FxHashMap<(Option<&usize>, Option<&usize>), Weight> = FxHashMap::default();
    for a in members.iter().take(SAMPLE) {
        for b in others.iter().take(SAMPLE) {
            let (weight, pair) = (weigh(*a, *b), (voices.get(*a), voices.get(*b)));
            let known = best.entry(pair).or_insert(weight);
            *known = weight.max(*known);
        }
    }
    let sum: i64 = best.values().map(|weight| i64::from(weight.0)).sum();
    let count = i64::try_from(best.len()).unwrap_or(i64::MAX).max(1);
    Weight(i32::try_from(sum / count).unwrap_or(i32::MIN))
}

/// Groups of nodes, by the place of their first.
struct Groups {
    labels: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Groups {
    fn of(nodes: usize) -> Self {
        Self { labels: (0..nodes).collect(), members: (0..nodes).map(|node| vec![node]).collect() }
    }

    fn label(&self, node: usize) -> usize {
        self.labels.get(node).copied().unwrap_or(node)
    }

    fn members(&self, label: usize) -> &[usize] {
        self.members.get(label).map_or(&[], Vec::as_slice)
    }

    fn join(&mut self, one: usize, other: usize) {
        let (first, second) = (one.min(other), one.max(other));
        let moved = self.members.get_mut(second).map(std::mem::take).unwrap_or_default();
        for node in &moved {
            if let Some(label) = self.labels.get_mut(*node) {
                *label = first;
            }
        }
        if let Some(members) = self.members.get_mut(first) {
            members.extend(moved);
            members.sort_unstable();
        }
    }
}

/// Of each group so many speak for it.
const SAMPLE: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    fn link(one: usize, other: usize, bits: i32) -> Link {
        Link { one, other, weight: Weight::bits(bits), decided: false }
    }

    #[test]
    fn a_weak_bridge_does_not_join_those_who_speak_against_one_another() {
        let links = vec![link(0, 1, 9), link(2, 3, 8), link(1, 2, 1)];
        let score = |a: usize, b: usize| {
            let within = (a < 2) == (b < 2);
            if within || (a, b) == (1, 2) { Weight::bits(1) } else { Weight::bits(-9) }
        };
        let groups = grouped(4, links.clone(), Weight::bits(-1), score, |_, _| false);
        assert_eq!(groups, [0, 0, 2, 2]);
        let groups = grouped(4, links, Weight::bits(-1), |_, _| Weight(1), |_, _| false);
        assert_eq!(groups, [0, 0, 0, 0]);
    }

    #[test]
    fn what_somebody_decided_goes_before_all_evidence() {
        let decided = Link { decided: true, ..link(0, 1, 0) };
        let groups = grouped(2, vec![decided], Weight(0), |_, _| Weight::bits(-50), |_, _| false);
        assert_eq!(groups, [0, 0]);
        let groups =
            grouped(2, vec![link(0, 1, 50)], Weight(0), |_, _| Weight::bits(50), |_, _| true);
        assert_eq!(groups, [0, 1]);
    }
}
