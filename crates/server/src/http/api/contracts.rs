//! `/api/v1/contracts`: what the caller would like to be brought, and what became of it.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::identity::Viewer;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use crate::wire::{ContractProposal, ContractRecord};

/// `GET`: the caller's contracts, also those that were not approved or are over.
pub(in crate::http) async fn list(
    State(site): State<Site>,
    viewer: Viewer,
) -> Answer<Json<Vec<ContractRecord>>> {
    let own = site.run(move |house| {
        let own = house.contracts_of(house.recipient(&viewer.0)?);
        Ok(own.iter().map(ContractRecord::of).collect())
    });
    Ok(Json(own.await?))
}

/// `POST`: proposes one, or another version of one. The Center approves it or not.
pub(in crate::http) async fn propose(
    State(site): State<Site>,
    viewer: Viewer,
    body: Result<Json<ContractProposal>, JsonRejection>,
) -> Answer<Json<Value>> {
    let Json(proposal) = body.map_err(unreadable)?;
    let proposed = site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        house.propose_own(recipient, &proposal)
    });
    Ok(Json(json!({ "id": proposed.await?, "state": "proposed" })))
}

/// Why a contract ends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct End {
    why: String,
}

/// `POST .../{id}/end`: takes a proposal back, or ends a contract that is the caller's own.
pub(in crate::http) async fn end(
    State(site): State<Site>,
    viewer: Viewer,
    Path(id): Path<String>,
    body: Result<Json<End>, JsonRejection>,
) -> Answer<Json<Value>> {
    let Json(End { why }) = body.map_err(unreadable)?;
    let ended = site.run(move |house| {
        house.close_own(house.recipient(&viewer.0)?, &id, &why)?;
        Ok(id)
    });
    Ok(Json(json!({ "id": ended.await?, "state": "closed" })))
}

fn unreadable(wrong: JsonRejection) -> Problem {
    Problem::new(Code::BadRequest, format!("the body: {}", wrong.body_text()))
}
