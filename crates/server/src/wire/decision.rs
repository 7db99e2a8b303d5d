//! A decision with the rules that spoke.

use serde::{Deserialize, Serialize};

/// What a recipient may have, and why.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Decision {
    /// `release`, `redact`, `tearline`, `pointer` or `withhold`.
    pub outcome: String,
    /// Whether the title goes.
    pub title: bool,
    /// Positions of the portions that go, from 0.
    pub portions: Vec<usize>,
    /// Positions of the tear lines that go in the report's stead, from 0.
    pub tearlines: Vec<usize>,
    /// Every rule that spoke, denials first.
    pub reasons: Vec<Reason>,
    /// What the recipient owes.
    pub obligations: Vec<Obligation>,
    /// When the answer may change by itself, in RFC 3339.
    pub valid_until: Option<String>,
    /// The fewest steps that would free what the sources of a derived product keep back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remedies: Vec<Remedy>,
}

/// A step that would free a derived product.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Remedy {
    /// An originator consents.
    Consent {
        /// Whose sources keep it back.
        consent_of: String,
        /// What it would have to lift.
        consents: Vec<String>,
        /// Which sources.
        sources: Vec<String>,
    },
    /// What is made from a source is left out.
    Cut {
        /// Which source.
        cut: String,
    },
}

/// One rule that spoke.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Reason {
    /// The rule's stable name.
    pub rule: String,
    /// `permit`, `deny` or `oblige`.
    pub verdict: String,
    /// Why, in a sentence.
    pub text: String,
    /// Where the rule stands.
    pub source: String,
}

/// What goes along with a release.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Obligation {
    /// Its stable name.
    pub name: String,
    /// What the recipient owes the originator.
    pub text: String,
}

impl Decision {
    /// The whole decision: for the operator and for the originator's own officers.
    pub fn of(decision: &dissemination::Decision) -> Self {
        use dissemination::Form;
        let outcome = decision.outcome().to_owned();
        let dissemination::Decision {
            form,
            reasons,
            obligations,
            valid_until,
            portions: count,
            remedies,
            ..
        } = decision;
        let none = Vec::new;
        let (title, portions, tearlines) = match form {
            None => (false, none(), none()),
            Some(Form::Whole) => (true, (0..*count).collect(), none()),
            Some(Form::Redacted { title, portions }) => (*title, portions.clone(), none()),
            Some(Form::TearLine { title, tearlines }) => (*title, none(), tearlines.clone()),
            Some(Form::Pointer { title }) => (*title, none(), none()),
        };
        Self {
            outcome,
            title,
            portions,
            tearlines,
            reasons: reasons.iter().map(Reason::of).collect(),
            obligations: obligations.iter().map(Obligation::of).collect(),
            valid_until: valid_until.map(model::Timestamp::rfc3339),
            remedies: remedies.iter().map(Remedy::of).collect(),
        }
    }

    /// The decision as the recipient itself may have it. Where something is left out, positions,
    /// rules and times would tell of what: what is given is counted anew, and the rules are not
    /// named.
    pub fn to_its_recipient(decision: &dissemination::Decision) -> Self {
        let all = Self::of(decision);
        if matches!(decision.form, Some(dissemination::Form::Whole)) {
            return all;
        }
        let anew = |positions: Vec<usize>| (0..positions.len()).collect();
        Self {
            portions: anew(all.portions),
            tearlines: anew(all.tearlines),
            reasons: Vec::new(),
            valid_until: None,
            remedies: Vec::new(),
            ..all
        }
    }
}

impl Reason {
    fn of(reason: &dissemination::Reason) -> Self {
        let dissemination::Reason { rule, verdict, text, source } = reason;
        Self {
            rule: (*rule).to_owned(),
            verdict: verdict.name().to_owned(),
            text: text.clone(),
            source: source.to_string(),
        }
    }
}

impl Remedy {
    fn of(remedy: &dissemination::Remedy) -> Self {
        match remedy {
            dissemination::Remedy::Consent { originator, consents, sources } => Self::Consent {
                consent_of: originator.to_string(),
                consents: consents.iter().map(|consent| consent.name().to_owned()).collect(),
                sources: sources.iter().cloned().collect(),
            },
            dissemination::Remedy::Cut { source } => Self::Cut { cut: source.clone() },
        }
    }
}

impl Obligation {
    pub(super) fn of(obligation: &dissemination::Obligation) -> Self {
        let dissemination::Obligation { name, text } = obligation;
        Self { name: (*name).to_owned(), text: text.clone() }
    }
}
