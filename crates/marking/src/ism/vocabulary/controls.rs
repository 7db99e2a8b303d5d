//! Tokens of ODNI's controlled vocabularies, `ISM.XML` 2022, ascending.

/// Levels (`CVEnumISMClassificationAll`).
#[rustfmt::skip]
pub(in crate::ism) const CLASSIFICATION: &[&str] = &[
    "C", "R", "S", "TS", "U",
];

/// Levels of the United States (`CVEnumISMClassificationUS`).
#[rustfmt::skip]
pub(in crate::ism) const CLASSIFICATION_US: &[&str] = &[
    "C", "S", "TS", "U",
];

/// Control systems and their published compartments (`CVEnumISMSCIControls`).
#[rustfmt::skip]
pub(in crate::ism) const SCI: &[&str] = &[
    "BUR", "BUR-BLG", "BUR-DTP", "BUR-WRG", "HCS", "HCS-O", "HCS-P", "HCS-X", "KLM", "KLM-R",
    "MVL", "RSV", "SI", "SI-EU", "SI-G", "SI-NK", "TK", "TK-BLFH", "TK-IDIT", "TK-KAND",
];

/// Atomic energy markings (`CVEnumISMAtomicEnergyMarkings`).
#[rustfmt::skip]
pub(in crate::ism) const AEA: &[&str] = &[
    "DCNI", "FRD", "FRD-SG-14", "FRD-SG-15", "FRD-SG-18", "FRD-SG-20", "RD", "RD-CNWDI",
    "RD-SG-14", "RD-SG-15", "RD-SG-18", "RD-SG-20", "TFNI", "UCNI",
];

/// Dissemination controls (`CVEnumISMDissem`).
#[rustfmt::skip]
pub(in crate::ism) const DISSEMINATION: &[&str] = &[
    "AC", "AWP", "DISPLAYONLY", "DL_ONLY", "DSEN", "EXEMPT_FROM_ICD501_DISCOVERY", "EYES",
    "FEDCON", "FED_ONLY", "FISA", "FOUO", "IMC", "NF", "NOCON", "OC", "OC-USGOV", "PR", "RAWFISA",
    "REL", "RELIDO", "RS", "WAIVED",
];

/// Dissemination controls of a document that is CUI alone (`CVEnumISMDissemCui`).
#[rustfmt::skip]
pub(in crate::ism) const DISSEMINATION_CUI: &[&str] = &[
    "AC", "AWP", "DISPLAYONLY", "DL_ONLY", "EXEMPT_FROM_ICD501_DISCOVERY", "FEDCON", "FED_ONLY",
    "NF", "NOCON", "REL", "RELIDO",
];

/// Markings of agencies outside the intelligence community (`CVEnumISMNonIC`).
#[rustfmt::skip]
pub(in crate::ism) const NON_IC: &[&str] = &[
    "DS", "LES", "LES-NF", "ND", "NNPI", "SBU", "SBU-NF", "SSI", "XD",
];

/// Controls of NATO (`CVEnumISMNonUSControls`).
#[rustfmt::skip]
pub(in crate::ism) const NON_US: &[&str] = &[
    "NATO-ATOMAL", "NATO-BALK", "NATO-BOHEMIA",
];

/// Highest NATO level within an element (`CVEnumISMHighWaterNATO`).
#[rustfmt::skip]
pub(in crate::ism) const HIGH_WATER_NATO: &[&str] = &[
    "NATO-C", "NATO-R", "NATO-S", "NATO-TS", "NATO-U",
];

/// Exceptions from declassification (`CVEnumISM25X`).
#[rustfmt::skip]
pub(in crate::ism) const DECLASS_EXCEPTION: &[&str] = &[
    "25X1", "25X1-EO-12951", "25X2", "25X3", "25X4", "25X5", "25X6", "25X7", "25X8", "25X9",
    "50X1", "50X1-HUM", "50X2", "50X2-WMD", "50X3", "50X4", "50X5", "50X6", "50X7", "50X8",
    "50X9", "75X", "AEA", "NATO", "NATO-AEA",
];

/// Words of the second banner line (`CVEnumISMSecondBannerLine`).
#[rustfmt::skip]
pub(in crate::ism) const SECOND_BANNER_LINE: &[&str] = &[
    "ACPI", "AWP", "CUSPI", "DPPD", "HVCO", "SSS",
];

/// Kinds of notice (`CVEnumISMNotice`).
#[rustfmt::skip]
pub(in crate::ism) const NOTICE: &[&str] = &[
    "CNWDI", "COMSEC", "DS", "DSEN", "DoD-Dist-A", "DoD-Dist-B", "DoD-Dist-C", "DoD-Dist-D",
    "DoD-Dist-E", "DoD-Dist-F", "FISA", "FRD", "GEOCAP", "IMC", "IMCON_RSEN", "ITAR-EAR", "LES",
    "LES-NF", "NATO", "POC", "RAWFISA", "RC_Dissemination_Control_Required", "RD", "RSEN", "SSI",
    "US-Person", "pre13526ORCON",
];

/// Fixed texts of notices (`CVEnumISMNoticeProse`).
#[rustfmt::skip]
pub(in crate::ism) const NOTICE_PROSE: &[&str] = &[
    "CNWDI_00001", "COMSEC_00001", "DISPLAYONLY_00001", "DSEN_00001", "DS_00001",
    "DoD-Dist-A_00001", "FISA_00001", "FISA_00002", "FISA_00003", "FRD_00001", "GEOCAP_00001",
    "ITAR-EAR_00001", "NATO_00001", "NATO_00002", "NATO_00003", "NATO_00004", "NATO_00005",
    "RAWFISA_00001", "RC_Dissemination_Control_Required_00001", "RD_00001", "SSI_00001",
];

/// Kinds of point of contact (`CVEnumISMPocType`).
#[rustfmt::skip]
pub(in crate::ism) const POC: &[&str] = &[
    "DoD-Dist-B", "DoD-Dist-C", "DoD-Dist-D", "DoD-Dist-E", "DoD-Dist-F", "ICD-710",
];

/// Authorities of special access programs (`CVEnumISMSARAuthorities`).
#[rustfmt::skip]
pub(in crate::ism) const SAR_AUTHORITY: &[&str] = &[
    "AG", "DHS", "DNI", "DOD", "DOE", "STATE",
];

/// Exemptions that a document can claim (`CVEnumISMExemptFrom`).
#[rustfmt::skip]
pub(in crate::ism) const EXEMPT_FROM: &[&str] = &[
    "DOD_DISTRO_STATEMENT", "IC_710_MANDATORY_FDR",
];

/// Rules that a document can claim to comply with (`CVEnumISMCompliesWith`).
#[rustfmt::skip]
pub(in crate::ism) const COMPLIES_WITH: &[&str] = &[
    "OtherAuthority", "USA-CUI", "USA-CUI-ONLY", "USDOD", "USGov", "USIC",
];
