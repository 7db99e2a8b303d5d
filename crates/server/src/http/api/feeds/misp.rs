//! A feed as MISP has them: `manifest.json`, `hashes.csv`, and a file for each event.

use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use exchange::{misp, object_uuid, traced_uuid};
use serde_json::Value;
use uuid::Uuid;

use super::super::super::identity::Viewer;
use super::super::super::problem::{Code, Problem};
use super::super::super::site::Site;
use super::super::Answer;
use super::stamp;
use super::whole::{Parts, Unsettled};
use crate::{Clearinghouse, Fed, FeedPage, FeedPageItem, Result};

/// `GET .../misp/{file}`.
pub(in crate::http) async fn file(
    State(site): State<Site>,
    viewer: Viewer,
    Path((name, file)): Path<(String, String)>,
) -> Answer<Response> {
    let parts = |write| Parts {
        site: site.clone(),
        viewer: viewer.clone(),
        name: name.clone(),
        after: 0,
        unsettled: Unsettled::Skipped,
        write,
    };
    match file.as_str() {
        "manifest.json" => manifest(parts(entries)).await,
        "hashes.csv" => {
            parts(hashes).answer("text/csv; charset=utf-8", "hashes.csv", String::new()).await
        }
        _ => match file.strip_suffix(".json").and_then(|id| id.parse().ok()) {
            Some(id) => event(site, viewer, name, id).await,
            None => Err(no_file()),
        },
    }
}

/// One object that has a member for each event.
async fn manifest(mut parts: Parts) -> Answer<Response> {
    let mut body = String::from("{");
    while let Some(more) = parts.next().await? {
        body.push_str(&more);
    }
    let body = body.trim_end_matches(',').to_owned() + "}";
    Ok(([(CONTENT_TYPE, JSON)], body).into_response())
}

async fn event(site: Site, viewer: Viewer, name: String, id: Uuid) -> Answer<Response> {
    let found = site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        let Some(position) = house.position_of(recipient, &name, id)? else { return Ok(None) };
        let page = house.feed_page((recipient, None), &name, (position.saturating_sub(1), 1))?;
        let all: Result<Vec<_>> =
            page.items.iter().map(|item| events(house, &page, item)).collect();
        Ok(all?.into_iter().flatten().find(|(of, _)| *of == id))
    });
    let (_, event) = found.await?.ok_or_else(no_file)?;
    Ok(([(CONTENT_TYPE, JSON)], event.to_string()).into_response())
}

/// The event at a position, and those that are taken back with it.
fn events(
    house: &Clearinghouse,
    page: &FeedPage,
    item: &FeedPageItem,
) -> Result<Vec<(Uuid, Value)>> {
    let community = &house.store().in_force();
    let mut events = Vec::new();
    if let Fed::Brought(released) = &item.what {
        events.push((object_uuid(released), misp::event(released, community, stamp(item))));
    }
    for (traced, gone_at) in &house.earlier_forms(page, item)? {
        let uuid = traced_uuid(traced);
        if events.iter().all(|(known, _)| *known != uuid) {
            let stamp = exchange::Stamp { created: item.first_at, modified: *gone_at };
            events.push((uuid, misp::withdrawn_earlier(traced, community, stamp)));
        }
    }
    Ok(events)
}

fn entries(house: &Clearinghouse, page: &FeedPage, item: &FeedPageItem) -> Answer<String> {
    let mut text = String::new();
    for (_, event) in events(house, page, item)? {
        if let Some((uuid, entry)) = misp::manifest_entry(&event) {
            text.push_str(&format!("\"{uuid}\":{entry},"));
        }
    }
    Ok(text)
}

fn hashes(house: &Clearinghouse, page: &FeedPage, item: &FeedPageItem) -> Answer<String> {
    Ok(events(house, page, item)?.iter().map(|(_, event)| misp::hashes(event)).collect())
}

fn no_file() -> Problem {
    Problem::new(Code::NoSuchObject, "This feed has no such file for you.")
}

const JSON: &str = "application/json";
