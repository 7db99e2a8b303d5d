//! Sorting submissions into new, repeated and refused, before anything is written.

use std::collections::HashMap;

use model::{LeafKind, ReportId, Roster, Timestamp};

use crate::acts::id;
use crate::catalog::Catalog;
use crate::fold::of_submitter;
use crate::prepared::What;
use crate::recalls::Recalls;
use crate::{Absence, Entry, Journal, Outcome, Prepared, Result, Stamp};

/// A batch on its way in: what is known of it already, and what is to be written.
#[derive(Default)]
pub(crate) struct Intake {
    outcomes: Vec<Settled>,
    entries: Vec<Entry>,
    whats: Vec<What>,
    /// Reports of this batch: version, and position among the entries.
    reports: HashMap<String, Vec<(u32, usize)>>,
    asides: HashMap<[u8; 32], usize>,
}

/// An outcome that is known, or that the entry's number will complete.
enum Settled {
    Known(Outcome),
    Accepted(usize),
    Repeated(usize),
    Aside(usize),
    AsideBefore(usize),
    Conflict(usize),
}

/// The outcomes of a batch, short of the numbers that the journal gives.
pub(crate) struct Outcomes(Vec<Settled>);

impl Intake {
    /// Takes one submission.
    pub(crate) fn take(
        &mut self,
        prepared: Prepared,
        stored: (&Catalog, &Journal, &Recalls),
        actor: &str,
        at: Timestamp,
    ) -> Result<()> {
        let Prepared { what, content, parts } = prepared;
        let (settled, kind, subject) = match &what {
            What::Report(sorted) => {
                let id = &sorted.report.id;
                (self.report(id, &content, stored)?, LeafKind::Accepted, id.to_string())
            }
            What::Aside(aside, digest) => {
                let subject = format!("{} {}", aside.originator, aside.serial);
                let digest = of_submitter(actor, digest);
                (self.aside(&digest, stored.0)?, LeafKind::Quarantined, subject)
            }
        };
        match settled {
            Some(settled) => self.outcomes.push(settled),
            None => {
                let position = self.entries.len();
                match &what {
                    What::Report(sorted) => {
                        let id = &sorted.report.id;
                        let versions = self.reports.entry(id.cited()).or_default();
                        versions.push((id.version, position));
                        self.outcomes.push(Settled::Accepted(position));
                    }
                    What::Aside(_, digest) => {
                        self.asides.insert(of_submitter(actor, digest), position);
                        self.outcomes.push(Settled::Aside(position));
                    }
                }
                let subject: String = subject.chars().take(SUBJECT_CHARS_MAX).collect();
                let subject = subject.replace(char::is_control, " ");
                let (actor, roster) = (actor.to_owned(), Roster::default());
                let entry = Entry { at, kind, actor, subject, roster, content, parts };
                self.entries.push(entry);
                self.whats.push(what);
            }
        }
        Ok(())
    }

    /// What is to be written, and the outcomes that wait for it.
    pub(crate) fn settled(self) -> (Outcomes, Vec<Entry>, Vec<What>) {
        (Outcomes(self.outcomes), self.entries, self.whats)
    }

    /// Whether a report needs no entry. A repetition has the same content, byte for byte; the
    /// stored one is read again to see that, so that no digest of content is kept anywhere.
    fn report(
        &self,
        id: &ReportId,
        content: &[u8],
        (catalog, journal, recalls): (&Catalog, &Journal, &Recalls),
    ) -> Result<Option<Settled>> {
        let cited = id.cited();
        let here = self.reports.get(&cited).map(Vec::as_slice).unwrap_or_default();
        if let Some((_, position)) = here.iter().find(|(version, _)| *version == id.version) {
            let first = self.entries.get(*position);
            let repeated = first.is_some_and(|entry| entry.content == content);
            return Ok(Some(if repeated {
                Settled::Repeated(*position)
            } else {
                Settled::Conflict(*position)
            }));
        }
        if let Some(row) = catalog.version(&cited, id.version)? {
            let seq = row.seq;
            let repeated = journal.read(row.place)?.content.as_deref() == Some(content);
            let absence = recalls.absence(&cited, id.version, Timestamp::from_micros(i64::MAX));
            let is_same = repeated || absence == Some(Absence::Purged);
            if let Some(absence) = absence.filter(|_| is_same) {
                return Ok(Some(Settled::Known(Outcome::Withdrawn { seq, absence })));
            }
            let outcome =
                if repeated { Outcome::Repeated { seq } } else { Outcome::Conflict { seq } };
            return Ok(Some(Settled::Known(outcome)));
        }
        let stored = catalog.newest(&cited)?.map(|(version, _)| version);
        let newest = here.iter().map(|(version, _)| *version).chain(stored).max();
        let superseded = newest.filter(|version| *version > id.version);
        Ok(superseded.map(|version| Settled::Known(Outcome::Superseded { version })))
    }

    fn aside(&self, digest: &[u8; 32], catalog: &Catalog) -> Result<Option<Settled>> {
        if let Some(position) = self.asides.get(digest) {
            return Ok(Some(Settled::AsideBefore(*position)));
        }
        let Some(seq) = catalog.aside(digest)? else { return Ok(None) };
        let known = catalog.aside_at(seq)?;
        let id = known.as_ref().map(|known| known.id.clone()).unwrap_or_default();
        let last = known.filter(|known| !known.is_open).and_then(|mut known| known.steps.pop());
        let closed = last.map(|step| step.told);
        Ok(Some(Settled::Known(Outcome::AsideBefore { seq, id, closed })))
    }
}

impl Outcomes {
    /// Completed with the numbers that the entries got.
    pub(crate) fn with(self, stamps: &[Stamp]) -> Vec<Outcome> {
        let seq = |at: usize| stamps.get(at).map_or(u64::MAX, |stamp| stamp.seq);
        let name = |at: usize| stamps.get(at).map(|stamp| id(&stamp.leaf)).unwrap_or_default();
        let complete = |settled| match settled {
            Settled::Known(outcome) => outcome,
            Settled::Accepted(at) => Outcome::Accepted { seq: seq(at) },
            Settled::Repeated(at) => Outcome::Repeated { seq: seq(at) },
            Settled::Aside(at) => Outcome::Aside { seq: seq(at), id: name(at) },
            Settled::AsideBefore(at) => {
                Outcome::AsideBefore { seq: seq(at), id: name(at), closed: None }
            }
            Settled::Conflict(at) => Outcome::Conflict { seq: seq(at) },
        };
        self.0.into_iter().map(complete).collect()
    }
}

/// A subject is for finding an entry again, not for keeping what was submitted.
const SUBJECT_CHARS_MAX: usize = 250;
