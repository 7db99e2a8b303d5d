//! The authority block of the banner, given the portions; and the statements of distribution.

use super::Names;
use super::authority::DATELESS;
use super::notices::LIMITED;
use crate::ism::Attribute::{
    self, AtomicEnergyMarkings, ClassifiedBy, DeclassDate, DeclassEvent, DeclassException,
    DerivativelyClassifiedBy, DisseminationControls, ExemptFrom, FgiSourceOpen, NonIcMarkings,
    NoticeType, OwnerProducer, PocType,
};
use crate::ism::Attributes;
use crate::ism::rule::{DocumentRule, DocumentTest, Hit, Parts, Scope, Tokens, is_classified};

const fn broken(
    id: &'static str,
    attribute: Attribute,
    broken: fn(&Parts<'_>) -> bool,
    message: &'static str,
) -> DocumentRule {
    DocumentRule::new(id, attribute, DocumentTest::Broken(broken, message))
}

/// A rule of the Department of Defense about statements of distribution.
const fn statement(
    id: &'static str,
    test: fn(&Parts<'_>) -> bool,
    message: &'static str,
) -> DocumentRule {
    broken(id, NoticeType, test, message).scope(Scope::UsDod)
}

pub(super) const RULES: &[DocumentRule] = &[
    broken("ISM-ID-00014", DeclassException, |parts| undated(parts, false), UNDATED)
        .scope(Scope::Nsi),
    broken("ISM-ID-00141", DeclassDate, |parts| undated(parts, true), UNDATED_WITH_EXCEPTION)
        .scope(Scope::Nsi),
    broken("ISM-ID-00142", ClassifiedBy, unattributed, UNATTRIBUTED).scope(Scope::Nsi),
    statement("ISM-ID-00155", unstated, "the document needs a statement of distribution: add one"),
    statement("ISM-ID-00158", unlimited, UNLIMITED),
    broken("ISM-ID-00159", NoticeType, |p| public(p) && is_classified(p.resource), PUBLIC),
    statement("ISM-ID-00161", |p| public(p) && p.anywhere(NonIcMarkings, Tokens::Any), PUBLIC),
    statement("ISM-ID-00162", stated_twice, "one statement of distribution may stand: keep one"),
    broken("ISM-ID-00176", DeclassDate, automatic, AUTOMATIC),
    DocumentRule::new("ISM-ID-00238", PocType, DocumentTest::Special(no_contact))
        .scope(Scope::UsDod),
    statement("ISM-ID-00239", |p| public(p) && p.any(DisseminationControls, Tokens::Any), PUBLIC),
    statement("ISM-ID-00240", |p| public(p) && p.any(AtomicEnergyMarkings, Tokens::Any), PUBLIC),
    broken("ISM-ID-00246", DeclassException, atomic_without_exception, ATOMIC),
    broken("ISM-ID-00315", DeclassException, nato_without_exception, NATO_PORTION),
    broken("ISM-ID-00316", DeclassException, nato_from_nothing, NATO_NOWHERE),
    broken("ISM-ID-00317", DeclassException, nato_atomic_from_nothing, NATO_ATOMIC_NOWHERE),
    broken("ISM-ID-00460", NoticeType, |p| public(p) && exports(p), PUBLIC),
    statement(
        "ISM-ID-00461",
        export_lost,
        "a portion has an ITAR-EAR notice: add it to the banner",
    ),
];

const UNDATED: &str = "a classified document says when it is declassified: write declassDate, \
                       declassEvent or declassException";
const UNDATED_WITH_EXCEPTION: &str =
    "this document needs a date or an event of declassification: write declassDate";
const UNATTRIBUTED: &str = "a classified document says who classified it: write classifiedBy or \
                            derivativelyClassifiedBy";
const UNLIMITED: &str =
    "a classified document needs a statement of limited distribution: add B, C, D, E or F";
const PUBLIC: &str = "statement A is for public text, this is controlled: use another statement or \
                      take the control out";
const AUTOMATIC: &str = "RD and FRD are not declassified automatically: take declassDate and \
                         declassEvent out and write declassException AEA";
const ATOMIC: &str = "RD, FRD and TFNI need declassException AEA or NATO-AEA: write it";
const NATO_PORTION: &str =
    "a classified portion of NATO needs declassException NATO or NATO-AEA: write it";
const NATO_NOWHERE: &str =
    "declassException is NATO and nothing is of NATO: take it out or mark the portion";
const NATO_ATOMIC_NOWHERE: &str = "declassException is NATO-AEA: it needs a portion of NATO and \
                                   one with an atomic energy marking";

const STATEMENTS: Names =
    &["DoD-Dist-A", "DoD-Dist-B", "DoD-Dist-C", "DoD-Dist-D", "DoD-Dist-E", "DoD-Dist-F"];

fn undated(parts: &Parts<'_>, but_for_exception: bool) -> bool {
    let banner = parts.resource;
    let excepted = match but_for_exception {
        true => Tokens::Is(DATELESS).any(banner, DeclassException),
        false => banner.text(DeclassException).is_some(),
    };
    let dated = banner.text(DeclassDate).is_some() || banner.text(DeclassEvent).is_some();
    !dated && !excepted
}

fn unattributed(parts: &Parts<'_>) -> bool {
    let banner = parts.resource;
    banner.text(ClassifiedBy).is_none() && banner.text(DerivativelyClassifiedBy).is_none()
}

fn exempt(parts: &Parts<'_>) -> bool {
    parts.resource.has(ExemptFrom, "DOD_DISTRO_STATEMENT")
}

fn unstated(parts: &Parts<'_>) -> bool {
    !exempt(parts) && !Tokens::Is(STATEMENTS).any(parts.resource, NoticeType)
}

fn unlimited(parts: &Parts<'_>) -> bool {
    let limited = Tokens::Is(LIMITED).any(parts.resource, NoticeType);
    !exempt(parts) && is_classified(parts.resource) && !limited
}

fn stated_twice(parts: &Parts<'_>) -> bool {
    !exempt(parts) && Tokens::Is(STATEMENTS).within(parts.resource, NoticeType).count() > 1
}

fn public(parts: &Parts<'_>) -> bool {
    parts.resource.has(NoticeType, "DoD-Dist-A")
}

fn automatic(parts: &Parts<'_>) -> bool {
    let banner = parts.resource;
    let dated = banner.text(DeclassDate).is_some() || banner.text(DeclassEvent).is_some();
    dated && parts.anywhere(AtomicEnergyMarkings, Tokens::Like(|token| token.contains("RD")))
}

fn no_contact(parts: &Parts<'_>) -> Vec<Hit> {
    let everywhere = || parts.parts.iter().copied().chain([parts.resource]);
    let limited = Tokens::Is(LIMITED);
    let stated = everywhere().flat_map(|part| limited.within(part, NoticeType));
    let lonely = stated.filter(|kind| !everywhere().any(|part| part.has(PocType, kind)));
    let hit =
        |kind: &str| Hit::of(kind, format!("{kind} needs a point of contact: add its pocType"));
    lonely.map(hit).take(1).collect()
}

fn atomic_without_exception(parts: &Parts<'_>) -> bool {
    let banner = parts.resource;
    let atomic = Tokens::Is(&["RD", "FRD", "TFNI"]).any(banner, AtomicEnergyMarkings);
    atomic && !Tokens::Is(&["AEA", "NATO-AEA"]).any(banner, DeclassException)
}

fn nato_without_exception(parts: &Parts<'_>) -> bool {
    let of_nato = |part: &&Attributes| is_classified(part) && part.has(OwnerProducer, "NATO");
    let excepted = Tokens::Is(&["NATO", "NATO-AEA"]).any(parts.resource, DeclassException);
    parts.parts.iter().any(of_nato) && !excepted
}

fn nato_from_nothing(parts: &Parts<'_>) -> bool {
    let somewhere = parts.any(OwnerProducer, Tokens::Is(&["NATO"]))
        || parts.resource.has(FgiSourceOpen, "NATO");
    parts.resource.has(DeclassException, "NATO") && !somewhere
}

fn nato_atomic_from_nothing(parts: &Parts<'_>) -> bool {
    let both = parts.any(OwnerProducer, Tokens::Is(&["NATO"]))
        && parts.any(AtomicEnergyMarkings, Tokens::Any);
    parts.resource.has(DeclassException, "NATO-AEA") && !both
}

fn exports(parts: &Parts<'_>) -> bool {
    parts.anywhere(NoticeType, Tokens::Is(&["ITAR-EAR"]))
}

fn export_lost(parts: &Parts<'_>) -> bool {
    let of_portion = parts.any(NoticeType, Tokens::Is(&["ITAR-EAR"]));
    !exempt(parts) && of_portion && !parts.resource.has(NoticeType, "ITAR-EAR")
}
