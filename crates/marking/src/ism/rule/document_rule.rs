//! The shapes of the rules about a document's resource element and its parts.

use super::{Context, Hit, Scope, Tokens, spoken};
use crate::Severity;
use crate::ism::form::is_true;
use crate::ism::rule_set::Sets;
use crate::ism::{Attribute, Attributes, Document, Fix};

/// A rule about a document.
#[derive(Debug)]
pub(in crate::ism) struct DocumentRule {
    pub(in crate::ism) id: &'static str,
    pub(in crate::ism) severity: Severity,
    pub(in crate::ism) sets: Sets,
    pub(in crate::ism) scope: Scope,
    pub(in crate::ism) attribute: Attribute,
    pub(in crate::ism) test: DocumentTest,
}

impl DocumentRule {
    /// An error in every document that follows the rules of the US Government.
    pub(in crate::ism) const fn new(
        id: &'static str,
        attribute: Attribute,
        test: DocumentTest,
    ) -> Self {
        let severity = Severity::Error;
        Self { id, severity, sets: Sets::All, scope: Scope::UsGov, attribute, test }
    }

    pub(in crate::ism) const fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    pub(in crate::ism) const fn sets(mut self, sets: Sets) -> Self {
        self.sets = sets;
        self
    }

    pub(in crate::ism) const fn scope(mut self, scope: Scope) -> Self {
        self.scope = scope;
        self
    }
}

/// What a rule asks of a document. Tokens are those of the rule's attribute.
#[derive(Debug)]
pub(in crate::ism) enum DocumentTest {
    /// The tokens of a part stand in the banner, unless the condition holds.
    Rises(Tokens, fn(&Parts<'_>) -> bool),
    /// The tokens of the banner stand in a part, unless the document is a compilation.
    Grounded(Tokens),
    /// The tokens of a part need a notice of one of these kinds.
    NeedsNotice(Tokens, &'static [&'static str]),
    /// A notice of this kind needs these tokens somewhere.
    NoticeNeeds(&'static str, &'static [(Attribute, Tokens)]),
    /// The tokens of the banner need a need-to-know policy.
    NeedsPolicy(Tokens, &'static str),
    /// A need-to-know policy needs these tokens somewhere.
    PolicyNeeds(&'static str, Tokens),
    /// The document does what the sentence forbids.
    Broken(fn(&Parts<'_>) -> bool, &'static str),
    /// What fits no shape.
    Special(fn(&Parts<'_>) -> Vec<Hit>),
}

/// A document with the elements that count in its roll-up.
#[derive(Debug)]
pub(in crate::ism) struct Parts<'a> {
    pub(in crate::ism) document: &'a Document,
    pub(in crate::ism) resource: &'a Attributes,
    /// Portions and notices that are not excluded from the roll-up.
    pub(in crate::ism) parts: Vec<&'a Attributes>,
    pub(in crate::ism) context: Context<'a>,
}

impl Parts<'_> {
    /// The tokens that parts hold.
    pub(in crate::ism) fn tokens(&self, of: Attribute, tokens: Tokens) -> Vec<&str> {
        let mut found = Vec::new();
        for token in self.parts.iter().flat_map(|part| tokens.within(part, of)) {
            if !found.contains(&token) {
                found.push(token);
            }
        }
        found
    }

    pub(in crate::ism) fn any(&self, of: Attribute, tokens: Tokens) -> bool {
        self.parts.iter().any(|part| tokens.any(part, of))
    }

    /// Whether a part or the banner holds one.
    pub(in crate::ism) fn anywhere(&self, of: Attribute, tokens: Tokens) -> bool {
        tokens.any(self.resource, of) || self.any(of, tokens)
    }

    pub(in crate::ism) fn classified_part(&self) -> bool {
        self.parts.iter().any(|part| is_classified(part))
    }

    pub(in crate::ism) fn compiled(&self) -> bool {
        self.resource.text(Attribute::CompilationReason).is_some()
    }

    /// Whether the document has a notice of its own of one of these kinds.
    pub(in crate::ism) fn notice(&self, kinds: &[&str]) -> bool {
        let own = |part: &&&Attributes| !is_true(part.text(Attribute::ExternalNotice));
        let mut notices = self.parts.iter().filter(own);
        notices.any(|part| kinds.iter().any(|kind| part.has(Attribute::NoticeType, kind)))
    }

    /// Whether there is a need-to-know policy of that short name.
    pub(in crate::ism) fn policy(&self, name: &str) -> bool {
        self.document.need_to_know.iter().any(|held| is_policy(held, name))
    }
}

/// Whether an element has a level above UNCLASSIFIED.
pub(in crate::ism) fn is_classified(element: &Attributes) -> bool {
    element.text(Attribute::Classification).is_some_and(|level| level != "U")
}

/// Whether a policy is the one of that short name: `propin` is `urn:us:gov:ic:aces:ntk:propin:1`.
fn is_policy(held: &str, name: &str) -> bool {
    held.split(':').any(|part| part == name)
}

impl DocumentTest {
    /// Everything that a document does against the test.
    pub(in crate::ism) fn hits(&self, attribute: Attribute, parts: &Parts<'_>) -> Vec<Hit> {
        match self {
            Self::Rises(tokens, unless) if !unless(parts) => rises(attribute, *tokens, parts),
            Self::Rises(..) => Vec::new(),
            Self::Grounded(tokens) if !parts.compiled() => grounded(attribute, *tokens, parts),
            Self::Grounded(_) => Vec::new(),
            Self::Special(find) => find(parts),
            Self::NeedsNotice(..)
            | Self::NoticeNeeds(..)
            | Self::NeedsPolicy(..)
            | Self::PolicyNeeds(..)
            | Self::Broken(..) => self.hit(attribute, parts).into_iter().collect(),
        }
    }

    fn hit(&self, attribute: Attribute, parts: &Parts<'_>) -> Option<Hit> {
        match self {
            Self::NeedsNotice(tokens, kinds) => {
                let found = parts.tokens(attribute, *tokens);
                let token = found.first()?;
                let (name, kind) = (spoken(token), kinds.join(" or "));
                let message = format!("{name} needs a notice of type {kind}: add one");
                (!parts.notice(kinds)).then(|| Hit::of(token, message))
            }
            Self::NoticeNeeds(kind, data) => {
                let found = data.iter().any(|(of, tokens)| parts.anywhere(*of, *tokens));
                let message = format!(
                    "there is a notice of type {kind} and nothing that it is about: \
                     take the notice out or mark the text",
                );
                (parts.notice(&[kind]) && !found).then(|| Hit::of(kind, message))
            }
            Self::NeedsPolicy(tokens, policy) => {
                let token = tokens.within(parts.resource, attribute).next()?;
                let name = spoken(token);
                let message = format!("{name} needs its need-to-know list ({policy}): add it");
                (!parts.policy(policy)).then(|| Hit::of(token, message))
            }
            Self::PolicyNeeds(policy, tokens) => {
                let found = parts.anywhere(attribute, *tokens);
                let message = format!(
                    "there is a need-to-know list ({policy}) without the marking that it serves: \
                     add the marking or take the list out",
                );
                (parts.policy(policy) && !found).then(|| Hit::new(message))
            }
            Self::Broken(broken, message) => broken(parts).then(|| Hit::new(*message)),
            Self::Rises(..) | Self::Grounded(_) | Self::Special(_) => None,
        }
    }
}

fn rises(attribute: Attribute, tokens: Tokens, parts: &Parts<'_>) -> Vec<Hit> {
    let found = parts.tokens(attribute, tokens);
    let missing = found.into_iter().filter(|token| !parts.resource.has(attribute, token));
    let hit = |token: &str| {
        let name = spoken(token);
        Hit::of(token, format!("a portion has {name}, the banner has not: add it to the banner"))
            .fix(Fix::Add(attribute, token.to_owned()))
    };
    missing.map(hit).collect()
}

fn grounded(attribute: Attribute, tokens: Tokens, parts: &Parts<'_>) -> Vec<Hit> {
    let held = tokens.within(parts.resource, attribute);
    let in_a_part = |token: &str| parts.parts.iter().any(|part| part.has(attribute, token));
    let groundless = held.filter(|token| !in_a_part(token));
    let hit = |token: &str| {
        let name = spoken(token);
        let message = format!(
            "the banner has {name}, no portion has: mark the portion, take it out of the banner, \
             or give the reason for the compilation",
        );
        Hit::of(token, message)
    };
    groundless.map(hit).collect()
}
