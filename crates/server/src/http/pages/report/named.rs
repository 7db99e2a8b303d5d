//! Whom and what a report names: each leads to all that its reader may know of it, and to where it stands.

use std::collections::BTreeSet;

use dissemination::Rendition;
use fusion::{Gazetteer, Told, numbered, told_in};
use marking::Marking;
use maud::{Markup, html};
use model::{Mention, Portion};

use super::super::frame::Frame;
use super::super::marks::{mark, words};
use crate::wire;

/// Those whom the originator lists, and those whom the text names besides. All of it is from what is shown.
pub(super) fn named(frame: &Frame<'_>, rendition: &Rendition, report: &wire::Report) -> Markup {
    let listed: Vec<(usize, &Mention)> = numbered(&rendition.mentions).collect();
    let told = told(rendition);
    html! {
        @if !listed.is_empty() || !told.is_empty() {
            h2 { "In this report" }
            ul.facet {
                @for (number, mention) in listed { li { (one(frame, rendition, report, (number, mention))) } }
                @for of in &told { li { (said(frame, rendition, report, of)) } }
            }
        }
    }
}

/// Each name once.
fn told(rendition: &Rendition) -> Vec<Told> {
    let texts = rendition.texts().take(TEXTS_MAX).map(|portion| portion.text.as_str());
    let gazetteer = Gazetteer::common();
    let mut told = told_in(&rendition.mentions, texts, (gazetteer, TOLD_MAX));
    let mut known: BTreeSet<String> = BTreeSet::new();
    for Mention { name, aliases, .. } in &rendition.mentions {
        known.extend(std::iter::once(name).chain(aliases).map(|name| name.to_lowercase()));
    }
    told.retain(|of| known.insert(of.written.to_lowercase()));
    told
}

fn one(
    frame: &Frame<'_>,
    rendition: &Rendition,
    report: &wire::Report,
    (number, mention): (usize, &Mention),
) -> Markup {
    let Mention { kind, name, aliases, ids, portion, role, .. } = mention;
    let field = if kind == "person" { "person" } else { "named" };
    let query = format!("{field}:\"{}\"", name.replace('"', " "));
    let own = portion.and_then(|nth| rendition.portions.get(nth));
    html! {
        (mark(own.map_or(&rendition.banner, |portion| &*portion.marking))) " "
        a href=(entity(frame, report, number)) dir="auto" { (name) }
        @if !aliases.is_empty() { ", also " span dir="auto" { (aliases.join(", ")) } }
        span.count {
            " " (words(kind)) @if let Some(role) = role { ", " (words(role)) }
            @for (scheme, value) in ids { ", " (words(scheme)) " " (value) }
            @if let Some(nth) = portion.filter(|_| own.is_some()) {
                ", " a href={ "#p" (nth + 1) } { "portion " (nth + 1) }
            }
            ", " a href=(frame.link("/search", &[("q", &query)])) aria-label={ "reports that list " (name) } { "reports" }
        }
    }
}

fn said(frame: &Frame<'_>, rendition: &Rendition, report: &wire::Report, told: &Told) -> Markup {
    let (marking, place) = place(rendition, told.text);
    html! {
        (mark(marking)) " "
        a href=(entity(frame, report, told.number)) dir="auto" { (told.written) }
        span.count {
            " " (words(told.kind.name()))
            @if let Some((of, nth)) = place { ", " a href={ "#" (of) (nth) } { (if of == "p" { "portion " } else { "tear line " }) (nth) } }
        }
    }
}

/// The mark of a text, and where on the page it stands.
fn place(rendition: &Rendition, text: usize) -> (&Marking, Option<(&'static str, usize)>) {
    let marking =
        rendition.texts().nth(text).map_or(&rendition.banner, |of: &Portion| &*of.marking);
    let name = if rendition.portions.is_empty() { "t" } else { "p" };
    let is_body = rendition.pointer.is_none();
    let nth = match rendition.title.is_some() {
        true => Some(text).filter(|nth| *nth > 0),
        false => Some(text + 1),
    };
    (marking, nth.filter(|_| is_body).map(|nth| (name, nth)))
}

/// The address of the entity that a mention is of.
fn entity(frame: &Frame<'_>, report: &wire::Report, number: usize) -> String {
    frame.link("/entity", &[("id", &format!("{}#{number}", report.report))])
}

/// Texts that are looked through, and mentions that are found there.
const TEXTS_MAX: usize = 400;
const TOLD_MAX: usize = 60;
