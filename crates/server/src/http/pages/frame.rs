//! What is around every page: the banner above and below, the name, who is signed in, the purpose.

use axum::response::Html;
use marking::Marking;
use maud::{DOCTYPE, Markup, html};
use model::{Purpose, Recipient};

use super::super::identity::Viewer;
use super::super::params::Params;
use super::super::problem::Problem;
use super::super::site::Site;
use super::assets::{ICON, SCRIPT, STYLE};
use super::keys::sheet;
use super::marks::{colour, words};
use super::navigation::navigation;
use crate::{Intent, percent_encode};

/// What a page is put into.
pub(super) struct Frame<'a> {
    pub(super) site: &'a Site,
    pub(super) recipient: &'a Recipient,
    pub(super) intent: Intent,
    /// The address of the page, and the parameters that a change of purpose keeps.
    pub(super) path: &'a str,
    pub(super) kept: &'a [(&'a str, &'a str)],
    /// The form on the page that goes along with a change of purpose, so that nothing in it is lost.
    pub(super) written_in: Option<&'a str>,
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
        Ok(Self { site, recipient, intent: params.intent()?, path, kept, written_in: None })
    }

    /// The whole page. The banner is that of what the page shows.
    pub(super) fn page(&self, title: &str, banner: &Marking, body: &Markup) -> Html<String> {
        self.controlled(title, banner, "", body)
    }

    /// The whole page, with what stands on every sheet of it that is printed.
    pub(super) fn controlled(
        &self,
        title: &str,
        banner: &Marking,
        control: &str,
        body: &Markup,
    ) -> Html<String> {
        let header = html! {
            header.bar {
                a.name href=(self.link("/", &[])) { "Tearline" }
                (navigation(self))
                p.cleared { "cleared for " (self.recipient.clearance.banner()) }
                (self.purposes())
            }
        };
        let whose = html! {
            p.who {
                b { (self.recipient.name) } " · " (self.recipient.duty_organization) " · for "
                b { (self.purpose()) }
            }
        };
        let control = html! {
            @if !control.is_empty() { (control) br; }
            "Given to " (self.recipient.name) ", " (self.recipient.duty_organization) ", for "
            (self.purpose())
        };
        let footer = html! {
            footer.foot {
                a href=(self.link("/help", &[])) { "Help and keys" }
                @if self.site.links.is_some() {
                    (self.form("/sign-out", &html! { button.quiet-button { "Sign out" } }))
                }
            }
        };
        let around = Around { banner, whose, header, footer, control, sheet: sheet() };
        around.document(title, body)
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

    /// A form that does something, with the purpose along.
    pub(super) fn form(&self, action: &str, body: &Markup) -> Markup {
        html! {
            form method="post" action=(action) { (self.along()) (body) }
        }
    }

    /// The purpose and the matter as a form carries them.
    pub(super) fn along(&self) -> Markup {
        html! {
            input type="hidden" name="purpose" value=(self.intent.purpose.name());
            @if let Some(matter) = &self.intent.matter {
                input type="hidden" name="matter" value=(matter);
            }
        }
    }

    /// The purpose and the matter in words.
    fn purpose(&self) -> Markup {
        html! {
            (words(self.intent.purpose.name()))
            @if let Some(matter) = &self.intent.matter { " in " (matter) }
        }
    }

    /// Another purpose is chosen, and counts when the button is used: what it shows is recorded.
    fn purposes(&self) -> Markup {
        let of = self.written_in;
        let choice = html! {
            label for="purpose" { "Purpose" }
            select id="purpose" name="purpose" form=[of] {
                @for purpose in Purpose::ALL {
                    option value=(purpose.name()) selected[*purpose == self.intent.purpose] {
                        (words(purpose.name()))
                    }
                }
            }
            label for="matter" { "Matter" }
            input #matter name="matter" value=[self.intent.matter.as_deref()] maxlength="100"
                size="12" placeholder="case, if any" autocomplete="off" form=[of];
        };
        html! {
            @match of {
                None => form.purpose method="get" action=(self.path) {
                    @for (name, value) in self.kept {
                        input type="hidden" name=(name) value=(value);
                    }
                    (choice)
                    button { "Change" }
                },
                Some(of) => div.purpose {
                    (choice)
                    button form=(of) name="do" value="purpose" formnovalidate { "Change" }
                },
            }
        }
    }
}

/// A page of its own, for those who may not be signed in.
pub(super) fn bare(title: &str, body: &Markup) -> Html<String> {
    let header = html! { header.bar { a.name href="/" { "Tearline" } } };
    let (whose, footer, control, sheet) = (html! {}, html! {}, html! {}, html! {});
    // It has nothing of anybody's.
    let around = Around { banner: &Marking::default(), whose, header, footer, control, sheet };
    around.document(title, body)
}

/// What stands around the content.
struct Around<'a> {
    banner: &'a Marking,
    /// Who has the page, and for what.
    whose: Markup,
    header: Markup,
    footer: Markup,
    /// Printed alone, on every sheet.
    control: Markup,
    /// Of keys.
    sheet: Markup,
}

impl Around<'_> {
    fn document(&self, title: &str, body: &Markup) -> Html<String> {
        let Self { banner: _, whose, header, footer, control, sheet } = self;
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (title) " · Tearline" }
                    link rel="icon" type="image/svg+xml" href=(*ICON);
                    link rel="stylesheet" href=(*STYLE);
                    script src=(*SCRIPT) defer {}
                }
                body {
                    a.skip href="#main" { "Skip to the content" }
                    (self.line("above", "Classification of this page", whose, &html! {}))
                    (header)
                    main #main tabindex="-1" { (body) }
                    (footer)
                    (self.line("below", "Classification of this page, repeated", &html! {}, control))
                    (sheet)
                }
            }
        };
        Html(page.into_string())
    }

    fn line(&self, place: &str, label: &str, whose: &Markup, control: &Markup) -> Markup {
        html! {
            div.edge.(place) role="region" aria-label=(label) {
                p.control { (control) }
                p.banner.(colour(self.banner)) { (self.banner.banner()) }
                (whose)
            }
        }
    }
}
