//! One submission by itself, once more: read and marked as taking it in would, and not stored yet.

use std::io::Cursor;

use ingestion::{Format, Marker, Outcome, sniff_beginning};
use model::AgencyId;
use store::Prepared;

use super::foreign::Foreign;
use super::marking::{Submitted, mark};
use super::receipt::Fate;
use crate::Clearinghouse;

/// What would be stored.
#[derive(Debug)]
pub(crate) struct Again {
    /// Its name, `ORIGINATOR SERIAL vN`.
    pub(crate) report: String,
    /// The line of report format 1.
    pub(crate) line: String,
    pub(crate) prepared: Prepared,
}

/// Why it would not be stored as a report.
#[derive(Debug)]
pub(crate) struct Unfit {
    /// What is wrong and what to do.
    pub(crate) text: String,
    /// Where, if it would be set aside again.
    pub(crate) fault: Option<ingestion::Fault>,
}

/// Reads and marks what was submitted, of any format; it must be one report. `only_of` limits the
/// originators.
pub(crate) fn again(
    house: &Clearinghouse,
    submitted: &[u8],
    notes: Vec<String>,
    only_of: Option<&[AgencyId]>,
) -> Result<Again, Unfit> {
    let line = line(house, submitted)?;
    let of = Submitted::alone(line.clone().into_bytes(), notes);
    let mut marker = Marker::new(house.community());
    let ready = mark(house, &mut marker, only_of, &of);
    match ready.what {
        Ok(marked) => match marked.aside {
            None => {
                let report = ready.report.unwrap_or_default();
                Ok(Again { report, line, prepared: marked.prepared })
            }
            Some((_, text)) => {
                let draft = ingestion::read(line.as_bytes()).ok();
                let reason = draft.and_then(|draft| marker.mark(draft).err());
                Err(Unfit { text, fault: reason.and_then(|reason| reason.fault()) })
            }
        },
        Err(Fate::Refused { text, .. }) => Err(unfit(text)),
        Err(Fate::Accepted { .. } | Fate::Repeated { .. } | Fate::Quarantined { .. }) => {
            Err(unfit(String::new()))
        }
    }
}

/// The one report in some bytes, in format 1.
fn line(house: &Clearinghouse, submitted: &[u8]) -> Result<String, Unfit> {
    if sniff_beginning(submitted) == Format::Report {
        let text = String::from_utf8_lossy(submitted);
        // A line break in JSON is a blank, wherever it may stand.
        return Ok(text.trim().replace(['\n', '\r'], " "));
    }
    let rules = &house.reading().rules;
    let mut stream: Box<dyn std::io::BufRead + Send> = Box::new(Cursor::new(submitted.to_vec()));
    let foreign = Foreign::of("correction", &mut stream, rules);
    let foreign = foreign.map_err(|error| unfit(error.to_string()))?;
    let mut items = foreign.map(|foreign| foreign.read(house.reading(), rules)).unwrap_or_default();
    match (items.pop().map(|item| item.outcome), items.is_empty()) {
        (Some(Outcome::Report(line)), true) => Ok(line),
        (Some(Outcome::Aside { text, .. }), true) => Err(unfit(text)),
        (Some(_), false) => {
            let what = "it holds several reports: submit it anew, and reject what is set aside";
            Err(unfit(what.to_owned()))
        }
        (None, _) => Err(unfit("there is nothing in it".to_owned())),
    }
}

fn unfit(text: String) -> Unfit {
    Unfit { text, fault: None }
}
