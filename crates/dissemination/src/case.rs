//! One question about one handling class, and what the rules say to it.

use std::borrow::Cow;

use model::{Authorization, Community, Manner, Purpose, Recipient, Timestamp};

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
    /// The product, where the class is a source's and an act names the product.
    pub(crate) product: Option<&'a str>,
    /// An authorization that is thought of and that nobody gave.
    pub(crate) assumed: Option<&'a Authorization>,
}

impl<'a> Case<'a> {
    pub(crate) fn of(handling: &'a Handling, ask: Ask<'a>, who: Who) -> Self {
        Self { handling, ask, who, product: None, assumed: None }
    }
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
    /// The source that is spoken of, where it is not the report itself.
    of: String,
}

impl Findings {
    pub(crate) fn new(explain: bool) -> Self {
        let judgement = Judgement { permitted: true, ..Judgement::default() };
        Self { explain, judgement, of: String::new() }
    }

    /// From here on a source is spoken of.
    pub(crate) fn tell_of(&mut self, source: String) {
        self.of = source;
    }

    /// Whether somebody reads the reasons.
    pub(crate) fn explains(&self) -> bool {
        self.explain
    }

    /// Hears rules of which only the duties and the times are told; whether they permit.
    pub(crate) fn take_silently(&mut self, rules: impl FnOnce(&mut Self)) -> bool {
        let mut heard = Self::new(self.explain);
        rules(&mut heard);
        let Judgement { permitted, reasons: _, obligations, valid_until } = heard.judgement;
        self.judgement.permitted &= permitted;
        self.judgement.obligations.extend(obligations);
        if let Some(until) = valid_until {
            self.until(until);
        }
        permitted
    }

    /// From here on the report itself is spoken of.
    pub(crate) fn tell_of_itself(&mut self) {
        self.of.clear();
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

    /// The same, where the source is one of many of its kind.
    pub(crate) fn require_of(
        &mut self,
        holds: bool,
        rule: &'static str,
        source: impl FnOnce() -> String,
        text: impl FnOnce() -> String,
    ) {
        self.judgement.permitted &= holds;
        let verdict = if holds { Verdict::Permit } else { Verdict::Deny };
        if self.explain {
            self.say(rule, verdict, source(), text);
        }
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
        self.oblige_of(rule, || source, text);
    }

    /// The same, where the source is one of many of its kind.
    pub(crate) fn oblige_of<S: Into<Cow<'static, str>>>(
        &mut self,
        rule: &'static str,
        source: impl FnOnce() -> S,
        text: impl FnOnce() -> String,
    ) {
        if !self.explain {
            return;
        }
        let text = text();
        self.judgement.obligations.push(Obligation { name: rule, text: text.clone() });
        self.say(rule, Verdict::Oblige, source(), || text);
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
        source: impl Into<Cow<'static, str>>,
        text: impl FnOnce() -> String,
    ) {
        if self.explain {
            let text = format!("{}{}", self.of, text());
            self.judgement.reasons.push(Reason { rule, verdict, text, source: source.into() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_stands_until_the_earliest_time_at_which_a_rule_may_say_otherwise() {
        let mut findings = Findings::new(false);
        for at in [20, 10, 30, 10] {
            findings.until(Timestamp::from_micros(at));
        }
        assert_eq!(findings.judgement().valid_until, Some(Timestamp::from_micros(10)));
    }

    #[test]
    fn what_is_heard_silently_binds_and_is_not_told() {
        let mut findings = Findings::new(true);
        assert!(findings.take_silently(|heard| heard.require(true, "a", "", String::new)));
        let permitted = findings.take_silently(|heard| {
            heard.oblige("owed", "", || "text".to_owned());
            heard.deny("b", "", String::new);
            heard.until(Timestamp::from_micros(10));
        });
        assert!(!permitted);
        // What permits afterwards takes no denial back.
        assert!(findings.take_silently(|_| ()));
        let Judgement { permitted, reasons, obligations, valid_until } = findings.judgement();
        assert_eq!((permitted, reasons), (false, Vec::new()));
        assert_eq!(obligations.iter().map(|owed| owed.name).collect::<Vec<_>>(), ["owed"]);
        assert_eq!(valid_until, Some(Timestamp::from_micros(10)));
    }
}
