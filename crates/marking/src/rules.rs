//! Validates a marking as it was read: ODNI's rules about one element, and those of print.

use std::ops::Range;

use crate::ism::check_element;
use crate::ism::suspicion::is_clear;
use crate::parse::Entry;
use crate::{
    Attribute, Attributes, Dissem, Finding, Marking, Problem, Register, RuleSet, Severity,
};

/// Every rule of a book that a marking breaks by itself, each at the entry that breaks it.
/// `entries` is asked for only when there is something to say.
pub(crate) fn check(
    marking: &Marking,
    register: &Register,
    whole: Range<usize>,
    entries: impl FnOnce() -> Vec<Entry>,
) -> Vec<Problem> {
    let of_print = PRINT.iter().filter(|rule| (rule.broken)(marking));
    let problems = of_print.map(|rule| rule.problem(&whole));
    if is_clear(marking, register.rules()) {
        return problems.collect();
    }
    let mut problems: Vec<_> = problems.collect();
    let mut findings = marking.findings(register.rules());
    findings.retain(|finding| !is_own(finding, register));
    if !findings.is_empty() {
        let entries: Vec<_> =
            entries().into_iter().map(|entry| (entry.at, entry.marking.attributes())).collect();
        problems.extend(findings.into_iter().map(|finding| {
            let at = place(&finding, &entries).unwrap_or_else(|| whole.clone());
            let Finding { rule, severity, message, fix, .. } = finding;
            Problem { rule, severity, message, at, fix }
        }));
    }
    problems
}

impl Marking {
    /// Every rule of a book that the marking breaks by itself (`ISM.XML` 2022 and the register).
    /// Rules about what only attributes say, and a printed marking cannot, are left out.
    pub fn findings(&self, set: RuleSet) -> Vec<Finding> {
        let mut findings = check_element(&self.attributes(), set);
        findings.retain(|finding| !ATTRIBUTES_ALONE.contains(&finding.rule));
        findings.retain(|finding| !is_nickname(finding));
        if self.needs_banner() {
            findings.retain(|finding| !LISTS.contains(&finding.rule));
        }
        findings
    }
}

/// Nicknames of the military's measures are no vocabulary of ODNI's (`DoDM` 5200.01).
fn is_nickname(finding: &Finding) -> bool {
    finding.rule == "ISM-ID-00261"
        && finding.token.as_deref().is_some_and(|token| token.starts_with("ACCM-"))
}

/// Whether a word that ODNI's vocabulary lacks is the community's.
fn is_own(finding: &Finding, register: &Register) -> bool {
    let unknown = UNKNOWN.contains(&finding.rule);
    let own = |token: &str| register.code(token).is_some() || register.has_sci(token);
    unknown && finding.token.as_deref().is_some_and(own)
}

/// The rules that every code and control system is of the vocabulary.
const UNKNOWN: [&str; 6] = [
    "ISM-ID-00257",
    "ISM-ID-00259",
    "ISM-ID-00260",
    "ISM-ID-00263",
    "ISM-ID-00265",
    "ISM-ID-00267",
];

/// The entry whose attributes hold what a finding is about.
fn place(finding: &Finding, entries: &[(Range<usize>, Attributes)]) -> Option<Range<usize>> {
    let of = finding.attribute;
    let with_token = finding
        .token
        .as_deref()
        .and_then(|token| entries.iter().rev().find(|(_, attributes)| attributes.has(of, token)));
    let with_attribute = || entries.iter().find(|(_, attributes)| holds(attributes, of));
    with_token.or_else(with_attribute).map(|(at, _)| at.clone())
}

fn holds(attributes: &Attributes, of: Attribute) -> bool {
    attributes.text(of).is_some()
}

/// What a printed marking does not say: the highest level of NATO's in it, who runs a program, and
/// whether the document is of the Department of Defense.
const ATTRIBUTES_ALONE: [&str; 5] =
    ["ISM-ID-00523", "ISM-ID-00526", "ISM-ID-00529", "ISM-ID-00530", "ISM-ID-00535"];

/// What a portion leaves to its banner: the lists of `REL` and `EYES`, and JOINT's owners.
const LISTS: [&str; 5] =
    ["ISM-ID-00031", "ISM-ID-00382", "ISM-ID-00383", "register p57 release", "ISM-ID-00012"];

/// A rule of print.
struct Rule {
    id: &'static str,
    message: &'static str,
    broken: fn(&Marking) -> bool,
}

impl Rule {
    fn problem(&self, whole: &Range<usize>) -> Problem {
        let message = self.message.to_owned();
        let (rule, at) = (self.id, whole.clone());
        Problem { rule, severity: Severity::Error, message, at, fix: None }
    }
}

/// Attributes cannot break these.
const PRINT: &[Rule] = &[Rule {
    id: "register p139",
    message: "ORCON and ORCON-USGOV exclude one another: keep ORCON",
    broken: |m| m.has(Dissem::Orcon) && m.has(Dissem::OrconUsgov),
}];
