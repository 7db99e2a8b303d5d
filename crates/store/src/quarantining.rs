//! What entries hold that are steps with a submission that was set aside.

use model::LeafKind;
use serde::{Deserialize, Serialize};

use crate::event_parts::{Written, read};

/// A step with a submission that was set aside.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Quarantining {
    /// The submission's id, which tells nothing.
    pub aside: String,
    /// Its originator as written.
    pub originator: String,
    /// Its serial.
    pub serial: String,
    /// Who submitted it.
    pub submitter: String,
    /// Who takes the step.
    pub taken_by: String,
    /// The step.
    pub step: AsideStep,
}

/// What is done with a submission that was set aside.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum AsideStep {
    /// It is corrected; nothing follows from that before it is approved.
    Corrected {
        /// Why.
        because: String,
        /// What is stated in the place of what was submitted: `banner = SECRET`.
        stated: Vec<String>,
        /// The whole of it, corrected.
        text: String,
    },
    /// A correction may stand.
    Approved {
        /// The correction's id.
        correction: String,
    },
    /// It is not to become a report.
    Rejected {
        /// Why.
        because: String,
    },
    /// It was taken in as a report.
    Resubmitted {
        /// By which correction, if it was corrected.
        correction: Option<String>,
        /// The report, `ORIGINATOR SERIAL vN`.
        report: String,
        /// Its receipt.
        receipt: u64,
    },
}

/// What every party of a step sees.
#[derive(Deserialize, Serialize)]
struct Stored {
    aside: String,
    of: String,
    serial: String,
    submitter: String,
    taken_by: String,
    step: StoredStep,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
enum StoredStep {
    Corrected { because: String, stated: Vec<String> },
    Approved { correction: String },
    Rejected { because: String },
    Resubmitted { correction: Option<String>, report: String, receipt: u64 },
}

impl AsideStep {
    /// What the ledger calls it.
    pub fn kind(&self) -> LeafKind {
        match self {
            Self::Corrected { .. } => LeafKind::Corrected,
            Self::Approved { .. } => LeafKind::Approved,
            Self::Rejected { .. } => LeafKind::Rejected,
            Self::Resubmitted { .. } => LeafKind::Resubmitted,
        }
    }

    /// In words, for those who follow what becomes of it.
    pub fn told(&self) -> String {
        match self {
            Self::Corrected { because, stated, .. } if stated.is_empty() => {
                format!("corrected: {because}")
            }
            Self::Corrected { because, stated, .. } => {
                format!("corrected, stating {}: {because}", stated.join(", "))
            }
            Self::Approved { correction } => format!("correction {correction} approved"),
            Self::Rejected { because } => format!("rejected: {because}"),
            Self::Resubmitted { report, .. } => format!("taken in as {report}"),
        }
    }
}

impl Quarantining {
    /// The bytes to keep, in parts: what was done, then the text of a correction.
    pub(crate) fn written(&self) -> serde_json::Result<Written> {
        let Self { aside, originator: of, serial, submitter, taken_by, step } = self.clone();
        let (step, text) = match step {
            AsideStep::Corrected { because, stated, text } => {
                (StoredStep::Corrected { because, stated }, Some(text))
            }
            AsideStep::Approved { correction } => (StoredStep::Approved { correction }, None),
            AsideStep::Rejected { because } => (StoredStep::Rejected { because }, None),
            AsideStep::Resubmitted { correction, report, receipt } => {
                (StoredStep::Resubmitted { correction, report, receipt }, None)
            }
        };
        let mut written = Written::default();
        written.put(&Stored { aside, of, serial, submitter, taken_by, step })?;
        if let Some(text) = text {
            written.put(&text)?;
        }
        Ok(written)
    }

    /// Reads an entry back; `None` where a part is missing.
    pub(crate) fn read(content: &[u8]) -> serde_json::Result<Option<Self>> {
        let (stored, texts): (Stored, Vec<String>) = read(content)?;
        let Stored { aside, of: originator, serial, submitter, taken_by, step } = stored;
        let text = texts.into_iter().next();
        let step = match step {
            StoredStep::Corrected { because, stated } => {
                text.map(|text| AsideStep::Corrected { because, stated, text })
            }
            StoredStep::Approved { correction } => Some(AsideStep::Approved { correction }),
            StoredStep::Rejected { because } => Some(AsideStep::Rejected { because }),
            StoredStep::Resubmitted { correction, report, receipt } => {
                Some(AsideStep::Resubmitted { correction, report, receipt })
            }
        };
        Ok(step.map(|step| Self { aside, originator, serial, submitter, taken_by, step }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_reads_back_and_its_text_is_no_part_that_parties_see() {
        let step = |step| Quarantining {
            aside: "00aa".to_owned(),
            originator: "CIA".to_owned(),
            serial: "1".to_owned(),
            submitter: "s".to_owned(),
            taken_by: "t".to_owned(),
            step,
        };
        let because = || "a slip".to_owned();
        let text = "the text".to_owned();
        for step in [
            step(AsideStep::Corrected { because: because(), stated: vec!["x".into()], text }),
            step(AsideStep::Approved { correction: "c".to_owned() }),
            step(AsideStep::Rejected { because: because() }),
            step(AsideStep::Resubmitted {
                correction: None,
                report: "CIA 1 v1".into(),
                receipt: 7,
            }),
        ] {
            let written = step.written().unwrap();
            assert_eq!(Quarantining::read(&written.content).unwrap(), Some(step));
            let first = usize::try_from(written.parts[0]).unwrap();
            assert!(!String::from_utf8_lossy(&written.content[..first]).contains("the text"));
        }
    }
}
