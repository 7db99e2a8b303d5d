//! A feed in one piece: everything that its recipient may hold now, sent while it is read.

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::Response;
use exchange::csv;
use futures_util::stream;

use super::super::super::identity::Viewer;
use super::super::super::params::Params;
use super::super::super::problem::Problem;
use super::super::super::site::Site;
use super::super::Answer;
use super::{after, stamp};
use crate::wire::FeedItem;
use crate::{Clearinghouse, Fed, FeedPage, FeedPageItem};

/// `GET .../csv`: a table, a row for each report that may be held now.
pub(in crate::http) async fn csv(
    State(site): State<Site>,
    viewer: Viewer,
    Path(name): Path<String>,
) -> Answer<Response> {
    let row = |house: &Clearinghouse, _: &FeedPage, item: &FeedPageItem| match &item.what {
        Fed::Brought(released) => Ok(csv::row(released, &house.store().in_force(), stamp(item))),
        Fed::TakenBack { .. } | Fed::Passed => Ok(String::new()),
    };
    let parts = Parts { site, viewer, name, after: 0, unsettled: Unsettled::Skipped, write: row };
    parts.answer("text/csv; charset=utf-8; header=present", "csv", csv::header()).await
}

/// `GET .../jsonl?after=`: a line for each position from one on, as a page has them.
pub(in crate::http) async fn lines(
    State(site): State<Site>,
    viewer: Viewer,
    Path(name): Path<String>,
    params: Params,
) -> Answer<Response> {
    let line = |_: &Clearinghouse, _: &FeedPage, item: &FeedPageItem| {
        serde_json::to_string(&FeedItem::of(item))
            .map(|line| line + "\n")
            .map_err(Problem::internal)
    };
    // Whoever goes on behind the last line must not miss what is settled later.
    let unsettled = Unsettled::Awaited;
    let parts = Parts { site, viewer, name, after: after(&params)?, unsettled, write: line };
    parts.answer("application/x-ndjson", "jsonl", String::new()).await
}

/// What is written of a position.
pub(super) type Write = fn(&Clearinghouse, &FeedPage, &FeedPageItem) -> Answer<String>;

/// What becomes of a position that may go otherwise by now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Unsettled {
    /// The feed ends before it: its reader goes on from there.
    Awaited,
    /// It is not held now, and the feed goes on behind it: all of it is read anew each time.
    Skipped,
}

/// A feed that is read part by part.
pub(super) struct Parts {
    pub(super) site: Site,
    pub(super) viewer: Viewer,
    pub(super) name: String,
    pub(super) after: u64,
    pub(super) unsettled: Unsettled,
    pub(super) write: Write,
}

impl Parts {
    /// The whole as a file. What cannot be read at all is a problem; what fails later cuts the file off.
    pub(super) async fn answer(
        mut self,
        kind: &'static str,
        ending: &'static str,
        head: String,
    ) -> Answer<Response> {
        let file = format!("attachment; filename=\"{}.{ending}\"", self.name);
        let first = self.next().await?;
        let begun = (head + &first.unwrap_or_default()).into_bytes();
        let rest = stream::unfold(self, |mut parts| async {
            let next = parts.next().await.transpose()?;
            let next = next.map(|text| Bytes::from(text.into_bytes()));
            Some((next.map_err(|problem| std::io::Error::other(problem.public)), parts))
        });
        let begun = stream::once(async { Ok(Bytes::from(begun)) });
        let mut response = Response::new(Body::from_stream(stream::StreamExt::chain(begun, rest)));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        if let Ok(file) = HeaderValue::from_str(&file) {
            headers.insert(CONTENT_DISPOSITION, file);
        }
        Ok(response)
    }

    /// The next part; `None` at the end.
    pub(super) async fn next(&mut self) -> Answer<Option<String>> {
        let (viewer, name, from, write) =
            (self.viewer.clone(), self.name.clone(), self.after, self.write);
        let part = self.site.run(move |house| {
            let recipient = house.recipient(&viewer.0)?;
            let page = house.feed_page((recipient, None), &name, (from, POSITIONS))?;
            let text: Answer<String> =
                page.items.iter().map(|item| write(house, &page, item)).collect();
            Ok((page.items.last().map(|item| item.position), page.more, text))
        });
        let (last, more, text) = part.await?;
        let text = text?;
        match (last, more) {
            (None, true) if self.unsettled == Unsettled::Skipped => self.after += 1,
            (None, _) => return Ok(None),
            (Some(last), _) => self.after = last,
        }
        Ok(Some(text))
    }
}

/// Positions that are read at once.
const POSITIONS: usize = 256;
