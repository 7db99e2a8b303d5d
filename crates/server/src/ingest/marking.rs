//! One submission is marked: what becomes of it, as far as that hangs on itself alone.

use ingestion::{Beyond, Item, LINE_BYTES_MAX, Marker, Outcome as Read, Quarantine};
use model::{AgencyId, Report};
use store::{Prepared, SetAside};

use super::lines::Line;
use super::receipt::Fate;
use crate::advice::advice;
use crate::clearinghouse::{Sample, Told};
use crate::wire::Advice;
use crate::{Clearinghouse, Error};

/// One line, ready to be stored or refused.
pub(super) struct Ready {
    pub(super) line: u64,
    /// Where it stands in a file of another format.
    pub(super) place: String,
    pub(super) report: Option<String>,
    pub(super) what: Result<Marked, Fate>,
}

pub(super) struct Marked {
    pub(super) prepared: Prepared,
    /// Notes for an accepted report; reason and text for one set aside.
    pub(super) notes: Vec<String>,
    pub(super) aside: Option<(String, String)>,
    pub(super) looked_at: LookedAt,
}

/// What is looked at once more when a report is accepted, for advice.
#[derive(Default)]
pub(super) struct LookedAt {
    pub(super) beyond: Vec<Beyond>,
    pub(super) references: Vec<String>,
    /// What is suggested by the text, and the text to be held against others, where that is wanted.
    pub(super) suggested: Vec<Advice>,
    pub(super) submitted: Option<Sample>,
}

impl LookedAt {
    fn of(house: &Clearinghouse, report: &Report, is_suggested: bool) -> Self {
        let suggested = is_suggested.then(|| advice(report, house.gazetteer()));
        Self {
            beyond: house.code_words().beyond(report),
            references: report.about.references.clone(),
            suggested: suggested.unwrap_or_default(),
            submitted: is_suggested.then(|| Sample::of(report)),
        }
    }

    /// All that is advised, as far as whoever is told may know.
    pub(super) fn advice(
        self,
        house: &Clearinghouse,
        told: Told<'_>,
    ) -> Result<Vec<Advice>, Error> {
        let mut all = house.hints(told, &self.beyond, &self.references)?;
        if let Some(submitted) = &self.submitted {
            all.extend(house.alike(told, submitted)?);
        }
        all.extend(self.suggested);
        Ok(all)
    }
}

/// One submission: a line of a file, or a piece of a file of another format.
pub(super) struct Submitted {
    line: u64,
    place: String,
    text: Vec<u8>,
    /// What its originator should know of how it was read.
    notes: Vec<String>,
    /// Whether its text is read for what may be suggested.
    is_suggested: bool,
}

impl Submitted {
    /// One that came by itself.
    pub(super) fn alone(text: Vec<u8>, notes: Vec<String>) -> Self {
        Self { line: 0, place: String::new(), text, notes, is_suggested: false }
    }

    fn ready(&self, report: Option<String>, what: Result<Marked, Fate>) -> Ready {
        Ready { line: self.line, place: self.place.clone(), report, what }
    }

    fn refused(&self, report: Option<String>, column: usize, text: String) -> Ready {
        // In a file of another format there is no line to point at.
        let column = Some(column).filter(|_| self.line > 0);
        self.ready(report, Err(Fate::Refused { column, text }))
    }

    fn aside(&self, report: Option<String>, aside: SetAside) -> Ready {
        if aside.submitted.len() > ASIDE_BYTES_MAX {
            let mebibytes = ASIDE_BYTES_MAX >> 20;
            let text = format!(
                "{}; it has more than the {mebibytes} MiB that are kept of what is set aside, so that \
                 nothing of it was kept",
                aside.text
            );
            return self.refused(report, 1, text);
        }
        let said = (aside.reason.clone(), aside.text.clone());
        match Prepared::aside(aside) {
            Ok(prepared) => {
                let notes = self.notes.clone();
                let looked_at = LookedAt::default();
                self.ready(report, Ok(Marked { prepared, notes, aside: Some(said), looked_at }))
            }
            Err(error) => self.refused(report, 1, error.to_string()),
        }
    }
}

pub(super) fn mark_line(
    house: &Clearinghouse,
    marker: &mut Marker<'_>,
    only_of: Option<&[AgencyId]>,
    (line, text): (u64, Line),
    is_suggested: bool,
) -> Ready {
    let (place, notes) = (String::new(), Vec::new());
    let submitted = |text| Submitted { line, place, text, notes, is_suggested };
    match text {
        Line::Text(text) => mark(house, marker, only_of, &submitted(text)),
        Line::TooLong => {
            let refusal = ingestion::too_long();
            submitted(Vec::new()).refused(None, refusal.column, refusal.message)
        }
    }
}

pub(super) fn mark_item(
    house: &Clearinghouse,
    marker: &mut Marker<'_>,
    only_of: Option<&[AgencyId]>,
    item: Item,
    is_suggested: bool,
) -> Ready {
    let Item { place, format: _, originator, serial, notes, outcome } = item;
    let submitted = |text: Vec<u8>| Submitted { line: 0, place, text, notes, is_suggested };
    match outcome {
        Read::Report(line) => mark(house, marker, only_of, &submitted(line.into_bytes())),
        Read::Aside { reason, text, submitted: kept } => {
            let report = Some(format!("{originator} {serial}").trim().to_owned());
            let report = report.filter(|report| !report.is_empty());
            let submitted = submitted(Vec::new());
            if !originator.is_empty() && !is_own(only_of, &originator) {
                return submitted.refused(report, 1, not_yours(&originator));
            }
            submitted.aside(report, SetAside { originator, serial, reason, text, submitted: kept })
        }
    }
}

fn is_own(only_of: Option<&[AgencyId]>, originator: &str) -> bool {
    let own = |agencies: &[AgencyId]| {
        AgencyId::new(originator).is_ok_and(|id| agencies.iter().any(|of| id.is_within(of)))
    };
    only_of.is_none_or(own)
}

fn not_yours(originator: &str) -> String {
    format!("you may not submit reports of `{originator}`")
}

pub(super) fn mark(
    house: &Clearinghouse,
    marker: &mut Marker<'_>,
    only_of: Option<&[AgencyId]>,
    submitted: &Submitted,
) -> Ready {
    let draft = match ingestion::read(&submitted.text) {
        Ok(draft) => draft.noted(submitted.notes.clone()),
        Err(refusal) => return submitted.refused(None, refusal.column, refusal.message),
    };
    let (originator, serial) = (draft.originator().to_owned(), draft.serial().to_string());
    let report = Some(format!("{originator} {serial} v{}", draft.version()));
    if !is_own(only_of, &originator) {
        return submitted.refused(report, 1, not_yours(&originator));
    }
    let reason = match marker.mark(draft) {
        Ok(marked) if dissemination::names_somebody_in_serial(&marked.report) => {
            Quarantine::NamedInSerial
        }
        Ok(marked) => {
            let notes = marked.notes.clone();
            let looked_at = LookedAt::of(house, &marked.report, submitted.is_suggested);
            match Prepared::report(marked.report, marked.notes, house.community()) {
                Ok(Ok(prepared)) => {
                    let marked = Marked { prepared, notes, aside: None, looked_at };
                    return submitted.ready(report, Ok(marked));
                }
                Ok(Err(too_many)) => Quarantine::TooManyViews(too_many.to_string()),
                Err(error) => return submitted.refused(report, 1, error.to_string()),
            }
        }
        Err(reason) => reason,
    };
    let aside = SetAside {
        originator,
        serial,
        reason: reason.name().to_owned(),
        text: reason.to_string(),
        submitted: String::from_utf8_lossy(&submitted.text).into_owned(),
    };
    submitted.aside(report, aside)
}

/// As long as the longest line, with what base64 adds.
const ASIDE_BYTES_MAX: usize = LINE_BYTES_MAX / 3 * 4;
