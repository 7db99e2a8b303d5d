//! Which parts of an entry a party of it may see.

use model::{Leaf, LeafKind, Opening, Party};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::Record;

/// Which parts are opened.
enum Seen {
    All,
    /// All but what is its originators' alone.
    Went,
    /// What all parties see.
    First,
    /// That, and what says that it is of an originator.
    Own,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Named {
    originator: String,
    /// Whose it is alone.
    grounds_of: String,
    recipient: String,
    reports: Vec<IgnoredAny>,
    asked: Option<Asked>,
}

#[derive(Deserialize)]
struct Asked {
    originator: String,
    recipient: String,
}

impl Record {
    /// The parts of the content that a party may see, opened; none if the content was erased.
    ///
    /// Reports themselves are not among them: whoever wants to read one is decided about.
    pub fn opened_for(&self, party: &Party) -> Vec<Opening> {
        let count = u32::try_from(self.parts.len().max(1)).unwrap_or(u32::MAX);
        let all = (0..count).filter_map(|index| self.open(index));
        match (seen(self.leaf.kind, party), party) {
            (Seen::All, _) => all.collect(),
            (Seen::Went, _) => all.filter(|part| read(part).grounds_of.is_empty()).collect(),
            (Seen::First, _) | (Seen::Own, Party::Recipient(_)) => all.take(1).collect(),
            (Seen::Own, Party::Organization(own)) => {
                let own = |part: &Opening| {
                    let Named { originator, grounds_of, .. } = read(part);
                    originator == own.as_str() || grounds_of == own.as_str()
                };
                all.filter(|part| part.index == 0 || own(part)).collect()
            }
        }
    }
}

fn seen(kind: LeafKind, party: &Party) -> Seen {
    let is_recipient = matches!(party, Party::Recipient(_));
    match kind {
        LeafKind::Accepted | LeafKind::Quarantined => Seen::First,
        // What was given is the recipient's to see; what was left out of it and why is not.
        LeafKind::Delivered
        | LeafKind::Exported
        | LeafKind::Released
        | LeafKind::Searched
        | LeafKind::Viewed => {
            if is_recipient {
                Seen::Went
            } else {
                Seen::Own
            }
        }
        LeafKind::Decided | LeafKind::Withheld => Seen::Own,
        LeafKind::Authorized | LeafKind::Embargoed | LeafKind::Granted | LeafKind::Procedure => {
            if is_recipient {
                Seen::First
            } else {
                Seen::All
            }
        }
        LeafKind::Acknowledged
        | LeafKind::Administered
        | LeafKind::Ended
        | LeafKind::Purged
        | LeafKind::Recalled
        | LeafKind::Requested
        | LeafKind::SignedIn => Seen::All,
    }
}

/// Whether an entry, by a part of it that is opened, is about an originator's material or was for a
/// recipient, so that it must be in that party's slice too.
pub fn names(header: &Leaf, part: &Opening, party: &Party) -> bool {
    let Named { originator, recipient, reports, asked, grounds_of: _ } = read(part);
    match party {
        Party::Organization(id) => {
            let own = originator == id.as_str() && !reports.is_empty();
            own || asked.is_some_and(|asked| asked.originator == id.as_str())
        }
        // A decision that somebody asked about is not for whom it would be.
        Party::Recipient(id) => {
            let given = recipient == id.as_str() && header.kind != LeafKind::Decided;
            given || asked.is_some_and(|asked| asked.recipient == id.as_str())
        }
    }
}

/// Parts that name nobody, or are no JSON object, name nobody here.
fn read(part: &Opening) -> Named {
    serde_json::from_slice(&part.content).unwrap_or_default()
}
