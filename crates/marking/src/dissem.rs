//! Dissemination controls that stand alone: the IC's and the departments' own.

use crate::few::Member;

/// An IC dissemination control, in the register's print order.
///
/// Those with a list stand apart: `REL TO` after [`Dissem::Propin`], `EYES ONLY` after [`Dissem::Relido`], `DISPLAY ONLY` after
/// [`Dissem::Fisa`].
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Dissem {
    /// Risk sensitive.
    Rsen,
    /// For official use only.
    Fouo,
    /// Originator controlled.
    Orcon,
    /// Originator controlled, US government.
    OrconUsgov,
    /// Controlled imagery.
    Imcon,
    /// Not releasable to foreign nationals.
    Noforn,
    /// Caution, proprietary information involved.
    Propin,
    /// Releasable by information disclosure official.
    Relido,
    /// DEA sensitive.
    Dsen,
    /// Unevaluated information of the Foreign Intelligence Surveillance Act (`ISM.XML` 2022).
    RawFisa,
    /// Foreign Intelligence Surveillance Act.
    Fisa,
    /// Never found by a search (`ISM.XML` 2022; ICD 501).
    ExemptFromDiscovery,
    /// A waived special access program (`ISM.XML` 2022).
    Waived,
}

impl Member for Dissem {
    const ALL: &'static [Self] = &Self::ALL;

    fn place(self) -> u32 {
        self as u32
    }
}

impl Dissem {
    /// Every control in print order.
    pub const ALL: [Self; 13] = [
        Self::Rsen,
        Self::Fouo,
        Self::Orcon,
        Self::OrconUsgov,
        Self::Imcon,
        Self::Noforn,
        Self::Propin,
        Self::Relido,
        Self::Dsen,
        Self::RawFisa,
        Self::Fisa,
        Self::ExemptFromDiscovery,
        Self::Waived,
    ];

    /// Title, banner abbreviation and portion mark (register, table 4).
    pub const fn forms(self) -> Forms {
        match self {
            Self::Rsen => Forms("RISK SENSITIVE", "RSEN", "RS"),
            Self::Fouo => Forms("FOR OFFICIAL USE ONLY", "FOUO", "FOUO"),
            Self::Orcon => Forms("ORIGINATOR CONTROLLED", "ORCON", "OC"),
            Self::OrconUsgov => Forms("ORIGINATOR CONTROLLED-USGOV", "ORCON-USGOV", "OC-USGOV"),
            Self::Imcon => Forms("CONTROLLED IMAGERY", "IMCON", "IMC"),
            Self::Noforn => Forms("NOT RELEASABLE TO FOREIGN NATIONALS", "NOFORN", "NF"),
            Self::Propin => Forms("CAUTION-PROPRIETARY INFORMATION INVOLVED", "PROPIN", "PR"),
            Self::Relido => {
                Forms("RELEASABLE BY INFORMATION DISCLOSURE OFFICIAL", "RELIDO", "RELIDO")
            }
            Self::Dsen => Forms("DEA SENSITIVE", "DEA SENSITIVE", "DSEN"),
            Self::RawFisa => {
                Forms("RAW FOREIGN INTELLIGENCE SURVEILLANCE ACT", "RAWFISA", "RAWFISA")
            }
            Self::ExemptFromDiscovery => Forms(
                "EXEMPT FROM ICD501 DISCOVERY",
                "EXEMPT_FROM_ICD501_DISCOVERY",
                "EXEMPT_FROM_ICD501_DISCOVERY",
            ),
            Self::Waived => Forms("WAIVED", "WAIVED", "WAIVED"),
            Self::Fisa => Forms("FOREIGN INTELLIGENCE SURVEILLANCE ACT", "FISA", "FISA"),
        }
    }
}

/// A non-IC dissemination control, in the register's print order.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum NonIc {
    /// Limited distribution.
    Limdis,
    /// Exclusive distribution.
    Exdis,
    /// No distribution.
    Nodis,
    /// Sensitive but unclassified.
    Sbu,
    /// Sensitive but unclassified, not for foreign nationals.
    SbuNoforn,
    /// Law enforcement sensitive.
    Les,
    /// Law enforcement sensitive, not for foreign nationals.
    LesNoforn,
    /// Sensitive security information.
    Ssi,
    /// Naval nuclear propulsion information (`ISM.XML` 2022).
    Nnpi,
}

impl Member for NonIc {
    const ALL: &'static [Self] = &Self::ALL;

    fn place(self) -> u32 {
        self as u32
    }
}

impl NonIc {
    /// Every control in print order.
    pub const ALL: [Self; 9] = [
        Self::Limdis,
        Self::Exdis,
        Self::Nodis,
        Self::Sbu,
        Self::SbuNoforn,
        Self::Les,
        Self::LesNoforn,
        Self::Ssi,
        Self::Nnpi,
    ];

    /// Title, banner abbreviation and portion mark (register, table 4).
    pub const fn forms(self) -> Forms {
        match self {
            Self::Limdis => Forms("LIMITED DISTRIBUTION", "LIMDIS", "DS"),
            Self::Exdis => Forms("EXCLUSIVE DISTRIBUTION", "EXDIS", "XD"),
            Self::Nodis => Forms("NO DISTRIBUTION", "NODIS", "ND"),
            Self::Sbu => Forms("SENSITIVE BUT UNCLASSIFIED", "SBU", "SBU"),
            Self::SbuNoforn => Forms("SENSITIVE BUT UNCLASSIFIED NOFORN", "SBU NOFORN", "SBU-NF"),
            Self::Les => Forms("LAW ENFORCEMENT SENSITIVE", "LES", "LES"),
            Self::LesNoforn => Forms("LAW ENFORCEMENT SENSITIVE NOFORN", "LES NOFORN", "LES-NF"),
            Self::Ssi => Forms("SENSITIVE SECURITY INFORMATION", "SSI", "SSI"),
            Self::Nnpi => Forms("NAVAL NUCLEAR PROPULSION INFORMATION", "NNPI", "NNPI"),
        }
    }
}

/// The three printed forms of a control: title, banner abbreviation, portion mark.
#[derive(Clone, Copy, Debug)]
pub struct Forms(pub &'static str, pub &'static str, pub &'static str);

impl Forms {
    /// Whether a text is one of the forms.
    pub fn include(self, text: &str) -> bool {
        self.all().contains(&text)
    }

    /// The three forms.
    pub const fn all(self) -> [&'static str; 3] {
        [self.0, self.1, self.2]
    }
}
