//! From what the store did with a submission to what its submitter is told.

use store::{Absence, Outcome};

use super::receipt::Fate;

/// The fate of what the store sorted out: notes for what is accepted, reason and text for what is set
/// aside.
pub(super) fn fate(outcome: Outcome, notes: Vec<String>, aside: Option<(String, String)>) -> Fate {
    match outcome {
        Outcome::Accepted { seq } => Fate::Accepted { receipt: seq, notes, advice: Vec::new() },
        Outcome::Repeated { seq } => Fate::Repeated { receipt: seq },
        Outcome::Aside { seq, id } => quarantined(seq, id, None, aside),
        Outcome::AsideBefore { seq, id, closed } => quarantined(seq, id, closed, aside),
        Outcome::Conflict { seq } => Fate::Refused {
            column: None,
            text: format!(
                "another content was accepted under this originator, serial and version (receipt \
                 {seq}); raise the version to replace it"
            ),
        },
        Outcome::Withdrawn { seq, absence } => {
            Fate::Refused { column: None, text: withdrawn(seq, absence) }
        }
        Outcome::Superseded { version } => Fate::Refused {
            column: None,
            text: format!("version {version} of this report is in force; submit a higher version"),
        },
    }
}

fn quarantined(
    receipt: u64,
    id: String,
    closed: Option<String>,
    said: Option<(String, String)>,
) -> Fate {
    let (reason, text) = said.unwrap_or_default();
    let text = match closed {
        Some(closed) => format!("{text} (set aside before, and {closed})"),
        None => text,
    };
    Fate::Quarantined { receipt, reason, text, aside: id }
}

/// Why an outcome is none of a report that was taken.
pub(crate) fn refusal(outcome: Outcome) -> String {
    match fate(outcome, Vec::new(), None) {
        Fate::Refused { text, .. } | Fate::Quarantined { text, .. } => text,
        Fate::Accepted { .. } | Fate::Repeated { .. } => String::new(),
    }
}

fn withdrawn(seq: u64, absence: Absence) -> String {
    let how = match absence {
        Absence::Purged => "its content was purged",
        Absence::Recalled => "its originator recalled it",
    };
    format!(
        "this version was accepted before (receipt {seq}), and {how}: it stays away; submit a \
         higher version if it is to be released again"
    )
}
