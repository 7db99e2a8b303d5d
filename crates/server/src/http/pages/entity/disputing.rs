//! What people decided about who is who and others decided otherwise, or took back.

use maud::{Markup, html};
use model::Verdict;

use super::super::frame::Frame;
use super::super::marks::when;
use crate::UndoneJudgement;
use crate::wire::{Entity, EntityJudgement, JudgedMention};

/// Each pair of judgements that cannot both be true. Both are the viewer's to see.
pub(super) fn disputed(frame: &Frame<'_>, entity: &Entity) -> Markup {
    let all = &entity.judgements;
    let pairs = all.iter().flat_map(|one| all.iter().map(move |other| (one, other)));
    let disputes: Vec<_> = pairs.filter(|(one, other)| contradicts(one, other)).collect();
    html! {
        @if !disputes.is_empty() {
            h2 { "Disputed" }
            @for (same, other) in disputes {
                p.notice {
                    "That these are one was decided by " (whose(frame, same)) "; "
                    "that they are not by " (whose(frame, other)) "."
                }
            }
        }
    }
}

/// Whether one says that mentions are of one which another keeps apart.
fn contradicts(same: &EntityJudgement, other: &EntityJudgement) -> bool {
    if Verdict::named(&same.verdict) != Some(Verdict::Same) {
        return false;
    }
    let is_among = |of: &JudgedMention| same.about.contains(of);
    match Verdict::named(&other.verdict) {
        Some(Verdict::Different) => other.about.iter().all(is_among),
        Some(Verdict::Apart) => other.about.iter().any(is_among),
        Some(Verdict::Same) | None => false,
    }
}

/// Whose judgement it is, and when.
fn whose(frame: &Frame<'_>, judgement: &EntityJudgement) -> Markup {
    let organization = judgement.report.split(' ').next().unwrap_or_default();
    html! {
        b { (organization) }
        @if let Some(issued) = &judgement.issued { " (" (when(issued)) ")" }
        ", " a href=(frame.link("/report", &[("id", &judgement.report)])) { (judgement.report) }
    }
}

/// What was taken back of what the viewer had.
pub(super) fn undone(all: &[UndoneJudgement]) -> Markup {
    html! {
        @if !all.is_empty() {
            h2 { "Taken back" }
            ul.plain {
                @for UndoneJudgement { report, organization, at, own } in all {
                    li {
                        (report) ", which you had, and which is about a report that names it: taken back by "
                        b { (organization) } " " (when(at))
                        @if let Some((by, because)) = own { " (" (by) "): " span dir="auto" { (because) } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(verdict: &str, about: &[&str]) -> EntityJudgement {
        let mention =
            |of: &&str| JudgedMention { report: "CIA X-1".to_owned(), name: (*of).to_owned() };
        EntityJudgement {
            report: "HSTC WHO-1".to_owned(),
            issued: None,
            verdict: verdict.to_owned(),
            about: about.iter().map(mention).collect(),
            because: Vec::new(),
        }
    }

    #[test]
    fn judgements_dispute_where_one_joins_what_another_parts() {
        let same = judged("same", &["A", "B"]);
        assert!(contradicts(&same, &judged("different", &["B", "A"])));
        assert!(contradicts(&same, &judged("apart", &["A"])));
        assert!(!contradicts(&same, &judged("different", &["A", "C"])));
        assert!(!contradicts(&same, &judged("apart", &["C"])));
        assert!(!contradicts(&same, &judged("same", &["A", "C"])));
        assert!(!contradicts(&judged("different", &["A", "B"]), &same));
    }
}
