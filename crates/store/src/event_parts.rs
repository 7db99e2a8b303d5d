//! Content in parts: what all parties of an entry may see, then what one of them alone may.
//!
//! Parts are JSON, one behind the other, so that content reads back without their lengths.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Deserializer;

use crate::stored_act::StoredAct;
use crate::stored_report::StoredReport;
use crate::{Again, Served, ServedReport, SetAside};

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
    manner: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    query: Option<String>,
    /// The entry that says what went, where the same is given again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    again: Option<u64>,
}

/// What an originator and whoever was answered see of an answer: what of its material went, and how.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Own {
    originator: String,
    reports: Vec<Went>,
}

/// What of a report whoever was answered may know.
#[derive(Deserialize, Serialize)]
pub(crate) struct Went {
    serial: String,
    version: u32,
    outcome: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    identities: Option<String>,
}

/// What an originator alone sees of an answer: the rest would tell what was left out, and why.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Ground {
    grounds_of: String,
    reports: Vec<Why>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    refused_by: Vec<String>,
}

/// What of it its originator alone.
#[derive(Deserialize, Serialize)]
pub(crate) struct Why {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    parts: Vec<usize>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    untitled: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    beside: Vec<usize>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rules: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    acts: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owed: Option<String>,
}

/// A part behind the first of an answer.
#[derive(Deserialize)]
#[serde(untagged)]
enum Behind {
    Own(Own),
    Ground(Ground),
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

    /// An answer: one part for all, and two for each originator, in the order of their names: what
    /// went, and why in that form. Where no report is named, two of nobody's, so that the number of
    /// parts does not tell. What is given again has them too, with nothing in them.
    pub(crate) fn served(served: &Served) -> serde_json::Result<Self> {
        let Served { recipient, purpose, matter, manner, by, query, reports, refused_by, again } =
            served.clone();
        let entry = again.as_ref().map(|again| again.entry);
        let mut written = Self::default();
        written.put(&Answer { recipient, purpose, matter, manner, by, query, again: entry })?;
        let of_again = again.iter().flat_map(|again| &again.originators);
        let of_reports = reports.iter().map(|of| &of.originator);
        let mut originators: Vec<&str> = of_reports.chain(of_again).map(String::as_str).collect();
        originators.sort_unstable();
        originators.dedup();
        if originators.is_empty() {
            originators.push("");
        }
        for originator in originators {
            let own = reports.iter().filter(|report| report.originator == originator);
            let (went, why) = own.cloned().map(parted).unzip();
            written.put(&Own { originator: originator.to_owned(), reports: went })?;
            let (grounds_of, refused_by) = (originator.to_owned(), refused_by.clone());
            written.put(&Ground { grounds_of, reports: why, refused_by })?;
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

    pub(crate) fn put(&mut self, part: &impl Serialize) -> serde_json::Result<()> {
        let before = self.content.len();
        serde_json::to_writer(&mut self.content, part)?;
        // A part that is longer does not fit into a record, which says so.
        self.parts.push(u32::try_from(self.content.len() - before).unwrap_or(u32::MAX));
        Ok(())
    }
}

/// The two of a report.
pub(crate) fn parted(report: ServedReport) -> (Went, Why) {
    let ServedReport { originator: _, serial, version, outcome, identities, .. } = report;
    let ServedReport { parts, untitled, beside, rules, acts, owed, .. } = report;
    let went = Went { serial, version, outcome, identities };
    (went, Why { parts, untitled, beside, rules, acts, owed })
}

/// The report of an originator, back together.
pub(crate) fn joined(originator: String, went: Went, why: Why) -> ServedReport {
    let Went { serial, version, outcome, identities } = went;
    let Why { parts, untitled, beside, rules, acts, owed } = why;
    ServedReport {
        originator,
        serial,
        version,
        outcome,
        parts,
        untitled,
        beside,
        identities,
        rules,
        acts,
        owed,
    }
}

/// Reads an answer back, its reports in the order of their originators.
pub(crate) fn served(content: &[u8]) -> serde_json::Result<Served> {
    let (answer, behind): (Answer, Vec<Behind>) = read(content)?;
    let Answer { recipient, purpose, matter, manner, by, query, again } = answer;
    let mut again = again.map(|entry| Again { entry, originators: Vec::new() });
    let (mut went, mut why, mut refused_by) = (Vec::new(), Vec::new(), Vec::new());
    for part in behind {
        match part {
            Behind::Own(Own { originator, reports }) => {
                if let Some(again) = &mut again {
                    again.originators.push(originator.clone());
                }
                went.extend(reports.into_iter().map(|report| (originator.clone(), report)));
            }
            Behind::Ground(ground) => {
                why.extend(ground.reports);
                refused_by = ground.refused_by;
            }
        }
    }
    let joined =
        went.into_iter().zip(why).map(|((originator, went), why)| joined(originator, went, why));
    let reports = joined.collect();
    Ok(Served { recipient, purpose, matter, manner, by, query, reports, refused_by, again })
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

/// Reads parts back: the first, and those behind it.
pub(crate) fn read<F: DeserializeOwned, R: DeserializeOwned>(
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
            outcome: "redact".to_owned(),
            parts: vec![1, 3],
            untitled: true,
            beside: vec![2],
            identities: None,
            rules: vec!["orcon".to_owned()],
            acts: Vec::new(),
            owed: Some("0011".to_owned()),
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
        assert_eq!(written.parts.len(), 5);
        assert_eq!(served(&written.content).unwrap(), answered);
        let first = usize::try_from(written.parts[0]).unwrap();
        let all = std::str::from_utf8(&written.content[..first]).unwrap();
        assert!(!all.contains("CIA") && !all.contains("FBI"), "{all}");
    }

    #[test]
    fn what_is_given_again_has_the_parts_of_its_originators_and_reads_back() {
        let originators = vec!["CIA".to_owned(), "FBI".to_owned()];
        let again = Some(Again { entry: 7, originators });
        let answered = Served { again, ..answer(Vec::new()) };
        let written = Written::served(&answered).unwrap();
        assert_eq!(written.parts.len(), 5);
        assert_eq!(served(&written.content).unwrap(), answered);
        let first = usize::try_from(written.parts[0]).unwrap();
        let all = std::str::from_utf8(&written.content[..first]).unwrap();
        assert!(
            all.contains("\"again\":7") && !all.contains("CIA") && !all.contains("FBI"),
            "{all}"
        );
    }

    #[test]
    fn refusals_of_what_is_hidden_and_of_what_is_not_there_have_as_many_parts() {
        let refused = |reports, rule: &str| {
            let refused_by = vec![rule.to_owned()];
            Written::served(&Served { refused_by, ..answer(reports) }).unwrap()
        };
        let hidden = refused(vec![report("CIA", "1")], "read-in");
        let missing = refused(Vec::new(), "no-such-report");
        assert_eq!((hidden.parts.len(), missing.parts.len()), (3, 3));
        assert_eq!(hidden.parts[0], missing.parts[0]);
    }
}
