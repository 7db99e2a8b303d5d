//! One question about one handling class, and what the rules say to it.

use model::{Community, Manner, Purpose, Recipient, Timestamp};

use crate::who::Who;
use crate::{Handling, Obligation, Reason, Verdict};

/// Who asks, what for, when.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// Who would receive.
    pub recipient: &'a Recipient,
    /// What for.
    pub purpose: Purpose,
    /// For which matter, where an authorization names one.
    pub matter: Option<&'a str>,
    /// How it would reach them.
    pub manner: Manner,
    /// When.
    pub at: Timestamp,
    /// The community in which it is asked.
    pub community: &'a Community,
}

/// A question about one class.
#[derive(Clone, Copy)]
pub(crate) struct Case<'a> {
    pub(crate) handling: &'a Handling,
    pub(crate) ask: Ask<'a>,
    pub(crate) who: Who,
}

/// The answer for one class.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Judgement {
    /// Whether no rule forbids it.
    pub permitted: bool,
    /// Every rule that spoke, when reasons were asked for.
    pub reasons: Vec<Reason>,
    /// What goes along.
    pub obligations: Vec<Obligation>,
    /// When the answer may change by itself.
    pub valid_until: Option<Timestamp>,
}

/// Collects what the rules say. Texts are made only when somebody will read them.
pub(crate) struct Findings {
    explain: bool,
    judgement: Judgement,
}

impl Findings {
    pub(crate) fn new(explain: bool) -> Self {
        Self { explain, judgement: Judgement { permitted: true, ..Judgement::default() } }
    }

    /// Permits if the condition holds, else denies; both with the same sentence about what the
    /// rule needs.
    pub(crate) fn require(
        &mut self,
        holds: bool,
        rule: &'static str,
        source: &'static str,
        text: impl FnOnce() -> String,
    ) {
        self.judgement.permitted &= holds;
        let verdict = if holds { Verdict::Permit } else { Verdict::Deny };
        self.say(rule, verdict, source, text);
    }

    pub(crate) fn deny(
        &mut self,
        rule: &'static str,
        source: &'static str,
        text: impl FnOnce() -> String,
    ) {
        self.require(false, rule, source, text);
    }

    pub(crate) fn oblige(
        &mut self,
        rule: &'static str,
        source: &'static str,
        text: impl FnOnce() -> String,
    ) {
        if !self.explain {
            return;
        }
        let text = text();
        self.judgement.obligations.push(Obligation { name: rule, text: text.clone() });
        self.say(rule, Verdict::Oblige, source, || text);
    }

    /// The answer may change at this time.
    pub(crate) fn until(&mut self, at: Timestamp) {
        let sooner = self.judgement.valid_until.is_none_or(|until| at < until);
        if sooner {
            self.judgement.valid_until = Some(at);
        }
    }

    pub(crate) fn judgement(self) -> Judgement {
        self.judgement
    }

    fn say(
        &mut self,
        rule: &'static str,
        verdict: Verdict,
        source: &'static str,
        text: impl FnOnce() -> String,
    ) {
        if self.explain {
            self.judgement.reasons.push(Reason { rule, verdict, text: text(), source });
        }
    }
}
