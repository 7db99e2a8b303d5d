//! `GET /` and `GET /search?q=`: the search box, and what it finds.

use axum::extract::State;
use dissemination::Rendition;
use marking::{Marking, rollup};
use maud::{Markup, html};
use model::Manner;

use super::super::identity::Viewer;
use super::super::limits::PAGE_HITS;
use super::super::params::Params;
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::Answer;
use super::frame::{Frame, colour, mark, words};
use crate::Found;
use crate::snippet::{highlights, snippets};

/// The search page, with hits when something is asked.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let query = params.get("q");
    let kept = [("q", query)];
    let kept: &[_] = if query.is_empty() { &[] } else { &kept };
    let frame = Frame::of(&site, &viewer, &params, "/search", kept)?;
    let found =
        if query.is_empty() { None } else { Some(find(&site, &viewer, &frame, query).await?) };
    let shown = found.iter().flat_map(|found| found.iter().flat_map(|found| &found.reports));
    let banner = rollup(shown.map(|report| &report.rendition().banner)).banner;
    let body = html! {
        h1.quiet { "Search" }
        (form(&frame, query))
        @match &found {
            None => p.hint {
                "All words must match. \"…\" finds a phrase, OR either side, -word leaves out; "
                "originator:, kind: and id: narrow."
            },
            Some(Err(why)) => div.notice role="alert" { p { (why) } },
            Some(Ok(found)) => section aria-label="Results" { (results(&frame, query, found)) },
        }
    };
    let title = if query.is_empty() { "Search" } else { query };
    Ok(frame.page(title, &banner, &body))
}

/// Searches; a query that cannot be read is explained on the page.
async fn find(
    site: &Site,
    viewer: &Viewer,
    frame: &Frame<'_>,
    query: &str,
) -> Result<Result<Found, String>, Problem> {
    let asked = query.to_owned();
    let found = site
        .ask(viewer, frame.intent.clone(), move |house, by| {
            house.search(by, &asked, Manner::Search, PAGE_HITS)
        })
        .await;
    match found {
        Ok(found) => Ok(Ok(found)),
        Err(Problem { code: Code::BadQuery, public, cause: _ }) => Ok(Err(public)),
        Err(problem) => Err(problem),
    }
}

fn form(frame: &Frame<'_>, query: &str) -> Markup {
    html! {
        form.query role="search" method="get" action="/search" {
            label.quiet for="q" { "Search the reports that are releasable to you" }
            input #q name="q" type="search" value=(query) maxlength="1000" autocomplete="off"
                autofocus[query.is_empty()];
            input type="hidden" name="purpose" value=(frame.intent.purpose.name());
            @if let Some(matter) = &frame.intent.matter {
                input type="hidden" name="matter" value=(matter);
            }
            button.main { "Search" }
        }
    }
}

fn results(frame: &Frame<'_>, query: &str, found: &Found) -> Markup {
    html! {
        @if found.reports.is_empty() {
            p.empty { "Nothing that is releasable to you matches. Try fewer or other words." }
        } @else {
            p.meta {
                b { (found.total) } @if found.total == 1 { " report" } @else { " reports" }
                @if found.total > found.reports.len() as u64 {
                    "; the best " (found.reports.len()) " are shown"
                }
            }
        }
        @for report in &found.reports { (hit(frame, query, report.rendition())) }
    }
}

fn hit(frame: &Frame<'_>, query: &str, rendition: &Rendition) -> Markup {
    let cited = rendition.id.cited();
    let link = frame.link("/report", &[("id", &cited)]);
    html! {
        article.hit {
            h2 {
                @match &rendition.title {
                    Some(title) => {
                        (mark(&title.marking)) " "
                        a href=(link) { (marked(&title.text, &highlights(&title.text, query))) }
                    }
                    None => a href=(link) { (cited) },
                }
            }
            p.meta {
                b { (rendition.id.originator) } " · " (words(rendition.kind.name())) " "
                (rendition.id.serial)
                @if let Some(issued) = &rendition.issued { " · " (issued.written) }
                " · " (level(&rendition.banner))
                @if rendition.leads_only { " · " span.tag { "leads only" } }
            }
            @for snippet in snippets(rendition, query) {
                p { (mark(&snippet.marking)) " " (marked(&snippet.text, &snippet.highlights)) }
            }
        }
    }
}

fn level(banner: &Marking) -> Markup {
    html! { span.level.(colour(banner)) { (banner.banner()) } }
}

/// A text with places highlighted.
fn marked(text: &str, places: &[std::ops::Range<usize>]) -> Markup {
    let mut at = 0;
    html! {
        @for place in places {
            (text.get(at..place.start).unwrap_or_default())
            mark { (text.get(place.clone()).unwrap_or_default()) }
            ({ at = place.end; "" })
        }
        (text.get(at..).unwrap_or_default())
    }
}
