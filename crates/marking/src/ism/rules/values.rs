//! Every token is in its vocabulary, and no code is withdrawn.

use super::Names;
use crate::ism::Attribute;
use crate::ism::rule::{Context, Rule, Scope, Test};
use crate::ism::vocabulary::controls::{
    AEA, CLASSIFICATION, COMPLIES_WITH, DECLASS_EXCEPTION, DISSEMINATION, EXEMPT_FROM,
    HIGH_WATER_NATO, NON_IC, NON_US, NOTICE, NOTICE_PROSE, POC, SCI, SECOND_BANNER_LINE,
};
use crate::ism::vocabulary::{accm, cui, fgi_open, fgi_protected, none, owner, rel_to, sci_open};

type Also = fn(&str, &Context<'_>) -> bool;

const fn known(id: &'static str, attribute: Attribute, table: Names, also: Also) -> Rule {
    Rule::new(id, attribute, Test::Known(table, also)).scope(Scope::Any)
}

/// Codes that were withdrawn before the document was made are errors.
const fn dead(id: &'static str, attribute: Attribute) -> Rule {
    Rule::new(id, attribute, Test::Withdrawn(true)).scope(Scope::Any)
}

/// Codes that have been withdrawn since are worth a warning.
const fn dying(id: &'static str, attribute: Attribute) -> Rule {
    Rule::new(id, attribute, Test::Withdrawn(false)).scope(Scope::Any).warning()
}

pub(super) const RULES: &[Rule] = &[
    dying("ISM-ID-00188", Attribute::FgiSourceOpen),
    dead("ISM-ID-00189", Attribute::FgiSourceOpen),
    dying("ISM-ID-00190", Attribute::FgiSourceProtected),
    dead("ISM-ID-00191", Attribute::FgiSourceProtected),
    dying("ISM-ID-00196", Attribute::OwnerProducer),
    dead("ISM-ID-00197", Attribute::OwnerProducer),
    dying("ISM-ID-00198", Attribute::ReleasableTo),
    dead("ISM-ID-00199", Attribute::ReleasableTo),
    dying("ISM-ID-00200", Attribute::DisplayOnlyTo),
    dead("ISM-ID-00201", Attribute::DisplayOnlyTo),
    known("ISM-ID-00253", Attribute::AtomicEnergyMarkings, AEA, none),
    known("ISM-ID-00254", Attribute::Classification, CLASSIFICATION, none),
    known("ISM-ID-00255", Attribute::ExemptFrom, EXEMPT_FROM, none),
    known("ISM-ID-00256", Attribute::DeclassException, DECLASS_EXCEPTION, none),
    known("ISM-ID-00257", Attribute::DisplayOnlyTo, &[], rel_to),
    known("ISM-ID-00258", Attribute::DisseminationControls, DISSEMINATION, none),
    known("ISM-ID-00259", Attribute::FgiSourceOpen, &[], fgi_open),
    known("ISM-ID-00260", Attribute::FgiSourceProtected, &[], fgi_protected),
    known("ISM-ID-00261", Attribute::NonIcMarkings, NON_IC, accm),
    known("ISM-ID-00262", Attribute::NonUsControls, NON_US, none),
    known("ISM-ID-00263", Attribute::OwnerProducer, &[], owner),
    known("ISM-ID-00264", Attribute::PocType, POC, none),
    known("ISM-ID-00265", Attribute::ReleasableTo, &[], rel_to),
    known("ISM-ID-00267", Attribute::SciControls, SCI, sci_open),
    known("ISM-ID-00338", Attribute::CompliesWith, COMPLIES_WITH, none),
    known("ISM-ID-00505", Attribute::CuiBasic, cui::BASIC, none),
    known("ISM-ID-00506", Attribute::CuiSpecified, cui::SPECIFIED, none),
    known("ISM-ID-00517", Attribute::SecondBannerLine, SECOND_BANNER_LINE, none),
    // ODNI leaves these three to its XML schema.
    known("CVEnumISMHighWaterNATO", Attribute::HighWaterNato, HIGH_WATER_NATO, none),
    known("CVEnumISMNotice", Attribute::NoticeType, NOTICE, none),
    known("CVEnumISMNoticeProse", Attribute::NoticeProseId, NOTICE_PROSE, none),
];
