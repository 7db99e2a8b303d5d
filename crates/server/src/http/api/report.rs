//! `GET /api/v1/reports/{id}?purpose=`, and the file that it was read from.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use model::Manner;

use super::super::identity::Viewer;
use super::super::params::Params;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use crate::wire;

/// `GET .../original?purpose=`: the file that it was read from, for those whose everything in it is.
pub(in crate::http) async fn original(
    State(site): State<Site>,
    viewer: Viewer,
    id: Result<Path<String>, PathRejection>,
    params: Params,
) -> Answer<Response> {
    let Path(id) = id.map_err(|_| Problem::new(Code::BadRequest, "the id cannot be read"))?;
    let found =
        site.ask(&viewer, params.intent()?, move |house, by| house.original(by, &id)).await?;
    let (_, bytes) = found.ok_or_else(Problem::not_releasable)?;
    // Whatever it is, no browser is to do anything with it.
    let headers = [(CONTENT_TYPE, "application/octet-stream"), (CONTENT_DISPOSITION, "attachment")];
    Ok((headers, bytes).into_response())
}

pub(in crate::http) async fn report(
    State(site): State<Site>,
    viewer: Viewer,
    id: Result<Path<String>, PathRejection>,
    params: Params,
) -> Answer<Json<wire::Report>> {
    let Path(id) = id.map_err(|_| Problem::new(Code::BadRequest, "the id cannot be read"))?;
    let shown = site
        .ask(&viewer, params.intent()?, move |house, by| house.show(by, &id, Manner::Copy))
        .await?;
    let released = shown.ok_or_else(Problem::not_releasable)?;
    Ok(Json(wire::Report::of(released.rendition())))
}
