//! `GET /search/suggest?q=`: how a query that was begun may go on, for the search box.

use axum::Json;
use axum::extract::State;
use model::Manner;

use super::super::super::identity::Viewer;
use super::super::super::limits::SUGGESTIONS;
use super::super::super::params::Params;
use super::super::super::site::Site;
use super::super::OnPage;
use super::super::frame::Frame;
use super::super::marks::colour;
use super::banner::of_all;
use crate::wire;

/// By what the viewer finds on pages; `/api/v1/search/suggest` goes by what they may take away.
///
/// Whether a word stands in one report or in many, and in which, only all of them say: the banner is that of
/// everything that the viewer may find.
pub(in crate::http) async fn suggest(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Result<Json<wire::Completions>, OnPage> {
    let frame = Frame::of(&site, &viewer, &params, "/search", &[])?;
    let typed: String = params.whole("q").chars().take(QUERY_CHARS_MAX).collect();
    let found = site.ask(&viewer, frame.intent.clone(), move |house, by| {
        let found = house.suggest(by, &typed, Manner::Search, SUGGESTIONS)?;
        let seen = match found.is_empty() {
            true => Vec::new(),
            false => house.banners_seen(by, Manner::Search)?,
        };
        Ok((found, seen))
    });
    let (found, seen) = found.await?;
    let banner = of_all(&frame, seen.iter());
    Ok(Json(wire::Completions {
        colour: colour(&banner).to_owned(),
        banner: banner.banner(),
        completions: found.iter().map(wire::Suggestion::of).collect(),
    }))
}

const QUERY_CHARS_MAX: usize = 1_000;
