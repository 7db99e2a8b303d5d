//! `/api/v1/feeds`: what contracts have brought, in the order in which it came.

use axum::Json;
use axum::extract::{Path, State};

use super::super::identity::Viewer;
use super::super::limits::{FEED_POSITIONS, FEED_POSITIONS_MAX};
use super::super::params::Params;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use crate::wire::{Feed, FeedPage};

/// `GET`: the caller's feeds that are in force.
pub(in crate::http) async fn list(
    State(site): State<Site>,
    viewer: Viewer,
) -> Answer<Json<Vec<Feed>>> {
    let listed = site.run(move |house| {
        let own = house.feeds_of(house.recipient(&viewer.0)?);
        Ok(own.iter().map(|known| Feed::of(known, house.feed_len(known))).collect())
    });
    Ok(Json(listed.await?))
}

/// `GET .../{name}?after=&limit=`: what stands in one behind a position.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    Path(name): Path<String>,
    params: Params,
) -> Answer<Json<FeedPage>> {
    let limit = params.number("limit", FEED_POSITIONS, FEED_POSITIONS_MAX)?;
    let after = match params.get("after") {
        "" => 0,
        text => text.parse().map_err(|_| {
            Problem::new(Code::BadRequest, "`after` is a position: a whole number, 0 to begin")
        })?,
    };
    let read = site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        let page = house.feed_page((recipient, None), &name, (after, limit))?;
        Ok(FeedPage::of(&page, after))
    });
    Ok(Json(read.await?))
}
