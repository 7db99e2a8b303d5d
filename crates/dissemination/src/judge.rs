//! The one decision, for one handling class.

use crate::case::{Case, Findings};
use crate::who::Who;
use crate::{Ask, Handling, Judgement, Part, rules};

/// Whether a recipient may have what is handled so, with every rule that spoke.
pub fn judge(handling: &Handling, ask: Ask<'_>) -> Judgement {
    judge_for(handling, ask, Who::of(ask.recipient, ask.community))
}

/// As [`judge`], for somebody whose facts are known.
pub(crate) fn judge_for(handling: &Handling, ask: Ask<'_>, who: Who) -> Judgement {
    run(Case { handling, ask, who }, true)
}

/// As [`judge`], without texts: for the many decisions that nobody reads.
pub(crate) fn permits(handling: &Handling, ask: Ask<'_>, who: Who) -> Judgement {
    run(Case { handling, ask, who }, false)
}

fn run(case: Case<'_>, explain: bool) -> Judgement {
    let mut findings = Findings::new(explain);
    if case.handling.part == Part::Identities {
        // Text is for whoever its own classes permit; this says who sees the names in it.
        rules::privacy::check(case, &mut findings);
        return findings.judgement();
    }
    rules::undecided::check(case, &mut findings);
    rules::embargo::check(case, &mut findings);
    rules::clearance::check(case, &mut findings);
    rules::read_in::check(case, &mut findings);
    rules::disclosure::check(case, &mut findings);
    rules::grant::check(case, &mut findings);
    rules::distribution::check(case, &mut findings);
    rules::unclassified::check(case, &mut findings);
    rules::departmental::check(case, &mut findings);
    rules::need_to_know::check(case, &mut findings);
    rules::accreditation::check(case, &mut findings);
    rules::discovery::check(case, &mut findings);
    rules::caveat::check(case, &mut findings);
    rules::usage::check(case, &mut findings);
    rules::field_office::check(case, &mut findings);
    findings.judgement()
}
