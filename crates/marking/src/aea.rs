//! Atomic Energy Act information.

use std::collections::BTreeSet;

/// The atomic energy block of a marking (register H.6).
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Aea {
    kind: Option<AeaKind>,
    cnwdi: bool,
    sigmas: BTreeSet<u8>,
}

/// Which kind of atomic energy information; the greater beats the lesser in a banner.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum AeaKind {
    /// Transclassified foreign nuclear information.
    Tfni,
    /// Formerly restricted data.
    Frd,
    /// Restricted data.
    Rd,
}

impl AeaKind {
    const ALL: [Self; 3] = [Self::Tfni, Self::Frd, Self::Rd];

    /// The abbreviation, used in banners and portions alike.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tfni => "TFNI",
            Self::Frd => "FRD",
            Self::Rd => "RD",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Tfni => "TRANSCLASSIFIED FOREIGN NUCLEAR INFORMATION",
            Self::Frd => "FORMERLY RESTRICTED DATA",
            Self::Rd => "RESTRICTED DATA",
        }
    }
}

impl Aea {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.kind.is_none()
    }

    /// The kind, if any.
    pub fn kind(&self) -> Option<AeaKind> {
        self.kind
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

    /// The block as printed in a banner (`RD-CNWDI-SIGMA 14 18`) or portion (`RD-CNWDI-SG 14 18`).
    pub fn printed(&self, sigma: &str) -> String {
        let Some(kind) = self.kind else { return String::new() };
        let mut text = kind.name().to_owned();
        if self.cnwdi {
            text.push_str("-CNWDI");
        }
        if !self.sigmas.is_empty() {
            text.push('-');
            text.push_str(sigma);
            for number in &self.sigmas {
                text.push_str(&format!(" {number}"));
            }
        }
        text
    }

    /// Roll-up: RD beats FRD beats TFNI, SIGMA numbers unite (register H.6).
    pub(crate) fn add(&mut self, other: &Self) {
        self.kind = self.kind.max(other.kind);
        self.cnwdi |= other.cnwdi;
        self.sigmas.extend(&other.sigmas);
    }

    /// Whether everything the other needs is covered here.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        self.kind >= other.kind
            && (self.cnwdi || !other.cnwdi)
            && self.sigmas.is_superset(&other.sigmas)
    }

    /// Reads one entry, `RD-CNWDI-SIGMA 14 18`.
    pub(crate) fn read(&mut self, text: &str) -> Option<()> {
        let mut parts = text.split('-');
        let head = parts.next()?;
        let kind = AeaKind::ALL.into_iter().find(|k| k.name() == head || k.title() == head)?;
        let mut read = Self { kind: Some(kind), ..Self::default() };
        for part in parts {
            let mut words = part.split(' ');
            match words.next()? {
                "CNWDI" | "N" if kind == AeaKind::Rd => read.cnwdi = true,
                "SIGMA" | "SG" if kind != AeaKind::Tfni => {
                    read.sigmas = words.map(|word| word.parse().ok()).collect::<Option<_>>()?;
                    if read.sigmas.is_empty() || read.sigmas.iter().any(|n| !(1..=99).contains(n)) {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        self.add(&read);
        Some(())
    }
}
