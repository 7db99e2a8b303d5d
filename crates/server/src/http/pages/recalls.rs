//! `/recalls`: taking reports back, and knowing of it.

use axum::extract::State;
use maud::{Markup, html};
use model::{Function, RecallKind};

use super::super::identity::Viewer;
use super::super::params::{Params, Posted};
use super::super::problem::{Code, Problem};
use super::super::site::Site;
use super::frame::Frame;
use super::marks::{count, when, words};
use super::turning::{PAGES_MAX, part, turning, turning_by};
use super::work::{banner, unmarked};
use super::{Answer, Done, Led, done};
use crate::Officer;
use crate::wire::{NewRecall, RecallNotice, RecallOnBoard};

/// `GET`: what the viewer is told about reports that they had, and the board of their organisation.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let frame = Frame::of(&site, &viewer, &params, "/recalls", &[])?;
    let lists = site.run(move |house| house.recalls_of(house.recipient(&viewer.0)?, None));
    let (own, board) = lists.await?;
    let decides = frame.recipient.functions.contains(&Function::ReleaseAuthority);
    let is_waiting = board.iter().any(|row| !row.waiting.is_empty());
    let (own, board): (Vec<_>, Vec<_>) =
        (own.into_iter().rev().collect(), board.into_iter().rev().collect());
    let (nth, nth_row) =
        (params.number("page", 1, PAGES_MAX)?, params.number("board", 1, PAGES_MAX)?);
    let ((own, more), (board, more_rows)) = (part(&own, nth), part(&board, nth_row));
    let body = html! {
        h1 { "Recalls" }
        (done(params.get("done")))
        h2 { "Of reports that you had" }
        @if own.is_empty() { p.empty { "Nothing that you had was taken back." } }
        @for notice in own { (told(&frame, notice)) }
        (turning(&frame, "Recalls of reports that you had", nth, more))
        @if decides || !board.is_empty() {
            h2 { "Of " (frame.recipient.duty_organization) "'s reports" }
            @if board.is_empty() {
                p.empty { "Nothing was taken back." }
            } @else {
                (table(board))
            }
            (turning_by(&frame, ("Recalls of your organisation", "board"), nth_row, more_rows))
        }
        @if decides {
            @if is_waiting {
                (frame.form("/recalls/remind", &html! {
                    button { "Remind everybody who did not acknowledge" }
                }))
            }
            details { summary { "Take a report back" } (frame.form("/recalls", &recalling())) }
        }
    };
    let told = own.iter().filter_map(|notice| notice.text.as_deref());
    let listed = board.iter().flat_map(|row| {
        let uses = row.acknowledged.iter().filter_map(|of| of.onward.as_deref());
        row.because.as_deref().into_iter().chain(uses)
    });
    Ok(frame.page("Recalls", &banner(&frame, told.chain(listed)), &body))
}

fn told(frame: &Frame<'_>, notice: &RecallNotice) -> Markup {
    let RecallNotice { report, kind, at, text, replaced_by, acknowledged, reminders } = notice;
    let cited = report.rsplit_once(" v").map_or(report.as_str(), |(cited, _)| cited);
    html! {
        article.card {
            h3 { (report) " " span.tag.warn { (words(kind)) } }
            p.meta {
                (when(at))
                @if let Some(at) = acknowledged { ", acknowledged " (when(at)) }
                @else if *reminders > 0 { ", reminded " (reminders) " times" }
            }
            @if let Some(text) = text { p dir="auto" { (text) } }
            @if let Some(other) = replaced_by {
                p { "In its place: " a href=(frame.link("/report", &[("id", other)])) { (other) } }
            }
            @if acknowledged.is_none() {
                (frame.form("/recalls/acknowledge", &html! {
                    input type="hidden" name="report" value=(cited);
                    p { label { (unmarked("What you used it for, and where it went on to"))
                        textarea name="use" rows="2" maxlength="2000" dir="auto" {}
                    } }
                    button.main aria-label={ "Acknowledge the recall of " (report) } { "Acknowledge" }
                }))
            }
        }
    }
}

fn table(board: &[RecallOnBoard]) -> Markup {
    html! {
        div.scroll role="region" aria-label="Recalls" tabindex="0" {
            table {
                thead { tr {
                    @for name in ["Report", "What", "Since", "Told", "Acknowledged", "Waiting", "Why"] {
                        th scope="col" { (name) }
                    }
                } }
                tbody {
                    @for row in board {
                        tr {
                            th scope="row" { (row.report) }
                            td { (words(&row.kind)) }
                            td { (when(&row.at)) br; (count(row.age_days, "day", "days")) }
                            td.n { (row.told) }
                            td {
                                (row.acknowledged.len())
                                @if row.acknowledged.iter().any(|of| of.onward.is_some()) {
                                    details {
                                        summary { "uses" }
                                        @for of in &row.acknowledged {
                                            @if let Some(onward) = &of.onward {
                                                p { b { (of.recipient) } ": " span dir="auto" { (onward) } }
                                            }
                                        }
                                    }
                                }
                            }
                            td { (row.waiting.join(", ")) }
                            td dir="auto" { (row.because.as_deref().unwrap_or_default()) }
                        }
                    }
                }
            }
        }
    }
}

fn recalling() -> Markup {
    html! {
        p.fields {
            label { "Report " input name="report" required maxlength="200" placeholder="CIA TD-314/00123-04"; }
            label { "Up to version " input name="version" type="number" min="1" placeholder="all"; }
            label { "As " select name="kind" { @for kind in RecallKind::ALL {
                option value=(kind.name()) { (kind.name()) }
            } } }
        }
        p { label { (unmarked("Why; for your organisation and its auditors"))
            textarea name="because" required rows="2" maxlength="2000" dir="auto" {}
        } }
        p { label { (unmarked("What those who had it are told besides"))
            textarea name="tell" rows="2" maxlength="2000" dir="auto" {}
        } }
        p { label { "What takes its place " input name="replaced_by" maxlength="200" placeholder="ORIGINATOR SERIAL, if anything does"; } }
        button.main { "Take it back" }
    }
}

/// `POST`: a recall.
pub(in crate::http) async fn recall(
    State(site): State<Site>,
    viewer: Viewer,
    Posted(form): Posted,
) -> Done {
    let frame = Frame::of(&site, &viewer, &form, "/recalls", &[])?;
    let version = form.said("version").map(|version| version.parse());
    let version = version
        .transpose()
        .map_err(|_| Problem::new(Code::BadRequest, "`version` is a number, as versions have"))?;
    let new = NewRecall {
        report: form.get("report").to_owned(),
        version,
        kind: form.said("kind"),
        because: form.get("because").to_owned(),
        tell: form.said("tell"),
        replaced_by: form.said("replaced_by"),
    };
    site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        house.recall(Officer { recipient, by: None }, &new)
    })
    .await?;
    Ok(Led(frame.link("/recalls", &[("done", "recalled")])))
}

/// `POST .../acknowledge`: the viewer knows of the recalls of a report that they had.
pub(in crate::http) async fn acknowledge(
    State(site): State<Site>,
    viewer: Viewer,
    Posted(form): Posted,
) -> Done {
    let frame = Frame::of(&site, &viewer, &form, "/recalls", &[])?;
    let (report, onward) = (form.get("report").to_owned(), form.said("use"));
    site.run(move |house| {
        house.acknowledge(house.recipient(&viewer.0)?, None, &report, onward.as_deref())
    })
    .await?;
    Ok(Led(frame.link("/recalls", &[("done", "acknowledged")])))
}

/// `POST .../remind`: reminds everybody who did not acknowledge a recall of the viewer's organisation.
pub(in crate::http) async fn remind(
    State(site): State<Site>,
    viewer: Viewer,
    Posted(form): Posted,
) -> Done {
    let frame = Frame::of(&site, &viewer, &form, "/recalls", &[])?;
    site.run(move |house| {
        let recipient = house.recipient(&viewer.0)?;
        house.remind(Officer { recipient, by: None })
    })
    .await?;
    Ok(Led(frame.link("/recalls", &[("done", "pressed")])))
}
