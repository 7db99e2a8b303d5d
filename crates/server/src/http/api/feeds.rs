//! `/api/v1/feeds`: what contracts have brought, in the order in which it came.

pub(in crate::http) mod atom;
pub(in crate::http) mod misp;
pub(in crate::http) mod stream;
pub(in crate::http) mod whole;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};

use super::super::identity::Viewer;
use super::super::limits::{FEED_POSITIONS, FEED_POSITIONS_MAX};
use super::super::params::Params;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use crate::FeedPageItem;
use crate::wire::{DeclaredUse, Feed, FeedPage, Received};

/// `GET`: the caller's feeds that are in force.
pub(in crate::http) async fn list(
    State(site): State<Site>,
    viewer: Viewer,
) -> Answer<Json<Vec<Feed>>> {
    let listed = site.run(move |house| {
        let own = house.feeds_of(house.recipient(&viewer.0)?);
        Ok(own
            .iter()
            .map(|known| {
                let received = house.store().feed_received(&known.contract);
                Feed::of(known, house.feed_len(known), received)
            })
            .collect())
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
    let after = after(&params)?;
    let read = site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        let page = house.feed_page((recipient, None), &name, (after, limit))?;
        Ok(FeedPage::of(&page, after))
    });
    Ok(Json(read.await?))
}

/// `GET .../{name}/head`: what the caller holds once it has read all of one, signed.
pub(in crate::http) async fn head(
    State(site): State<Site>,
    viewer: Viewer,
    Path(name): Path<String>,
) -> Answer<String> {
    site.run(move |house| house.feed_head(house.recipient(&viewer.0)?, &name)).await
}

/// `POST .../{name}/received`: the caller has what stands up to a position.
pub(in crate::http) async fn receive(
    State(site): State<Site>,
    viewer: Viewer,
    Path(name): Path<String>,
    body: Result<Json<Received>, JsonRejection>,
) -> Answer<Json<Received>> {
    let Json(Received { through }) = body.map_err(|wrong| {
        let what = format!("the body is such as {{\"through\": 120}}: {wrong}");
        Problem::new(Code::BadRequest, what)
    })?;
    let done = site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        Ok(Received { through: house.receive((recipient, None), &name, through)? })
    });
    Ok(Json(done.await?))
}

/// `POST /api/v1/use`: what use the caller made of a report.
pub(in crate::http) async fn declare_use(
    State(site): State<Site>,
    viewer: Viewer,
    body: Result<Json<DeclaredUse>, JsonRejection>,
) -> Answer<Json<DeclaredUse>> {
    let Json(said) = body.map_err(|wrong| {
        let what = "the body is such as {\"report\": \"CIA R-1\", \"use\": \"opened case 7\"}";
        Problem::new(Code::BadRequest, format!("{what}: {wrong}"))
    })?;
    let done = site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        house.declare_use((recipient, None), &said.report, &said.r#use)?;
        Ok(said)
    });
    Ok(Json(done.await?))
}

/// Behind which position it is read.
fn after(params: &Params) -> Answer<u64> {
    match params.get("after") {
        "" => Ok(0),
        text => text.parse().map_err(|_| {
            Problem::new(Code::BadRequest, "`after` is a position: a whole number, 0 to begin")
        }),
    }
}

/// When what stands at a position was first brought, and when last.
fn stamp(item: &FeedPageItem) -> exchange::Stamp {
    exchange::Stamp { created: item.first_at, modified: item.at }
}
