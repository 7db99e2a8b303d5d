//! Controlled unclassified information.

use std::collections::BTreeSet;

/// The CUI of a marking (32 CFR 2002; NARA's marking handbook 1.1).
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Cui {
    pub(crate) categories: BTreeSet<CuiCategory>,
    pub(crate) controls: BTreeSet<CuiControl>,
}

/// A category. Those whose law specifies handling come first.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct CuiCategory {
    /// Whether a law, regulation or policy specifies how it is handled (`SP-`).
    pub specified: bool,
    /// The category's marking, such as `PRVCY`.
    pub name: String,
}

/// A limited dissemination control that CUI alone has; NOFORN, REL TO, RELIDO and DISPLAY ONLY it
/// shares with the IC's.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum CuiControl {
    /// Attorney and client.
    AttorneyClient,
    /// Attorney work product.
    AttorneyWorkProduct,
    /// On the accompanying list only.
    DlOnly,
    /// Federal employees and contractors.
    Fedcon,
    /// Federal employees only.
    FedOnly,
    /// No contractors.
    Nocon,
}

impl CuiControl {
    /// Every control in print order.
    pub const ALL: [Self; 6] = [
        Self::AttorneyClient,
        Self::AttorneyWorkProduct,
        Self::DlOnly,
        Self::Fedcon,
        Self::FedOnly,
        Self::Nocon,
    ];

    /// Title, banner and portion form (NARA's registry of limited dissemination controls).
    pub const fn forms(self) -> crate::Forms {
        use crate::Forms;
        match self {
            Self::AttorneyClient => Forms("ATTORNEY-CLIENT", "ATTORNEY-CLIENT", "AC"),
            Self::AttorneyWorkProduct => Forms("ATTORNEY-WP", "ATTORNEY-WP", "AWP"),
            Self::DlOnly => Forms("DISSEMINATION LIST CONTROLLED", "DL ONLY", "DL ONLY"),
            Self::Fedcon => Forms("FEDERAL EMPLOYEES AND CONTRACTORS ONLY", "FEDCON", "FEDCON"),
            Self::FedOnly => Forms("FEDERAL EMPLOYEES ONLY", "FED ONLY", "FED ONLY"),
            Self::Nocon => Forms("NO DISSEMINATION TO CONTRACTORS", "NOCON", "NOCON"),
        }
    }

    /// Whether it leaves to a list who may have it.
    pub const fn needs_distribution(self) -> bool {
        match self {
            Self::AttorneyClient | Self::AttorneyWorkProduct | Self::DlOnly => true,
            Self::Fedcon | Self::FedOnly | Self::Nocon => false,
        }
    }

    /// The token of `ISM.XML`'s `disseminationControls`.
    pub const fn token(self) -> &'static str {
        match self {
            Self::AttorneyClient => "AC",
            Self::AttorneyWorkProduct => "AWP",
            Self::DlOnly => "DL_ONLY",
            Self::Fedcon => "FEDCON",
            Self::FedOnly => "FED_ONLY",
            Self::Nocon => "NOCON",
        }
    }
}

impl CuiCategory {
    /// Reads `SP-CTI` or `PRVCY`; `None` when the registry has no such category.
    pub(crate) fn read(text: &str) -> Option<Self> {
        use crate::ism::vocabulary::cui;
        let (specified, name) = text.strip_prefix("SP-").map_or((false, text), |name| (true, name));
        let known = if specified { cui::SPECIFIED } else { cui::BASIC };
        known.contains(&name).then(|| Self { specified, name: name.to_owned() })
    }

    /// The number of a category, below [`CuiCategory::COUNT`]; `None` when the registry has none
    /// such.
    pub(crate) fn number(&self) -> Option<usize> {
        use crate::ism::vocabulary::cui;
        let at = |known: &[&str]| known.iter().position(|name| *name == self.name);
        if self.specified {
            at(cui::SPECIFIED).map(|at| cui::BASIC.len() + at)
        } else {
            at(cui::BASIC)
        }
    }

    /// How many categories there are.
    pub(crate) const COUNT: usize =
        crate::ism::vocabulary::cui::BASIC.len() + crate::ism::vocabulary::cui::SPECIFIED.len();

    /// As printed.
    pub fn printed(&self) -> String {
        if self.specified { format!("SP-{}", self.name) } else { self.name.clone() }
    }
}

impl Ord for CuiCategory {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (!self.specified, &self.name).cmp(&(!other.specified, &other.name))
    }
}

impl PartialOrd for CuiCategory {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Cui {
    /// The categories in print order: specified first.
    pub fn categories(&self) -> impl Iterator<Item = &CuiCategory> {
        self.categories.iter()
    }

    /// The controls in print order.
    pub fn controls(&self) -> impl Iterator<Item = CuiControl> + '_ {
        self.controls.iter().copied()
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.categories.extend(other.categories.iter().cloned());
        self.controls.extend(&other.controls);
    }

    pub(crate) fn common(&self, other: &Self) -> Self {
        Self {
            categories: self.categories.intersection(&other.categories).cloned().collect(),
            controls: self.controls.intersection(&other.controls).copied().collect(),
        }
    }

    pub(crate) fn covers(&self, other: &Self) -> bool {
        self.categories.is_superset(&other.categories) && self.controls.is_superset(&other.controls)
    }
}
