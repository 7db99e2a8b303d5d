//! `/api/v1/acts`: what originators and the Steering Group decided about stored material.

use std::path::Path as FilePath;

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, StringRejection};
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::identity::Viewer;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use crate::{Officer, community, wire};

/// `GET`: the acts that the caller decides about, or audits.
pub(in crate::http) async fn list(State(site): State<Site>, viewer: Viewer) -> Answer<Json<Value>> {
    let acts = site.run(move |house| Ok(house.acts_of(house.recipient(&viewer.0)?))).await?;
    let acts: Vec<_> = acts.iter().map(wire::ActRecord::of).collect();
    Ok(Json(json!({ "acts": acts })))
}

/// `POST`: a file of acts, as TOML; all of them or none.
pub(in crate::http) async fn record(
    State(site): State<Site>,
    viewer: Viewer,
    text: Result<String, StringRejection>,
) -> Answer<Json<Value>> {
    let text = text.map_err(|error| Problem::new(Code::BadRequest, error.body_text()))?;
    let recorded = site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        let read = community::read_acts(&text, FilePath::new("body"), house.community());
        let (acts, reason) = read?;
        house.record_acts(Officer { recipient, by: None }, acts, &reason)
    });
    Ok(Json(json!({ "acts": recorded.await? })))
}

/// Why an act ends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct End {
    reason: String,
}

/// `POST .../{id}/end`: ends an act before its time.
pub(in crate::http) async fn end(
    State(site): State<Site>,
    viewer: Viewer,
    id: Result<Path<String>, PathRejection>,
    body: Result<Json<End>, JsonRejection>,
) -> Answer<Json<Value>> {
    let Path(id) = id.map_err(|_| Problem::new(Code::BadRequest, "the id cannot be read"))?;
    let Json(End { reason }) =
        body.map_err(|error| Problem::new(Code::BadRequest, error.body_text()))?;
    let ended = id.clone();
    site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        house.end_act(Officer { recipient, by: None }, &id, &reason)
    })
    .await?;
    Ok(Json(json!({ "ended": ended })))
}
