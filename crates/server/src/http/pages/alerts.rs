//! `GET /alerts`: what the saved searches found, and which there are.

use axum::extract::State;
use marking::{Marking, rollup};
use maud::{Markup, html};
use model::{AgencyId, Manner};

use super::super::identity::Viewer;
use super::super::limits::PAGE_HITS;
use super::super::params::{Params, Posted};
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::frame::Frame;
use super::hit::hit;
use super::marks::{count, mark, words};
use super::turning::{PAGES_MAX, turning};
use super::{Answer, Done, Led, done};
use crate::{AlertPage, FoundAlert};

/// The newest alerts, and the searches that give them.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let frame = Frame::of(&site, &viewer, &params, "/alerts", &[])?;
    let Viewer(id) = viewer.clone();
    let saved = site.run(move |house| Ok(house.saved_searches(house.recipient(&id)?))).await?;
    let nth = params.number("page", 1, PAGES_MAX)?;
    let place = ((nth - 1) * PAGE_HITS, PAGE_HITS);
    let found = site
        .ask(&viewer, frame.intent.clone(), move |house, by| {
            house.alert_page(by, Manner::Search, place)
        })
        .await?;
    let AlertPage { alerts, more } = found;
    let own = alerts.iter().map(|alert| &alert.released);
    let all = own.chain(alerts.iter().flat_map(|alert| &alert.matches.sources));
    let shown = all.map(|released| &released.rendition().banner);
    let banner = rollup(shown).banner;
    let body = html! {
        h1 { "Alerts" }
        (done(params.get("done")))
        @if alerts.is_empty() {
            p.empty { "Your saved searches have found nothing new that is releasable to you." }
        }
        (unread(&frame, &alerts))
        section.hits aria-label="Newest alerts" {
            @for alert in &alerts {
                (hit(&frame, alert.released.rendition(), None, &html! {
                    p.why { "found by " b { (alert.name) } @if alert.is_new { " " span.tag.warn { "new" } } }
                    (matched(&frame, alert))
                }))
            }
        }
        (turning(&frame, "Alerts", nth, more))
        h2 { "Saved searches" }
        @if saved.is_empty() {
            p.hint { "None. Search for something, and save it there." }
        } @else {
            (searches(&frame, &saved))
        }
        h2 { "Look out for entries of lists" }
        (watching(&frame))
    };
    Ok(frame.page("Alerts", &banner, &body))
}

/// How many of a page are new, and the word that all up to its first were looked at.
fn unread(frame: &Frame<'_>, alerts: &[FoundAlert]) -> Markup {
    let new = alerts.iter().filter(|alert| alert.is_new).count();
    html! {
        @if let Some(first) = alerts.iter().find(|alert| alert.is_new) {
            @let id = &first.released.rendition().id;
            p.meta role="status" { (count(new as u64, "of these is", "of these are")) " new since you looked." }
            (frame.form("/alerts/seen", &html! {
                input type="hidden" name="name" value=(first.name);
                input type="hidden" name="report" value=(id.cited());
                input type="hidden" name="version" value=(id.version);
                button { "I have looked at these and at all before them" }
            }))
        }
    }
}

/// `POST /alerts/seen`: the viewer has looked at an alert, and at those before it.
pub(in crate::http) async fn seen(
    State(site): State<Site>,
    viewer: Viewer,
    Posted(form): Posted,
) -> Done {
    let frame = Frame::of(&site, &viewer, &form, "/alerts", &[])?;
    let (name, report) = (form.get("name").to_owned(), form.get("report").to_owned());
    let version = form
        .get("version")
        .parse()
        .map_err(|_| Problem::new(Code::BadRequest, "`version` is a number, as versions have"))?;
    site.run(move |house| house.note_seen(house.recipient(&viewer.0)?, (&name, &report), version))
        .await?;
    Ok(Led(frame.link("/alerts", &[("done", "seen")])))
}

/// Of what is told of an alert's matches: it is from the report and from the lists.
fn marking(alert: &FoundAlert) -> Marking {
    let sources = std::iter::once(&alert.released).chain(&alert.matches.sources);
    rollup(sources.map(|released| &released.rendition().banner)).banner
}

/// Whom or what on a list a report may name.
fn matched(frame: &Frame<'_>, alert: &FoundAlert) -> Markup {
    html! {
        @if !alert.matches.matches.is_empty() {
            @let own = mark(&marking(alert));
            ul.plain {
                @for of in &alert.matches.matches {
                    li {
                        (own) " "
                        a href=(frame.link("/entity", &[("id", &of.mention)])) dir="auto" { (of.name) }
                        @if of.found.enough { " is likely " } @else { " may be " }
                        a href=(frame.link("/entity", &[("id", &of.entry)])) dir="auto" { (of.entry_name) }
                        " (" (of.entry) "), " (of.found.weight) " bits: "
                        @for (nth, evidence) in of.found.evidence.iter().enumerate() {
                            @if nth > 0 { "; " } span dir="auto" { (evidence) }
                        }
                    }
                }
            }
        }
    }
}

fn named(lists: &[AgencyId]) -> String {
    match lists.is_empty() {
        true => "all lists".to_owned(),
        false => lists.iter().map(AgencyId::as_str).collect::<Vec<_>>().join(", "),
    }
}

fn watching(frame: &Frame<'_>) -> Markup {
    let body = html! {
        p.fields {
            input type="hidden" name="watch" value="on";
            label { "Name " input name="name" required maxlength="80" autocomplete="off"; }
            label { "Originators of the lists " input name="lists" maxlength="400" autocomplete="off"
                placeholder="all, or TREASURY/OFAC …"; }
            button { "Look out" }
        }
        p.hint { "It looks at each report and each list that comes, for the purpose that stands above." }
    };
    frame.form("/search/saved", &body)
}

fn searches(frame: &Frame<'_>, saved: &[store::SavedSearch]) -> Markup {
    html! {
        div.scroll role="region" aria-label="Saved searches" tabindex="0" {
            table {
                thead { tr {
                    @for name in ["Name", "Query", "Purpose", "Matter"] { th scope="col" { (name) } }
                    th scope="col" { span.quiet { "What can be done" } }
                } }
                tbody {
                    @for search in saved {
                        tr {
                            th scope="row" dir="auto" { (search.name) }
                            td {
                                @match &search.lists {
                                    None => a href=(frame.link("/search", &[("q", &search.query)])) dir="auto" {
                                        (search.query)
                                    },
                                    Some(lists) => { "entries of " (named(lists)) }
                                }
                                @if search.names { " (words as names)" }
                            }
                            td { (words(search.purpose.name())) }
                            td { (search.matter.as_deref().unwrap_or_default()) }
                            td {
                                (frame.form("/search/saved/drop", &html! {
                                    input type="hidden" name="name" value=(search.name);
                                    button aria-label={ "End " (search.name) } { "End" }
                                }))
                            }
                        }
                    }
                }
            }
        }
    }
}
