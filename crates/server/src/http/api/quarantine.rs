//! `/api/v1/quarantine`: what is set aside, and the work on it.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::super::identity::Viewer;
use super::super::params::Params;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use crate::wire::{Aside, AsideCorrection, AsideLine, AsideRejection, AsideWanted, Resubmitted};
use crate::{Clearinghouse, Result, Worker};

type Id = std::result::Result<Path<String>, PathRejection>;
type Body<T> = std::result::Result<Json<T>, JsonRejection>;

/// `GET`: what the caller may see of it, the newest first.
pub(in crate::http) async fn list(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer<Json<Value>> {
    Ok(Json(json!({ "asides": listed(&site, &viewer, &params).await? })))
}

/// The lines that an address asks for.
pub(in crate::http) async fn listed(
    site: &Site,
    viewer: &Viewer,
    params: &Params,
) -> Answer<Vec<AsideLine>> {
    let said = |name: &str| Some(params.get(name).to_owned()).filter(|text| !text.is_empty());
    let closed = params.is_on("closed")?;
    let wanted = AsideWanted { closed, reason: said("reason"), originator: said("originator") };
    let id = viewer.0.clone();
    let lines = site.run(move |house| {
        let recipient = house.recipient(&id)?;
        house.asides(Worker { recipient, by: None }, &wanted)
    });
    lines.await
}

/// `GET .../{id}`: one of them, with the place of its fault.
pub(in crate::http) async fn show(
    State(site): State<Site>,
    viewer: Viewer,
    id: Id,
) -> Answer<Json<Aside>> {
    let shown = work(&site, &viewer, id, |house, worker, id| house.aside(worker, id));
    Ok(Json(shown.await?))
}

/// `POST .../{id}/correct`.
pub(in crate::http) async fn correct(
    State(site): State<Site>,
    viewer: Viewer,
    id: Id,
    body: Body<AsideCorrection>,
) -> Answer<Json<Value>> {
    let Json(correction) = body.map_err(wrong)?;
    let done = work(&site, &viewer, id, move |house, worker, id| {
        house.correct_aside(worker, id, &correction)
    });
    Ok(Json(json!({ "correction": done.await? })))
}

/// `POST .../{id}/approve`.
pub(in crate::http) async fn approve(
    State(site): State<Site>,
    viewer: Viewer,
    id: Id,
) -> Answer<Json<Value>> {
    let done = work(&site, &viewer, id, |house, worker, id| house.approve_aside(worker, id));
    done.await?;
    Ok(Json(json!({ "approved": true })))
}

/// `POST .../{id}/reject`.
pub(in crate::http) async fn reject(
    State(site): State<Site>,
    viewer: Viewer,
    id: Id,
    body: Body<AsideRejection>,
) -> Answer<Json<Value>> {
    let Json(rejection) = body.map_err(wrong)?;
    let done = work(&site, &viewer, id, move |house, worker, id| {
        house.reject_aside(worker, id, &rejection.because)
    });
    done.await?;
    Ok(Json(json!({ "rejected": true })))
}

/// `POST .../{id}/resubmit`.
pub(in crate::http) async fn resubmit(
    State(site): State<Site>,
    viewer: Viewer,
    id: Id,
) -> Answer<Json<Resubmitted>> {
    let done = work(&site, &viewer, id, |house, worker, id| house.resubmit_aside(worker, id));
    Ok(Json(done.await?))
}

/// Does something with what is set aside under an id; what is not the caller's to see is not there.
pub(in crate::http) async fn work<T: Send + 'static>(
    site: &Site,
    viewer: &Viewer,
    id: Id,
    work: impl FnOnce(&Clearinghouse, Worker<'_>, &str) -> Result<Option<T>> + Send + 'static,
) -> Answer<T> {
    let Path(id) = id.map_err(|_| Problem::new(Code::BadRequest, "the id cannot be read"))?;
    let caller = viewer.0.clone();
    let done = site.run(move |house| {
        let recipient = house.recipient(&caller)?;
        work(house, Worker { recipient, by: None }, &id)
    });
    done.await?.ok_or_else(|| {
        let text = "There is nothing set aside under this id that is yours to see.";
        Problem::new(Code::NotReleasable, text)
    })
}

fn wrong(error: JsonRejection) -> Problem {
    Problem::new(Code::BadRequest, error.body_text())
}
