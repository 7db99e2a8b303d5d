//! Rules about every attribute, level, owner and claim.

use super::{bars, needs};
use crate::ism::Attribute::{
    Classification, CompilationReason, CompliesWith, CreateDate, DisseminationControls,
    ExternalNotice, Joint, NoAggregation, OwnerProducer, ReleasableTo, SciControls,
};
use crate::ism::form::is_true;
use crate::ism::rule::{Cond, Context, Hit, Rule, Scope, Test, Tokens};
use crate::ism::rule_set::Sets;
use crate::ism::signature::Flag;
use crate::ism::vocabulary::controls::CLASSIFICATION_US;
use crate::ism::{Attribute, Attributes, Fix};

pub(super) const RULES: &[Rule] = &[
    Rule::new("ISM-ID-00002", Classification, Test::Special(empty))
        .of_attributes()
        .scope(Scope::Any),
    Rule::new("ISM-ID-00012", Classification, Test::Special(unmarked))
        .of_attributes()
        .scope(Scope::NotCuiOnly),
    Rule::new("ISM-ID-00040", Classification, Test::Broken(foreign_level, FOREIGN_LEVEL))
        .guard(&[Cond::Both(RESTRICTED, (OwnerProducer, Tokens::Is(&["USA"])))]),
    Rule::new("ISM-ID-00118", CreateDate, Test::Special(undated)).of_attributes().scope(Scope::Any),
    Rule::new("ISM-ID-00236", Classification, Test::Special(repeated))
        .of_attributes()
        .scope(Scope::Any),
    Rule::new("ISM-ID-00248", ExternalNotice, Test::Special(external))
        .of_attributes()
        .scope(Scope::Any),
    Rule::new("ISM-ID-00337", CompliesWith, Test::Special(unclaimed))
        .of_attributes()
        .scope(Scope::Any),
    Rule::new("ISM-ID-00339", CompliesWith, Test::Special(unclaimed_by_usa))
        .of_attributes()
        .scope(Scope::Any),
    Rule::new("ISM-ID-00364", NoAggregation, Test::Broken(both_ways, BOTH_WAYS)),
    Rule::new("ISM-ID-00377", ReleasableTo, Test::Special(owners_left_out))
        .guard(&[Cond::Flag(Flag::OwnerLeftOut)])
        .scope(Scope::Any),
    needs("ISM-ID-00381", CompliesWith, &["USIC", "USDOD"], CompliesWith, &["USGov"])
        .scope(Scope::Any),
    Rule::new("ISM-ID-00382", Joint, Test::Broken(joint_alone, JOINT_ALONE))
        .guard(&[Cond::Flag(Flag::JointAlone)])
        .scope(Scope::Any),
    Rule::new("ISM-ID-00383", Joint, Test::Broken(joint_without_usa, JOINT_USA))
        .guard(&[Cond::Flag(Flag::JointWithoutUsa)])
        .scope(Scope::Any),
    bars("ISM-ID-00478", CompliesWith, &["USA-CUI"], CompliesWith, &["USIC"]).scope(Scope::Any),
    Rule::new("register p57 disclosure", Joint, Test::Broken(joint_kept, JOINT_KEPT))
        .guard(&[
            Cond::Both(JOINT, (DisseminationControls, Tokens::Is(&["NF"]))),
            Cond::Both(JOINT, (SciControls, Tokens::Starts("HCS"))),
        ])
        .sets(Sets::Only2016),
    Rule::new("register p57 release", Joint, Test::Broken(joint_unreleased, JOINT_UNRELEASED))
        .guard(&[Cond::Without(JOINT, (ReleasableTo, Tokens::Any))])
        .sets(Sets::Only2016),
    Rule::new("register p57 restricted", Joint, Test::Broken(joint_low, JOINT_LOW))
        .guard(&[Cond::Both(JOINT, RESTRICTED)])
        .sets(Sets::Only2016),
];

const JOINT: (Attribute, Tokens) = (Joint, Tokens::Any);
const RESTRICTED: (Attribute, Tokens) = (Classification, Tokens::Is(&["R"]));

const FOREIGN_LEVEL: &str =
    "text of the United States is TS, S, C or U: RESTRICTED is a level of other owners";
const BOTH_WAYS: &str =
    "a document with a reason for its compilation aggregates: set noAggregation to false";
const JOINT_ALONE: &str = "a JOINT marking has two owners or more: name them, or clear joint";
const JOINT_USA: &str = "the United States own part of every JOINT marking: add USA to the owners";
const JOINT_KEPT: &str = "JOINT does not go with NOFORN or HCS: its owners already have the text";
const JOINT_UNRELEASED: &str = "JOINT needs REL TO with every owner: add it";
const JOINT_LOW: &str = "JOINT does not go with RESTRICTED: the United States have no such level";

/// Attributes that do not make an element one that must be marked.
const PLUMBING: &[Attribute] = &[
    Attribute::DesVersion,
    Attribute::IsmcatCesVersion,
    Attribute::UnregisteredNoticeType,
    Attribute::PocType,
];

fn empty(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let blank = element.iter().filter(|(_, value)| value.trim().is_empty());
    let hit = |(attribute, _): (Attribute, &str)| {
        Hit::new(format!("{} is empty: give it a value or leave it out", attribute.name()))
            .fix(Fix::Clear(attribute))
    };
    blank.map(hit).collect()
}

fn unmarked(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let marked = element.iter().any(|(attribute, _)| !PLUMBING.contains(&attribute));
    let missing = [Classification, OwnerProducer].into_iter();
    let missing = missing.filter(|attribute| marked && element.text(*attribute).is_none());
    let hit = |attribute: Attribute| {
        Hit::new(format!("every marked element has a {}: write it", attribute.name()))
    };
    missing.map(hit).collect()
}

fn foreign_level(element: &Attributes) -> bool {
    let level = element.text(Classification);
    element.has(OwnerProducer, "USA")
        && level.is_some_and(|level| !CLASSIFICATION_US.contains(&level))
}

fn undated(element: &Attributes, context: &Context<'_>) -> Vec<Hit> {
    let broken = context.is_resource && element.text(CreateDate).is_none();
    let message = "a document says when it was made: write createDate";
    broken.then(|| Hit::new(message)).into_iter().collect()
}

/// A token twice in one list, in any attribute.
fn repeated(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let lists = element.iter().filter(|(attribute, _)| attribute.is_list());
    let hit = |(attribute, _): (Attribute, &str)| {
        let mut once: Vec<&str> = Vec::new();
        let mut twice = None;
        for token in element.tokens(attribute) {
            if once.contains(&token) {
                twice = Some(token);
            } else {
                once.push(token);
            }
        }
        let message = format!("{} has a token twice: write it once", attribute.name());
        let fix = Fix::Set(attribute, once.join(" "));
        twice.map(|token| Hit::of(token, message).fix(fix))
    };
    lists.filter_map(hit).collect()
}

fn external(element: &Attributes, context: &Context<'_>) -> Vec<Hit> {
    let broken = context.is_resource && is_true(element.text(ExternalNotice));
    let message = "a document is no external notice: take externalNotice out of its banner";
    let hit = || Hit::new(message).fix(Fix::Clear(ExternalNotice));
    broken.then(hit).into_iter().collect()
}

fn unclaimed(element: &Attributes, context: &Context<'_>) -> Vec<Hit> {
    let broken = context.is_resource && element.text(CompliesWith).is_none();
    let message = "a document says whose rules it follows: write compliesWith, such as USGov";
    broken.then(|| Hit::new(message)).into_iter().collect()
}

fn unclaimed_by_usa(element: &Attributes, context: &Context<'_>) -> Vec<Hit> {
    let claims = element.text(CompliesWith).is_some() && !element.has(CompliesWith, "USGov");
    let broken = context.is_resource && element.has(OwnerProducer, "USA") && claims;
    let message = "a document of the United States follows USGov: add it to compliesWith";
    let hit = || Hit::new(message).fix(Fix::Add(CompliesWith, "USGov".to_owned()));
    broken.then(hit).into_iter().collect()
}

fn both_ways(element: &Attributes) -> bool {
    element.text(CompilationReason).is_some() && is_true(element.text(NoAggregation))
}

fn is_joint(element: &Attributes) -> bool {
    is_true(element.text(Joint))
}

fn left_out(element: &Attributes) -> impl Iterator<Item = &str> {
    element.tokens(OwnerProducer).filter(|owner| !element.has(ReleasableTo, owner))
}

/// No repair: nobody but the author may let a further country read.
fn owners_left_out(element: &Attributes, _: &Context<'_>) -> Vec<Hit> {
    let listed = is_joint(element) && element.text(ReleasableTo).is_some();
    let owners = left_out(element).filter(|_| listed);
    let hit = |owner: &str| {
        Hit::of(owner, format!("{owner} owns part of this text: add it to the list of REL TO"))
    };
    owners.map(hit).collect()
}

fn joint_alone(element: &Attributes) -> bool {
    is_joint(element) && element.tokens(OwnerProducer).count() < 2
}

fn joint_without_usa(element: &Attributes) -> bool {
    is_joint(element) && !element.has(OwnerProducer, "USA")
}

fn joint_kept(element: &Attributes) -> bool {
    let hcs = element.tokens(SciControls).any(|token| token.starts_with("HCS"));
    is_joint(element) && (hcs || element.has(DisseminationControls, "NF"))
}

fn joint_unreleased(element: &Attributes) -> bool {
    let kept = element.has(DisseminationControls, "NF");
    is_joint(element) && !kept && element.text(ReleasableTo).is_none()
}

fn joint_low(element: &Attributes) -> bool {
    is_joint(element) && element.text(Classification) == Some("R")
}
