//! `GET /api/v1/reports/{id}?purpose=`.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use model::Manner;

use super::super::identity::Viewer;
use super::super::params::Params;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use crate::wire;

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
