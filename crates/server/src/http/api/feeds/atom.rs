//! A feed as an Atom feed (RFC 4287), with tombstones for what is taken back (RFC 6721).

use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use exchange::{atom, traced_uuid};
use marking::rollup;
use model::Clock as _;

use super::super::super::identity::Viewer;
use super::super::super::limits::{FEED_POSITIONS, FEED_POSITIONS_MAX};
use super::super::super::params::Params;
use super::super::super::site::Site;
use super::super::super::taxii::collections::id;
use super::super::Answer;
use super::{after, stamp};
use crate::{Clearinghouse, Fed, FeedPage, Result, SystemClock, percent_encode};

/// `GET .../atom?after=&limit=`.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    Path(name): Path<String>,
    params: Params,
) -> Answer<Response> {
    let limit = params.number("limit", FEED_POSITIONS, FEED_POSITIONS_MAX)?;
    let after = after(&params)?;
    let written = site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        let page = house.feed_page((recipient, None), &name, (after, limit))?;
        let contract = house.feeds_of(recipient).into_iter().map(|known| known.contract);
        let id = contract.filter(|of| of.name == name).map(|of| id(&of)).next();
        written(house, &name, id.unwrap_or_default(), &page, limit)
    });
    Ok(([(CONTENT_TYPE, "application/atom+xml; charset=utf-8")], written.await?).into_response())
}

fn written(
    house: &Clearinghouse,
    name: &str,
    id: uuid::Uuid,
    page: &FeedPage,
    limit: usize,
) -> Result<String> {
    let community = house.store().in_force();
    let (mut entries, mut banners) = (Vec::new(), Vec::new());
    for item in &page.items {
        let mut current = None;
        if let Fed::Brought(released) = &item.what {
            current = Some(exchange::object_uuid(released));
            banners.push(released.rendition().banner.clone());
            entries.push(atom::entry(released, &community, stamp(item)));
        }
        for (traced, gone_at) in &house.earlier_forms(page, item)? {
            let uuid = traced_uuid(traced);
            if current != Some(uuid) {
                entries.push(atom::deleted(uuid, traced.id(), *gone_at));
            }
        }
    }
    let last = page.items.last();
    let next = last.filter(|_| page.more).map(|last| {
        let name = percent_encode(name);
        format!("/api/v1/feeds/{name}/atom?after={}&limit={limit}", last.position)
    });
    let banner = (!banners.is_empty()).then(|| rollup(banners.iter()).banner.banner());
    Ok(atom::feed(
        atom::Feed {
            id,
            title: name,
            author: "Tearline",
            updated: last.map_or_else(|| SystemClock.now(), |last| last.at),
            banner: banner.as_deref(),
            next: next.as_deref(),
        },
        &entries,
    ))
}
