//! The release path as types: guarded, granted, released.

mod renewable;

use model::{Precedence, Report, ReportId, Timestamp};

pub use renewable::Renewable;

use crate::judge::permits;
use crate::mask::Masker;
use crate::who::Who;
use crate::{
    Ask, Classes, Decision, Form, Given, IndexedView, Naming, Obligation, Provenance, Rendition,
    Shingles, Traced, View, decide,
};

/// A report that nobody may read yet. Stores and indexes hand out nothing else.
///
/// It cannot be looked into:
/// ```compile_fail,E0616
/// fn look(guarded: dissemination::Guarded) { let _ = guarded.report; }
/// ```
/// It can be decided about:
/// ```
/// fn decide(guarded: dissemination::Guarded, ask: dissemination::Ask<'_>) -> bool {
///     guarded.decide(ask).is_ok()
/// }
/// ```
pub struct Guarded {
    report: Report,
    provenance: Provenance,
}

/// A report with a decision that gives some of it. Nothing can be read before the ledger has it.
///
/// It cannot be read:
/// ```compile_fail,E0599
/// fn read(granted: dissemination::Granted) { let _ = granted.rendition(); }
/// ```
/// It is released through a ledger, and read then:
/// ```
/// fn read<L: dissemination::ReleaseLog>(granted: dissemination::Granted, log: &L) -> Result<usize, L::Error> {
///     Ok(granted.release(log)?.rendition().portions.len())
/// }
/// ```
#[must_use = "a grant that is not released gives nothing"]
pub struct Granted {
    report: Report,
    form: Form,
    decision: Decision,
}

/// What may leave: cut to what was decided, and in the ledger.
///
/// It cannot be made by hand:
/// ```compile_fail,E0451
/// fn forge(rendition: dissemination::Rendition) -> dissemination::Released {
///     dissemination::Released { rendition, naming: dissemination::Naming::Nobody }
/// }
/// ```
#[derive(Debug)]
pub struct Released {
    rendition: Rendition,
    naming: Naming,
}

/// A refusal, with the decision that refused.
#[derive(Debug)]
pub struct Denial {
    /// The report that was asked for.
    pub report: ReportId,
    /// Why. For the originator and the auditor; whoever asked learns only "not releasable".
    pub decision: Decision,
}

/// Where releases are recorded before they happen. An entry is durable when this returns.
pub trait ReleaseLog {
    /// Why it could not be recorded; then nothing is released.
    type Error;

    /// Records that these reports go out in these forms.
    ///
    /// # Errors
    /// When the entry is not durable.
    fn record(&self, releases: &[Release]) -> Result<(), Self::Error>;
}

/// One line of a release entry.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Release {
    /// Which report.
    pub report: ReportId,
    /// What of it: the form and its parts.
    pub given: Given,
    /// Whether US persons are named in it.
    pub naming: Naming,
}

impl Guarded {
    /// Guards a report of which some provenance is known.
    pub fn new(report: Report, provenance: Provenance) -> Self {
        Self { report, provenance }
    }

    /// Which report it is; for the ledger and for look-ups, never for an answer.
    pub fn id(&self) -> &ReportId {
        &self.report.id
    }

    /// How fast it must go: for the order of what is done, never for an answer.
    pub fn precedence(&self) -> Precedence {
        self.report.precedence
    }

    /// When it was accepted: for what is new since a time, asked by those who have it.
    pub fn accepted(&self) -> Option<Timestamp> {
        self.provenance.accepted
    }

    /// One of the report's views, for the index alone: what is indexed under a view is found by
    /// those alone who match it. `tests/tidy` counts the callers.
    pub fn cut_for_index<'r>(&'r self, view: &'r View) -> IndexedView<'r> {
        IndexedView::new(&self.report, view)
    }

    /// Decides, and either grants or denies.
    ///
    /// # Errors
    /// The denial, when nothing may go.
    pub fn decide(self, ask: Ask<'_>) -> Result<Granted, Box<Denial>> {
        let decision = self.ponder(ask);
        match decision.form.clone() {
            Some(form) => Ok(Granted { report: self.report, form, decision }),
            None => Err(Box::new(Denial { report: self.report.id, decision })),
        }
    }

    /// Keeps from whoever reads the reasons the sources that they may not know of.
    ///
    /// # Errors
    /// When it cannot be found out.
    pub fn telling<E>(mut self, may_know: impl FnMut(&str) -> Result<bool, E>) -> Result<Self, E> {
        self.provenance.sources.tell(may_know)?;
        Ok(self)
    }

    /// What a form of it was, known again to name what was given earlier.
    pub fn trace(self, form: &Form, beside: &[usize], naming: Naming) -> Traced {
        Traced::new(cut(self.report, form, beside, Vec::new(), naming), naming)
    }

    /// Whether somebody may have every part of it as it was submitted, and see who the US persons in it
    /// are: for what cannot be cut.
    pub fn goes_entirely(&self, ask: Ask<'_>) -> bool {
        let classes = Classes::of(&self.report, &self.provenance, ask.community);
        let who = Who::of(ask.recipient, ask.community);
        classes.every().all(|class| permits(class, ask, who).permitted)
    }

    /// Decides without giving: for those who ask about a release to somebody else.
    pub fn ponder(&self, ask: Ask<'_>) -> Decision {
        decide(&self.report, &self.provenance, ask)
    }
}

impl Granted {
    /// What was decided.
    pub fn decision(&self) -> &Decision {
        &self.decision
    }

    /// What would be given, to name it by.
    pub fn trace(&self) -> Traced {
        let Self { report, form, decision } = self;
        let Released { rendition, naming } =
            Self { report: report.clone(), form: form.clone(), decision: decision.clone() }.cut();
        Traced::new(rendition, naming)
    }

    /// How alike what would be given is to what is shown of another report; nothing else is told of
    /// it before it is released.
    pub fn likeness(&self, shown: &Shingles) -> f64 {
        let Self { report, form, decision } = self;
        let would = Self { report: report.clone(), form: form.clone(), decision: decision.clone() };
        Shingles::of(would.cut().rendition()).likeness(shown)
    }

    /// Records the release, then gives what was decided.
    ///
    /// # Errors
    /// When the ledger entry could not be made durable; then nothing is given.
    pub fn release<L: ReleaseLog>(self, log: &L) -> Result<Released, L::Error> {
        log.record(&[self.line()])?;
        Ok(self.cut())
    }

    /// Releases several reports under one entry, in order.
    ///
    /// # Errors
    /// When the ledger entry could not be made durable; then nothing is given.
    pub fn release_all<L: ReleaseLog>(all: Vec<Self>, log: &L) -> Result<Vec<Released>, L::Error> {
        let entries: Vec<_> = all.iter().map(Self::line).collect();
        log.record(&entries)?;
        Ok(all.into_iter().map(Self::cut).collect())
    }

    /// The line of a release entry that it gets.
    pub fn line(&self) -> Release {
        let (given, naming) = (Given::of(&self.decision), self.decision.naming);
        Release { report: self.report.id.clone(), given, naming }
    }

    fn cut(self) -> Released {
        let Self { mut report, form, decision } = self;
        report.leads_only |= decision.leads_only;
        let Decision { beside, obligations, naming, .. } = decision;
        Released { rendition: cut(report, &form, &beside, obligations, naming), naming }
    }
}

/// A report in a form, its US persons masked where they must be.
fn cut(
    report: Report,
    form: &Form,
    beside: &[usize],
    obligations: Vec<Obligation>,
    naming: Naming,
) -> Rendition {
    // Without anybody listed nothing is masked, and then nothing says so.
    let masker = match naming {
        Naming::Masked => Masker::of(&report).map(|masker| masker.of_form(&report, form)),
        Naming::Nobody | Naming::Shown => None,
    };
    let whole = Rendition::cut(report, form, beside, obligations);
    match masker {
        Some(masker) => masker.rendition(whole),
        None => whole,
    }
}

impl Released {
    /// What may leave.
    pub fn rendition(&self) -> &Rendition {
        &self.rendition
    }

    /// Whether US persons are named in it, and how.
    pub fn naming(&self) -> Naming {
        self.naming
    }

    /// What may leave, taken out.
    pub fn into_rendition(self) -> Rendition {
        self.rendition
    }
}

impl std::fmt::Debug for Guarded {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Guarded(..)")
    }
}

impl std::fmt::Debug for Granted {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Granted(..)")
    }
}
