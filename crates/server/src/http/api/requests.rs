//! `/api/v1/requests`: asking originators for release, and answering.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::super::identity::Viewer;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use crate::wire::{ConsentRecord, NewRequest, RequestRecord, RequestStep, StepTaken};

/// `GET`: the caller's own requests, those that its organisation is to answer, and those about products
/// that need its consent besides.
pub(in crate::http) async fn list(State(site): State<Site>, viewer: Viewer) -> Answer<Json<Value>> {
    let lists = site.run(move |house| {
        let reader = house.recipient(&viewer.0)?;
        Ok((house.requests_of(reader), house.consents_asked_of(reader)?))
    });
    let ((own, inbox), consents) = lists.await?;
    let consents: Vec<_> = consents.iter().map(ConsentRecord::of).collect();
    let forms = |requests: Vec<model::Request>| -> Vec<_> {
        requests.iter().map(RequestRecord::of).collect()
    };
    Ok(Json(json!({ "own": forms(own), "inbox": forms(inbox), "consents": consents })))
}

/// `POST`: a new request.
pub(in crate::http) async fn ask(
    State(site): State<Site>,
    viewer: Viewer,
    new: Result<Json<NewRequest>, JsonRejection>,
) -> Answer<Json<RequestRecord>> {
    let Json(new) = new.map_err(|error| Problem::new(Code::BadRequest, error.body_text()))?;
    let made = site.run(move |house| house.take_request(house.recipient(&viewer.0)?, None, &new));
    Ok(Json(made.await?))
}

/// `POST .../{id}`: a step.
pub(in crate::http) async fn step(
    State(site): State<Site>,
    viewer: Viewer,
    id: Result<Path<String>, PathRejection>,
    step: Result<Json<RequestStep>, JsonRejection>,
) -> Answer<Json<StepTaken>> {
    let Path(id) = id.map_err(|_| Problem::new(Code::BadRequest, "the id cannot be read"))?;
    let Json(step) = step.map_err(|error| Problem::new(Code::BadRequest, error.body_text()))?;
    let taken =
        site.run(move |house| house.take_step(house.recipient(&viewer.0)?, None, &id, step));
    Ok(Json(taken.await?))
}
