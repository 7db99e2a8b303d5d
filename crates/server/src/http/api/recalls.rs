//! `/api/v1/recalls`: taking reports back, and knowing of it.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use serde_json::{Value, json};

use super::super::identity::Viewer;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use crate::Officer;
use crate::wire::{Acknowledging, NewRecall, Recalled};

/// `GET`: what the caller is told about reports that it had, and the board of its organisation.
pub(in crate::http) async fn list(State(site): State<Site>, viewer: Viewer) -> Answer<Json<Value>> {
    let lists = site.run(move |house| house.recalls_of(house.recipient(&viewer.0)?, None));
    let (own, board) = lists.await?;
    Ok(Json(json!({ "own": own, "board": board })))
}

/// `POST`: a recall.
pub(in crate::http) async fn recall(
    State(site): State<Site>,
    viewer: Viewer,
    new: Result<Json<NewRecall>, JsonRejection>,
) -> Answer<Json<Recalled>> {
    let Json(new) = new.map_err(|error| Problem::new(Code::BadRequest, error.body_text()))?;
    let done = site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        house.recall(Officer { recipient, by: None }, &new)
    });
    Ok(Json(done.await?))
}

/// `POST .../acknowledge`: the caller knows of the recalls of a report that it had.
pub(in crate::http) async fn acknowledge(
    State(site): State<Site>,
    viewer: Viewer,
    said: Result<Json<Acknowledging>, JsonRejection>,
) -> Answer<Json<Value>> {
    let Json(said) = said.map_err(|error| Problem::new(Code::BadRequest, error.body_text()))?;
    let done = site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        house.acknowledge(recipient, None, &said.report, said.onward.as_deref())
    });
    Ok(Json(json!({ "acknowledged": done.await? })))
}

/// `POST .../remind`: reminds everybody who did not acknowledge a recall of the caller's
/// organisation.
pub(in crate::http) async fn remind(
    State(site): State<Site>,
    viewer: Viewer,
) -> Answer<Json<Value>> {
    let done = site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        house.remind(Officer { recipient, by: None })
    });
    let reminded = done.await?.into_iter();
    let reminded: Vec<Value> = reminded
        .map(|(report, recipients)| json!({ "report": report, "recipients": recipients }))
        .collect();
    Ok(Json(json!({ "reminded": reminded })))
}
