//! Which sources each part of a derived product is made from, as the journal keeps it.

use model::MadeFrom;
use serde::{Deserialize, Serialize};

/// The stored form: title, portions, tear lines.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StoredMadeFrom {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    portions: Vec<Option<Vec<String>>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tearlines: Vec<Option<Vec<String>>>,
}

impl StoredMadeFrom {
    pub(crate) fn of(made_from: &MadeFrom) -> Self {
        let MadeFrom { title, portions, tearlines } = made_from.clone();
        Self { title, portions, tearlines }
    }

    pub(crate) fn read(self) -> MadeFrom {
        let Self { title, portions, tearlines } = self;
        MadeFrom { title, portions, tearlines }
    }

    /// Whether no part says.
    pub(crate) fn is_unsaid(&self) -> bool {
        let Self { title, portions, tearlines } = self;
        title.is_none() && portions.is_empty() && tearlines.is_empty()
    }
}
