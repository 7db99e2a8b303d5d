//! `/api/v1/entities`: who is who, and who goes with whom, as the caller may know it.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::extract::{Path, State};
use model::{Manner, Verdict};

use super::super::identity::Viewer;
use super::super::limits::{
    ENTITIES, ENTITIES_MAX, GRAPH_NODES, GRAPH_NODES_MAX, HOPS_MAX, NOTICE_DAYS,
};
use super::super::params::Params;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use crate::{NewJudgement, wire};

/// `?q=&limit=`: entities by a name or a number.
pub(in crate::http) async fn find(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer<Json<wire::Entities>> {
    let text: String = params.get("q").chars().take(NAME_CHARS_MAX).collect();
    if text.is_empty() {
        return Err(Problem::new(Code::BadQuery, "say in `q` the name or number to look for"));
    }
    let limit = params.number("limit", ENTITIES, ENTITIES_MAX)?;
    let found = site
        .ask(&viewer, params.intent()?, move |house, by| {
            house.find_entities(by, &text, Manner::Extract, limit)
        })
        .await?;
    Ok(Json(wire::Entities::of(&found)))
}

/// One of them, by any of its mentions; with `?since=`, what is said of it that came since.
pub(in crate::http) async fn show(
    State(site): State<Site>,
    viewer: Viewer,
    id: Result<Path<String>, PathRejection>,
    params: Params,
) -> Answer<Json<wire::Entity>> {
    let id = named(id)?;
    let since = params.time("since")?;
    let shown = site
        .ask(&viewer, params.intent()?, move |house, by| {
            house.entity(by, &id, since, Manner::Extract)
        })
        .await?;
    let shown = shown.ok_or_else(Problem::not_releasable)?;
    Ok(Json(wire::Entity::of(&shown)))
}

/// `GET .../{id}/graph?hops=&limit=`: the entities around one.
pub(in crate::http) async fn graph(
    State(site): State<Site>,
    viewer: Viewer,
    id: Result<Path<String>, PathRejection>,
    params: Params,
) -> Answer<Json<wire::EntityGraph>> {
    let id = named(id)?;
    let hops = params.number("hops", 1, HOPS_MAX)?;
    let nodes = params.number("limit", GRAPH_NODES, GRAPH_NODES_MAX)?;
    let shown = site
        .ask(&viewer, params.intent()?, move |house, by| {
            house.entity_graph(by, &id, (hops, nodes), Manner::Extract)
        })
        .await?;
    let shown = shown.ok_or_else(Problem::not_releasable)?;
    Ok(Json(wire::EntityGraph::of(&shown)))
}

/// `GET .../{id}/path?to=`: the shortest way to another.
pub(in crate::http) async fn path(
    State(site): State<Site>,
    viewer: Viewer,
    id: Result<Path<String>, PathRejection>,
    params: Params,
) -> Answer<Json<wire::EntityGraph>> {
    let id = named(id)?;
    let to = params.get("to").to_owned();
    if to.is_empty() {
        return Err(Problem::new(Code::BadQuery, "say in `to` the entity that the way leads to"));
    }
    let shown = site
        .ask(&viewer, params.intent()?, move |house, by| {
            house.entity_path(by, (&id, &to), Manner::Extract)
        })
        .await?;
    let shown = shown.ok_or_else(Problem::not_releasable)?;
    Ok(Json(wire::EntityGraph::of(&shown)))
}

/// `GET .../notices?since=&limit=`: whom and what several originators hold.
pub(in crate::http) async fn notices(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer<Json<wire::Correlations>> {
    let since = params.time("since")?;
    let limit = params.number("limit", ENTITIES, ENTITIES_MAX)?;
    let found = site
        .ask(&viewer, params.intent()?, move |house, by| {
            let since = since.unwrap_or_else(|| house.days_ago(NOTICE_DAYS));
            house.correlations(by, since, Manner::Extract, limit)
        })
        .await?;
    Ok(Json(wire::Correlations::of(&found)))
}

/// `POST .../judgements`: decides that mentions are of one, or of others.
pub(in crate::http) async fn judge(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
    new: Result<Json<wire::NewJudgement>, JsonRejection>,
) -> Answer<Json<wire::Receipt>> {
    let Json(new) = new.map_err(|error| Problem::new(Code::BadRequest, error.body_text()))?;
    let new = judgement(new)?;
    let receipt =
        site.ask(&viewer, params.intent()?, move |house, by| house.judge(by, &new)).await?;
    let receipt = receipt.ok_or_else(Problem::not_releasable)?;
    Ok(Json(wire::Receipt::of(&receipt)))
}

/// `POST .../judgements/withdraw`: takes a judgement back.
pub(in crate::http) async fn withdraw(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
    gone: Result<Json<wire::WithdrawnJudgement>, JsonRejection>,
) -> Answer<Json<wire::WithdrawnJudgement>> {
    let Json(gone) = gone.map_err(|error| Problem::new(Code::BadRequest, error.body_text()))?;
    let wire::WithdrawnJudgement { judgement, because } = gone.clone();
    let done = site
        .ask(&viewer, params.intent()?, move |house, by| {
            house.withdraw_judgement(by, &judgement, &because)
        })
        .await?;
    if done { Ok(Json(gone)) } else { Err(Problem::not_releasable()) }
}

/// Which entity the address names.
fn named(id: Result<Path<String>, PathRejection>) -> Answer<String> {
    let Path(id) = id.map_err(|_| Problem::new(Code::BadRequest, "the id cannot be read"))?;
    Ok(id)
}

/// Reads what somebody decides.
pub(in crate::http) fn judgement(new: wire::NewJudgement) -> Answer<NewJudgement> {
    let wire::NewJudgement { verdict, mentions, because } = new;
    let verdict = Verdict::named(&verdict).ok_or_else(|| {
        Problem::new(Code::BadRequest, "`verdict` is one of same, different, apart")
    })?;
    Ok(NewJudgement { verdict, mentions, because })
}

/// More than any name has.
const NAME_CHARS_MAX: usize = 200;
