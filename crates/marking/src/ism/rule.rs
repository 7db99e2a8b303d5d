//! A rule as data: what it is called, whom it binds, and the shape of what it asks.

mod document_rule;
mod test;

pub(super) use document_rule::{DocumentRule, DocumentTest, Parts, is_classified};
pub(super) use test::{Test, Tokens};

use super::form::is_true;
use super::rule_set::Sets;
use super::signature::Flag;
use super::{Attribute, Attributes, Fix, RuleSet};
use crate::Severity;

/// A rule about one element.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) id: &'static str,
    pub(super) severity: Severity,
    pub(super) sets: Sets,
    pub(super) scope: Scope,
    pub(super) attribute: Attribute,
    pub(super) test: Test,
    /// When a printed marking may break it, where that does not follow from the test's shape.
    pub(super) guard: Option<&'static [Cond]>,
}

impl Rule {
    /// An error in every document that follows the rules of the US Government.
    pub(super) const fn new(id: &'static str, attribute: Attribute, test: Test) -> Self {
        let severity = Severity::Error;
        let (sets, scope, guard) = (Sets::All, Scope::UsGov, None);
        Self { id, severity, sets, scope, attribute, test, guard }
    }

    pub(super) const fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    pub(super) const fn sets(mut self, sets: Sets) -> Self {
        self.sets = sets;
        self
    }

    /// Says when a printed marking may break it.
    pub(super) const fn guard(mut self, guard: &'static [Cond]) -> Self {
        self.guard = Some(guard);
        self
    }

    /// Says that no printed marking can break it.
    pub(super) const fn of_attributes(self) -> Self {
        self.guard(&[])
    }

    pub(super) const fn scope(mut self, scope: Scope) -> Self {
        self.scope = scope;
        self
    }
}

/// A condition without which a rule is not broken.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cond {
    /// One of the tokens stands.
    Held((Attribute, Tokens)),
    /// One of the first and one of the second stand.
    Both((Attribute, Tokens), (Attribute, Tokens)),
    /// One of the first stands, and none of the second.
    Without((Attribute, Tokens), (Attribute, Tokens)),
    /// This holds of a list.
    Flag(Flag),
}

/// The documents that a rule binds (`compliesWith`).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Scope {
    Any,
    /// All but `USA-CUI-ONLY`.
    NotCuiOnly,
    /// `USGov`.
    UsGov,
    /// `USIC`.
    UsIc,
    /// `USDOD`.
    UsDod,
    /// Both `USIC` and `USDOD`.
    UsIcAndDod,
    /// `USA-CUI` or `USA-CUI-ONLY`.
    Cui,
    /// `USA-CUI-ONLY`.
    CuiOnly,
    /// `USGov` or `USA-CUI-ONLY`.
    UsGovOrCuiOnly,
    /// Where Executive Order 13526 applies.
    Nsi,
}

/// What a rule has to know of the document around an element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub(super) set: RuleSet,
    /// The document's resource element, or the element itself.
    pub(super) resource: &'a Attributes,
    /// Whether the element is the resource element.
    pub(super) is_resource: bool,
    /// Whether the element counts in the roll-up.
    pub(super) contributes: bool,
    /// Whether Executive Order 13526 applies.
    pub(super) nsi: bool,
}

impl<'a> Context<'a> {
    /// What can be known of an element that stands alone.
    pub(super) fn alone(element: &'a Attributes, set: RuleSet) -> Self {
        let nsi = is_nsi(element) && element.text(Attribute::AtomicEnergyMarkings).is_none();
        Self { nsi, ..Self::within(element, element, set) }
    }

    /// An element within a document.
    pub(super) fn within(element: &Attributes, resource: &'a Attributes, set: RuleSet) -> Self {
        let is_resource = is_true(element.text(Attribute::ResourceElement));
        let contributes = !is_resource && !is_true(element.text(Attribute::ExcludeFromRollup));
        Self { set, resource, is_resource, contributes, nsi: false }
    }

    /// Whether the document binds itself to rules. One that says nothing follows `USGov`.
    pub(super) fn claims(&self, authority: &str) -> bool {
        match self.resource.text(Attribute::CompliesWith) {
            None => authority == "USGov",
            Some(_) => self.resource.has(Attribute::CompliesWith, authority),
        }
    }

    pub(super) fn is_in(&self, scope: Scope) -> bool {
        let cui_only = self.claims("USA-CUI-ONLY");
        match scope {
            Scope::Any => true,
            Scope::NotCuiOnly => !cui_only,
            Scope::UsGov => self.claims("USGov"),
            Scope::UsIc => self.claims("USIC"),
            Scope::UsDod => self.claims("USDOD"),
            Scope::UsIcAndDod => self.claims("USIC") && self.claims("USDOD"),
            Scope::Cui => cui_only || self.claims("USA-CUI"),
            Scope::CuiOnly => cui_only,
            Scope::UsGovOrCuiOnly => cui_only || self.claims("USGov"),
            Scope::Nsi => self.nsi && self.claims("USGov"),
        }
    }
}

/// Whether a resource is under the order: classified, and made on or after 11 April 1996.
pub(super) fn is_nsi(resource: &Attributes) -> bool {
    let classified = resource.text(Attribute::Classification).is_some_and(|level| level != "U");
    let created = resource.text(Attribute::CreateDate);
    classified && created.is_none_or(|day| day >= "1996-04-11")
}

/// What a rule found wrong.
#[derive(Debug)]
pub(super) struct Hit {
    pub(super) token: Option<String>,
    pub(super) message: String,
    pub(super) fix: Option<Fix>,
}

impl Hit {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { token: None, message: message.into(), fix: None }
    }

    pub(super) fn of(token: &str, message: impl Into<String>) -> Self {
        Self { token: Some(token.to_owned()), ..Self::new(message) }
    }

    pub(super) fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// A token as the register prints it.
pub(super) fn spoken(token: &str) -> &str {
    SPOKEN.iter().find(|(code, _)| *code == token).map_or(token, |(_, name)| name)
}

/// The token of a printed name: `NF` of `NOFORN`.
pub(super) fn token_of(name: &str) -> Option<&'static str> {
    SPOKEN.iter().find(|(_, printed)| *printed == name).map(|(token, _)| *token)
}

/// Tokens as a choice: `SECRET or TOP SECRET`.
pub(super) fn choice(tokens: &[&str]) -> String {
    joined(tokens, "or")
}

/// Tokens as a list: `ORCON and RELIDO`.
pub(super) fn joined(tokens: &[&str], by: &str) -> String {
    let names: Vec<_> = tokens.iter().map(|token| spoken(token)).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {by} {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

const SPOKEN: &[(&str, &str)] = &[
    ("C", "CONFIDENTIAL"),
    ("DISPLAYONLY", "DISPLAY ONLY"),
    ("DS", "LIMDIS"),
    ("EYES", "EYES ONLY"),
    ("IMC", "IMCON"),
    ("LES-NF", "LES NOFORN"),
    ("ND", "NODIS"),
    ("NF", "NOFORN"),
    ("OC", "ORCON"),
    ("OC-USGOV", "ORCON-USGOV"),
    ("PR", "PROPIN"),
    ("R", "RESTRICTED"),
    ("REL", "REL TO"),
    ("RS", "RSEN"),
    ("S", "SECRET"),
    ("SBU-NF", "SBU NOFORN"),
    ("TS", "TOP SECRET"),
    ("U", "UNCLASSIFIED"),
    ("XD", "EXDIS"),
];
