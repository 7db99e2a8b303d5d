//! Which book of rules applies: the registers of the years differ.

/// A book of rules.
///
/// The books differ in few places: whether foreign disclosure markings may stand on unclassified
/// text, whether LIMDIS and SBU stay in a classified banner, whether HCS may stand bare, whether
/// KDK is a control system of its own, and whether EYES ONLY is still in use.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum RuleSet {
    /// The register of 2012, as `DoDM` 5200.01 volume 2 has it.
    Register2012,
    /// The register of 31 December 2016, with the vocabulary of `ISM.XML` 2022.
    #[default]
    Register2016,
    /// `ISM.XML` 2022 (`DESVersion` 202111.202211).
    Ism2022,
}

/// The books that have a rule.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sets {
    All,
    Only2012,
    Since2016,
    Only2016,
}

impl Sets {
    pub(super) fn hold(self, set: RuleSet) -> bool {
        match self {
            Self::All => true,
            Self::Only2012 => set == RuleSet::Register2012,
            Self::Since2016 => set != RuleSet::Register2012,
            Self::Only2016 => set == RuleSet::Register2016,
        }
    }
}
