//! What every page has: the banner above and below, who reads and what for.

use marking::{Level, Marking};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use model::{Function, Purpose};

use crate::client::percent_encode;
use crate::http::identity::SignedIn;

/// The frame of a page.
pub(super) struct Frame<'a> {
    title: &'a str,
    who: Option<(&'a SignedIn, Purpose)>,
    banner: Marking,
}

impl<'a> Frame<'a> {
    /// For somebody who has signed in; the banner is the roll-up of what the page shows.
    pub(super) fn of(who: &'a SignedIn, purpose: Purpose, banner: Option<Marking>) -> Self {
        Self { title: "Search", who: Some((who, purpose)), banner: banner.unwrap_or_default() }
    }

    /// For somebody who has not.
    pub(super) fn stranger(title: &'a str) -> Self {
        Self { title, who: None, banner: Marking::default() }
    }
}

/// A whole page.
pub(super) fn page(frame: &Frame<'_>, body: &Markup) -> Markup {
    let banner = frame.banner.banner();
    let colour = colour(&frame.banner);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (frame.title) " · Tearline" }
                link rel="stylesheet" href="/style.css";
            }
            body {
                div.banner.top.(colour) role="note" aria-label="Classification of this page" { (banner) }
                header.bar {
                    a.name href="/" { "tearline" }
                    @if let Some((who, purpose)) = frame.who { (navigation(who, purpose)) }
                }
                main { (body) }
                div.banner.bottom.(colour) aria-hidden="true" { (banner) }
            }
        }
    }
}

fn navigation(who: &SignedIn, purpose: Purpose) -> Markup {
    let recipient = &who.recipient;
    let accesses: Vec<_> = recipient.accesses.iter().map(String::as_str).collect();
    html! {
        nav aria-label="Main" {
            a href={ "/?purpose=" (purpose.name()) } { "Search" }
            @if who.has(Function::Auditor) { a href="/audit" { "Audit" } }
        }
        div.who {
            (recipient.name) " · " (recipient.duty_organization.as_str()) " · "
            (recipient.clearance.portion())
            @if !accesses.is_empty() { "/" (accesses.join("/")) }
            br;
            "Purpose: " b { (purpose.name().replace('-', " ")) }
        }
    }
}

/// A choice of purposes, the current one chosen.
pub(super) fn purposes(current: Purpose) -> Markup {
    html! {
        label { "Purpose "
            select name="purpose" {
                @for purpose in Purpose::ALL {
                    option value=(purpose.name()) selected[*purpose == current] {
                        (purpose.name().replace('-', " "))
                    }
                }
            }
        }
    }
}

/// A portion mark before the text that it governs.
pub(super) fn mark(marking: &str) -> Markup {
    let level = marking.split('/').next().unwrap_or_default();
    let class = match level {
        "TS" => "ts",
        "S" => "s",
        "C" => "c",
        _ => "u",
    };
    html! { span.pm.(class) { "(" (marking) ")" } }
}

/// A link to a report.
pub(super) fn report_link(id: &str, purpose: Purpose, text: &str) -> Markup {
    let encoded = percent_encode(id);
    html! { a href={ "/report?id=" (PreEscaped(encoded)) "&purpose=" (purpose.name()) } { (text) } }
}

fn colour(marking: &Marking) -> &'static str {
    if !marking.sci().is_empty() {
        return "sci";
    }
    match marking.level() {
        Level::Unclassified => "u",
        Level::Confidential => "c",
        Level::Secret => "s",
        Level::TopSecret => "ts",
    }
}
