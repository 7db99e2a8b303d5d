//! The text of a report, each portion behind its mark.

use dissemination::Rendition;
use marking::rollup;
use maud::{Markup, html};
use model::Portion;

use super::super::frame::Frame;
use super::super::marks::mark;
use super::cite::source;
use crate::wire;

/// The portions, the tear line below them, or whom to ask.
pub(super) fn text(frame: &Frame<'_>, rendition: &Rendition, whole: &wire::Report) -> Markup {
    let Rendition { portions, tearlines, pointer, .. } = rendition;
    html! {
        (paragraphs(frame, "p", portions, &whole.portions))
        @if !tearlines.is_empty() {
            @let banner = rollup(tearlines.iter().map(|line| &*line.marking)).banner.banner();
            p.tearline { span { "tear line: " (banner) } }
            // It travels alone, and is cited so.
            div data-source=(source(whole, &banner)) {
                (paragraphs(frame, "t", tearlines, &whole.tearlines))
            }
        }
        @if let Some(pointer) = pointer {
            section aria-label="Whom to ask" data-source=(source(whole, &pointer.marking.banner())) {
                h2 { "Whom to ask" }
                (paragraph(frame, "ask", pointer, None))
            }
        }
    }
}

fn paragraphs(
    frame: &Frame<'_>,
    name: &str,
    portions: &[Portion],
    said: &[wire::Portion],
) -> Markup {
    html! {
        @for ((nth, portion), said) in (1..).zip(portions).zip(said) {
            (paragraph(frame, &format!("{name}{nth}"), portion, said.derived_from.as_deref()))
        }
    }
}

fn paragraph(frame: &Frame<'_>, id: &str, portion: &Portion, from: Option<&[String]>) -> Markup {
    html! {
        div.portion id=(id) {
            (mark(&portion.marking)) " "
            div {
                p dir="auto" { (portion.text) }
                @if let Some(from) = from.filter(|from| !from.is_empty()) {
                    p.from { "from " (links(frame, from)) }
                }
            }
        }
    }
}

/// Reports, each a link.
pub(super) fn links(frame: &Frame<'_>, reports: &[String]) -> Markup {
    html! {
        @for (at, id) in reports.iter().enumerate() {
            @if at > 0 { ", " }
            a href=(frame.link("/report", &[("id", id)])) { (id) }
        }
    }
}
