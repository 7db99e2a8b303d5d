//! Who goes with whom: entities that reports name together or that share a number.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use model::{ReportId, Timestamp};

use crate::{Entity, Identifier, MentionId, Record, Seen};

/// What ties two entities.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Tie {
    /// A report names both.
    Report(ReportId),
    /// Both have a number.
    Shared(Identifier),
}

/// Two entities that are tied, the first in order first.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Edge {
    /// One.
    pub one: MentionId,
    /// The other.
    pub other: MentionId,
    /// What ties them, in order.
    pub ties: Vec<Tie>,
}

/// Entities around one, and what ties them.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Graph {
    /// The entities, with how many steps away they are.
    pub nodes: BTreeMap<MentionId, usize>,
    /// What ties them, in order.
    pub edges: Vec<Edge>,
    /// Whether there is more than was asked for.
    pub more: bool,
}

/// Two who were seen together on several days.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Together {
    /// The other.
    pub with: MentionId,
    /// The days, each with the reports that have both.
    pub days: BTreeMap<String, BTreeSet<ReportId>>,
}

type Neighbours = BTreeMap<MentionId, BTreeSet<Tie>>;

impl<'f> Seen<'f> {
    /// The entities that an entity is tied to, with what ties them; places are not among them.
    pub fn associates(&self, entity: &Entity<'f>) -> BTreeMap<MentionId, BTreeSet<Tie>> {
        let mut found = Neighbours::new();
        let own: BTreeSet<u32> = entity.numbers.iter().copied().collect();
        let mut tied = |number: u32, tie: Tie| {
            if !own.contains(&number)
                && self.has(number)
                && !self.record(number).is_some_and(Record::is_place)
                && let Some(id) = self.entity_id(number)
            {
                found.entry(id).or_default().insert(tie);
            }
        };
        for (mention, number) in entity.mentions.iter().zip(&entity.numbers) {
            for other in self.fusion.of_report(&mention.id.report) {
                tied(other, Tie::Report(mention.id.report.clone()));
            }
            for identifier in
                self.record(*number).into_iter().flat_map(|record| &record.identifiers)
            {
                for other in self.fusion.with_identifier(identifier) {
                    tied(other, Tie::Shared(identifier.clone()));
                }
            }
        }
        found
    }

    /// The entities up to so many steps from one, at most so many.
    pub fn graph(&self, from: &MentionId, hops: usize, nodes_max: usize) -> Option<Graph> {
        let start = self.entity(from)?.id()?.clone();
        let mut graph = Graph { nodes: [(start.clone(), 0)].into(), ..Graph::default() };
        let mut edges: BTreeMap<(MentionId, MentionId), BTreeSet<Tie>> = BTreeMap::new();
        let mut queue = VecDeque::from([(start, 0)]);
        while let Some((id, hop)) = queue.pop_front() {
            let Some(entity) = self.entity(&id) else { continue };
            for (other, ties) in self.associates(&entity) {
                if !graph.nodes.contains_key(&other) {
                    if hop == hops || graph.nodes.len() >= nodes_max {
                        graph.more = true;
                        continue;
                    }
                    graph.nodes.insert(other.clone(), hop + 1);
                    queue.push_back((other.clone(), hop + 1));
                }
                let pair = if id < other { (id.clone(), other) } else { (other, id.clone()) };
                edges.entry(pair).or_default().extend(ties);
            }
        }
        let edge = |((one, other), ties): (_, BTreeSet<Tie>)| Edge {
            one,
            other,
            ties: ties.into_iter().collect(),
        };
        graph.edges = edges.into_iter().map(edge).collect();
        Some(graph)
    }

    /// The shortest way from one entity to another, of equals the first in order; nothing where there is
    /// none, or none among so many entities.
    pub fn path(&self, from: &MentionId, to: &MentionId, nodes_max: usize) -> Option<Vec<Edge>> {
        let (start, end) = (self.entity(from)?.id()?.clone(), self.entity(to)?.id()?.clone());
        let mut before: BTreeMap<MentionId, Option<(MentionId, BTreeSet<Tie>)>> =
            [(start.clone(), None)].into();
        let mut queue = VecDeque::from([start]);
        while let Some(id) = queue.pop_front() {
            if id == end {
                return Some(way(&before, end));
            }
            let Some(entity) = self.entity(&id) else { continue };
            for (other, ties) in self.associates(&entity) {
                if before.len() < nodes_max && !before.contains_key(&other) {
                    before.insert(other.clone(), Some((id.clone(), ties)));
                    queue.push_back(other);
                }
            }
        }
        None
    }

    /// Whom and what an entity was seen with on so many days or more: in one portion of a report, at one
    /// time.
    pub fn together(&self, entity: &Entity<'f>, days_min: usize) -> Vec<Together> {
        let mut found: BTreeMap<MentionId, BTreeMap<String, BTreeSet<ReportId>>> = BTreeMap::new();
        let own: BTreeSet<u32> = entity.numbers.iter().copied().collect();
        for mention in &entity.mentions {
            let Some(day) = mention.at.map(Timestamp::day) else { continue };
            for other in self.fusion.of_report(&mention.id.report) {
                let same = self.fusion.sighting(other).is_some_and(|other| {
                    other.portion == mention.portion && other.at == mention.at
                });
                if same
                    && !own.contains(&other)
                    && self.has(other)
                    && !self.record(other).is_some_and(Record::is_place)
                    && let Some(id) = self.entity_id(other)
                {
                    let days = found.entry(id).or_default();
                    days.entry(day.clone()).or_default().insert(mention.id.report.clone());
                }
            }
        }
        let often = found.into_iter().filter(|(_, days)| days.len() >= days_min);
        often.map(|(with, days)| Together { with, days }).collect()
    }
}

fn way(
    before: &BTreeMap<MentionId, Option<(MentionId, BTreeSet<Tie>)>>,
    end: MentionId,
) -> Vec<Edge> {
    let (mut at, mut way) = (end, Vec::new());
    while let Some(Some((from, ties))) = before.get(&at) {
        let ties = ties.iter().cloned().collect();
        way.push(Edge { one: from.clone(), other: at, ties });
        at = from.clone();
    }
    way.reverse();
    way
}
