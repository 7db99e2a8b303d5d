//! One decision about one report, with every rule that spoke.

use std::collections::BTreeSet;

use model::{Report, Timestamp};

use crate::judge::{judge_for, judge_named};
use crate::remedy::{self, Remedy};
use crate::rules::source::NameSource;
use crate::who::Who;
use crate::{
    Ask, Classes, Form, Given, Handling, Judgement, Naming, Obligation, Provenance, Reason, Source,
};

/// What a recipient may have of a report, and why.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Decision {
    /// The best permitted form; `None` withholds.
    pub form: Option<Form>,
    /// Every rule that spoke about the report or a part of it, each once, denials first.
    pub reasons: Vec<Reason>,
    /// What goes along with what is given.
    pub obligations: Vec<Obligation>,
    /// When the answer may change by itself.
    pub valid_until: Option<Timestamp>,
    /// Whether US persons are named in what is given.
    pub naming: Naming,
    /// How many portions the report has.
    pub portions: usize,
    /// Whether what is given gives leads only, by the report or by a source of it.
    pub leads_only: bool,
    /// What would free what sources keep back of it.
    pub remedies: Vec<Remedy>,
    /// The tear lines that go beside a whole. Each has a marking of its own, which the whole's
    /// need not cover, so each is decided for itself.
    pub(crate) beside: Vec<usize>,
}

impl Decision {
    /// The word used in interfaces.
    pub fn outcome(&self) -> &'static str {
        self.form.as_ref().map_or("withhold", Form::outcome)
    }
}

/// Decides about a report of which some provenance is known.
///
/// Pure: the same report, provenance, recipient, purpose, time and community give the same answer.
/// The cost is that of judging each distinct handling class of the report once.
pub fn decide(report: &Report, provenance: &Provenance, ask: Ask<'_>) -> Decision {
    let classes = Classes::of(report, provenance, ask.community);
    let who = Who::of(ask.recipient, ask.community);
    let known = |class: &Handling| {
        let sources = provenance.sources.of_class(class, ask.community).into_iter();
        let names: Vec<_> = sources.filter(|source| source.told).map(named_through).collect();
        (!names.is_empty()).then(|| format!("source {}", names.join(", ")))
    };
    let unknown = || {
        let cited = provenance.sources.unknown(report);
        format!("source {}", cited.into_iter().collect::<Vec<_>>().join(", "))
    };
    let name = NameSource { known: &known, unknown: &unknown };
    let decision = decide_classes(&classes, ask, who, name);
    let whole = matches!(decision.form, Some(Form::Whole));
    if whole || provenance.sources.is_empty() {
        return decision;
    }
    let remedies = remedy::smallest(report, provenance, &classes, ask, who);
    Decision { remedies, ..decision }
}

/// A source as the product cites it, or through which of its citations it is one.
fn named_through(source: &Source) -> String {
    let Source { cited, through, conditions: _, told: _ } = source;
    if through.contains(cited) {
        return cited.clone();
    }
    let through: Vec<_> = through.iter().map(String::as_str).collect();
    format!("{cited} (through {})", through.join(", "))
}

fn decide_classes(classes: &Classes, ask: Ask<'_>, who: Who, name: NameSource<'_>) -> Decision {
    let mut judged: Vec<(&Handling, Judgement)> = Vec::new();
    let parts = [&classes.whole, &classes.title]
        .into_iter()
        .chain(&classes.portions)
        .chain(&classes.tearlines)
        .chain(&classes.pointer);
    for handling in parts {
        if !judged.iter().any(|(known, _)| *known == handling) {
            judged.push((handling, judge_named(handling, ask, who, name)));
        }
    }
    let permits = |handling: &Handling| {
        judged.iter().any(|(known, judgement)| *known == handling && judgement.permitted)
    };
    let (form, beside) = Given::best(&classes.map(permits)).into_parts();
    let identities = form.as_ref().zip(classes.identities.as_ref());
    let identities = identities.filter(|(form, named)| named.are_in(form)).map(|(_, named)| {
        // Only what is given has somebody to mask.
        judged.push((&named.class, judge_for(&named.class, ask, who)));
        &named.class
    });
    let mut given = form.as_ref().map(|form| given(classes, form)).unwrap_or_default();
    given.extend(beside.iter().filter_map(|at| classes.tearlines.get(*at)));
    given.extend(identities);
    let mut reasons = BTreeSet::new();
    let mut obligations = BTreeSet::new();
    for (handling, judgement) in &judged {
        reasons.extend(judgement.reasons.iter().cloned());
        if given.contains(handling) {
            obligations.extend(judgement.obligations.iter().cloned());
        }
    }
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort_by_key(|reason| (order(reason), reason.rule));
    Decision {
        form,
        reasons,
        obligations: obligations.into_iter().collect(),
        valid_until: judged.iter().filter_map(|(_, judgement)| judgement.valid_until).min(),
        naming: naming(identities, &judged),
        portions: classes.portions.len(),
        leads_only: given.iter().any(|class| is_leads_only(class)),
        remedies: Vec::new(),
        beside,
    }
}

fn naming(identities: Option<&Handling>, judged: &[(&Handling, Judgement)]) -> Naming {
    let judgement = judged.iter().find(|(known, _)| Some(*known) == identities);
    match judgement {
        None => Naming::Nobody,
        Some((_, judgement)) if judgement.permitted => Naming::Shown,
        Some(_) => Naming::Masked,
    }
}

fn is_leads_only(class: &Handling) -> bool {
    class.leads_only || class.inherited.sources.iter().any(|source| source.leads_only)
}

/// Denials first: they are what people look for.
fn order(reason: &Reason) -> u8 {
    match reason.verdict {
        crate::Verdict::Deny => 0,
        crate::Verdict::Oblige => 1,
        crate::Verdict::Permit => 2,
    }
}

/// The classes of what a form gives.
fn given<'c>(classes: &'c Classes, form: &Form) -> Vec<&'c Handling> {
    let titled = |title: bool| title.then_some(&classes.title).into_iter();
    let some = |from: &'c [Handling], positions: &[usize]| -> Vec<&'c Handling> {
        positions.iter().filter_map(|at| from.get(*at)).collect()
    };
    match form {
        Form::Whole => {
            [&classes.whole, &classes.title].into_iter().chain(&classes.portions).collect()
        }
        Form::Redacted { title, portions } => {
            titled(*title).chain(some(&classes.portions, portions)).collect()
        }
        Form::TearLine { title, tearlines } => {
            titled(*title).chain(some(&classes.tearlines, tearlines)).collect()
        }
        Form::Pointer { title } => titled(*title).chain(&classes.pointer).collect(),
    }
}

#[cfg(test)]
mod tests {
    use marking::Marking;
    use model::AgencyId;

    use super::*;
    use crate::{Inherited, Part};

    #[test]
    fn what_is_made_from_leads_gives_leads_only_as_what_says_so_itself() {
        let class = |leads_only, of: &[Handling]| Handling {
            leads_only,
            inherited: Inherited { sources: of.iter().cloned().collect(), missing: false },
            ..Handling::marked(Part::Portion, Marking::default(), AgencyId::new("CIA").unwrap())
        };
        let [open, leads] = [false, true].map(|leads_only| class(leads_only, &[]));
        assert!(is_leads_only(&leads) && is_leads_only(&class(false, &[open.clone(), leads])));
        assert!(!is_leads_only(&open) && !is_leads_only(&class(false, &[open])));
    }

    #[test]
    fn what_is_owed_is_owed_for_every_class_that_a_form_gives_and_no_other() {
        let class = |id: &str| {
            Handling::marked(Part::Portion, Marking::default(), AgencyId::new(id).unwrap())
        };
        let classes = Classes {
            whole: class("WHOLE"),
            title: class("TITLE"),
            portions: ["P-0", "P-1"].map(class).to_vec(),
            tearlines: ["T-0", "T-1"].map(class).to_vec(),
            pointer: Some(class("POINTER")),
            identities: None,
        };
        let of = |form: Form| {
            let all = given(&classes, &form).into_iter();
            all.map(|class| class.originator.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(of(Form::Whole), ["WHOLE", "TITLE", "P-0", "P-1"]);
        assert_eq!(of(Form::Redacted { title: true, portions: vec![1] }), ["TITLE", "P-1"]);
        assert_eq!(of(Form::TearLine { title: false, tearlines: vec![0] }), ["T-0"]);
        assert_eq!(of(Form::Pointer { title: false }), ["POINTER"]);
    }
}
