//! The codes that a community adds.

use super::{Code, Known};
use crate::interned::Interned;

/// A code of a community: a country, or an organisation with its members.
#[derive(Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) struct OwnCode {
    pub(super) text: String,
    pub(super) organization: Option<Organization>,
}

/// Who belongs to an organisation, and whether roll-up may say so.
#[derive(Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) struct Organization {
    pub(super) members: Vec<Code>,
    pub(super) decomposes: bool,
}

impl Code {
    /// A country of a community. `None` when a process keeps too many.
    pub(crate) fn own_country(text: &str) -> Option<Self> {
        kept(OwnCode { text: text.to_owned(), organization: None })
    }

    /// An organisation of a community.
    pub(crate) fn own_organization(
        text: &str,
        members: Vec<Self>,
        decomposes: bool,
    ) -> Option<Self> {
        let organization = Some(Organization { members, decomposes });
        kept(OwnCode { text: text.to_owned(), organization })
    }
}

fn kept(code: OwnCode) -> Option<Code> {
    CODES.keep(code).map(|code| Code(Known::Own(code)))
}

static CODES: Interned<OwnCode> = Interned::new();
