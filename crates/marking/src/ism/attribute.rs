//! The names of ODNI's attributes (`CVEnumISMAttributes`, `ISM.XML` 2022).

/// An attribute of the `ISM` namespace that a marking or its document can carry.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[expect(missing_docs, reason = "each is the attribute of that name")]
pub enum Attribute {
    Classification,
    OwnerProducer,
    Joint,
    SciControls,
    SarIdentifier,
    AtomicEnergyMarkings,
    DisseminationControls,
    DisplayOnlyTo,
    FgiSourceOpen,
    FgiSourceProtected,
    ReleasableTo,
    NonIcMarkings,
    NonUsControls,
    HighWaterNato,
    CuiBasic,
    CuiSpecified,
    CuiControlledBy,
    CuiControlledByOffice,
    CuiDecontrolDate,
    CuiDecontrolEvent,
    CuiPoc,
    SecondBannerLine,
    HandleViaChannels,
    ClassifiedBy,
    DerivativelyClassifiedBy,
    ClassificationReason,
    DerivedFrom,
    DeclassDate,
    DeclassEvent,
    DeclassException,
    HasApproximateMarkings,
    CompilationReason,
    ExcludeFromRollup,
    ResourceElement,
    CreateDate,
    CompliesWith,
    ExemptFrom,
    NoAggregation,
    NoticeType,
    NoticeProseId,
    NoticeDate,
    NoticeReason,
    ExternalNotice,
    UnregisteredNoticeType,
    PocType,
    DesVersion,
    IsmcatCesVersion,
}

impl Attribute {
    /// Every attribute with ODNI's name of it, and whether its value is a list of tokens.
    pub const ALL: &'static [(Self, &'static str, bool)] = &[
        (Self::Classification, "classification", false),
        (Self::OwnerProducer, "ownerProducer", true),
        (Self::Joint, "joint", false),
        (Self::SciControls, "SCIcontrols", true),
        (Self::SarIdentifier, "SARIdentifier", true),
        (Self::AtomicEnergyMarkings, "atomicEnergyMarkings", true),
        (Self::DisseminationControls, "disseminationControls", true),
        (Self::DisplayOnlyTo, "displayOnlyTo", true),
        (Self::FgiSourceOpen, "FGIsourceOpen", true),
        (Self::FgiSourceProtected, "FGIsourceProtected", true),
        (Self::ReleasableTo, "releasableTo", true),
        (Self::NonIcMarkings, "nonICmarkings", true),
        (Self::NonUsControls, "nonUSControls", true),
        (Self::HighWaterNato, "highWaterNATO", false),
        (Self::CuiBasic, "cuiBasic", true),
        (Self::CuiSpecified, "cuiSpecified", true),
        (Self::CuiControlledBy, "cuiControlledBy", false),
        (Self::CuiControlledByOffice, "cuiControlledByOffice", false),
        (Self::CuiDecontrolDate, "cuiDecontrolDate", false),
        (Self::CuiDecontrolEvent, "cuiDecontrolEvent", false),
        (Self::CuiPoc, "cuiPOC", false),
        (Self::SecondBannerLine, "secondBannerLine", true),
        (Self::HandleViaChannels, "handleViaChannels", true),
        (Self::ClassifiedBy, "classifiedBy", false),
        (Self::DerivativelyClassifiedBy, "derivativelyClassifiedBy", false),
        (Self::ClassificationReason, "classificationReason", false),
        (Self::DerivedFrom, "derivedFrom", false),
        (Self::DeclassDate, "declassDate", false),
        (Self::DeclassEvent, "declassEvent", false),
        (Self::DeclassException, "declassException", true),
        (Self::HasApproximateMarkings, "hasApproximateMarkings", false),
        (Self::CompilationReason, "compilationReason", false),
        (Self::ExcludeFromRollup, "excludeFromRollup", false),
        (Self::ResourceElement, "resourceElement", false),
        (Self::CreateDate, "createDate", false),
        (Self::CompliesWith, "compliesWith", true),
        (Self::ExemptFrom, "exemptFrom", true),
        (Self::NoAggregation, "noAggregation", false),
        (Self::NoticeType, "noticeType", true),
        (Self::NoticeProseId, "noticeProseID", false),
        (Self::NoticeDate, "noticeDate", false),
        (Self::NoticeReason, "noticeReason", false),
        (Self::ExternalNotice, "externalNotice", false),
        (Self::UnregisteredNoticeType, "unregisteredNoticeType", false),
        (Self::PocType, "pocType", true),
        (Self::DesVersion, "DESVersion", false),
        (Self::IsmcatCesVersion, "ISMCATCESVersion", false),
    ];

    /// ODNI's name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(of, _, _)| *of == self).map_or("", |(_, name, _)| name)
    }

    /// Reads ODNI's name, with or without a namespace prefix.
    pub fn find(name: &str) -> Option<Self> {
        let local = name.rsplit(':').next().unwrap_or(name);
        Self::ALL.iter().find(|(_, known, _)| *known == local).map(|(of, _, _)| *of)
    }

    /// Whether its value is a list of tokens separated by blanks.
    pub fn is_list(self) -> bool {
        Self::ALL.iter().any(|(of, _, list)| *of == self && *list)
    }
}
