//! What the catalog knows of a submission that was set aside, and what became of it.

use dissemination::AsideAbout;
use model::{AgencyId, Leaf, LeafKind, Timestamp};
use serde::{Deserialize, Serialize};

use crate::acts::id;
use crate::catalog::AuditRow;
use crate::fold::{At, blank};
use crate::{AsideStep, Place, Quarantining, SetAside};

/// A submission that was set aside, without its content.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RecordedAside {
    /// Its sequence number.
    pub seq: u64,
    /// Its id, which tells nothing.
    pub id: String,
    /// When it was set aside.
    pub at: Timestamp,
    /// Who submitted it.
    pub submitter: String,
    /// The originator as written.
    pub originator: String,
    /// The serial.
    pub serial: String,
    /// Stable name of the reason.
    pub reason: String,
    /// Whether something can still become of it.
    pub is_open: bool,
    /// The last correction of it.
    pub correction: Option<RecordedCorrection>,
    /// What was done with it, in order.
    pub steps: Vec<RecordedStep>,
    pub(crate) place: Place,
    /// Where the texts of its corrections are, with their sequence numbers.
    pub(crate) texts: Vec<(u64, Place)>,
}

/// A correction.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RecordedCorrection {
    /// Its id.
    pub id: String,
    /// Who made it.
    pub by: String,
    /// What it states in the place of what was submitted.
    pub stated: Vec<String>,
    /// Who approved it.
    pub approved_by: Option<String>,
    pub(crate) place: Place,
}

/// A step that was taken.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RecordedStep {
    /// When.
    pub at: Timestamp,
    /// Which.
    pub kind: LeafKind,
    /// By whom.
    pub by: String,
    /// In words.
    pub told: String,
}

#[derive(Deserialize, Serialize)]
struct StoredAside {
    id: String,
    at: i64,
    submitter: String,
    originator: String,
    serial: String,
    reason: String,
    is_open: bool,
    place: (u64, u64, u32),
    texts: Vec<(u64, (u64, u64, u32))>,
    correction: Option<StoredCorrection>,
    steps: Vec<(i64, String, String, String)>,
}

#[derive(Deserialize, Serialize)]
struct StoredCorrection {
    id: String,
    by: String,
    stated: Vec<String>,
    approved_by: Option<String>,
    place: (u64, u64, u32),
}

impl RecordedAside {
    /// What decides who may see it.
    pub fn about(&self) -> AsideAbout {
        let originator = AgencyId::new(&self.originator).ok();
        AsideAbout { submitter: self.submitter.clone(), originator }
    }

    /// The report that it says it is, `ORIGINATOR SERIAL`.
    pub fn cited(&self) -> String {
        format!("{} {}", self.originator, self.serial)
    }

    pub(crate) fn new(at: At<'_>, aside: &SetAside) -> Self {
        Self {
            seq: at.leaf.seq,
            id: id(at.leaf),
            at: at.leaf.at,
            submitter: at.leaf.actor.clone(),
            originator: aside.originator.clone(),
            serial: aside.serial.clone(),
            reason: aside.reason.clone(),
            is_open: true,
            correction: None,
            steps: Vec::new(),
            place: at.place,
            texts: Vec::new(),
        }
    }

    /// Takes a step.
    pub(crate) fn take(&mut self, at: At<'_>, event: &Quarantining) {
        let by = event.taken_by.clone();
        match &event.step {
            AsideStep::Corrected { stated, .. } => {
                self.texts.push((at.leaf.seq, at.place));
                let (id, stated, place) = (id(at.leaf), stated.clone(), at.place);
                let by = by.clone();
                let correction = RecordedCorrection { id, by, stated, approved_by: None, place };
                self.correction = Some(correction);
            }
            AsideStep::Approved { correction } => {
                let meant = self.correction.as_mut().filter(|known| known.id == *correction);
                if let Some(meant) = meant {
                    meant.approved_by = Some(by.clone());
                }
            }
            AsideStep::Rejected { .. } | AsideStep::Resubmitted { .. } => self.is_open = false,
        }
        let (kind, told) = (event.step.kind(), event.step.told());
        self.steps.push(RecordedStep { at: at.leaf.at, kind, by, told });
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let Self { seq: _, id, at, submitter, originator, serial, reason, is_open, .. } =
            self.clone();
        let Self { correction, steps, place, texts, .. } = self.clone();
        let correction = correction.map(|known| {
            let RecordedCorrection { id, by, stated, approved_by, place } = known;
            StoredCorrection { id, by, stated, approved_by, place: numbers(place) }
        });
        let steps = steps.into_iter().map(|RecordedStep { at, kind, by, told }| {
            (at.micros(), kind.name().to_owned(), by, told)
        });
        let texts = texts.into_iter().map(|(seq, place)| (seq, numbers(place))).collect();
        let (at, place, steps) = (at.micros(), numbers(place), steps.collect());
        let stored = StoredAside {
            id,
            at,
            submitter,
            originator,
            serial,
            reason,
            is_open,
            place,
            texts,
            correction,
            steps,
        };
        serde_json::to_vec(&stored).unwrap_or_default()
    }

    pub(crate) fn from_bytes(seq: u64, bytes: &[u8]) -> Option<Self> {
        let stored: StoredAside = serde_json::from_slice(bytes).ok()?;
        let StoredAside { id, at, submitter, originator, serial, reason, is_open, .. } = stored;
        let correction = stored.correction.map(|known| {
            let StoredCorrection { id, by, stated, approved_by, place } = known;
            RecordedCorrection { id, by, stated, approved_by, place: placed(place) }
        });
        let steps = stored.steps.into_iter().map(|(at, kind, by, told)| {
            let kind = LeafKind::parse(&kind)?;
            Some(RecordedStep { at: Timestamp::from_micros(at), kind, by, told })
        });
        let steps = steps.collect::<Option<_>>()?;
        let texts = stored.texts.into_iter().map(|(seq, place)| (seq, placed(place))).collect();
        let (at, place) = (Timestamp::from_micros(at), placed(stored.place));
        Some(Self {
            seq,
            id,
            at,
            submitter,
            originator,
            serial,
            reason,
            is_open,
            correction,
            steps,
            place,
            texts,
        })
    }
}

/// What an auditor sees of a step.
pub(crate) fn row(leaf: &Leaf, event: &Quarantining) -> AuditRow {
    let report = format!("{} {}", event.originator, event.serial);
    let outcome = format!("{}, by {}", event.step.told(), event.taken_by);
    AuditRow { report, outcome, ..blank(leaf) }
}

fn numbers(place: Place) -> (u64, u64, u32) {
    let Place { segment, offset, len } = place;
    (segment, offset, len)
}

fn placed((segment, offset, len): (u64, u64, u32)) -> Place {
    Place { segment, offset, len }
}
