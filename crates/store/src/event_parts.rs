//! Content in parts: what all parties of an entry may see, then what one of them alone may.
//!
//! Parts are JSON, one behind the other, so that content reads back without their lengths.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Deserializer;

use crate::stored_act::StoredAct;
use crate::stored_report::StoredReport;
use crate::{Served, ServedReport, SetAside};

/// Content, and the lengths of its parts; without any it is one part.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Written {
    pub(crate) content: Vec<u8>,
    pub(crate) parts: Vec<u32>,
}

/// What every party of an answer sees: whom it was for, and what for.
#[derive(Deserialize, Serialize)]
struct Answer {
    recipient: String,
    purpose: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    matter: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    query: Option<String>,
}

/// What an originator sees of an answer: its own material, and what refused.
#[derive(Deserialize, Serialize)]
struct Own {
    originator: String,
    reports: Vec<ServedReport>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    refused_by: Vec<String>,
}

/// What whoever asked sees of an act: which of its requests it answers.
#[derive(Deserialize, Serialize)]
struct Answered {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    request: Option<String>,
}

/// The act itself.
#[derive(Deserialize, Serialize)]
struct Decided {
    act: StoredAct,
    reason: String,
}

/// What a submission's originator sees of its acceptance. The report itself it has.
#[derive(Deserialize, Serialize)]
struct Accepted {
    accepted: String,
    notes: Vec<String>,
}

/// What the originator sees of what was set aside.
#[derive(Deserialize, Serialize)]
struct Aside {
    originator: String,
    serial: String,
    reason: String,
    text: String,
}

impl Written {
    /// A report: its name and the notes on it, then the report.
    pub(crate) fn accepted(
        report: &StoredReport<'_>,
        name: String,
        notes: &[String],
    ) -> serde_json::Result<Self> {
        let mut written = Self::default();
        written.put(&Accepted { accepted: name, notes: notes.to_vec() })?;
        written.put(report)?;
        Ok(written)
    }

    /// A submission that was set aside: what it was and why, then what was submitted.
    pub(crate) fn aside(aside: &SetAside) -> serde_json::Result<Self> {
        let SetAside { originator, serial, reason, text, submitted } = aside.clone();
        let mut written = Self::default();
        written.put(&Aside { originator, serial, reason, text })?;
        written.put(&submitted)?;
        Ok(written)
    }

    /// An answer: one part for all, one for each originator, in the order of their names; where no
    /// report is named, one of nobody's, so that the number of parts does not tell.
    pub(crate) fn served(served: &Served) -> serde_json::Result<Self> {
        let Served { recipient, purpose, matter, by, query, reports, refused_by } = served.clone();
        let mut written = Self::default();
        written.put(&Answer { recipient, purpose, matter, by, query })?;
        let mut originators: Vec<&str> = reports.iter().map(|of| of.originator.as_str()).collect();
        originators.sort_unstable();
        originators.dedup();
        if originators.is_empty() {
            originators.push("");
        }
        for originator in originators {
            let own = reports.iter().filter(|report| report.originator == originator);
            let (reports, refused_by) = (own.cloned().collect(), refused_by.clone());
            written.put(&Own { originator: originator.to_owned(), reports, refused_by })?;
        }
        Ok(written)
    }

    /// An act: a part for whoever asked for it, and one for whoever decided.
    pub(crate) fn acted(
        act: StoredAct,
        request: Option<String>,
        reason: String,
    ) -> serde_json::Result<Self> {
        let mut written = Self::default();
        written.put(&Answered { request })?;
        written.put(&Decided { act, reason })?;
        Ok(written)
    }

    fn put(&mut self, part: &impl Serialize) -> serde_json::Result<()> {
        let before = self.content.len();
        serde_json::to_writer(&mut self.content, part)?;
        // A part that is longer does not fit into a record, which says so.
        self.parts.push(u32::try_from(self.content.len() - before).unwrap_or(u32::MAX));
        Ok(())
    }
}

/// Reads an answer back, its reports in the order of their originators.
pub(crate) fn served(content: &[u8]) -> serde_json::Result<Served> {
    let (answer, owns): (Answer, Vec<Own>) = read(content)?;
    let Answer { recipient, purpose, matter, by, query } = answer;
    let (mut reports, mut refused_by) = (Vec::new(), Vec::new());
    for own in owns {
        reports.extend(own.reports);
        refused_by = own.refused_by;
    }
    Ok(Served { recipient, purpose, matter, by, query, reports, refused_by })
}

/// Reads an act back: the act, the request that it answers, the reason.
pub(crate) fn acted(
    content: &[u8],
) -> serde_json::Result<Option<(StoredAct, Option<String>, String)>> {
    let (answered, decided): (Answered, Vec<Decided>) = read(content)?;
    let decided = decided.into_iter().next();
    Ok(decided.map(|Decided { act, reason }| (act, answered.request, reason)))
}

/// Reads an accepted report back, with the notes on it.
pub(crate) fn accepted(
    content: &[u8],
) -> serde_json::Result<Option<(StoredReport<'static>, Vec<String>)>> {
    let (accepted, reports): (Accepted, Vec<StoredReport<'static>>) = read(content)?;
    Ok(reports.into_iter().next().map(|report| (report, accepted.notes)))
}

/// Reads what was set aside.
pub(crate) fn aside(content: &[u8]) -> serde_json::Result<Option<SetAside>> {
    let (aside, submitted): (Aside, Vec<String>) = read(content)?;
    let Aside { originator, serial, reason, text } = aside;
    let submitted = submitted.into_iter().next();
    Ok(submitted.map(|submitted| SetAside { originator, serial, reason, text, submitted }))
}

fn read<F: DeserializeOwned, R: DeserializeOwned>(
    content: &[u8],
) -> serde_json::Result<(F, Vec<R>)> {
    let mut parts = Deserializer::from_slice(content);
    let first = F::deserialize(&mut parts)?;
    let rest = parts.into_iter().collect::<serde_json::Result<_>>()?;
    Ok((first, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(originator: &str, serial: &str) -> ServedReport {
        ServedReport {
            originator: originator.to_owned(),
            serial: serial.to_owned(),
            version: 1,
            outcome: "release".to_owned(),
            parts: Vec::new(),
            identities: None,
        }
    }

    fn answer(reports: Vec<ServedReport>) -> Served {
        let (recipient, purpose) = ("alvarez".to_owned(), "analysis".to_owned());
        Served { recipient, purpose, reports, ..Served::default() }
    }

    #[test]
    fn an_answer_has_a_part_for_each_originator_and_reads_back() {
        let reports = vec![report("CIA", "1"), report("CIA", "2"), report("FBI", "1")];
        let answered = answer(reports);
        let written = Written::served(&answered).unwrap();
        assert_eq!(written.parts.len(), 3);
        assert_eq!(served(&written.content).unwrap(), answered);
        let first = usize::try_from(written.parts[0]).unwrap();
        let all = std::str::from_utf8(&written.content[..first]).unwrap();
        assert!(!all.contains("CIA") && !all.contains("FBI"), "{all}");
    }

    #[test]
    fn refusals_of_what_is_hidden_and_of_what_is_not_there_have_as_many_parts() {
        let refused = |reports, rule: &str| {
            let refused_by = vec![rule.to_owned()];
            Written::served(&Served { refused_by, ..answer(reports) }).unwrap()
        };
        let hidden = refused(vec![report("CIA", "1")], "read-in");
        let missing = refused(Vec::new(), "no-such-report");
        assert_eq!((hidden.parts.len(), missing.parts.len()), (2, 2));
        assert_eq!(hidden.parts[0], missing.parts[0]);
    }
}
