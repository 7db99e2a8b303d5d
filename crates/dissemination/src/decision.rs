//! One decision about one report, with every rule that spoke.

use std::collections::BTreeSet;

use model::{Report, Timestamp};

use crate::judge::judge_for;
use crate::who::Who;
use crate::{Ask, Classes, Form, Given, Handling, Judgement, Naming, Obligation, Reason};

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

/// Decides about a report, which was accepted at a time, or is a draft.
///
/// Pure: the same report, recipient, purpose, time and community give the same answer. The cost
/// is that of judging each distinct handling class of the report once.
pub fn decide(report: &Report, accepted: Option<Timestamp>, ask: Ask<'_>) -> Decision {
    decide_classes(&Classes::of(report, accepted, ask.community), ask)
}

fn decide_classes(classes: &Classes, ask: Ask<'_>) -> Decision {
    let who = Who::of(ask.recipient, ask.community);
    let mut judged: Vec<(&Handling, Judgement)> = Vec::new();
    let parts = [&classes.whole, &classes.title]
        .into_iter()
        .chain(&classes.portions)
        .chain(&classes.tearlines)
        .chain(&classes.pointer);
    for handling in parts {
        if !judged.iter().any(|(known, _)| *known == handling) {
            judged.push((handling, judge_for(handling, ask, who)));
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
