//! Reports that are looked at before they are submitted: read and marked, and not stored.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use ingestion::{Item, LINE_BYTES_MAX, Marked, Marker, Outcome};
use model::Community;
use store::Prepared;

use super::foreign::Foreign;
use super::lines::{Line, Lines};
use super::source::Source;
use crate::reading::Reading;
use crate::{Error, Result};

/// One draft of a file.
#[derive(Debug)]
pub(crate) struct Drafted {
    /// The line, from 1; of a file of another format the report in it.
    pub(crate) line: u64,
    /// The report as it would be accepted, or what would become of it.
    pub(crate) marked: std::result::Result<Marked, DraftFault>,
}

/// Why a draft would not be accepted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct DraftFault {
    /// `refused` or `quarantined`.
    pub(crate) outcome: &'static str,
    /// For one quarantined, the stable name of the reason.
    pub(crate) reason: Option<String>,
    /// For one refused, the column of the line, from 1.
    pub(crate) column: Option<usize>,
    /// What is wrong and what to do.
    pub(crate) text: String,
}

impl DraftFault {
    /// Of a draft that would be refused as a whole.
    pub(crate) fn refused(text: String) -> Self {
        Self { outcome: "refused", reason: None, column: None, text }
    }
}

/// Reads and marks the drafts of a source, one a line, or the one that fills it, as taking them in
/// would.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn drafts(
    source: &Source,
    community: &Community,
    reading: &Reading,
) -> Result<Vec<Drafted>> {
    let name = source.name();
    let stream = source.open(&Arc::new(AtomicU64::new(0)));
    let mut stream = stream.map_err(Error::io("read", &name))?;
    let foreign = Foreign::of(&name, &mut stream, &reading.rules);
    if let Some(foreign) = foreign.map_err(Error::io("read", &name))? {
        let mut marker = Marker::new(community);
        let items = (1..).zip(foreign.read(reading, &reading.rules));
        let drafted = items
            .map(|(line, item)| Drafted { line, marked: mark_item(&mut marker, item, community) });
        return Ok(drafted.collect());
    }
    let mut lines = Lines::new(stream, LINE_BYTES_MAX);
    let mut found = Vec::new();
    while let Some((line, text)) = lines.next().map_err(Error::io("read", &name))? {
        found.push((line, text));
    }
    let mut marker = Marker::new(community);
    if let Some(whole) = of_many_lines(&found)
        && ingestion::read(&whole).is_ok()
    {
        let marked = mark(&mut marker, Line::Text(whole), community);
        return Ok(vec![Drafted { line: 1, marked }]);
    }
    let each = found.into_iter();
    Ok(each
        .map(|(line, text)| Drafted { line, marked: mark(&mut marker, text, community) })
        .collect())
}

/// A report that was written over many lines, for people.
fn of_many_lines(lines: &[(u64, Line)]) -> Option<Vec<u8>> {
    let texts = lines.iter().map(|(_, line)| match line {
        Line::Text(text) => Some(text.as_slice()),
        Line::TooLong => None,
    });
    let texts: Vec<&[u8]> = texts.collect::<Option<_>>()?;
    (texts.len() > 1).then(|| texts.join(&b'\n'))
}

/// A piece of a file of another format.
fn mark_item(
    marker: &mut Marker<'_>,
    item: Item,
    community: &Community,
) -> std::result::Result<Marked, DraftFault> {
    match item.outcome {
        Outcome::Report(line) => mark(marker, Line::Text(line.into_bytes()), community),
        Outcome::Aside { reason, text, submitted: _ } => Err(DraftFault {
            outcome: "quarantined",
            reason: Some(reason),
            column: None,
            text: if item.place.is_empty() { text } else { format!("{}: {text}", item.place) },
        }),
    }
}

fn mark(
    marker: &mut Marker<'_>,
    line: Line,
    community: &Community,
) -> std::result::Result<Marked, DraftFault> {
    let read = match line {
        Line::Text(text) => ingestion::read(&text),
        Line::TooLong => Err(ingestion::too_long()),
    };
    let draft = read.map_err(|refusal| DraftFault {
        outcome: "refused",
        reason: None,
        column: Some(refusal.column),
        text: refusal.message,
    })?;
    let aside = |reason: &ingestion::Quarantine| DraftFault {
        outcome: "quarantined",
        reason: Some(reason.name().to_owned()),
        column: None,
        text: reason.to_string(),
    };
    let marked = marker.mark(draft).map_err(|reason| aside(&reason))?;
    match Prepared::report(marked.report.clone(), marked.notes.clone(), community) {
        Ok(Ok(_)) => Ok(marked),
        Ok(Err(many)) => Err(aside(&ingestion::Quarantine::TooManyViews(many.to_string()))),
        Err(error) => Err(DraftFault::refused(error.to_string())),
    }
}
