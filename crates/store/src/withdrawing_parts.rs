//! What takes something back, in parts: whose product somebody had is not for the originator of its
//! source to read, and which source was recalled is not for whoever had the product alone.

use std::collections::BTreeMap;

use model::{LeafKind, RecallKind};
use serde::{Deserialize, Serialize};

use crate::event_parts::{Written, read};
use crate::withdrawing::Withdrawing;
use crate::{Acknowledgement, KnownRecall, Notice, Purge, PurgedEntry, Recall, Reminder};

/// What every party of a recall sees, which is its originator alone; or a reminder of one.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Recalled {
    Recall { recalled: StoredRecall },
    Reminder { reminded: Reminder },
}

#[derive(Deserialize, Serialize)]
struct StoredRecall {
    report: String,
    version: u32,
    kind: String,
    because: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tell: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    replaced_by: Option<String>,
}

/// Who had something of one originator's reports.
#[derive(Deserialize, Serialize)]
struct NoticesOf {
    grounds_of: String,
    notices: Vec<Notice>,
}

/// What every party of an acknowledgement sees.
#[derive(Deserialize, Serialize)]
struct Said {
    recipient: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    onward: Option<String>,
}

/// What else it has: which report the recipient had, for it and the report's originator; which
/// recalls it knows of, each originator's for that originator.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Known {
    Had { originator: String, report: String },
    Recalls { grounds_of: String, recalls: Vec<String> },
}

#[derive(Deserialize, Serialize)]
struct Purged {
    report: String,
    because: String,
}

/// Where the erased content was, which is nobody's to see.
#[derive(Deserialize, Serialize)]
struct Erased {
    entries: Vec<PurgedEntry>,
}

impl Withdrawing {
    /// The bytes to keep, in parts.
    pub(crate) fn written(&self) -> serde_json::Result<Written> {
        let mut written = Written::default();
        match self {
            Self::Recalled(recall) => {
                let Recall { report, version, kind, because, tell, replaced_by, notices } =
                    recall.clone();
                let kind = kind.name().to_owned();
                let recalled = StoredRecall { report, version, kind, because, tell, replaced_by };
                written.put(&Recalled::Recall { recalled })?;
                let notices = notices.into_iter().map(|notice| (of(&notice.report), notice));
                for (grounds_of, notices) in by_originator(notices) {
                    written.put(&NoticesOf { grounds_of, notices })?;
                }
            }
            Self::Reminded(reminded) => {
                written.put(&Recalled::Reminder { reminded: reminded.clone() })?;
            }
            Self::Acknowledged(said) => {
                let Acknowledgement { recalls, report, recipient, onward } = said.clone();
                written.put(&Said { recipient, onward })?;
                written.put(&Known::Had { originator: of(&report), report })?;
                let recalls = recalls.into_iter().map(|known| (known.originator, known.id));
                for (grounds_of, recalls) in by_originator(recalls) {
                    written.put(&Known::Recalls { grounds_of, recalls })?;
                }
            }
            Self::Purged(purge) => {
                let Purge { report, because, entries } = purge.clone();
                written.put(&Purged { report, because })?;
                written.put(&Erased { entries })?;
            }
        }
        Ok(written)
    }

    /// Reads an entry of a kind back; `None` where the kind is another, a part is missing or a word
    /// is not known.
    pub(crate) fn read(kind: LeafKind, content: &[u8]) -> serde_json::Result<Option<Self>> {
        match kind {
            LeafKind::Recalled => {
                let (first, rest): (Recalled, Vec<NoticesOf>) = read(content)?;
                Ok(match first {
                    Recalled::Reminder { reminded } => Some(Self::Reminded(reminded)),
                    Recalled::Recall { recalled } => recalled.read(rest).map(Self::Recalled),
                })
            }
            LeafKind::Acknowledged => {
                let (Said { recipient, onward }, known) = read(content)?;
                let (mut had, mut recalls) = (None, Vec::new());
                for known in known {
                    match known {
                        Known::Had { originator: _, report } => had = Some(report),
                        Known::Recalls { grounds_of, recalls: ids } => {
                            let originator = || grounds_of.clone();
                            let known = |id| KnownRecall { id, originator: originator() };
                            recalls.extend(ids.into_iter().map(known));
                        }
                    }
                }
                let said = |report| Acknowledgement { recalls, report, recipient, onward };
                Ok(had.map(said).map(Self::Acknowledged))
            }
            LeafKind::Purged => {
                let (Purged { report, because }, erased): (_, Vec<Erased>) = read(content)?;
                let erased = erased.into_iter().next();
                let purge = |Erased { entries }| Purge { report, because, entries };
                Ok(erased.map(purge).map(Self::Purged))
            }
            LeafKind::Accepted
            | LeafKind::Administered
            | LeafKind::Alerted
            | LeafKind::Approved
            | LeafKind::Authorized
            | LeafKind::Contracted
            | LeafKind::Corrected
            | LeafKind::Decided
            | LeafKind::Delivered
            | LeafKind::Embargoed
            | LeafKind::Ended
            | LeafKind::Examined
            | LeafKind::Exported
            | LeafKind::Granted
            | LeafKind::Kept
            | LeafKind::Procedure
            | LeafKind::Quarantined
            | LeafKind::Received
            | LeafKind::Rejected
            | LeafKind::Released
            | LeafKind::Requested
            | LeafKind::Resubmitted
            | LeafKind::Saved
            | LeafKind::Searched
            | LeafKind::SignedIn
            | LeafKind::Viewed
            | LeafKind::Withheld => Ok(None),
        }
    }
}

impl StoredRecall {
    fn read(self, notices: Vec<NoticesOf>) -> Option<Recall> {
        let Self { report, version, kind, because, tell, replaced_by } = self;
        let kind = RecallKind::parse(&kind)?;
        let notices = notices.into_iter().flat_map(|of| of.notices).collect();
        Some(Recall { report, version, kind, because, tell, replaced_by, notices })
    }
}

/// The originator in a report's name.
fn of(report: &str) -> String {
    report.split(' ').next().unwrap_or_default().to_owned()
}

fn by_originator<T>(of: impl Iterator<Item = (String, T)>) -> BTreeMap<String, Vec<T>> {
    let mut parted: BTreeMap<String, Vec<T>> = BTreeMap::new();
    of.for_each(|(originator, one)| parted.entry(originator).or_default().push(one));
    parted
}
