//! Atomic Energy Act information.

use std::collections::BTreeSet;

/// The atomic energy block of a marking (register H.6).
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Aea {
    kinds: BTreeSet<AeaKind>,
    cnwdi: bool,
    sigmas: BTreeSet<u8>,
}

/// Which kind of atomic energy information. Of the first three the greater beats the lesser in a
/// banner.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum AeaKind {
    /// Unclassified controlled nuclear information of the Department of Defense.
    Dcni,
    /// Unclassified controlled nuclear information of the Department of Energy.
    Ucni,
    /// Transclassified foreign nuclear information.
    Tfni,
    /// Formerly restricted data.
    Frd,
    /// Restricted data.
    Rd,
}

impl AeaKind {
    /// Every kind in print order.
    pub const ALL: [Self; 5] = [Self::Rd, Self::Frd, Self::Dcni, Self::Ucni, Self::Tfni];

    /// Title, banner abbreviation and portion mark (register, table 4).
    pub const fn forms(self) -> crate::Forms {
        use crate::Forms;
        match self {
            Self::Rd => Forms("RESTRICTED DATA", "RD", "RD"),
            Self::Frd => Forms("FORMERLY RESTRICTED DATA", "FRD", "FRD"),
            Self::Tfni => Forms("TRANSCLASSIFIED FOREIGN NUCLEAR INFORMATION", "TFNI", "TFNI"),
            Self::Dcni => {
                Forms("DOD UNCLASSIFIED CONTROLLED NUCLEAR INFORMATION", "DOD UCNI", "DCNI")
            }
            Self::Ucni => {
                Forms("DOE UNCLASSIFIED CONTROLLED NUCLEAR INFORMATION", "DOE UCNI", "UCNI")
            }
        }
    }

    /// Whether it is unclassified controlled nuclear information.
    pub const fn is_unclassified(self) -> bool {
        matches!(self, Self::Dcni | Self::Ucni)
    }
}

impl Aea {
    pub(crate) const NONE: Self =
        Self { kinds: BTreeSet::new(), cnwdi: false, sigmas: BTreeSet::new() };

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The greatest kind, if any.
    pub fn kind(&self) -> Option<AeaKind> {
        self.kinds.last().copied()
    }

    /// The kinds in print order.
    pub fn kinds(&self) -> impl Iterator<Item = AeaKind> + '_ {
        AeaKind::ALL.into_iter().filter(|kind| self.kinds.contains(kind))
    }

    /// Whether a kind is present.
    pub fn has(&self, kind: AeaKind) -> bool {
        self.kinds.contains(&kind)
    }

    /// Whether it is critical nuclear weapon design information.
    pub fn cnwdi(&self) -> bool {
        self.cnwdi
    }

    /// The SIGMA numbers, ascending.
    pub fn sigmas(&self) -> impl Iterator<Item = u8> + '_ {
        self.sigmas.iter().copied()
    }

    /// The read-ins that access takes, besides Q for restricted data (`ISM.ACES` tables 95-105).
    pub fn read_ins(&self) -> Vec<String> {
        let cnwdi = self.cnwdi.then(|| "CNWDI".to_owned());
        cnwdi.into_iter().chain(self.sigmas.iter().map(|n| format!("SIGMA-{n}"))).collect()
    }

    /// The block as printed: `RD-CNWDI-SIGMA 14 18` with the banner's form and word for SIGMA.
    pub(crate) fn printed(&self, form: fn(crate::Forms) -> &'static str, sigma: &str) -> String {
        let greatest = self.sigma_kind();
        let entry = |kind: AeaKind| {
            let mut text = form(kind.forms()).to_owned();
            if self.cnwdi && kind == AeaKind::Rd {
                text.push_str("-CNWDI");
            }
            if !self.sigmas.is_empty() && Some(kind) == greatest {
                text.push_str(&format!("-{sigma}"));
                self.sigmas.iter().for_each(|number| text.push_str(&format!(" {number}")));
            }
            text
        };
        self.kinds().map(entry).collect::<Vec<_>>().join("/")
    }

    /// The kind that carries the SIGMA numbers: restricted data where it stands, else formerly
    /// restricted (register p112).
    pub(crate) fn sigma_kind(&self) -> Option<AeaKind> {
        [AeaKind::Rd, AeaKind::Frd].into_iter().find(|kind| self.kinds.contains(kind))
    }

    pub(crate) fn insert(&mut self, kind: AeaKind) {
        self.kinds.insert(kind);
    }

    /// Everything of both, without the roll-up's precedence.
    pub(crate) fn add(&mut self, other: &Self) {
        self.kinds.extend(&other.kinds);
        self.cnwdi |= other.cnwdi;
        self.sigmas.extend(&other.sigmas);
    }

    /// Of RD, FRD and TFNI only the greatest stays in a banner (register p112-118).
    pub(crate) fn settle(&mut self) {
        let greatest = self.kinds.iter().copied().filter(|kind| !kind.is_unclassified()).max();
        self.kinds.retain(|kind| kind.is_unclassified() || Some(*kind) == greatest);
    }

    /// Takes the unclassified kinds out, and says whether there were any.
    pub(crate) fn drop_unclassified(&mut self) -> bool {
        let before = self.kinds.len();
        self.kinds.retain(|kind| !kind.is_unclassified());
        self.kinds.len() < before
    }

    /// What both need. Restricted data needs what the lesser kinds need and more, so of two
    /// different kinds the lesser is common.
    pub(crate) fn common(&self, other: &Self) -> Self {
        let nuclear = |of: &Self| of.kind().filter(|kind| !kind.is_unclassified());
        let lesser = nuclear(self).zip(nuclear(other)).map(|(one, another)| one.min(another));
        let shared = self.kinds.intersection(&other.kinds).copied();
        let kinds = shared.filter(|kind| kind.is_unclassified()).chain(lesser).collect();
        let sigmas = self.sigmas.intersection(&other.sigmas).copied().collect();
        Self { kinds, cnwdi: self.cnwdi && other.cnwdi, sigmas }
    }

    /// Whether everything the other needs is covered here.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        let covered = |kind: &AeaKind| {
            self.kinds.contains(kind)
                || (!kind.is_unclassified() && self.kinds.last().is_some_and(|held| held > kind))
        };
        other.kinds.iter().all(covered)
            && (self.cnwdi || !other.cnwdi)
            && self.sigmas.is_superset(&other.sigmas)
    }

    /// Reads one entry, `RD-CNWDI-SIGMA 14 18`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let kind_of = |head: &str| AeaKind::ALL.into_iter().find(|kind| kind.forms().include(head));
        if let Some(kind) = kind_of(text) {
            return Some(Self { kinds: BTreeSet::from([kind]), ..Self::NONE });
        }
        let mut parts = text.split('-');
        let kind = kind_of(parts.next()?).filter(|kind| *kind >= AeaKind::Frd)?;
        let mut read = Self { kinds: BTreeSet::from([kind]), ..Self::NONE };
        for part in parts {
            let mut words = part.split(' ');
            match words.next()? {
                "CNWDI" | "N" if kind == AeaKind::Rd && part.len() <= CNWDI.len() => {
                    read.cnwdi = true;
                }
                "CRITICAL" if kind == AeaKind::Rd && part == CNWDI_TITLE => read.cnwdi = true,
                "SIGMA" | "SG" => {
                    read.sigmas = words.map(|word| word.parse().ok()).collect::<Option<_>>()?;
                    if read.sigmas.is_empty() || read.sigmas.iter().any(|n| !(1..=99).contains(n)) {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        Some(read)
    }
}

const CNWDI: &str = "CNWDI";
const CNWDI_TITLE: &str = "CRITICAL NUCLEAR WEAPON DESIGN INFORMATION";
