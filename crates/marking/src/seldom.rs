//! The blocks that few markings have, apart from those that most have, so that a marking is small.

use std::collections::BTreeSet;
use std::ops::Deref;

use crate::few::Few;
use crate::marking::Audience;
use crate::{Aea, CodeList, Control, Cui, NatoControl, Sap};

/// The blocks that few markings have; without any there is no allocation.
#[derive(Clone, Default)]
pub(crate) struct Seldom(Option<Box<Blocks>>);

/// What stands in them.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) struct Blocks {
    pub(crate) nato: Few<NatoControl>,
    pub(crate) sap: Sap,
    pub(crate) aea: Aea,
    pub(crate) eyes: Audience,
    pub(crate) display_to: CodeList,
    /// Nicknames of alternative compensatory control measures (`DoDM` 5200.01).
    pub(crate) accm: BTreeSet<String>,
    pub(crate) cui: Option<Cui>,
    /// The controls of the community's own register.
    pub(crate) own: BTreeSet<Control>,
}

impl Blocks {
    pub(crate) const NONE: Self = Self {
        nato: Few::NONE,
        sap: Sap::NONE,
        aea: Aea::NONE,
        eyes: Audience { list: CodeList::NONE, as_banner: false },
        display_to: CodeList::NONE,
        accm: BTreeSet::new(),
        cui: None,
        own: BTreeSet::new(),
    };
}

impl Seldom {
    /// The blocks, to be written; asking for them alone allocates.
    pub(crate) fn write(&mut self) -> &mut Blocks {
        self.0.get_or_insert_default()
    }

    /// Whether every block is certainly empty, so that none need be asked.
    pub(crate) fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

impl From<Blocks> for Seldom {
    fn from(blocks: Blocks) -> Self {
        Self((blocks != NONE).then(|| Box::new(blocks)))
    }
}

impl Deref for Seldom {
    type Target = Blocks;

    fn deref(&self) -> &Blocks {
        self.0.as_deref().unwrap_or(&NONE)
    }
}

static NONE: Blocks = Blocks::NONE;

// Empty blocks are the same as none.
impl PartialEq for Seldom {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Seldom {}

impl std::hash::Hash for Seldom {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl PartialOrd for Seldom {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Seldom {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (**self).cmp(&**other)
    }
}

impl std::fmt::Debug for Seldom {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(out)
    }
}
