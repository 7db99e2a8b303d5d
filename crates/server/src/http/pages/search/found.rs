//! The hits of a search.

use dissemination::Rendition;
use marking::Marking;
use maud::{Markup, html};

use super::super::frame::{Frame, colour, mark, words};
use super::{kept, with_query};
use crate::wire::{Explanation, Likeness};
use crate::{Found, FoundReport, Search, snippets};

/// How many there are, the best of them, and the way to the next.
pub(super) fn results(frame: &Frame<'_>, search: &Search, found: &Found) -> Markup {
    let Found { total, reports, next, did_you_mean, ease, .. } = found;
    html! {
        @if let Some(meant) = did_you_mean {
            p.meant { "Did you mean " a href=(with_query(frame, search, meant)) { (meant) } "?" }
        }
        @if let Some(sentence) = ease.sentence() { p.meant { (sentence) } }
        @if *total == 0 {
            p.empty { "Nothing that is releasable to you matches. Try fewer or other words." }
        } @else {
            p.meta {
                b { (total) } @if *total == 1 { " report" } @else { " reports" }
                @if search.cursor.is_some() {
                    "; a later page of them"
                } @else if *total > reports.len() as u64 {
                    "; the first " (reports.len()) " are shown"
                }
            }
        }
        @for report in reports { (hit(frame, search, found, report)) }
        @if let Some(next) = next {
            p.next { a rel="next" href=(later(frame, search, next)) { "More reports" } }
        }
    }
}

fn later(frame: &Frame<'_>, search: &Search, cursor: &str) -> String {
    let kept = kept(search, true);
    let mut parameters: Vec<(&str, &str)> =
        kept.iter().map(|(name, value)| (*name, value.as_str())).collect();
    parameters.push(("cursor", cursor));
    frame.link("/search", &parameters)
}

fn hit(frame: &Frame<'_>, search: &Search, found: &Found, report: &FoundReport) -> Markup {
    let rendition = report.released.rendition();
    let cited = rendition.id.cited();
    let link = frame.link("/report", &[("id", &cited)]);
    html! {
        article.hit {
            h2 {
                @match &rendition.title {
                    Some(title) => {
                        (mark(&title.marking)) " "
                        a href=(link) { (marked(&title.text, &found.query.marks(&title.text))) }
                    }
                    None => a href=(link) { (cited) },
                }
            }
            p.meta {
                b { (rendition.id.originator) } " · " (words(rendition.kind.name())) " "
                (rendition.id.serial)
                @if let Some(issued) = &rendition.issued { " · " (issued.written) }
                " · " (level(&rendition.banner))
                (form(rendition))
                @if rendition.leads_only { " · " span.tag { "leads only" } }
            }
            @for snippet in snippets(rendition, Some(&found.query)) {
                p { (mark(&snippet.marking)) " " (marked(&snippet.text, &snippet.highlights)) }
            }
            (alike(&Likeness::in_texts(rendition, &found.query)))
            @if search.explain {
                p.why { (Explanation::of(report.score, &report.parts).text) }
            }
        }
    }
}

/// What kind of hit it is, where it is not the whole report.
fn form(rendition: &Rendition) -> Markup {
    let said = match rendition.outcome {
        "redact" => Some("in part"),
        "tearline" => Some("tear line"),
        "pointer" => Some("pointer: ask the originator"),
        _ => None,
    };
    html! { @if let Some(said) = said { " · " span.tag { (said) } } }
}

fn alike(alike: &[Likeness]) -> Markup {
    html! {
        @if !alike.is_empty() {
            ul.why aria-label="Names that match" {
                @for Likeness { sought, found, by } in alike {
                    li {
                        b { (found) } " for " (sought) ": "
                        @match by.as_str() {
                            "sound" => "sounds alike",
                            "spelling" => "spelt nearly so",
                            _ => "the same in other letters",
                        }
                    }
                }
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
