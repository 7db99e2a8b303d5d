//! `GET /api/v1/me`.

use axum::Json;
use axum::extract::State;

use super::super::identity::Viewer;
use super::super::site::Site;
use super::Answer;
use crate::wire;

pub(in crate::http) async fn me(
    State(site): State<Site>,
    viewer: Viewer,
) -> Answer<Json<wire::Me>> {
    Ok(Json(wire::Me::of(site.house.recipient(&viewer.0)?, site.house.community())))
}
