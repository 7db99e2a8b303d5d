//! Levels, owners and sources between the banner and its portions.

use crate::ism::Attribute::{
    self, Classification, FgiSourceOpen, FgiSourceProtected, Joint, OwnerProducer, SarIdentifier,
    SciControls,
};
use crate::ism::Attributes;
use crate::ism::form::is_true;
use crate::ism::rule::{DocumentRule, DocumentTest, Hit, Parts, Tokens};
use crate::ism::rule_set::Sets;

pub(super) const RULES: &[DocumentRule] = &[
    holds("ISM-ID-00056", |parts| above(parts, "U", &["R", "C", "S", "TS"], false)),
    holds("ISM-ID-00058", |parts| above(parts, "C", &["S", "TS"], true)),
    holds("ISM-ID-00059", |parts| above(parts, "S", &["TS"], true)),
    DocumentRule::new("ISM-ID-00064", FgiSourceOpen, DocumentTest::Broken(open_lost, OPEN_LOST)),
    DocumentRule::new(
        "ISM-ID-00065",
        FgiSourceProtected,
        DocumentTest::Broken(protected_lost, PROTECTED_LOST),
    ),
    groundless("ISM-ID-00108", |parts| without(parts, "TS")),
    groundless("ISM-ID-00109", |parts| without(parts, "S")),
    groundless("ISM-ID-00110", |parts| without(parts, "C")),
    DocumentRule::new(
        "ISM-ID-00324",
        Classification,
        DocumentTest::Broken(unportioned, "a document has portion marks: mark its portions"),
    ),
    rises("ISM-ID-00343", SciControls),
    grounded("ISM-ID-00344", SciControls),
    rises("ISM-ID-00347", SarIdentifier),
    grounded("ISM-ID-00348", SarIdentifier),
    DocumentRule::new("register p57 roll-up", OwnerProducer, DocumentTest::Special(joint_lost))
        .sets(Sets::Only2016),
];

/// The banner is below a portion.
const fn holds(id: &'static str, broken: fn(&Parts<'_>) -> bool) -> DocumentRule {
    DocumentRule::new(id, Classification, DocumentTest::Broken(broken, TOO_LOW))
}

/// The banner is above every portion.
const fn groundless(id: &'static str, broken: fn(&Parts<'_>) -> bool) -> DocumentRule {
    DocumentRule::new(id, Classification, DocumentTest::Broken(broken, TOO_HIGH))
}

const fn rises(id: &'static str, attribute: Attribute) -> DocumentRule {
    DocumentRule::new(id, attribute, DocumentTest::Rises(Tokens::Any, |_| false))
}

const fn grounded(id: &'static str, attribute: Attribute) -> DocumentRule {
    DocumentRule::new(id, attribute, DocumentTest::Grounded(Tokens::Any))
}

const TOO_LOW: &str = "a portion is above the banner: raise the banner or correct the portion";
const TOO_HIGH: &str = "no portion is as high as the banner: lower the banner, correct the \
                        portions, or give the reason for the compilation";
const OPEN_LOST: &str = "a portion names a foreign source: name it, or FGI, in the banner";
const PROTECTED_LOST: &str =
    "a portion has a protected foreign source: write FGIsourceProtected in the banner";

fn above(parts: &Parts<'_>, banner: &str, levels: &[&str], of_usa: bool) -> bool {
    let counted = |part: &&&Attributes| !of_usa || part.has(OwnerProducer, "USA");
    let level = |part: &&Attributes| part.text(Classification).is_some_and(|l| levels.contains(&l));
    let low = parts.resource.text(Classification) == Some(banner);
    low && parts.parts.iter().filter(counted).any(level)
}

fn without(parts: &Parts<'_>, level: &'static str) -> bool {
    let here = parts.resource.text(Classification) == Some(level) && !parts.compiled();
    here && !parts.parts.iter().any(|part| part.text(Classification) == Some(level))
}

fn open_lost(parts: &Parts<'_>) -> bool {
    let named = parts.any(FgiSourceOpen, Tokens::Any);
    let kept = [FgiSourceOpen, FgiSourceProtected].iter();
    named && !kept.into_iter().any(|of| Tokens::Any.any(parts.resource, *of))
}

fn protected_lost(parts: &Parts<'_>) -> bool {
    let named = parts.any(FgiSourceProtected, Tokens::Any);
    named && !Tokens::Any.any(parts.resource, FgiSourceProtected)
}

fn unportioned(parts: &Parts<'_>) -> bool {
    parts.document.portions.is_empty()
}

/// A banner of the United States over JOINT portions names the other owners as sources.
fn joint_lost(parts: &Parts<'_>) -> Vec<Hit> {
    let banner = parts.resource;
    if is_true(banner.text(Joint)) || banner.text(FgiSourceProtected).is_some() {
        return Vec::new();
    }
    let joint = parts.parts.iter().filter(|part| is_true(part.text(Joint)));
    let mut owners = joint.flat_map(|part| part.tokens(OwnerProducer));
    let named = |owner: &str| banner.has(OwnerProducer, owner) || banner.has(FgiSourceOpen, owner);
    let lost = owners.find(|owner| *owner != "USA" && !named(owner));
    let hit = |owner: &str| {
        let what = "owns part of a JOINT portion: name it as a source (FGI) in the banner";
        Hit::of(owner, format!("{owner} {what}"))
    };
    lost.map(hit).into_iter().collect()
}
