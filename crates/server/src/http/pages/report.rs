//! The page of one report.

use dissemination::Rendition;
use maud::{Markup, html};
use model::{About, Portion, Purpose};

use super::layout::{mark, report_link};

/// The report as far as its reader may have it.
pub(super) fn body(report: &Rendition, purpose: Purpose) -> Markup {
    let id = report.id.cited();
    html! {
        article.report {
            h1 {
                @match &report.title {
                    Some(title) => { (mark(&title.marking.portion())) " " (title.text) }
                    None => { (id) }
                }
            }
            p.meta {
                b { (report.originator().as_str()) } " · " (report.kind.name().replace('-', " "))
                " " (report.id.serial.as_str()) ", version " (report.id.version)
                @if let Some(issued) = &report.issued { " · issued " (issued.written) }
                " · " (report.precedence.name())
            }
            @for owed in &report.obligations { p.obligation { (owed.text) } }
            @for portion in &report.portions { (paragraph(portion)) }
            @for tearline in &report.tearlines {
                div.tearline { span { "tear line: " (tearline.marking.banner()) } }
                (paragraph(tearline))
            }
            @if let Some(pointer) = &report.pointer { (paragraph(pointer)) }
            @if !report.caveats.is_empty() {
                p.meta { "Caveats: " (joined(report.caveats.iter().map(|c| c.as_str()))) }
            }
            @if let Some(about) = &report.about { (metadata(about, report, purpose)) }
            p.meta { "Your reading is in the ledger." }
        }
    }
}

/// The same for a report that is hidden and for one that is not there.
pub(super) fn nothing() -> Markup {
    html! {
        h1 { "Not releasable to you, or not there" }
        p { "Check how the report is cited (ORIGINATOR SERIAL), your purpose, and whether it was \
             withdrawn. Its originator can release it to you." }
        p { a href="/" { "To the search" } }
    }
}

fn paragraph(portion: &Portion) -> Markup {
    html! {
        div.portion {
            (mark(&portion.marking.portion()))
            div { @for line in portion.text.split('\n') { p { (line) } } }
        }
    }
}

fn metadata(about: &About, report: &Rendition, purpose: Purpose) -> Markup {
    html! {
        dl.about {
            @if !about.topics.is_empty() {
                dt { "Topics" } dd { (joined(about.topics.iter().map(|topic| topic.as_str()))) }
            }
            @if let Some((from, to)) = &about.occurred {
                dt { "Occurred" } dd { (from.written) @if from != to { " to " (to.written) } }
            }
            @if !about.places.is_empty() {
                dt { "Places" } dd { (joined(about.places.iter().map(|place| place.name.as_str()))) }
            }
            @if !report.mentions.is_empty() {
                dt { "Named" } dd { (joined(report.mentions.iter().map(|m| m.name.as_str()))) }
            }
            @if !report.addressees.is_empty() {
                dt { "Addressees" } dd { (joined(report.addressees.iter().map(String::as_str))) }
            }
            @if !about.references.is_empty() {
                dt { "Refers to" }
                dd { @for reference in &about.references {
                    (report_link(reference, purpose, reference)) " "
                } }
            }
            @if let Some(authority) = &about.authority {
                dt { "Classified" }
                dd {
                    @if let Some(by) = &authority.classified_by { "by " (by) " " }
                    @if let Some(from) = &authority.derived_from { "from " (from) " " }
                    @if let Some(on) = &authority.declassify_on { "until " (on) }
                }
            }
            @if let Some(original) = &about.original_marking {
                dt { "Marked on the original" } dd { (original) }
            }
            @if let Some(url) = &about.source_url { dt { "Published at" } dd { (url) } }
        }
    }
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
