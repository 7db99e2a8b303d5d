//! `tearline entity graph` and `path`: who goes with whom.

use model::Manner;
use server::percent_encode;
use server::wire::{EntityGraph, EntityTie};

use super::super::ask::{named, nothing, operator, purpose};
use super::super::{Answer, Context};
use super::{line, owed};
use crate::args::CallerArguments;
use crate::output::{say, say_json};

pub(super) fn graph(
    context: &Context,
    id: &str,
    (hops, limit): (u8, u8),
    caller: &CallerArguments,
) -> anyhow::Result<Answer> {
    let purpose = purpose(&caller.purpose)?;
    let shown: Option<EntityGraph> = if context.is_remote() {
        let (id, matter) = (percent_encode(id), caller.matter_parameter());
        let asked = format!("purpose={}{matter}&hops={hops}&limit={limit}", purpose.name());
        let answer = context.get(&format!("/api/v1/entities/{id}/graph?{asked}"))?;
        answer.map(serde_json::from_value).transpose()?
    } else {
        context.with_house(|house| {
            let by = operator(named(house, caller)?, purpose, caller.matter.as_deref());
            let size = (usize::from(hops), usize::from(limit));
            let shown = house.entity_graph(by, id, size, Manner::Search)?;
            Ok(shown.map(|shown| EntityGraph::of(&shown)))
        })?
    };
    let Some(shown) = shown else { return Ok(nothing(context)) };
    tell(context, &shown);
    if shown.more && !context.json {
        say("and more");
    }
    Ok(Answer::Done)
}

pub(super) fn path(
    context: &Context,
    (from, to): (&str, &str),
    caller: &CallerArguments,
) -> anyhow::Result<Answer> {
    let purpose = purpose(&caller.purpose)?;
    let shown: Option<EntityGraph> = if context.is_remote() {
        let (from, to) = (percent_encode(from), percent_encode(to));
        let asked = format!("purpose={}{}&to={to}", purpose.name(), caller.matter_parameter());
        let answer = context.get(&format!("/api/v1/entities/{from}/path?{asked}"))?;
        answer.map(serde_json::from_value).transpose()?
    } else {
        context.with_house(|house| {
            let by = operator(named(house, caller)?, purpose, caller.matter.as_deref());
            let shown = house.entity_path(by, (from, to), Manner::Search)?;
            Ok(shown.map(|shown| EntityGraph::of(&shown)))
        })?
    };
    let Some(shown) = shown else { return Ok(nothing(context)) };
    tell(context, &shown);
    if shown.more && !context.json {
        say("no way from one to the other in what you may have");
    }
    Ok(Answer::positive(!shown.more))
}

fn tell(context: &Context, shown: &EntityGraph) {
    if context.json {
        return say_json(&serde_json::to_value(shown).unwrap_or_default());
    }
    say(&shown.banner);
    for node in &shown.entities {
        say(&format!("step {}", node.steps));
        line(&node.entity);
    }
    for EntityTie { one, other, reports, numbers } in &shown.ties {
        let by = [reports.as_slice(), numbers].concat().join(", ");
        say(&format!("  {one} and {other} by {by}"));
    }
    owed(&shown.sources);
}
