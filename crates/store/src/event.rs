//! What a journal entry holds besides its leaf: the content, which a purge can erase.

use marking::Register;
use model::{Act, Asked, LeafKind, Report, Step};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::contracts::{Contracting, StoredContracting};
use crate::event_parts::{self, Written};
use crate::fanned::Fanned;
use crate::originals::Original;
use crate::quarantining::Quarantining;
use crate::standing::{Saving, StoredSaving};
use crate::stored_act::{StoredAct, StoredAsked, StoredStep};
use crate::stored_report::StoredReport;
use crate::withdrawing::Withdrawing;

/// The content of an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A report was accepted.
    Accepted {
        /// The report.
        report: Box<Report>,
        /// What its originator should know.
        notes: Vec<String>,
    },
    /// A submission was set aside.
    Quarantined(SetAside),
    /// Something was done with a submission that was set aside.
    Quarantining(Quarantining),
    /// A file was kept as it came.
    Kept(Original),
    /// Reports were served, asked about or refused.
    Served(Served),
    /// Reports came into feeds, or were taken back from them.
    Fanned(Fanned),
    /// An originator or the Steering Group decided something about what is stored.
    Acted {
        /// What.
        act: Act,
        /// The request that it answers.
        request: Option<String>,
        /// Why.
        reason: String,
    },
    /// An act was ended before its time.
    Ended {
        /// Its id.
        act: String,
        /// Why.
        reason: String,
    },
    /// Somebody asked an originator for release.
    Asked(Asked),
    /// A request took a step.
    Stepped {
        /// Its id.
        request: String,
        /// Which.
        step: Step,
    },
    /// Something was taken back, or what was is known of.
    Withdrawing(Withdrawing),
    /// A recipient keeps a search, or ends one.
    Saving(Saving),
    /// A feed's contract is proposed, approved, refused or ended.
    Contracting(Contracting),
    /// Another community file holds from now on.
    Community {
        /// The file's text.
        text: String,
    },
    /// An operator acted.
    Administered {
        /// What was done.
        act: String,
    },
}

/// A submission that was set aside, whole.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SetAside {
    /// The originator as written.
    pub originator: String,
    /// The serial.
    pub serial: String,
    /// Stable name of the reason.
    pub reason: String,
    /// The reason, for a person.
    pub text: String,
    /// What was submitted.
    pub submitted: String,
}

/// An answer to somebody: what went to whom, what for, in which form; or what did not.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Served {
    /// To whom.
    pub recipient: String,
    /// What for.
    pub purpose: String,
    /// In which matter, where the recipient said one.
    pub matter: Option<String>,
    /// How it reached the recipient: `search`, `display`, `copy` or `extract`.
    pub manner: Option<String>,
    /// Who did it in the recipient's name, if not itself.
    pub by: Option<String>,
    /// Salted hash of the query, for searches.
    pub query: Option<String>,
    /// Each report, and its form.
    pub reports: Vec<ServedReport>,
    /// Rules that refused.
    pub refused_by: Vec<String>,
    /// Where the same was given again: what went is what went then, and is not named again.
    pub again: Option<Again>,
}

/// An answer that is given once more as it was.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Again {
    /// The entry that says what went, to the same recipient and for the same purpose.
    pub entry: u64,
    /// Whose material that was, in order.
    pub originators: Vec<String>,
}

/// One report in an answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ServedReport {
    /// The originator.
    pub originator: String,
    /// The serial.
    pub serial: String,
    /// The version.
    pub version: u32,
    /// `release`, `redact`, `tearline`, `pointer` or `withhold`.
    pub outcome: String,
    /// Positions of the portions or tear lines that went, for redactions and tear lines.
    pub parts: Vec<usize>,
    /// Whether the title did not go, though something else did.
    pub untitled: bool,
    /// Positions of the tear lines that went beside a whole.
    pub beside: Vec<usize>,
    /// Where US persons are named in what went: `shown` or `masked`.
    pub identities: Option<String>,
    /// The rules by which it went in this form: those that permitted a whole, and those that kept
    /// the rest back from anything less.
    pub rules: Vec<String>,
    /// The ids of the acts without which it would not have gone in this form.
    pub acts: Vec<String>,
    /// In feeds, a hash of what the recipient owes for it: another where that is worded otherwise.
    pub owed: Option<String>,
}

impl ServedReport {
    /// Nothing of a report that is not there, or that no name was read of.
    pub fn withheld() -> Self {
        Self {
            originator: String::new(),
            serial: String::new(),
            version: 0,
            outcome: "withhold".to_owned(),
            parts: Vec::new(),
            untitled: false,
            beside: Vec::new(),
            identities: None,
            rules: Vec::new(),
            acts: Vec::new(),
            owed: None,
        }
    }
}

/// What an operator's entry holds: another community file, or a word for what was done.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Administered {
    Community { community: String },
    Done { act: String },
}

#[derive(Deserialize, Serialize)]
struct Ended {
    act: String,
    reason: String,
}

/// The first entry of a request, or a further one.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Requested {
    Asked { asked: StoredAsked },
    Stepped { request: String, step: StoredStep },
}

impl Event {
    /// The bytes to keep. The same event gives the same bytes.
    ///
    /// # Errors
    /// When it cannot be written as JSON, which no event of this type can be.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let bytes = match self {
            Self::Accepted { .. }
            | Self::Quarantined(_)
            | Self::Served(_)
            | Self::Fanned(_)
            | Self::Acted { .. }
            | Self::Quarantining(_)
            | Self::Kept(_)
            | Self::Withdrawing(_) => {
                return Ok(self.written()?.content);
            }
            Self::Ended { act, reason } => {
                serde_json::to_vec(&Ended { act: act.clone(), reason: reason.clone() })
            }
            Self::Asked(asked) => {
                serde_json::to_vec(&Requested::Asked { asked: StoredAsked::of(asked) })
            }
            Self::Stepped { request, step } => serde_json::to_vec(&Requested::Stepped {
                request: request.clone(),
                step: StoredStep::of(step),
            }),
            Self::Saving(saving) => serde_json::to_vec(&StoredSaving::of(saving)),
            Self::Contracting(event) => serde_json::to_vec(&StoredContracting::of(event)),
            Self::Community { text } => {
                serde_json::to_vec(&Administered::Community { community: text.clone() })
            }
            Self::Administered { act } => {
                serde_json::to_vec(&Administered::Done { act: act.clone() })
            }
        };
        bytes.map_err(|error| Error::Content { seq: None, what: error.to_string() })
    }

    /// The bytes to keep with the lengths of their parts.
    pub(crate) fn written(&self) -> Result<Written, Error> {
        let written = match self {
            Self::Served(served) => Written::served(served),
            Self::Fanned(fanned) => fanned.written(),
            Self::Acted { act, request, reason } => {
                Written::acted(StoredAct::of(act), request.clone(), reason.clone())
            }
            Self::Accepted { report, notes } => {
                Written::accepted(&StoredReport::of(report), report.id.to_string(), notes)
            }
            Self::Quarantined(aside) => Written::aside(aside),
            Self::Withdrawing(event) => event.written(),
            Self::Quarantining(event) => event.written(),
            Self::Kept(original) => original.written(),
            Self::Ended { .. }
            | Self::Asked(_)
            | Self::Stepped { .. }
            | Self::Saving(_)
            | Self::Contracting(_)
            | Self::Community { .. }
            | Self::Administered { .. } => {
                return Ok(Written { content: self.to_bytes()?, parts: Vec::new() });
            }
        };
        written.map_err(|error| Error::Content { seq: None, what: error.to_string() })
    }

    /// Reads the content of an entry of a kind, markings by the community's register. Kinds that
    /// this version does not fold give `None`.
    ///
    /// # Errors
    /// When the content is not what that kind holds.
    pub fn from_bytes(
        kind: LeafKind,
        seq: u64,
        bytes: &[u8],
        register: &Register,
    ) -> Result<Option<Self>, Error> {
        let content = |what: String| Error::Content { seq: Some(seq), what };
        let json = |error: serde_json::Error| content(error.to_string());
        let known =
            |read: Option<Self>| read.map(Some).ok_or_else(|| content(UNKNOWN_WORD.to_owned()));
        match kind {
            LeafKind::Accepted => Self::accepted(bytes, register).map(Some).map_err(content),
            LeafKind::Quarantined => {
                let read = event_parts::aside(bytes).map_err(json)?.map(Self::Quarantined);
                read.map(Some).ok_or_else(|| content(NO_SECOND_PART.to_owned()))
            }
            LeafKind::Alerted
            | LeafKind::Decided
            | LeafKind::Examined
            | LeafKind::Received
            | LeafKind::Released
            | LeafKind::Searched
            | LeafKind::Viewed
            | LeafKind::Withheld => {
                event_parts::served(bytes).map(|served| Some(Self::Served(served))).map_err(json)
            }
            LeafKind::Delivered => {
                Fanned::read(bytes).map(|fanned| Some(Self::Fanned(fanned))).map_err(json)
            }
            LeafKind::Administered => {
                Ok(Some(match serde_json::from_slice(bytes).map_err(json)? {
                    Administered::Community { community } => Self::Community { text: community },
                    Administered::Done { act } => Self::Administered { act },
                }))
            }
            LeafKind::Authorized
            | LeafKind::Embargoed
            | LeafKind::Granted
            | LeafKind::Procedure => known(acted(bytes).map_err(json)?),
            LeafKind::Ended => {
                let Ended { act, reason } = serde_json::from_slice(bytes).map_err(json)?;
                Ok(Some(Self::Ended { act, reason }))
            }
            LeafKind::Requested => {
                known(serde_json::from_slice::<Requested>(bytes).map_err(json)?.read())
            }
            LeafKind::Saved => known(saving(bytes).map_err(json)?),
            LeafKind::Contracted => {
                let read = serde_json::from_slice::<StoredContracting>(bytes).map_err(json)?.read();
                known(read.map(Self::Contracting))
            }
            LeafKind::Recalled | LeafKind::Acknowledged | LeafKind::Purged => {
                known(Withdrawing::read(kind, bytes).map_err(json)?.map(Self::Withdrawing))
            }
            LeafKind::Approved
            | LeafKind::Corrected
            | LeafKind::Rejected
            | LeafKind::Resubmitted => {
                known(Quarantining::read(bytes).map_err(json)?.map(Self::Quarantining))
            }
            LeafKind::Kept => known(Original::read(bytes).map_err(json)?.map(Self::Kept)),
            LeafKind::Exported | LeafKind::SignedIn => Ok(None),
        }
    }
}

impl Event {
    /// Reads the content of an acceptance; otherwise says what is wrong with it.
    fn accepted(bytes: &[u8], register: &Register) -> Result<Self, String> {
        let read = event_parts::accepted(bytes).map_err(|error| error.to_string())?;
        let (report, notes) = read.ok_or_else(|| NO_SECOND_PART.to_owned())?;
        let report = report.report(register).map_err(|field| field.to_owned())?;
        Ok(Self::Accepted { report: Box::new(report), notes })
    }
}

fn saving(bytes: &[u8]) -> serde_json::Result<Option<Event>> {
    Ok(serde_json::from_slice::<StoredSaving>(bytes)?.read().map(Event::Saving))
}

/// An act, unless a word of it is not known here.
fn acted(bytes: &[u8]) -> serde_json::Result<Option<Event>> {
    let Some((act, request, reason)) = event_parts::acted(bytes)? else { return Ok(None) };
    Ok(act.read().map(|act| Event::Acted { act, request, reason }))
}

impl Requested {
    fn read(self) -> Option<Event> {
        match self {
            Self::Asked { asked } => asked.read().map(Event::Asked),
            Self::Stepped { request, step } => {
                step.read().map(|step| Event::Stepped { request, step })
            }
        }
    }
}

const NO_SECOND_PART: &str = "its second part is missing";
const UNKNOWN_WORD: &str = "a word of it is not known here; a newer Tearline wrote it";
