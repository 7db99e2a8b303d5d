//! `/feeds/{name}`: what stands in one of the viewer's feeds. Reading it is a release, and recorded first.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use marking::rollup;
use maud::{Markup, html};

use super::super::super::identity::Viewer;
use super::super::super::limits::PAGE_HITS;
use super::super::super::params::{Params, Posted};
use super::super::super::problem::{Code, Problem};
use super::super::super::site::Site;
use super::super::frame::Frame;
use super::super::hit::hit;
use super::super::marks::when;
use super::super::{Answer, Done, Led, done};
use crate::{Fed, FeedPage, FeedPageItem};

/// `GET ?after=`: what stands behind a position.
pub(in crate::http) async fn read(
    State(site): State<Site>,
    viewer: Viewer,
    name: Result<Path<String>, PathRejection>,
    params: Params,
) -> Answer {
    let Path(name) = name.map_err(|_| Problem::new(Code::BadRequest, "the name cannot be read"))?;
    let after = position(&params, "after")?;
    let path = format!("/feeds/{name}");
    let from = after.to_string();
    let kept = [("after", from.as_str())];
    let frame = Frame::of(&site, &viewer, &params, &path, &kept)?;
    let feed = name.clone();
    let page = site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        house.feed_page((recipient, None), &feed, (after, PAGE_HITS))
    });
    let page = page.await?;
    let shown = page.items.iter().filter_map(|item| match &item.what {
        Fed::Brought(released) => Some(&released.rendition().banner),
        Fed::TakenBack { .. } | Fed::Passed => None,
    });
    let shown: Vec<_> = shown.collect();
    let banner = rollup(shown.into_iter()).banner;
    let body = html! {
        h1 { "Feed " (name) }
        (done(params.get("done")))
        (positions(&frame, &page, after))
    };
    Ok(frame.page(&name, &banner, &body))
}

fn positions(frame: &Frame<'_>, page: &FeedPage, after: u64) -> Markup {
    let last = page.items.last().map_or(after, |item| item.position);
    html! {
        @if page.items.is_empty() { p.empty { "Nothing stands behind position " (after) " yet." } }
        section.hits aria-label="Positions" { @for item in &page.items { (position_of(frame, item)) } }
        @if last > after {
            (frame.form(&format!("{}/received", frame.path), &html! {
                input type="hidden" name="through" value=(last);
                button.main { "I have what stands up to " (last) }
            }))
        }
        @if page.more {
            p.next { a rel="next" href=(frame.link(frame.path, &[("after", &last.to_string())])) { "More positions" } }
        }
    }
}

fn position_of(frame: &Frame<'_>, item: &FeedPageItem) -> Markup {
    let FeedPageItem { position, at, what, .. } = item;
    let at = at.rfc3339();
    match what {
        Fed::Brought(released) => hit(
            frame,
            released.rendition(),
            None,
            &html! {
                p.why { "position " (position) ", " (when(&at)) }
            },
        ),
        Fed::TakenBack { report } => html! {
            article.hit {
                h2 { (report) " " span.tag.warn { "taken back" } }
                p.why { "position " (position) ", " (when(&at)) ": what you read of it is not to be used any more" }
            }
        },
        Fed::Passed => html! {},
    }
}

/// `POST .../received`: the viewer has what stands up to a position.
pub(in crate::http) async fn receive(
    State(site): State<Site>,
    viewer: Viewer,
    name: Result<Path<String>, PathRejection>,
    Posted(form): Posted,
) -> Done {
    let Path(name) = name.map_err(|_| Problem::new(Code::BadRequest, "the name cannot be read"))?;
    let path = format!("/feeds/{name}");
    let frame = Frame::of(&site, &viewer, &form, &path, &[])?;
    let through = position(&form, "through")?;
    let received = site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        house.receive((recipient, None), &name, through)
    });
    let received = received.await?.to_string();
    Ok(Led(frame.link(&path, &[("after", &received), ("done", "received")])))
}

fn position(params: &Params, name: &str) -> Result<u64, Problem> {
    match params.get(name) {
        "" => Ok(0),
        text => text.parse().map_err(|_| {
            Problem::new(Code::BadRequest, format!("`{name}` is a position: a whole number"))
        }),
    }
}
