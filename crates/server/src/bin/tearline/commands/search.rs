//! `tearline search`: what a recipient finds, on the data folder or a server.

use anyhow::Context as _;
use model::{Manner, Purpose};
use server::{Clearinghouse, NewSearch, Search, Sort, facets, percent_encode, wire};

use super::ask::{named, operator, purpose};
use super::{Answer, Context};
use crate::args::{SearchArguments, SearchSort};
use crate::output::{say, say_json};
use crate::show;

pub(super) fn run(context: &Context, arguments: &SearchArguments) -> anyhow::Result<Answer> {
    let purpose = purpose(&arguments.caller.purpose)?;
    if let Some(name) = &arguments.save {
        return save(context, arguments, purpose, name);
    }
    let found = if context.is_remote() {
        let answer = context.get(&address(arguments, purpose))?;
        serde_json::from_value(answer.context("the server does not know you")?)?
    } else {
        context.with_house(|house| find(house, arguments, purpose))?
    };
    if context.json {
        say_json(&serde_json::to_value(&found)?);
    } else {
        show::search(&found);
    }
    Ok(Answer::positive(found.total > 0))
}

fn save(
    context: &Context,
    arguments: &SearchArguments,
    purpose: Purpose,
    name: &str,
) -> anyhow::Result<Answer> {
    let SearchArguments { query, caller, names, .. } = arguments;
    let query = query.trim().to_owned();
    if context.is_remote() {
        let saved = wire::SavedSearch {
            name: name.to_owned(),
            query,
            purpose: purpose.name().to_owned(),
            matter: caller.matter.clone(),
            names: *names,
            lists: None,
        };
        let answer = context.post("/api/v1/search/saved", &serde_json::to_value(&saved)?)?;
        answer.context("the server does not know you")?;
    } else {
        let new = NewSearch { name: name.to_owned(), query, names: *names, lists: None };
        context.with_house(|house| {
            let by = operator(named(house, caller)?, purpose, caller.matter.as_deref());
            Ok(house.save_search(by, &new)?)
        })?;
    }
    if context.json {
        say_json(&serde_json::json!({ "saved": name }));
    } else {
        say(&format!("saved as `{name}`: from now on it looks at each new report"));
    }
    Ok(Answer::Done)
}

fn find(
    house: &Clearinghouse,
    arguments: &SearchArguments,
    purpose: Purpose,
) -> anyhow::Result<wire::Search> {
    let caller = &arguments.caller;
    let by = operator(named(house, caller)?, purpose, caller.matter.as_deref());
    let found = house.search(by, &search(arguments)?, Manner::Search)?;
    Ok(wire::Search::of(&found, arguments.explain))
}

fn search(arguments: &SearchArguments) -> anyhow::Result<Search> {
    let SearchArguments { fresh, urgent, .. } = *arguments;
    Ok(Search {
        query: arguments.query.trim().to_owned(),
        reading: index::Reading { names: arguments.names },
        sort: match arguments.sort {
            SearchSort::Relevance => Sort::Relevance { fresh, urgent },
            SearchSort::Newest => Sort::Newest,
        },
        count: arguments.limit,
        cursor: arguments.cursor.clone(),
        facets: facets(&arguments.facets).map_err(anyhow::Error::msg)?,
        timeline: arguments.timeline,
        explain: arguments.explain,
    })
}

fn address(arguments: &SearchArguments, purpose: Purpose) -> String {
    let SearchArguments { query, caller, limit, sort, facets, cursor, .. } = arguments;
    let mut address = format!(
        "/api/v1/search?q={}&purpose={}{}&limit={limit}",
        percent_encode(query),
        purpose.name(),
        caller.matter_parameter()
    );
    let newest = (*sort == SearchSort::Newest).then_some("newest");
    let on = |is_on: bool| is_on.then_some("on");
    let more = [
        ("sort", newest),
        ("fresh", on(arguments.fresh)),
        ("urgent", on(arguments.urgent)),
        ("names", on(arguments.names)),
        ("timeline", on(arguments.timeline)),
        ("explain", on(arguments.explain)),
        ("facets", Some(facets.as_str()).filter(|facets| !facets.is_empty())),
        ("cursor", cursor.as_deref()),
    ];
    for (name, value) in more {
        if let Some(value) = value {
            address = format!("{address}&{name}={}", percent_encode(value));
        }
    }
    address
}
