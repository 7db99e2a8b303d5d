//! The one decision, for one handling class.

use crate::case::{Case, Findings};
use crate::{Ask, Handling, Judgement, rules};

/// Whether a recipient may have what is handled so, with every rule that spoke.
pub fn judge(handling: &Handling, ask: Ask<'_>) -> Judgement {
    run(handling, ask, true)
}

/// As [`judge`], without texts: for the many decisions that nobody reads.
pub(crate) fn permits(handling: &Handling, ask: Ask<'_>) -> Judgement {
    run(handling, ask, false)
}

fn run(handling: &Handling, ask: Ask<'_>, explain: bool) -> Judgement {
    let case = Case { handling, ask };
    let mut findings = Findings::new(explain);
    rules::undecided::check(case, &mut findings);
    rules::clearance::check(case, &mut findings);
    rules::access::check(case, &mut findings);
    rules::disclosure::check(case, &mut findings);
    rules::grant::check(case, &mut findings);
    rules::distribution::check(case, &mut findings);
    rules::departmental::check(case, &mut findings);
    rules::caveat::check(case, &mut findings);
    rules::usage::check(case, &mut findings);
    rules::field_office::check(case, &mut findings);
    findings.judgement()
}
