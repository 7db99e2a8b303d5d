//! What one viewer sees: worked out from the mentions and judgements that they may have, and from nothing
//! else. A system that held only these would say the same, byte for byte.

use std::cell::RefCell;
use std::collections::BTreeMap;

use dissemination::HandlingId;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::cluster::{Link, grouped};
use crate::judgement::Ruling;
use crate::{Fusion, Held, Judgement, MentionId, Record, Weight, score};

/// A viewer's part of all that is held.
#[expect(missing_debug_implementations, reason = "it is a view with a function of the viewer's")]
pub struct Seen<'f> {
    pub(crate) fusion: &'f Fusion,
    sees: &'f dyn Fn(HandlingId) -> bool,
    /// The judgements that work for the viewer.
    judgements: Vec<&'f Judgement>,
    /// The mentions that these are about: each stands for itself.
    judged: FxHashSet<u32>,
    /// The entities that were worked out, by their mentions.
    known: RefCell<FxHashMap<u32, MentionId>>,
}

/// Mentions that are of one, as a viewer sees it.
#[derive(Clone, Debug)]
pub struct Entity<'f> {
    /// In order, at least one. The first names the entity for this viewer.
    pub mentions: Vec<&'f Held>,
    pub(crate) numbers: Vec<u32>,
}

impl<'f> Entity<'f> {
    /// By what the viewer can ask for it again.
    pub fn id(&self) -> Option<&'f MentionId> {
        self.mentions.first().map(|first| &first.id)
    }
}

/// Mentions that stand or fall together: those of a form, or one that was judged about.
struct Node {
    form: u32,
    members: Vec<u32>,
}

impl<'f> Seen<'f> {
    pub(crate) fn of(fusion: &'f Fusion, sees: &'f dyn Fn(HandlingId) -> bool) -> Self {
        let (judgements, judged, known) = Default::default();
        Self { fusion, sees, judgements, judged, known }
    }

    /// With what people decided: each judgement works that the viewer may have with every mention that it is
    /// about.
    #[must_use]
    pub fn judged(mut self, all: &'f [Judgement]) -> Self {
        for judgement in all {
            let own = judgement.needs.iter().all(|class| (self.sees)(*class));
            let about: Option<Vec<u32>> =
                judgement.ruling.mentions().map(|id| self.number(id)).collect();
            if let (true, Some(about)) = (own, about) {
                self.judged.extend(about);
                self.judgements.push(judgement);
            }
        }
        self.known.take();
        self
    }

    /// The judgements that work for this viewer.
    pub fn judgements(&self) -> impl Iterator<Item = &'f Judgement> {
        self.judgements.iter().copied()
    }

    /// The entity that a mention is of; nothing where it is hidden or there is none.
    pub fn entity(&self, of: &MentionId) -> Option<Entity<'f>> {
        let number = self.number(of)?;
        let nodes = self.component(number);
        let groups = self.grouped(&nodes);
        let at = nodes.iter().position(|node| node.members.contains(&number))?;
        let label = groups.get(at)?;
        let own = nodes.iter().zip(&groups).filter(|(_, group)| *group == label);
        Some(self.entity_of(own.flat_map(|(node, _)| node.members.iter().copied())))
    }

    /// By what the viewer can ask for the entity of a mention.
    pub(crate) fn entity_id(&self, number: u32) -> Option<MentionId> {
        if let Some(known) = self.known.borrow().get(&number) {
            return Some(known.clone());
        }
        let id = &self.fusion.sighting(number)?.id;
        let entity = self.entity(id)?;
        let named = entity.id()?.clone();
        let members = entity.numbers.iter().map(|member| (*member, named.clone()));
        self.known.borrow_mut().extend(members);
        Some(named)
    }

    /// All entities, in the order of their first mentions.
    pub fn entities(&self) -> Vec<Entity<'f>> {
        let mut all: Vec<Entity<'f>> = Vec::new();
        let mut done: FxHashSet<u32> = FxHashSet::default();
        for (_, number) in self.fusion.numbers() {
            if !self.has(number) || done.contains(&number) {
                continue;
            }
            let nodes = self.component(number);
            let mut groups: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
            for (node, label) in nodes.iter().zip(self.grouped(&nodes)) {
                done.extend(&node.members);
                groups.entry(label).or_default().extend(&node.members);
            }
            all.extend(groups.into_values().map(|members| self.entity_of(members)));
        }
        all.sort_by(|one, other| one.id().cmp(&other.id()));
        all
    }

    fn entity_of(&self, numbers: impl IntoIterator<Item = u32>) -> Entity<'f> {
        let held = numbers.into_iter().filter_map(|at| Some((self.fusion.sighting(at)?, at)));
        let mut held: Vec<_> = held.collect();
        held.sort_by(|(one, _), (other, _)| one.id.cmp(&other.id));
        let (mentions, numbers) = held.into_iter().unzip();
        Entity { mentions, numbers }
    }

    /// The number of a mention that the viewer has.
    pub(crate) fn number(&self, id: &MentionId) -> Option<u32> {
        self.fusion.number(id).filter(|number| self.has(*number))
    }

    /// Whether the viewer has a mention.
    pub(crate) fn has(&self, number: u32) -> bool {
        self.fusion.sighting(number).is_some_and(|sighting| sighting.is_seen(self.sees))
    }

    /// Whether the viewer has a mention that is known by the name of a place alone.
    pub fn is_place(&self, of: &MentionId) -> bool {
        let record = self.number(of).and_then(|number| self.record(number));
        record.is_some_and(Record::is_place)
    }

    /// What a mention says.
    pub(crate) fn record(&self, number: u32) -> Option<&'f Record> {
        Some(&self.fusion.form_at(self.fusion.form_of(number)?)?.record)
    }

    /// The nodes of a form that the viewer has: one for all its mentions, where they are one by what they
    /// say; one for each that stands for itself.
    fn nodes(&self, form: u32) -> Vec<Node> {
        let Some(held) = self.fusion.form_at(form) else { return Vec::new() };
        let together = held.alone >= self.fusion.weights().thresholds.link;
        let (mut shared, mut nodes) = (Vec::new(), Vec::new());
        for number in held.members.iter().copied().filter(|number| self.has(*number)) {
            if together && !self.judged.contains(&number) {
                shared.push(number);
            } else {
                nodes.push(Node { form, members: vec![number] });
            }
        }
        if !shared.is_empty() {
            nodes.push(Node { form, members: shared });
        }
        nodes
    }

    /// All nodes that links and confirmations lead to from one mention, in the order of their first
    /// mentions.
    fn component(&self, from: u32) -> Vec<Node> {
        let (mut nodes, mut met) = (Vec::new(), FxHashSet::default());
        let start = self.fusion.form_of(from);
        let mut queue: Vec<u32> = start.into_iter().collect();
        met.extend(start);
        while let Some(form) = queue.pop() {
            let Some(held) = self.fusion.form_at(form) else { continue };
            let own = self.nodes(form);
            if own.is_empty() {
                continue;
            }
            let confirmed =
                own.iter().flat_map(|node| &node.members).flat_map(|at| self.confirmed(*at));
            let confirmed = confirmed.filter_map(|at| self.fusion.form_of(at));
            let linked = held.links.iter().map(|(other, _)| *other);
            queue.extend(linked.chain(confirmed).filter(|other| met.insert(*other)));
            nodes.extend(own);
        }
        nodes.sort_by_key(|node| self.first(node));
        nodes
    }

    fn first(&self, node: &Node) -> Option<&'f MentionId> {
        let ids = node.members.iter().filter_map(|at| Some(&self.fusion.sighting(*at)?.id));
        ids.min()
    }

    /// The judgements that are about an entity.
    pub fn judgements_about(&self, entity: &Entity<'f>) -> Vec<&'f Judgement> {
        let own: FxHashSet<&MentionId> = entity.mentions.iter().map(|held| &held.id).collect();
        let about = |judgement: &&Judgement| judgement.ruling.mentions().any(|id| own.contains(id));
        self.judgements().filter(about).collect()
    }

    /// The mentions that somebody confirmed to be one with a mention.
    fn confirmed(&self, at: u32) -> impl Iterator<Item = u32> + '_ {
        let id = self.fusion.sighting(at).map(|held| &held.id);
        let all = self.judgements.iter().filter_map(move |judgement| match &judgement.ruling {
            Ruling::Confirm(all) => all.contains(id?).then_some(all),
            Ruling::Reject(..) | Ruling::Split(_) => None,
        });
        all.flatten().filter_map(|other| self.number(other)).filter(move |other| *other != at)
    }

    /// Who is one among nodes that are connected.
    fn grouped(&self, nodes: &[Node]) -> Vec<usize> {
        let weights = self.fusion.weights();
        let mut places: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        let mut single: FxHashMap<u32, usize> = FxHashMap::default();
        for (at, node) in nodes.iter().enumerate() {
            places.entry(node.form).or_default().push(at);
            single.extend(node.members.iter().map(|member| (*member, at)));
        }
        let record = |at: usize| Some(&self.fusion.form_at(nodes.get(at)?.form)?.record);
        let weigh = |a: usize, b: usize| match (record(a), record(b)) {
            (Some(a), Some(b)) => score(a, b, weights),
            (None, _) | (_, None) => Weight(i32::MIN / 2),
        };
        let rulings = Rulings::of(self, &single, nodes.len());
        let links = self.links(nodes, &places).chain(rulings.confirmed.iter().copied()).collect();
        grouped(nodes.len(), links, weights.cohesion, weigh, |a, b| rulings.is_apart(a, b))
    }

    fn links<'n>(
        &'n self,
        nodes: &'n [Node],
        places: &'n FxHashMap<u32, Vec<usize>>,
    ) -> impl Iterator<Item = Link> + 'n {
        let enough = self.fusion.weights().thresholds.link;
        nodes.iter().enumerate().flat_map(move |(at, node)| {
            let form = self.fusion.form_at(node.form);
            let own =
                form.map(|form| (node.form, form.alone)).filter(|(_, alone)| *alone >= enough);
            let links = form.into_iter().flat_map(|form| form.links.iter().copied()).chain(own);
            links.flat_map(move |(other, weight)| {
                let others = places.get(&other).into_iter().flatten().copied();
                let later = others.filter(move |other| at < *other);
                later.map(move |other| Link { one: at, other, weight, decided: false })
            })
        })
    }
}

/// What people decided about some nodes.
struct Rulings {
    confirmed: Vec<Link>,
    rejected: FxHashSet<(usize, usize)>,
    /// For each split, whether each node is of it.
    splits: Vec<Vec<bool>>,
}

impl Rulings {
    fn of(seen: &Seen<'_>, single: &FxHashMap<u32, usize>, nodes: usize) -> Self {
        let mut rulings =
            Self { confirmed: Vec::new(), rejected: FxHashSet::default(), splits: Vec::new() };
        let place = |id: &MentionId| single.get(&seen.number(id)?).copied();
        for judgement in &seen.judgements {
            match &judgement.ruling {
                Ruling::Confirm(all) => {
                    let places: Vec<usize> = all.iter().filter_map(place).collect();
                    for (one, other) in places.iter().zip(places.iter().skip(1)) {
                        let weight = Weight(i32::MAX / 2);
                        let (one, other) = (*one, *other);
                        rulings.confirmed.push(Link { one, other, weight, decided: true });
                    }
                }
                Ruling::Reject(ones, others) => {
                    for one in ones.iter().filter_map(place) {
                        let others = others.iter().filter_map(place);
                        let pairs = others.flat_map(|other| [(one, other), (other, one)]);
                        rulings.rejected.extend(pairs);
                    }
                }
                Ruling::Split(apart) => {
                    let mut split = vec![false; nodes];
                    for at in apart.iter().filter_map(place) {
                        if let Some(of) = split.get_mut(at) {
                            *of = true;
                        }
                    }
                    rulings.splits.push(split);
                }
            }
        }
        rulings
    }

    fn is_apart(&self, one: usize, other: usize) -> bool {
        self.rejected.contains(&(one, other))
            || self.splits.iter().any(|split| split.get(one) != split.get(other))
    }
}
