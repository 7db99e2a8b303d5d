//! What is around every page: the banner above and below, the name, who is signed in, the purpose.

use axum::response::Html;
use marking::{Level, Marking};
use maud::{DOCTYPE, Markup, html};
use model::{Function, Purpose, Recipient};

use super::super::identity::Viewer;
use super::super::params::Params;
use super::super::problem::Problem;
use super::super::site::Site;
use crate::{Intent, percent_encode};

/// What a page is put into.
pub(super) struct Frame<'a> {
    pub(super) recipient: &'a Recipient,
    pub(super) intent: Intent,
    /// The address of the page, and the parameters that a change of purpose keeps.
    pub(super) path: &'a str,
    pub(super) kept: &'a [(&'a str, &'a str)],
}

impl<'a> Frame<'a> {
    /// The frame of a request.
    pub(super) fn of(
        site: &'a Site,
        viewer: &Viewer,
        params: &Params,
        path: &'a str,
        kept: &'a [(&'a str, &'a str)],
    ) -> Result<Self, Problem> {
        let recipient = site.house.recipient(&viewer.0)?;
        Ok(Self { recipient, intent: params.intent()?, path, kept })
    }

    /// The whole page. The banner is that of what the page shows.
    pub(super) fn page(&self, title: &str, banner: &Marking, body: &Markup) -> Html<String> {
        let header = html! {
            header.bar {
                a.name href=(self.link("/", &[])) { "Tearline" }
                nav aria-label="Main" {
                    a href=(self.link("/", &[])) { "Search" }
                    a href=(self.link("/alerts", &[])) { "Alerts" }
                    @if self.recipient.functions.contains(&Function::Auditor) {
                        a href=(self.link("/audit", &[])) { "Audit" }
                    }
                }
                p.who {
                    (self.recipient.name) " · " (self.recipient.duty_organization)
                }
                (self.purposes())
            }
        };
        document(title, Some(banner), &header, body)
    }

    /// The address of a page, with the purpose.
    pub(super) fn link(&self, path: &str, parameters: &[(&str, &str)]) -> String {
        let mut link = format!("{path}?purpose={}", self.intent.purpose.name());
        if let Some(matter) = &self.intent.matter {
            link = format!("{link}&matter={}", percent_encode(matter));
        }
        for (name, value) in parameters {
            link = format!("{link}&{name}={}", percent_encode(value));
        }
        link
    }

    fn purposes(&self) -> Markup {
        html! {
            form.purpose method="get" action=(self.path) {
                @for (name, value) in self.kept {
                    input type="hidden" name=(name) value=(value);
                }
                label for="purpose" { "Purpose" }
                select id="purpose" name="purpose" {
                    @for purpose in Purpose::ALL {
                        option value=(purpose.name()) selected[*purpose == self.intent.purpose] {
                            (words(purpose.name()))
                        }
                    }
                }
                label for="matter" { "Matter" }
                input #matter name="matter" value=[self.intent.matter.as_deref()] maxlength="100"
                    size="12" placeholder="case, if any" autocomplete="off";
                button { "Change" }
            }
        }
    }
}

/// A page of its own, for those who may not be signed in.
pub(super) fn bare(title: &str, body: &Markup) -> Html<String> {
    document(title, None, &html! { header.bar { a.name href="/" { "Tearline" } } }, body)
}

fn document(title: &str, banner: Option<&Marking>, header: &Markup, body: &Markup) -> Html<String> {
    let line = |label: &str| {
        html! {
            @if let Some(banner) = banner {
                div.banner.(colour(banner)) role="note" aria-label=(label) { (banner.banner()) }
            }
        }
    };
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · Tearline" }
                link rel="stylesheet" href="/style.css";
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                (line("Classification of this page"))
                (header)
                main #main { (body) }
                (line("Classification of this page, repeated"))
            }
        }
    };
    Html(page.into_string())
}

/// A portion mark, in parentheses.
pub(super) fn mark(marking: &Marking) -> Markup {
    html! { span.mark.(colour(marking)) { "(" (marking.portion()) ")" } }
}

/// The class that gives a marking its colour.
pub(super) fn colour(marking: &Marking) -> &'static str {
    if !marking.sci().is_empty() {
        return "sci";
    }
    match marking.level() {
        Level::Unclassified => "u",
        Level::Restricted | Level::Confidential => "c",
        Level::Secret => "s",
        Level::TopSecret => "ts",
    }
}

/// A word of a vocabulary, for people.
pub(super) fn words(name: &str) -> String {
    name.replace('-', " ")
}
