//! From journal entries to catalog rows. Deterministic: the same journal gives the same catalog.

use std::collections::BTreeMap;

use dissemination::{Guarded, View, ViewId, ViewKey};
use model::{Leaf, LeafKind};
use sha2::{Digest, Sha256};

use crate::catalog::{Answered, AuditRow, Fold, ReportRow};
use crate::prepared::Sorted;
use crate::{Fanned, FannedReport, Interner, Place, RecordedAside, Served, ServedReport, SetAside};

/// A report that became current, for the index.
#[derive(Debug)]
pub struct Fresh {
    /// Its sequence number.
    pub seq: u64,
    /// The report.
    pub report: Guarded,
    /// Its views.
    pub views: Vec<(ViewId, View)>,
    /// Whether it was current before, and is handled otherwise now.
    pub anew: bool,
}

/// Where an entry stands.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    pub(crate) leaf: &'a Leaf,
    pub(crate) place: Place,
}

/// Folds an accepted report.
pub(crate) fn report(
    fold: &mut Fold,
    interner: &mut Interner,
    at: At<'_>,
    sorted: Sorted,
) -> Fresh {
    let Sorted { report, provenance, classes, shape, views } = sorted;
    let ids: Vec<_> = classes.iter().map(|handling| interner.handling(handling)).collect();
    let at_place = |id: &dissemination::HandlingId| {
        usize::try_from(id.0).ok().and_then(|place| ids.get(place)).copied()
    };
    let global = |local: &[dissemination::HandlingId]| {
        let mut mapped: Vec<_> = local.iter().filter_map(at_place).collect();
        mapped.sort_unstable();
        mapped
    };
    let mut interned = Vec::with_capacity(views.len());
    for view in views {
        let key =
            ViewKey { required: global(&view.key.required), excluded: global(&view.key.excluded) };
        interned.push((interner.view(&key), View { key, ..view }));
    }
    let seq = at.leaf.seq;
    // Every class of the shape was numbered, so none keeps its place in the report.
    let shape = interner.shape(&shape.map(|id| at_place(id).unwrap_or(*id)).shape());
    let row = ReportRow { seq, place: at.place, shape };
    fold.report(&report.id.cited(), report.id.version, &row);
    for source in report.about.sources().into_iter().flat_map(names_of) {
        fold.derived(source, &report.id.cited());
    }
    let version = report.id.version;
    let audit = AuditRow { report: report.id.to_string(), version, ..blank(at.leaf) };
    fold.audit(report.id.originator.as_str(), 0, &audit);
    fold.about(&report.id.cited(), seq, 0);
    Fresh { seq, report: Guarded::new(report, provenance), views: interned, anew: false }
}

/// The names that a citation may mean: itself, and, where it ends with a version, the report.
pub(crate) fn names_of(citation: &str) -> impl Iterator<Item = &str> {
    let report = without_version(citation);
    std::iter::once(citation).chain((report != citation).then_some(report))
}

/// Folds a submission that was set aside.
pub(crate) fn aside(fold: &mut Fold, at: At<'_>, aside: &SetAside, digest: &[u8; 32]) {
    fold.aside(&of_submitter(&at.leaf.actor, digest), at.leaf.seq);
    fold.set_aside(&RecordedAside::new(at, aside));
    let audit = AuditRow {
        report: format!("{} {}", aside.originator, aside.serial),
        outcome: aside.text.clone(),
        ..blank(at.leaf)
    };
    fold.audit(&aside.originator, 0, &audit);
}

/// By what a repetition is known: whoever submits what somebody else did learns nothing of that.
pub(crate) fn of_submitter(actor: &str, digest: &[u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update(digest).chain_update(actor).finalize().into()
}

/// Folds an answer: one audit row for each report in it, or, where the same was given before, one for each
/// originator that stands for all of those.
pub(crate) fn served(fold: &mut Fold, at: At<'_>, served: &Served) {
    let Served { recipient, purpose, matter, manner, refused_by, .. } = served;
    if let Some(again) = &served.again {
        fold.again(again, at.leaf);
    }
    for (nth, report) in (0_u32..).zip(&served.reports) {
        let row = AuditRow {
            recipient: recipient.clone(),
            purpose: purpose.clone(),
            ..answered(at.leaf, report, (matter, manner), refused_by)
        };
        fold.of_report(report, nth, &row, &[]);
    }
}

/// Folds what came into feeds: one audit row for each report in it, however many feeds it came into.
pub(crate) fn fanned(fold: &mut Fold, at: At<'_>, fanned: &Fanned) {
    let manner = Some(fanned.manner.clone());
    for (nth, (set, of)) in (0_u32..).zip(fanned.each()) {
        let FannedReport { report, refused_by, set: _ } = of;
        let row = AuditRow {
            purpose: set.purpose.clone(),
            ..answered(at.leaf, report, (&set.matter, &manner), refused_by)
        };
        let whose: Vec<_> = set.feeds.iter().map(|(recipient, _)| recipient.clone()).collect();
        fold.of_report(report, nth, &row, &whose);
    }
}

fn answered(
    leaf: &Leaf,
    report: &ServedReport,
    (matter, manner): (&Option<String>, &Option<String>),
    refused_by: &[String],
) -> AuditRow {
    let ServedReport { originator, serial, version, outcome, parts, .. } = report;
    let ServedReport { identities, rules, acts, .. } = report;
    let answer = Answered {
        form: outcome.clone(),
        parts: parts.clone(),
        identities: identities.clone(),
        matter: matter.clone(),
        manner: manner.clone(),
        rules: rules.iter().chain(refused_by).cloned().collect(),
        acts: acts.clone(),
    };
    let refused = refused_by.join(", ");
    let outcome = match identities {
        Some(identities) => format!("{outcome}, identities {identities}"),
        None => outcome.clone(),
    };
    AuditRow {
        report: format!("{originator} {serial} v{version}"),
        outcome: if refused.is_empty() { outcome } else { format!("{outcome}: {refused}") },
        version: *version,
        answer: Some(answer),
        ..blank(leaf)
    }
}

pub(crate) fn blank(leaf: &Leaf) -> AuditRow {
    AuditRow {
        seq: leaf.seq,
        at: leaf.at,
        kind: leaf.kind,
        actor: leaf.actor.clone(),
        report: String::new(),
        recipient: String::new(),
        purpose: String::new(),
        outcome: outcome(leaf.kind).to_owned(),
        version: 0,
        answer: None,
    }
}

/// `ORIGINATOR SERIAL`, where a version may be named behind it.
pub(crate) fn without_version(cited: &str) -> &str {
    let parted = cited.rsplit_once(" v");
    let is_version = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    parted.filter(|(_, version)| is_version(version)).map_or(cited, |(report, _)| report)
}

fn outcome(kind: LeafKind) -> &'static str {
    if kind == LeafKind::Accepted { "accepted" } else { "" }
}

/// Which entries are folded: entries may be folded out of order, the mark moves without gaps.
#[derive(Debug, Default)]
pub(crate) struct Watermark {
    next: u64,
    ahead: BTreeMap<u64, u64>,
}

impl Watermark {
    pub(crate) fn at(next: u64) -> Self {
        Self { next, ahead: BTreeMap::new() }
    }

    /// Notes that the entries of a range are folded, and gives the first that is not.
    pub(crate) fn cover(&mut self, from: u64, until: u64) -> u64 {
        self.ahead.insert(from, until);
        while let Some(until) = self.ahead.remove(&self.next) {
            self.next = until;
        }
        self.next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_watermark_waits_for_gaps() {
        let mut mark = Watermark::at(5);
        assert_eq!(mark.cover(7, 9), 5);
        assert_eq!(mark.cover(5, 6), 6);
        assert_eq!(mark.cover(6, 7), 9);
    }
}
