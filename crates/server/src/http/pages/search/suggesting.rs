//! `GET /search/suggest?q=`: how a query that was begun may go on, for the search box.

use axum::Json;
use axum::extract::State;
use model::Manner;

use super::super::super::identity::Viewer;
use super::super::super::limits::SUGGESTIONS;
use super::super::super::params::Params;
use super::super::super::site::Site;
use super::super::OnPage;
use crate::wire;

/// By what the viewer finds on pages; `/api/v1/search/suggest` goes by what they may take away.
pub(in crate::http) async fn suggest(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Result<Json<Vec<wire::Suggestion>>, OnPage> {
    let typed: String = params.whole("q").chars().take(QUERY_CHARS_MAX).collect();
    let found = site.ask(&viewer, params.intent()?, move |house, by| {
        house.suggest(by, &typed, Manner::Search, SUGGESTIONS)
    });
    Ok(Json(found.await?.iter().map(wire::Suggestion::of).collect()))
}

const QUERY_CHARS_MAX: usize = 1_000;
