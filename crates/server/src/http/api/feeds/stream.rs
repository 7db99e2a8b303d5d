//! A feed as server-sent events (HTML standard, section 9.2): whoever reads it is told at once.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use tokio::sync::watch;

use super::super::super::identity::Viewer;
use super::super::super::limits::UNSETTLED_TIME;
use super::super::super::params::Params;
use super::super::super::problem::{Code, Problem};
use super::super::super::site::Site;
use super::super::Answer;
use super::after;
use crate::wire::{FeedItem, FeedPage};

/// `GET .../events?after=`: every position from one on, and then each when it comes. A client that comes
/// back says in `Last-Event-ID` which was the last that it had.
pub(in crate::http) async fn events(
    State(site): State<Site>,
    viewer: Viewer,
    Path(name): Path<String>,
    headers: HeaderMap,
    params: Params,
) -> Answer<Response> {
    let after = match headers.get("last-event-id") {
        Some(id) => id.to_str().ok().and_then(|id| id.parse().ok()).ok_or_else(|| {
            Problem::new(Code::BadRequest, "`Last-Event-ID` is the id of an event of this feed")
        })?,
        None => after(&params)?,
    };
    let brought = site.brought.clone();
    let mut reading = Reading { site, viewer, name, after, waiting: Vec::new(), brought };
    // Whoever has no such feed is told so, and not by an empty stream.
    reading.read().await?;
    let events = stream::unfold(Some(reading), |reading| async {
        let mut reading = reading?;
        match reading.next().await {
            Ok(event) => Some((Ok::<_, Infallible>(event), Some(reading))),
            Err(problem) => Some((Ok(ended(&problem)), None)),
        }
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE_EVERY)).into_response())
}

/// A stream that is read.
struct Reading {
    site: Site,
    viewer: Viewer,
    name: String,
    /// The last position that was read.
    after: u64,
    /// What was read and is not told yet, the first last.
    waiting: Vec<FeedItem>,
    brought: watch::Receiver<u64>,
}

impl Reading {
    async fn next(&mut self) -> Answer<Event> {
        loop {
            if let Some(item) = self.waiting.pop() {
                return event(&item);
            }
            self.brought.borrow_and_update();
            let more = self.read().await?;
            if !self.waiting.is_empty() {
                continue;
            }
            // What is not settled may be so again without anything coming.
            let settled = async {
                match more {
                    true => tokio::time::sleep(UNSETTLED_TIME).await,
                    false => std::future::pending().await,
                }
            };
            tokio::select! {
                changed = self.brought.changed() => changed.map_err(|_| {
                    Problem::new(Code::CannotRecord, "The server stops.")
                })?,
                () = settled => {}
            }
        }
    }

    /// Reads on, and says whether there is more.
    async fn read(&mut self) -> Answer<bool> {
        let (viewer, name, after) = (self.viewer.clone(), self.name.clone(), self.after);
        let page = self.site.run(move |house| {
            let recipient = house.recipient(&viewer.0)?;
            let page = house.feed_page((recipient, None), &name, (after, POSITIONS))?;
            Ok(FeedPage::of(&page, after))
        });
        let FeedPage { items, after, more } = page.await?;
        self.after = after;
        self.waiting.extend(items.into_iter().rev());
        Ok(more)
    }
}

/// A position. One that says nothing has an id all the same, so that it is not asked for again.
fn event(item: &FeedItem) -> Answer<Event> {
    let event = Event::default().id(item.position.to_string());
    match item.what.as_str() {
        "passed" => Ok(event),
        what => event.event(what).json_data(item).map_err(Problem::internal),
    }
}

fn ended(problem: &Problem) -> Event {
    Event::default().event("ended").data(&problem.public)
}

/// Positions that are read at once.
const POSITIONS: usize = 16;
const ALIVE_EVERY: Duration = Duration::from_secs(15);
