//! A report in a list: its title, whose it is, and extracts of it, each behind its mark.

use dissemination::Rendition;
use index::Parsed;
use maud::{Markup, html};

use super::frame::Frame;
use super::marks::{level, mark, words};
use crate::snippets;

/// One report that was found, with what a query of it highlights; `beneath` stands below.
pub(super) fn hit(
    frame: &Frame<'_>,
    rendition: &Rendition,
    query: Option<&Parsed>,
    beneath: &Markup,
) -> Markup {
    let cited = rendition.id.cited();
    let link = frame.link("/report", &[("id", &cited)]);
    let marks = |text: &str| query.map(|query| query.marks(text)).unwrap_or_default();
    html! {
        article.hit {
            h2 {
                @match &rendition.title {
                    Some(title) => {
                        (mark(&title.marking)) " "
                        a href=(link) dir="auto" { (marked(&title.text, &marks(&title.text))) }
                    }
                    None => a href=(link) { (cited) },
                }
            }
            p.meta {
                b { (rendition.id.originator) } " · " (words(rendition.kind.name())) " "
                (rendition.id.serial)
                @if let Some(issued) = &rendition.issued { " · " (issued.written) }
                @if rendition.precedence > model::Precedence::Routine {
                    " · " span.tag.warn { (words(rendition.precedence.name())) }
                }
                " · " (level(&rendition.banner))
                (form(rendition))
                @if rendition.leads_only { " · " span.tag { "leads only" } }
            }
            @for snippet in snippets(rendition, query) {
                p.extract {
                    (mark(&snippet.marking)) " "
                    span dir="auto" { (marked(&snippet.text, &snippet.highlights)) }
                }
            }
            (beneath)
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
