//! The ledger as the release path sees it: nothing leaves before its entry is durable.

use std::cell::Cell;
use std::collections::BTreeMap;

use dissemination::{Decision, Form, Given, Naming, Obligation, Release, ReleaseLog, Verdict};
use model::{LeafKind, Manner, Purpose, Recipient, ReportId, Timestamp};
use sha2::{Digest as _, Sha256};
use store::{Again, Event, FeedForm, Served, ServedReport, Store};

use crate::{Error, Result};

/// Who is served, what for, when, and by whom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Serving<'a> {
    pub(crate) recipient: &'a Recipient,
    pub(crate) purpose: Purpose,
    pub(crate) matter: Option<&'a str>,
    pub(crate) manner: Manner,
    pub(crate) at: Timestamp,
    /// Who acts in the recipient's name, if not itself.
    pub(crate) by: Option<&'a str>,
}

/// Records one answer.
pub(crate) struct Log<'a> {
    pub(crate) store: &'a Store,
    pub(crate) serving: Serving<'a>,
    pub(crate) kind: LeafKind,
    /// Salted hash of the query, for searches.
    pub(crate) query: Option<String>,
    /// By what each report goes.
    pub(crate) bases: BTreeMap<ReportId, Basis>,
    /// The entry of when the same was given before, where it is given again.
    pub(crate) again: Option<Again>,
    /// The entry that was written last.
    pub(crate) entry: Cell<Option<u64>>,
}

/// By what a report goes to a recipient.
#[derive(Clone, Debug, Default)]
pub(crate) struct Basis {
    /// The rules that permitted a whole, or that kept the rest back from anything less.
    pub(crate) rules: Vec<String>,
    /// The ids of the acts without which less would go.
    pub(crate) acts: Vec<String>,
    /// In feeds, a hash of what the recipient owes.
    pub(crate) owed: Option<String>,
}

impl Basis {
    /// The basis of a decision that gives something.
    pub(crate) fn of(decision: &Decision, acts: Vec<String>) -> Self {
        let is_whole = decision.form == Some(Form::Whole);
        let spoke = decision.reasons.iter().filter(|reason| match reason.verdict {
            Verdict::Deny => !is_whole,
            Verdict::Oblige | Verdict::Permit => is_whole,
        });
        let mut rules: Vec<String> = spoke.map(|reason| reason.rule.to_owned()).collect();
        rules.sort_unstable();
        rules.dedup();
        Self { rules, acts, owed: None }
    }

    /// The basis on which a feed has something, with what the recipient owes for it.
    pub(crate) fn of_feed(decision: &Decision, acts: Vec<String>) -> Self {
        Self { owed: Some(owed(decision)), ..Self::of(decision, acts) }
    }
}

impl ReleaseLog for Log<'_> {
    type Error = Error;

    fn record(&self, releases: &[Release]) -> Result<()> {
        if self.again.is_some() {
            return self.write(Vec::new(), Vec::new());
        }
        let reports = releases.iter().map(|Release { report, given, naming }| {
            let Basis { rules, acts, owed } = self.bases.get(report).cloned().unwrap_or_default();
            ServedReport { rules, acts, owed, ..served(report, given, *naming) }
        });
        self.write(reports.collect(), Vec::new())
    }
}

impl Log<'_> {
    /// Records that something was asked for and not given, or only asked about.
    pub(crate) fn without(&self, report: ServedReport, refused_by: Vec<String>) -> Result<()> {
        self.write(vec![report], refused_by)
    }

    /// Records several reports at once, of which nothing goes now.
    pub(crate) fn all(&self, reports: Vec<ServedReport>) -> Result<()> {
        self.write(reports, Vec::new())
    }

    fn write(&self, mut reports: Vec<ServedReport>, refused_by: Vec<String>) -> Result<()> {
        // The entry has a part for each originator, in this order.
        reports.sort_by(|a, b| a.originator.cmp(&b.originator));
        let Serving { recipient, purpose, matter, manner, at, by } = self.serving;
        // Whoever asked sees the header: what is hidden and what is not there have the same.
        let asked = matches!(self.kind, LeafKind::Withheld | LeafKind::Decided);
        let subject = match reports.as_slice() {
            [report] if asked => format!("{} {}", report.originator, report.serial),
            [report] => format!("{} {} v{}", report.originator, report.serial, report.version),
            _ => String::new(),
        };
        let actor = by.unwrap_or(recipient.id.as_str());
        let event = Event::Served(Served {
            recipient: recipient.id.to_string(),
            purpose: purpose.name().to_owned(),
            matter: matter.map(str::to_owned),
            manner: Some(manner.name().to_owned()),
            by: by.map(str::to_owned),
            query: self.query.clone(),
            reports,
            refused_by,
            again: self.again.clone(),
        });
        let stamp = self.store.record(self.kind, actor, &subject, &event, at)?;
        self.entry.set(Some(stamp.seq));
        Ok(())
    }
}

/// What of a report stands in a feed when a decision brings it there.
pub(crate) fn fed(report: &ReportId, decision: &Decision) -> Option<FeedForm> {
    let served = served(report, &Given::of(decision), decision.naming);
    FeedForm::of(&ServedReport { owed: Some(owed(decision)), ..served })
}

/// A report as an entry has it.
pub(crate) fn served(report: &ReportId, given: &Given, naming: Naming) -> ServedReport {
    let form = given.form();
    let parts = match form {
        Some(Form::Redacted { portions, .. }) => portions.clone(),
        Some(Form::TearLine { tearlines, .. }) => tearlines.clone(),
        Some(Form::Whole | Form::Pointer { .. }) | None => Vec::new(),
    };
    ServedReport {
        originator: report.originator.to_string(),
        serial: report.serial.to_string(),
        version: report.version,
        outcome: form.map_or("withhold", Form::outcome).to_owned(),
        parts,
        identities: naming.name().map(str::to_owned),
        untitled: form.is_some_and(|form| !form.is_titled()),
        beside: given.beside().to_vec(),
        rules: Vec::new(),
        acts: Vec::new(),
        owed: None,
    }
}

/// A hash of what a recipient owes for what is decided, to tell when it is worded otherwise.
fn owed(decision: &Decision) -> String {
    let mut hash = Sha256::new();
    hash.update([u8::from(decision.leads_only)]);
    for Obligation { name, text } in &decision.obligations {
        for said in [*name, text.as_str()] {
            hash.update((said.len() as u64).to_be_bytes());
            hash.update(said.as_bytes());
        }
    }
    hash.finalize().iter().take(OWED_BYTES).map(|byte| format!("{byte:02x}")).collect()
}

const OWED_BYTES: usize = 8;
