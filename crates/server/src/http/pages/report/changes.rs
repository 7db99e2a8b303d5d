//! `GET /report/changes?id=`: what a version of a report says otherwise than the one before.

use std::collections::BTreeSet;

use axum::extract::State;
use dissemination::Rendition;
use marking::rollup;
use maud::{Markup, html};
use model::{CaveatId, Portion};
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};

use super::super::super::identity::Viewer;
use super::super::super::params::Params;
use super::super::super::problem::{Code, Problem};
use super::super::super::site::Site;
use super::super::Answer;
use super::super::frame::Frame;
use super::super::marks::mark;
use crate::TwoVersions;

/// The two versions side by side; seeing them is recorded first.
pub(in crate::http) async fn page(
    State(site): State<Site>,
    viewer: Viewer,
    params: Params,
) -> Answer {
    let id = params.get("id").to_owned();
    let version = params.get("version").to_owned();
    let kept = [("id", id.as_str()), ("version", version.as_str())];
    let frame = Frame::of(&site, &viewer, &params, "/report/changes", &kept)?;
    let later = match version.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| {
            Problem::new(Code::BadRequest, "`version` is a number, as versions have")
        })?),
    };
    let cited = id.clone();
    let shown = site
        .ask(&viewer, frame.intent.clone(), move |house, by| house.two_versions(by, &cited, later));
    let TwoVersions { later, earlier } = shown.await?.ok_or_else(Problem::not_releasable)?;
    let (later, earlier) = (later.rendition(), earlier.rendition());
    let banner = rollup([&later.banner, &earlier.banner].into_iter()).banner;
    let earlier_still = earlier.id.version.to_string();
    let back = [("id", id.as_str()), ("version", earlier_still.as_str())];
    let body = html! {
        article.report {
            h1 { "What changed in " a href=(frame.link("/report", &kept[..1])) { (later.id.cited()) } }
            p.meta {
                "Version " (later.id.version) " beside version " (earlier.id.version) ". "
                ins { "What is new" } " is underlined, " del { "what is gone" } " is struck out."
            }
            @if later.banner != earlier.banner {
                p.notice { "The banner was " (earlier.banner.banner()) " and is " (later.banner.banner()) "." }
            }
            (changes(earlier, later))
            @if earlier.id.version > 1 {
                p { a href=(frame.link("/report/changes", &back)) { "What changed before" } }
            }
        }
    };
    let control = control(earlier, later);
    Ok(frame.controlled("What changed", &banner, &control, &body))
}

/// What stands on every printed sheet: which versions, and what their originator says of their use.
fn control(earlier: &Rendition, later: &Rendition) -> String {
    let cited = later.id.cited();
    let mut said = vec![format!("{cited} v{} beside v{}", later.id.version, earlier.id.version)];
    let caveats: BTreeSet<&CaveatId> = earlier.caveats.iter().chain(&later.caveats).collect();
    said.extend(caveats.into_iter().map(ToString::to_string));
    if earlier.leads_only || later.leads_only {
        said.push("leads only, not evidence".to_owned());
    }
    said.join(" · ")
}

fn changes(earlier: &Rendition, later: &Rendition) -> Markup {
    let (old, new) = (all(earlier), all(later));
    let key = |portion: &&Portion| (portion.marking.portion(), portion.text.clone());
    let (old_keys, new_keys): (Vec<_>, Vec<_>) =
        (old.iter().map(key).collect(), new.iter().map(key).collect());
    let some = |of: &[&'_ Portion], from: usize, count: usize| -> Vec<Portion> {
        of.iter().skip(from).take(count).map(|portion| (*portion).clone()).collect()
    };
    let ops = capture_diff_slices(Algorithm::Patience, &old_keys, &new_keys);
    html! {
        @for op in ops {
            @match op {
                DiffOp::Equal { new_index, len, .. } => {
                    @for portion in some(&new, new_index, len) { (line("", &portion, &html! { (portion.text) })) }
                }
                DiffOp::Delete { old_index, old_len, .. } => {
                    @for portion in some(&old, old_index, old_len) { (gone(&portion)) }
                }
                DiffOp::Insert { new_index, new_len, .. } => {
                    @for portion in some(&new, new_index, new_len) { (added(&portion)) }
                }
                DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                    (replaced(&some(&old, old_index, old_len), &some(&new, new_index, new_len)))
                }
            }
        }
    }
}

/// Title, portions and tear lines, in the order in which they are printed.
fn all(rendition: &Rendition) -> Vec<&Portion> {
    let Rendition { title, portions, tearlines, .. } = rendition;
    title.iter().chain(portions).chain(tearlines).collect()
}

/// Portions in the place of others: pair by pair, word by word.
fn replaced(old: &[Portion], new: &[Portion]) -> Markup {
    let pairs = old.len().min(new.len());
    html! {
        @for (old, new) in old.iter().zip(new) {
            @if old.marking != new.marking {
                p.meta { "marked (" (old.marking.portion()) ") before" }
            }
            (line("changed", new, &by_word(&old.text, &new.text)))
        }
        @for portion in old.iter().skip(pairs) { (gone(portion)) }
        @for portion in new.iter().skip(pairs) { (added(portion)) }
    }
}

fn by_word(old: &str, new: &str) -> Markup {
    let words = TextDiff::from_words(old, new);
    html! {
        @for change in words.iter_all_changes() {
            @match change.tag() {
                ChangeTag::Equal => (change.value()),
                ChangeTag::Delete => del { (change.value()) },
                ChangeTag::Insert => ins { (change.value()) },
            }
        }
    }
}

fn gone(portion: &Portion) -> Markup {
    line("gone", portion, &html! { del { (portion.text) } })
}

fn added(portion: &Portion) -> Markup {
    line("added", portion, &html! { ins { (portion.text) } })
}

fn line(how: &str, portion: &Portion, text: &Markup) -> Markup {
    html! { div.portion.(how) { (mark(&portion.marking)) " " p dir="auto" { (text) } } }
}
