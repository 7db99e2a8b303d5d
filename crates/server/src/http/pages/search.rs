//! The search page.

use marking::{Marking, rollup};
use maud::{Markup, html};
use model::Purpose;

use super::layout::{mark, purposes, report_link};
use crate::Found;
use crate::wire::{Hit, Search, Snippet};

/// The page before anything was asked.
pub(super) fn empty(purpose: Purpose) -> Markup {
    html! {
        h1.quiet { "Search reports" }
        (form("", purpose))
        p.meta { "All words must match. " kbd { "\"…\"" } " phrase · " kbd { "OR" } " · "
            kbd { "-without" } " · " kbd { "originator:CIA" } " · " kbd { "kind:cable" } }
    }
}

/// The page for a query that cannot be read.
pub(super) fn wrong(query: &str, purpose: Purpose, message: &str) -> Markup {
    html! {
        h1.quiet { "Search reports" }
        (form(query, purpose))
        p.wrong role="alert" { (message) "." }
    }
}

/// The page with what was found.
pub(super) fn results(query: &str, purpose: Purpose, found: &Search) -> Markup {
    html! {
        h1.quiet { "Search reports" }
        (form(query, purpose))
        section aria-label="Results" {
            p.meta role="status" {
                @match found.total {
                    0 => { "No report matches. Try fewer words, or OR between them." }
                    1 => { b { "1" } " report" }
                    total => { b { (total) } " reports, best match first" }
                }
            }
            @for hit in &found.results { (entry(hit, purpose)) }
        }
    }
}

/// The roll-up of everything that the page shows.
pub(super) fn banner(found: &Found) -> Marking {
    let shown = found.reports.iter().map(|released| released.rendition());
    let parts = shown.flat_map(|rendition| rendition.texts()).map(|portion| &portion.marking);
    rollup(parts).banner
}

fn form(query: &str, purpose: Purpose) -> Markup {
    html! {
        form.query role="search" action="/search" method="get" {
            input type="search" name="q" value=(query) aria-label="Search" autofocus;
            (purposes(purpose))
            button.main type="submit" { "Search" }
        }
    }
}

fn entry(hit: &Hit, purpose: Purpose) -> Markup {
    let title = hit.title.as_ref();
    html! {
        article.hit {
            h2 {
                @if let Some(title) = title { (mark(&title.marking)) " " }
                (report_link(&hit.id, purpose, title.map_or(hit.id.as_str(), |t| t.text.as_str())))
            }
            p.meta {
                b { (hit.originator) } " · " (hit.kind.replace('-', " ")) " · " (hit.id)
                @if let Some(issued) = &hit.issued { " · " (issued) }
                " · " (hit.banner)
                @if hit.leads_only { " · " span.tag { "leads only" } }
                @if hit.outcome == "tearline" { " · " span.tag { "tear line" } }
                @if hit.outcome == "pointer" { " · " span.tag { "ask the originator" } }
            }
            @for snippet in &hit.snippets { p { (mark(&snippet.marking)) " " (marked(snippet)) } }
        }
    }
}

/// A snippet with what matched marked.
fn marked(snippet: &Snippet) -> Markup {
    let mut at = 0;
    let mut pieces = Vec::new();
    for (from, until) in &snippet.highlights {
        pieces.push((false, snippet.text.get(at..*from).unwrap_or_default()));
        pieces.push((true, snippet.text.get(*from..*until).unwrap_or_default()));
        at = *until;
    }
    pieces.push((false, snippet.text.get(at..).unwrap_or_default()));
    html! {
        @for (highlighted, text) in pieces {
            @if highlighted { mark { (text) } } @else { (text) }
        }
    }
}
