//! What is set aside, as those who work on it see it.

use std::collections::BTreeMap;

use dissemination::Standing;
use ingestion::Stated;
use serde::{Deserialize, Serialize};
use store::{RecordedAside, RecordedStep};

use crate::ingest::Unfit;

/// Which of what is set aside is asked for.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct AsideWanted {
    /// With what is rejected or taken in.
    #[serde(default)]
    pub closed: bool,
    /// For this reason alone.
    #[serde(default)]
    pub reason: Option<String>,
    /// Of this originator alone, as written.
    #[serde(default)]
    pub originator: Option<String>,
}

/// A line of the list.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct AsideLine {
    /// Its id.
    pub id: String,
    /// When it was set aside, in RFC 3339.
    pub at: String,
    /// Who submitted it.
    pub submitter: String,
    /// Its originator as written.
    pub originator: String,
    /// Its serial.
    pub serial: String,
    /// Stable name of the reason.
    pub reason: String,
    /// `open`, `corrected`, `approved` or `closed`.
    pub state: String,
}

/// One of them, whole.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Aside {
    /// What the list says of it.
    #[serde(flatten)]
    pub line: AsideLine,
    /// The reason, as it was then.
    pub text: String,
    /// What keeps it from being accepted now; nothing, when it can be submitted again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    /// Where that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<AsideFault>,
    /// What the last correction states, and by whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<AsideCorrected>,
    /// What was done with it, in order.
    pub steps: Vec<AsideStep>,
    /// What the reader may do with it: `correct`, `approve`, `resubmit`, `reject`.
    pub may: Vec<String>,
    /// What was submitted, or as much of a report as it became.
    pub submitted: String,
}

/// The part at fault.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct AsideFault {
    /// Which part.
    pub part: String,
    /// What stands there, and a caret below each character to blame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explained: Option<String>,
    /// The byte of what was submitted, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byte: Option<usize>,
    /// How many bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<usize>,
    /// The line, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The column, from 1, in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

/// A correction that was made.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct AsideCorrected {
    /// Its id.
    pub id: String,
    /// Who made it.
    pub by: String,
    /// What it states.
    pub stated: Vec<String>,
    /// Who approved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<String>,
}

/// A step that was taken.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct AsideStep {
    /// When, in RFC 3339.
    pub at: String,
    /// `corrected`, `approved`, `rejected` or `resubmitted`.
    pub kind: String,
    /// By whom.
    pub by: String,
    /// In words.
    pub told: String,
}

/// A correction that is to be made.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AsideCorrection {
    /// Why.
    pub because: String,
    /// The whole of it, in the place of what was submitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The banner, stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub banner: Option<String>,
    /// The originator, stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub originator: Option<String>,
    /// The serial, stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
    /// The title's mark, stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Marks of portions, stated, by their positions from 0.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub portions: BTreeMap<usize, String>,
}

/// Why something is rejected.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AsideRejection {
    /// Why.
    pub because: String,
}

/// What became of a submission that was submitted again.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Resubmitted {
    /// The report, `ORIGINATOR SERIAL vN`.
    pub report: String,
    /// Its receipt.
    pub receipt: u64,
}

impl AsideCorrection {
    pub(crate) fn stated(&self) -> Stated {
        let Self { because: _, text: _, banner, originator, serial, title, portions } =
            self.clone();
        Stated { banner, originator, serial, title, portions }
    }
}

impl AsideLine {
    /// The line of what is set aside.
    pub fn of(aside: &RecordedAside) -> Self {
        let approved = aside.correction.as_ref().map(|known| known.approved_by.is_some());
        let state = match (aside.is_open, approved) {
            (false, _) => "closed",
            (true, None) => "open",
            (true, Some(false)) => "corrected",
            (true, Some(true)) => "approved",
        };
        let RecordedAside { seq: _, id, at, submitter, originator, serial, reason, .. } =
            aside.clone();
        let (at, state) = (at.rfc3339(), state.to_owned());
        Self { id, at, submitter, originator, serial, reason, state }
    }
}

impl Aside {
    pub(crate) fn of(
        aside: &RecordedAside,
        (text, submitted): (String, String),
        now: Option<Unfit>,
        (standing, approves): (Standing, impl Fn(&str) -> bool),
    ) -> Self {
        let fault = now.as_ref().and_then(|unfit| unfit.fault.as_ref()).map(|fault| {
            let place = fault.place(&submitted);
            AsideFault {
                part: fault.part.clone(),
                explained: fault.explained(),
                byte: place.map(|place| place.byte),
                bytes: place.map(|place| place.bytes),
                line: place.map(|place| place.line),
                column: place.map(|place| place.column),
            }
        });
        let waiting = aside.correction.as_ref().filter(|known| known.approved_by.is_none());
        let changes = standing.may_change() && aside.is_open;
        let can_go = match &aside.correction {
            Some(known) => known.approved_by.is_some(),
            None => now.is_none(),
        };
        let may = [
            ("correct", changes),
            ("approve", changes && waiting.is_some_and(|known| approves(&known.by))),
            ("resubmit", changes && can_go),
            ("reject", changes),
        ];
        let may = may.into_iter().filter(|(_, may)| *may).map(|(what, _)| what.to_owned());
        let correction = aside.correction.clone().map(|known| {
            let store::RecordedCorrection { id, by, stated, approved_by, .. } = known;
            AsideCorrected { id, by, stated, approved_by }
        });
        let steps = aside.steps.iter().cloned().map(|RecordedStep { at, kind, by, told }| {
            AsideStep { at: at.rfc3339(), kind: kind.name().to_owned(), by, told }
        });
        Self {
            line: AsideLine::of(aside),
            text,
            now: now.map(|unfit| unfit.text),
            fault,
            correction,
            steps: steps.collect(),
            may: may.collect(),
            submitted,
        }
    }
}
