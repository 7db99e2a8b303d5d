//! How each value must be written: the data types of `ISM.XML`.

use crate::ism::Attribute;
use crate::ism::form::Form::{self, Boolean, Date, DateWithoutZone, Names, Text};
use crate::ism::rule::{Rule, Scope, Test};

const fn written(id: &'static str, attribute: Attribute, form: Form) -> Rule {
    Rule::new(id, attribute, Test::Written(form)).scope(Scope::Any)
}

pub(super) const RULES: &[Rule] = &[
    written("ISM-ID-00268", Attribute::AtomicEnergyMarkings, Names),
    written("ISM-ID-00269", Attribute::Classification, Names),
    written("ISM-ID-00270", Attribute::ClassificationReason, Text(4096)),
    written("ISM-ID-00271", Attribute::ClassifiedBy, Text(1023)),
    written("ISM-ID-00272", Attribute::CompilationReason, Text(1023)),
    written("ISM-ID-00273", Attribute::ExemptFrom, Names),
    written("ISM-ID-00274", Attribute::CreateDate, DateWithoutZone),
    written("ISM-ID-00275", Attribute::DeclassDate, Date),
    written("ISM-ID-00276", Attribute::DeclassEvent, Text(1023)),
    written("ISM-ID-00277", Attribute::DeclassException, Names),
    written("ISM-ID-00278", Attribute::DerivativelyClassifiedBy, Text(1023)),
    written("ISM-ID-00279", Attribute::DerivedFrom, Text(1023)),
    written("ISM-ID-00280", Attribute::DisplayOnlyTo, Names),
    written("ISM-ID-00281", Attribute::DisseminationControls, Names),
    written("ISM-ID-00282", Attribute::ExcludeFromRollup, Boolean),
    written("ISM-ID-00283", Attribute::FgiSourceOpen, Names),
    written("ISM-ID-00284", Attribute::FgiSourceProtected, Names),
    written("ISM-ID-00285", Attribute::NonIcMarkings, Names),
    written("ISM-ID-00286", Attribute::NonUsControls, Names),
    written("ISM-ID-00287", Attribute::NoticeDate, Date),
    written("ISM-ID-00288", Attribute::NoticeReason, Text(2047)),
    written("ISM-ID-00289", Attribute::NoticeType, Names),
    written("ISM-ID-00290", Attribute::ExternalNotice, Boolean),
    written("ISM-ID-00291", Attribute::OwnerProducer, Names),
    written("ISM-ID-00292", Attribute::PocType, Names),
    written("ISM-ID-00293", Attribute::ReleasableTo, Names),
    written("ISM-ID-00294", Attribute::ResourceElement, Boolean),
    written("ISM-ID-00295", Attribute::SarIdentifier, Names),
    written("ISM-ID-00296", Attribute::SciControls, Names),
    written("ISM-ID-00297", Attribute::UnregisteredNoticeType, Text(2047)),
    written("ISM-ID-00340", Attribute::CompliesWith, Names),
    written("ISM-ID-00361", Attribute::HasApproximateMarkings, Boolean),
    written("ISM-ID-00365", Attribute::NoAggregation, Boolean),
    written("ISM-ID-00378", Attribute::Joint, Boolean),
    written("ISM-ID-00379", Attribute::DeclassDate, DateWithoutZone),
    written("ISM-ID-00380", Attribute::NoticeDate, DateWithoutZone),
    written("ISM-ID-00484", Attribute::CuiBasic, Names),
    written("ISM-ID-00485", Attribute::CuiSpecified, Names),
    written("ISM-ID-00516", Attribute::SecondBannerLine, Names),
];
