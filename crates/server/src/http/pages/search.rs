//! `GET /` and `GET /search?q=`: the search box, and what it finds.

pub(super) mod banner;
mod beside;
mod chosen;
mod map;
mod narrow;
mod results;
pub(in crate::http) mod saving;
pub(in crate::http) mod similar;
pub(in crate::http) mod suggesting;
mod timeline;
mod why;

use axum::extract::State;
use marking::Marking;
use maud::{Markup, html};
use model::Manner;

use super::super::identity::Viewer;
use super::super::limits::PAGE_HITS;
use super::super::params::Params;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use super::frame::Frame;
use crate::{Found, Search, Sort, facets};
use narrow::Narrow;

/// The search page, with hits when something is asked.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let facets = facets("all").unwrap_or_default();
    let search = Search { facets, timeline: true, ..params.search(PAGE_HITS)? };
    let kept = kept(&search, true);
    let kept: Vec<(&str, &str)> = kept.iter().map(|(name, of)| (*name, of.as_str())).collect();
    let frame = Frame::of(&site, &viewer, &params, "/search", &kept)?;
    let found = match search.query.is_empty() {
        true => None,
        false => Some(find(&site, &viewer, &frame, &search).await?),
    };
    // What is wrong with a query is said of what was typed alone.
    let banner = match &found {
        None | Some(Err(_)) => Marking::default(),
        Some(Ok((found, seen))) => banner::of_found(&frame, found, seen),
    };
    let body = html! {
        h1.quiet { "Search" }
        (form(&frame, &search))
        @match &found {
            None => (hint(&frame)),
            Some(Err(problem)) => (wrong(problem)),
            Some(Ok((found, _))) => (found_shown(&Narrow::of(&frame, &search, found))),
        }
    };
    let title = if search.query.is_empty() { "Search" } else { &search.query };
    Ok(frame.page(title, &banner, &body))
}

/// The hits, and beside them what narrows the search.
fn found_shown(narrow: &Narrow<'_>) -> Markup {
    html! {
        div.found {
            section.hits aria-label="Results" { (results::results(narrow)) }
            aside.beside aria-label="Narrow the search" {
                @if narrow.found.total > 0 {
                    (timeline::timeline(narrow))
                    (map::map(narrow))
                    (beside::facets(narrow))
                }
                (saving::form(narrow.frame, narrow.search))
            }
        }
    }
}

/// Searches; a query that cannot be read is explained on the page. With what is found come the banners of
/// everything that the viewer may find, where words or numbers of more than what matches are shown.
async fn find(
    site: &Site,
    viewer: &Viewer,
    frame: &Frame<'_>,
    search: &Search,
) -> Result<Result<(Found, Vec<String>), Problem>, Problem> {
    let asked = search.clone();
    let found = site
        .ask(viewer, frame.intent.clone(), move |house, by| {
            let found = house.search(by, &asked, Manner::Search)?;
            let seen = match found.did_you_mean.is_some() || asked.explain {
                true => house.banners_seen(by, Manner::Search)?,
                false => Vec::new(),
            };
            Ok((found, seen))
        })
        .await;
    match found {
        Ok(found) => Ok(Ok(found)),
        Err(problem) if problem.code == Code::BadQuery => Ok(Err(problem)),
        Err(problem) => Err(problem),
    }
}

/// The parameters of a search, without its page.
fn kept(search: &Search, with_query: bool) -> Vec<(&'static str, String)> {
    let on = |is_on: bool| is_on.then(|| "on".to_owned());
    let (fresh, urgent, sort) = match search.sort {
        Sort::Relevance { fresh, urgent } => (fresh, urgent, None),
        Sort::Newest => (false, false, Some("newest".to_owned())),
    };
    let query = Some(search.query.clone()).filter(|query| with_query && !query.is_empty());
    let all = [
        ("q", query),
        ("sort", sort),
        ("fresh", on(fresh)),
        ("urgent", on(urgent)),
        ("names", on(search.reading.names)),
        ("explain", on(search.explain)),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// The address of the same search with another query.
fn with_query(frame: &Frame<'_>, search: &Search, query: &str) -> String {
    let kept = kept(search, false);
    let mut parameters = vec![("q", query)];
    parameters.extend(kept.iter().map(|(name, value)| (*name, value.as_str())));
    frame.link("/search", &parameters)
}

fn form(frame: &Frame<'_>, search: &Search) -> Markup {
    let Search { query, reading, sort, explain, .. } = search;
    let (fresh, urgent, newest) = match sort {
        Sort::Relevance { fresh, urgent } => (*fresh, *urgent, false),
        Sort::Newest => (false, false, true),
    };
    let switch = |name: &str, is_on: bool, label: &str| {
        html! {
            label { input type="checkbox" name=(name) value="on" checked[is_on]; " " (label) }
        }
    };
    html! {
        form.query role="search" method="get" action="/search" {
            label.quiet for="q" { "Search the reports that are releasable to you" }
            input #q name="q" type="search" value=(query) maxlength="1000" autocomplete="off"
                list="completions" dir="auto" spellcheck="false" autofocus[query.is_empty()];
            datalist #completions {}
            (frame.along())
            button.main { "Search" }
            fieldset.options {
                legend.quiet { "How to search" }
                label { "Order "
                    select name="sort" {
                        option value="relevance" selected[!newest] { "best first" }
                        option value="newest" selected[newest] { "newest first" }
                    }
                }
                (switch("fresh", fresh, "favour new reports"))
                (switch("urgent", urgent, "favour urgent reports"))
                (switch("names", reading.names, "words as names"))
                (switch("explain", *explain, "explain"))
            }
        }
    }
}

fn hint(frame: &Frame<'_>) -> Markup {
    let tried = |query: &str| {
        html! { a href=(frame.link("/search", &[("q", query)])) { code { (query) } } }
    };
    html! {
        section.hints aria-label="How to ask" {
            p.hint { "All words must match, in any form. What you find is what is releasable to you, for the purpose above." }
            dl.asking {
                div { dt { (tried("\"forged passports\"")) } dd { "a phrase" } }
                div { dt { (tried("passport OR visa")) } dd { "either" } }
                div { dt { (tried("~Guerero")) } dd { "a name that sounds or is spelt alike" } }
                div { dt { (tried("originator:CIA kind:cable")) } dd { "whose, and what it is" } }
                div { dt { (tried("issued:2004-01..2004-06")) } dd { "when" } }
                div { dt { (tried("near:Tapachula,50")) } dd { "where, in kilometres" } }
                div { dt { (tried("topic:false-documents")) } dd { "what about" } }
                div { dt { (tried("*")) } dd { "everything" } }
            }
            p.hint {
                "The " a href=(frame.link("/help", &[])) { "help" } " has the whole language. "
                "Keys: " kbd { "/" } " to search, " kbd { "?" } " for all of them."
            }
        }
    }
}

/// What is wrong with the query, with carets under the place.
fn wrong(problem: &Problem) -> Markup {
    html! {
        div.notice role="alert" {
            p { (problem.public) }
            @if let Some(fault) = &problem.fault { pre tabindex="0" { (fault.explained()) } }
        }
    }
}
