//! `GET /api/v1/me`.

use axum::Json;
use axum::extract::State;
use model::Manner;

use super::super::identity::Viewer;
use super::super::params::Params;
use super::super::site::Site;
use super::Answer;
use crate::wire;

pub(in crate::http) async fn me(
    State(site): State<Site>,
    viewer: Viewer,
) -> Answer<Json<wire::Me>> {
    Ok(Json(wire::Me::of(site.house.recipient(&viewer.0)?, site.house.community())))
}

/// `GET /api/v1/me/markings?purpose=&matter=&originator=`: which markings the caller may receive.
pub(in crate::http) async fn markings(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer<Json<Vec<wire::ReceivableMarking>>> {
    let intent = params.intent()?;
    let originator = params.get("originator").to_owned();
    let asked = site.ask(&viewer, intent, move |house, by| {
        let originator = Some(originator.as_str()).filter(|text| !text.is_empty());
        house.receivable(by, Manner::Extract, originator)
    });
    Ok(Json(asked.await?.iter().map(wire::ReceivableMarking::of).collect()))
}
