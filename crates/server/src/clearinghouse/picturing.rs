//! Who goes with whom: the entities around one, and ways from one to another, out of what a recipient has.

use std::collections::BTreeSet;

use dissemination::Released;
use fusion::{Edge, MentionId, Seen, Tie};
use index::Visible;
use model::{Manner, ReportId};

use super::answers::Caller;
use super::{Clearinghouse, fusing::NamedEntity};
use crate::Result;
use crate::fused::{Fused, name_of};
use crate::release_log::Serving;

/// Entities, and what ties them.
#[derive(Debug)]
pub struct ShownGraph {
    /// The entities in the order of their steps, each with how many steps away it is.
    pub entities: Vec<(usize, NamedEntity)>,
    /// What ties them.
    pub ties: Vec<ShownTie>,
    /// Whether there is more than was asked for.
    pub more: bool,
    /// The reports that all of this is known from, as far as they may go.
    pub sources: Vec<Released>,
}

/// What ties two entities.
#[derive(Clone, Debug)]
pub struct ShownTie {
    /// What one is called.
    pub one: String,
    /// What the other is called.
    pub other: String,
    /// Reports that name both, and numbers that both have.
    pub ties: Vec<Tie>,
}

impl Clearinghouse {
    /// The entities up to so many steps from one; `None` where the recipient has no such mention, whether it
    /// is hidden or not there. Either is recorded first.
    ///
    /// # Errors
    /// When what is stored cannot be read, or it could not be recorded.
    pub fn entity_graph(
        &self,
        by: Caller<'_>,
        id: &str,
        (hops, nodes_max): (usize, usize),
        manner: Manner,
    ) -> Result<Option<ShownGraph>> {
        self.with_seen(by, manner, |fused, seen, (serving, visible)| {
            let mention = fused.mention(id, visible);
            let graph = mention.and_then(|mention| seen.graph(&mention, hops, nodes_max));
            let shown = graph.map(|graph| {
                let mut nodes: Vec<(usize, MentionId)> =
                    graph.nodes.into_iter().map(|(id, hop)| (hop, id)).collect();
                nodes.sort();
                ShownGraph::of(seen, nodes, graph.edges, graph.more)
            });
            self.give_graph((serving, fused, visible), shown, &[id])
        })
    }

    /// The shortest way from one entity to another: empty where there is none among `PATH_NODES_MAX`
    /// entities, `None` where the recipient does not have both mentions. Either is recorded first.
    ///
    /// # Errors
    /// When what is stored cannot be read, or it could not be recorded.
    pub fn entity_path(
        &self,
        by: Caller<'_>,
        (from, to): (&str, &str),
        manner: Manner,
    ) -> Result<Option<ShownGraph>> {
        self.with_seen(by, manner, |fused, seen, (serving, visible)| {
            let own = |id| {
                let mention = fused.mention(id, visible)?;
                seen.entity(&mention)?.id().cloned()
            };
            let shown = own(from).zip(own(to)).map(|(from, to)| {
                let way = seen.path(&from, &to, PATH_NODES_MAX);
                let more = way.is_none();
                let edges = way.unwrap_or_default();
                let steps = edges.iter().map(|edge| edge.other.clone());
                let mut nodes: Vec<(usize, MentionId)> =
                    std::iter::once(from).chain(steps).enumerate().collect();
                if more {
                    nodes.push((1, to));
                }
                ShownGraph::of(seen, nodes, edges, more)
            });
            self.give_graph((serving, fused, visible), shown, &[from, to])
        })
    }

    fn give_graph(
        &self,
        (serving, fused, visible): (Serving<'_>, &Fused, &Visible),
        shown: Option<ShownGraph>,
        asked: &[&str],
    ) -> Result<Option<ShownGraph>> {
        let behind = match &shown {
            Some(shown) => self.behind(serving, (fused, visible), shown.reports())?,
            None => None,
        };
        let Some((shown, behind)) = shown.zip(behind) else {
            for id in asked {
                self.no_entity(serving, id)?;
            }
            return Ok(None);
        };
        let sources = self.release_behind(serving, behind)?;
        Ok(Some(ShownGraph { sources, ..shown }))
    }
}

impl ShownGraph {
    fn of(seen: &Seen<'_>, nodes: Vec<(usize, MentionId)>, edges: Vec<Edge>, more: bool) -> Self {
        let named =
            |(hop, id): (usize, MentionId)| Some((hop, NamedEntity::of(seen, &seen.entity(&id)?)?));
        let tie = |Edge { one, other, ties }: Edge| ShownTie {
            one: name_of(&one),
            other: name_of(&other),
            ties,
        };
        Self {
            entities: nodes.into_iter().filter_map(named).collect(),
            ties: edges.into_iter().map(tie).collect(),
            more,
            sources: Vec::new(),
        }
    }

    fn reports(&self) -> BTreeSet<ReportId> {
        self.entities.iter().flat_map(|(_, entity)| entity.reports()).collect()
    }
}

/// Entities that a way is looked for among.
const PATH_NODES_MAX: usize = 2_000;
