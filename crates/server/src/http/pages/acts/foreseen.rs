//! What an act would change, shown before it is recorded.

use marking::Marking;
use maud::{Markup, html};
use model::Manner;

use super::super::super::params::Params;
use super::super::frame::Frame;
use super::super::marks::words;
use crate::wire::{ChangedForm, ChangedGroup, Difference};

/// The button that shows it; beside it is the one that does it.
pub(in crate::http::pages) fn preview() -> Markup {
    html! { button.main name=(PREVIEW) value="on" { "See what it would change" } " " }
}

/// Whether that button was pressed.
pub(in crate::http::pages) fn is_preview(form: &Params) -> bool {
    !form.get(PREVIEW).is_empty()
}

/// The page, with everything that was sent in a form that does it.
pub(in crate::http::pages) fn page(
    frame: &Frame<'_>,
    (action, label): (&str, &str),
    form: &Params,
    found: &Difference,
) -> axum::response::Html<String> {
    // The frame brings purpose and matter of its own.
    let sent = form.pairs().filter(|(name, _)| ![PREVIEW, "purpose", "matter"].contains(name));
    let body = html! {
        h1 { "What it would change" }
        p.hint {
            "Nothing is recorded yet. It is about the reports of your organisation, each in its newest \
             version: " b { (found.reports) } "."
        }
        @if found.groups.is_empty() { p.empty { "Nothing changes for anybody." } }
        @for group in &found.groups { (changed(group)) }
        (frame.form(action, &html! {
            @for (name, value) in sent { input type="hidden" name=(name) value=(value); }
            p.fields {
                button.main { (label) }
                a href=(frame.link(frame.path, &[])) { "Leave it" }
            }
        }))
    };
    frame.page("What it would change", &Marking::default(), &body)
}

fn changed(group: &ChangedGroup) -> Markup {
    let ChangedGroup { purpose, matter, recipients, more_open, more_closed, otherwise, changes } =
        group;
    let shown = recipients.iter().take(NAMES_MAX).map(String::as_str).collect::<Vec<_>>();
    html! {
        article.card {
            h3 {
                "For " (words(purpose))
                @if let Some(matter) = matter { " in " (matter) }
                ": " (shown.join(", "))
                @if recipients.len() > NAMES_MAX {
                    " and " (recipients.len() - NAMES_MAX) " others"
                }
            }
            p {
                b { (more_open) } " more open, " b { (more_closed) } " more closed, "
                b { (otherwise) } " otherwise"
            }
            ul { @for change in changes { li { (turn(change)) } } }
        }
    }
}

fn turn(change: &ChangedForm) -> Markup {
    let ChangedForm { before, before_identities, after, after_identities, manners, .. } = change;
    let named = |form: &str, identities: &Option<String>| {
        html! {
            (words(form))
            @if let Some(word) = identities { " with US persons " (word) }
        }
    };
    html! {
        (change.reports) ": " (named(before, before_identities)) " → "
        (named(after, after_identities))
        @if manners.len() < Manner::ALL.len() { " (" (manners.join(", ")) ")" }
        @if !change.examples.is_empty() { ", such as " (change.examples.join(", ")) }
    }
}

const PREVIEW: &str = "preview";
const NAMES_MAX: usize = 12;
