//! Need-to-know profiles as the journal and the catalog keep them.

use model::{NeedToKnow, Profile};
use serde::{Deserialize, Serialize};

/// A profile with its values, or some of which one must hold.
#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub(crate) enum StoredNeed {
    Profile(String, Vec<String>),
    AnyOf { any_of: Vec<(String, Vec<String>)> },
}

impl StoredNeed {
    pub(crate) fn of(need: &NeedToKnow) -> Self {
        let stored = |profile: &Profile| (profile.policy.clone(), profile.values.clone());
        match need {
            NeedToKnow::Profile(profile) => {
                Self::Profile(profile.policy.clone(), profile.values.clone())
            }
            NeedToKnow::AnyOf(profiles) => {
                Self::AnyOf { any_of: profiles.iter().map(stored).collect() }
            }
        }
    }

    pub(crate) fn read(self) -> NeedToKnow {
        let read = |(policy, values)| Profile { policy, values };
        match self {
            Self::Profile(policy, values) => NeedToKnow::Profile(Profile { policy, values }),
            Self::AnyOf { any_of } => NeedToKnow::AnyOf(any_of.into_iter().map(read).collect()),
        }
    }
}
