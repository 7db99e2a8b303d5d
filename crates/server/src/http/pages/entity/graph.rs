//! `GET /entity/graph?id=&hops=` and `&to=`: who goes with whom, as a picture and as a table.

use std::collections::BTreeMap;
use std::f64::consts::TAU;

use axum::extract::State;
use marking::{Marking, rollup};
use maud::{Markup, html};
use model::Manner;

use super::super::super::identity::Viewer;
use super::super::super::limits::{GRAPH_NODES, HOPS_MAX};
use super::super::super::params::Params;
use super::super::super::problem::Problem;
use super::super::super::site::Site;
use super::super::Answer;
use super::super::frame::Frame;
use super::super::marks::{count, mark, words};
use super::sourced::Sourced;
use super::{leads, link, reports, sources};
use crate::wire::{EntityGraph, EntityTie};
use crate::{NamedEntity, ShownGraph};

/// The entities around one, or the way from it to another.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let (id, to) = (params.get("id").to_owned(), params.get("to").to_owned());
    let hops = params.number("hops", 1, HOPS_MAX)?;
    let steps = hops.to_string();
    let kept = [("id", id.as_str()), ("hops", &steps), ("to", &to)];
    let frame = Frame::of(&site, &viewer, &params, "/entity/graph", &kept)?;
    let (asked, end) = (id.clone(), to.clone());
    let shown = site
        .ask(&viewer, frame.intent.clone(), move |house, by| match end.is_empty() {
            true => house.entity_graph(by, &asked, (hops, GRAPH_NODES), Manner::Search),
            false => house.entity_path(by, (&asked, &end), Manner::Search),
        })
        .await?;
    let shown = shown.ok_or_else(Problem::not_releasable)?;
    let marks = Sourced::of(&shown.sources);
    let graph = EntityGraph::of(&shown);
    let name = graph.entities.first().map_or("", |node| &node.entity.name);
    let title = match to.is_empty() {
        true => format!("Around {name}"),
        false => format!("From {name}"),
    };
    let first = shown.entities.first().map(|(_, entity)| marks.name(entity));
    let body = html! {
        h1 { (mark(&first.unwrap_or_default())) " " span dir="auto" { (title) } }
        (asking(&frame, (&id, hops), &to))
        @if !to.is_empty() && graph.more {
            p.empty { "No way from one to the other in what is releasable to you." }
        }
        (picture(&frame, (&graph, &steps), &portions(&shown, &marks)))
        @if to.is_empty() { (limits(&frame, (&id, hops), graph.more)) }
        (expanding(&frame, &shown, (&id, &steps), &marks))
        (table(&frame, &shown, &graph, &marks))
        (sources(&frame, &graph.sources))
    };
    Ok(frame.controlled(&title, &marks.banner, leads(&shown.sources), &body))
}

fn asking(frame: &Frame<'_>, (id, hops): (&str, usize), to: &str) -> Markup {
    html! {
        form.fields method="get" action="/entity/graph" {
            (frame.along())
            input type="hidden" name="id" value=(id);
            label { "Steps " select name="hops" {
                @for steps in 1..=HOPS_MAX { option value=(steps) selected[steps == hops] { (steps) } }
            } }
            label { "Way to " input name="to" value=(to) maxlength="200" autocomplete="off"
                placeholder="ORIGINATOR SERIAL#N"; }
            button { "Show" }
        }
    }
}

/// Where an entity stands in the picture.
type Spot = (f64, f64);

/// The first in the middle, those of each step on a ring around it, in order; a way from left to right.
fn spots(graph: &EntityGraph) -> BTreeMap<&str, Spot> {
    let mut rings: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for node in &graph.entities {
        rings.entry(node.steps).or_default().push(&node.entity.id);
    }
    let mut spots = BTreeMap::new();
    let mut radius: f64 = 0.0;
    for (steps, ids) in rings {
        if steps > 0 {
            radius = (radius + RING).max(ids.len() as f64 * APART / TAU);
        }
        for (nth, id) in ids.iter().enumerate() {
            // Each ring is turned a little, so that names do not stand above one another.
            let angle = TAU * (nth as f64 / ids.len() as f64) + steps as f64 * TURN;
            spots.insert(*id, (radius * angle.cos(), radius * angle.sin() * FLAT));
        }
    }
    spots
}

/// The portion mark of each name in the picture.
fn portions(shown: &ShownGraph, marks: &Sourced<'_>) -> BTreeMap<String, String> {
    let named = |(_, entity): &(usize, NamedEntity)| {
        (entity.id.clone(), format!("({})", marks.name(entity).portion()))
    };
    shown.entities.iter().map(named).collect()
}

/// What a graph leaves out, and the way to more of it.
fn limits(frame: &Frame<'_>, (id, hops): (&str, usize), more: bool) -> Markup {
    let further = (hops + 1).to_string();
    html! {
        p.meta {
            "Shown is who is up to " (count(hops as u64, "step", "steps")) " away, of at most "
            (GRAPH_NODES) " entities the nearest. "
            @if more { "There is more than is shown. " }
            @if hops < HOPS_MAX {
                a href=(frame.link("/entity/graph", &[("id", id), ("hops", &further)])) { "One step more" }
            } @else {
                "From here, go on from another."
            }
        }
    }
}

/// From each entity of the picture on: around it, and the way to it.
fn expanding(
    frame: &Frame<'_>,
    shown: &ShownGraph,
    (id, hops): (&str, &str),
    marks: &Sourced<'_>,
) -> Markup {
    html! {
        details {
            summary { "Go on from another" }
            ul.plain {
                @for (_, entity) in shown.entities.iter().filter(|(steps, _)| *steps > 0) {
                    li {
                        (link(frame, entity, marks)) ": "
                        a href=(frame.link("/entity/graph", &[("id", &entity.id), ("hops", hops)])) { "around it" }
                        ", "
                        a href=(frame.link("/entity/graph", &[("id", id), ("to", &entity.id)])) { "the way to it" }
                    }
                }
            }
        }
    }
}

fn picture(
    frame: &Frame<'_>,
    (graph, hops): (&EntityGraph, &str),
    portions: &BTreeMap<String, String>,
) -> Markup {
    let own = |id: &str| portions.get(id).map_or("", String::as_str);
    let spots = spots(graph);
    let reach = |of: fn(&Spot) -> f64| spots.values().map(of).fold(0.0, f64::max);
    let width = reach(|(x, _)| x.abs()) + ROUND_X;
    let height = reach(|(_, y)| y.abs()) + ROUND_Y;
    html! {
        svg.graph viewBox={ (-width) " " (-height) " " (2.0 * width) " " (2.0 * height) } role="group"
            aria-label="Who goes with whom; the table below says the same" {
            @for tie in &graph.ties {
                @if let (Some((x1, y1)), Some((x2, y2))) =
                    (spots.get(tie.one.as_str()), spots.get(tie.other.as_str())) {
                    line x1=(x1) y1=(y1) x2=(x2) y2=(y2) {}
                }
            }
            @for node in &graph.entities {
                @if let Some((x, y)) = spots.get(node.entity.id.as_str()) {
                    a href=(frame.link("/entity/graph", &[("id", &node.entity.id), ("hops", hops)])) {
                        title { (own(&node.entity.id)) " " (node.entity.name) ", " (words(&node.entity.kind)) }
                        circle.(node.entity.kind) cx=(x) cy=(y) r=(if node.steps == 0 { 9 } else { 6 }) {}
                        text x=(x) y=(y + LABEL) text-anchor="middle" { (own(&node.entity.id)) " " (short(&node.entity.name)) }
                    }
                }
            }
        }
    }
}

/// A name as it fits beside others.
fn short(name: &str) -> String {
    match name.chars().count() > NAME_CHARS {
        true => name.chars().take(NAME_CHARS - 1).chain(['…']).collect(),
        false => name.to_owned(),
    }
}

fn table(
    frame: &Frame<'_>,
    shown: &ShownGraph,
    graph: &EntityGraph,
    marks: &Sourced<'_>,
) -> Markup {
    let node = |id: &str| shown.entities.iter().map(|(_, of)| of).find(|of| of.id == id);
    html! {
        div.scroll role="region" aria-label="What ties them" tabindex="0" {
            table {
                caption { "What ties them" }
                thead { tr {
                    @for head in ["One", "Other", "Reports that name both", "Numbers that both have"] {
                        th scope="col" { (head) }
                    }
                } }
                tbody {
                    @for EntityTie { one, other, reports: named, numbers } in &graph.ties {
                        tr {
                            @for id in [one, other] {
                                td { @if let Some(node) = node(id) { (link(frame, node, marks)) } }
                            }
                            td { (reports(frame, named)) }
                            td { @if !numbers.is_empty() {
                                @let both: Vec<Marking> = [one, other].into_iter().filter_map(|id| node(id)).map(|of| marks.whole(of)).collect();
                                (mark(&rollup(both.iter()).banner)) " " (numbers.join(", "))
                            } }
                        }
                    }
                }
            }
        }
    }
}

/// From ring to ring.
const RING: f64 = 130.0;
/// Between two on a ring.
const APART: f64 = 120.0;
/// Of a turn, between rings.
const TURN: f64 = 0.35;
/// Rings are wider than high, as screens are.
const FLAT: f64 = 0.7;
const ROUND_X: f64 = 90.0;
const ROUND_Y: f64 = 36.0;
/// A name's line below its dot.
const LABEL: f64 = 20.0;
const NAME_CHARS: usize = 22;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{EntityName, EntityNode};

    #[test]
    fn everybody_stands_apart_and_the_first_in_the_middle() {
        let node = |nth: usize| EntityNode {
            steps: usize::from(nth > 0) + usize::from(nth > 12),
            entity: EntityName {
                id: format!("CIA E-1#{nth}"),
                kind: "person".to_owned(),
                name: format!("N {nth}"),
                mentions: 1,
                first_seen: None,
                last_seen: None,
            },
        };
        let graph = EntityGraph {
            banner: String::new(),
            entities: (0..60).map(node).collect(),
            ties: Vec::new(),
            more: false,
            sources: Vec::new(),
        };
        let spots = spots(&graph);
        assert_eq!(spots["CIA E-1#0"], (0.0, 0.0));
        let all: Vec<Spot> = spots.values().copied().collect();
        for (nth, (x, y)) in all.iter().enumerate() {
            for (other_x, other_y) in all.iter().skip(nth + 1) {
                assert!((x - other_x).hypot(y - other_y) > 30.0);
            }
        }
        assert_eq!(short("Abdurrahman bin Abdulaziz al-Saud").chars().count(), NAME_CHARS);
    }
}
