//! `GET /api/v1/search`, and below it suggestions and similar reports.

use axum::Json;
use axum::extract::State;
use model::Manner;

use super::super::identity::Viewer;
use super::super::limits::{HITS, HITS_MAX, SUGGESTIONS};
use super::super::params::Params;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use crate::wire;

/// `?q=&limit=&sort=&fresh=&urgent=&names=&facets=&timeline=&cursor=&explain=`
pub(in crate::http) async fn search(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer<Json<wire::Search>> {
    let search = params.search(params.number("limit", HITS, HITS_MAX)?)?;
    if search.query.is_empty() {
        return Err(Problem::new(Code::BadQuery, "say in `q` what to search for"));
    }
    let explain = search.explain;
    let found = site
        .ask(&viewer, params.intent()?, move |house, by| house.search(by, &search, Manner::Extract))
        .await?;
    Ok(Json(wire::Search::of(&found, explain)))
}

/// `?q=`: how a query that was begun may go on.
pub(in crate::http) async fn suggest(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer<Json<Vec<wire::Suggestion>>> {
    let typed: String = params.whole("q").chars().take(QUERY_CHARS_MAX).collect();
    let found = site
        .ask(&viewer, params.intent()?, move |house, by| {
            house.suggest(by, &typed, Manner::Extract, SUGGESTIONS)
        })
        .await?;
    Ok(Json(found.iter().map(wire::Suggestion::of).collect()))
}

/// `?id=&limit=`: reports that say what one says, as far as the caller may have it.
pub(in crate::http) async fn similar(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer<Json<Vec<wire::Hit>>> {
    let cited = params.get("id").to_owned();
    let limit = params.number("limit", HITS, HITS_MAX)?;
    let found = site
        .ask(&viewer, params.intent()?, move |house, by| {
            house.similar(by, &cited, Manner::Extract, limit)
        })
        .await?;
    let found = found.ok_or_else(Problem::not_releasable)?;
    Ok(Json(found.iter().map(wire::Hit::similar).collect()))
}

/// `?id=`: reports that say nearly the same as one, as far as the caller may have both.
pub(in crate::http) async fn duplicates(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer<Json<Vec<wire::Duplicate>>> {
    let cited = params.get("id").to_owned();
    let found = site
        .ask(&viewer, params.intent()?, move |house, by| {
            house.duplicates(by, &cited, Manner::Extract)
        })
        .await?;
    let found = found.ok_or_else(Problem::not_releasable)?;
    Ok(Json(found.iter().map(wire::Duplicate::of).collect()))
}

const QUERY_CHARS_MAX: usize = 1_000;
