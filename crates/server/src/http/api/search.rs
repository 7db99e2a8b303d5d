//! `GET /api/v1/search?q=&purpose=&limit=`.

use axum::Json;
use axum::extract::State;
use model::Manner;

use super::super::identity::Viewer;
use super::super::limits::{HITS, HITS_MAX};
use super::super::params::Params;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use crate::wire;

pub(in crate::http) async fn search(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer<Json<wire::Search>> {
    let query = params.get("q").to_owned();
    if query.is_empty() {
        return Err(Problem::new(Code::BadQuery, "say in `q` what to search for"));
    }
    let limit = params.number("limit", HITS, HITS_MAX)?;
    let asked = query.clone();
    let found = site
        .ask(&viewer, params.intent()?, move |house, by| {
            house.search(by, &asked, Manner::Extract, limit)
        })
        .await?;
    let results = found.reports.iter().map(|hit| wire::Hit::of(hit.rendition(), &query)).collect();
    Ok(Json(wire::Search { total: found.total, results }))
}
