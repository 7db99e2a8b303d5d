//! `GET /api/v1/entities?q=` and `GET /api/v1/entities/{id}`: who is who, as the caller may know it.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use model::Manner;

use super::super::identity::Viewer;
use super::super::limits::{ENTITIES, ENTITIES_MAX};
use super::super::params::Params;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use crate::wire;

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

/// One of them, by any of its mentions.
pub(in crate::http) async fn show(
    State(site): State<Site>,
    viewer: Viewer,
    id: Result<Path<String>, PathRejection>,
    params: Params,
) -> Answer<Json<wire::Entity>> {
    let Path(id) = id.map_err(|_| Problem::new(Code::BadRequest, "the id cannot be read"))?;
    let shown = site
        .ask(&viewer, params.intent()?, move |house, by| house.entity(by, &id, Manner::Copy))
        .await?;
    let shown = shown.ok_or_else(Problem::not_releasable)?;
    Ok(Json(wire::Entity::of(&shown)))
}

/// More than any name has.
const NAME_CHARS_MAX: usize = 200;
