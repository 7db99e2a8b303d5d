//! The one decision, for one handling class.

use crate::case::{Case, Findings};
use crate::rules::source::NameSource;
use crate::who::Who;
use crate::{Ask, Handling, Judgement, Part, rules};

/// Whether a recipient may have what is handled so, with every rule that spoke.
pub fn judge(handling: &Handling, ask: Ask<'_>) -> Judgement {
    judge_for(handling, ask, Who::of(ask.recipient, ask.community))
}

/// As [`judge`], for somebody whose facts are known.
pub(crate) fn judge_for(handling: &Handling, ask: Ask<'_>, who: Who) -> Judgement {
    run(Case::of(handling, ask, who), Findings::new(true), UNNAMED)
}

/// As [`judge_for`], with sources by their names.
pub(crate) fn judge_named(
    handling: &Handling,
    ask: Ask<'_>,
    who: Who,
    name: NameSource<'_>,
) -> Judgement {
    run(Case::of(handling, ask, who), Findings::new(true), name)
}

/// As [`judge`], without texts: for the many decisions that nobody reads.
pub(crate) fn permits(handling: &Handling, ask: Ask<'_>, who: Who) -> Judgement {
    run(Case::of(handling, ask, who), Findings::new(false), UNNAMED)
}

/// Whether whoever asks may have what is handled so, whatever its sources ask.
pub(crate) fn permits_itself(handling: &Handling, ask: Ask<'_>, who: Who) -> bool {
    let mut findings = Findings::new(false);
    check(Case::of(handling, ask, who), &mut findings);
    findings.judgement().permitted
}

fn run(case: Case<'_>, mut findings: Findings, name: NameSource<'_>) -> Judgement {
    if case.handling.part == Part::Identities {
        // Text is for whoever its own classes permit; this says who sees the names in it.
        rules::privacy::check(case, &mut findings);
        return findings.judgement();
    }
    check(case, &mut findings);
    rules::source::check(case, &mut findings, name);
    findings.judgement()
}

/// Every rule about the class itself.
fn check(case: Case<'_>, findings: &mut Findings) {
    rules::undecided::check(case, findings);
    rules::embargo::check(case, findings);
    rules::clearance::check(case, findings);
    rules::read_in::check(case, findings);
    rules::disclosure::check(case, findings);
    rules::grant::check(case, findings);
    rules::distribution::check(case, findings);
    rules::unclassified::check(case, findings);
    rules::departmental::check(case, findings);
    rules::need_to_know::check(case, findings);
    rules::accreditation::check(case, findings);
    rules::discovery::check(case, findings);
    rules::caveat::check(case, findings);
    rules::usage::check(case, findings);
    rules::field_office::check(case, findings);
}

const UNNAMED: NameSource<'static> = NameSource {
    known: &|source| Some(format!("a source of {}", source.originator)),
    unknown: &|| "a source of it".to_owned(),
};
