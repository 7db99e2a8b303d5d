//! Drafts before they are submitted: what would become of each under what is in force.

mod acts;

use dissemination::Prospect;
use model::{AgencyId, Purpose, RecipientId};
use serde_json::{Value, json};

use super::Clearinghouse;
use super::advising::Told;
use crate::ingest::{DraftFault, Drafted, Source, drafts};
use crate::{Result, wire};

pub use acts::Intended;

/// What is asked about drafts.
#[derive(Clone, Debug)]
pub struct Foreseeing {
    /// For which purposes.
    pub purposes: Vec<Purpose>,
    /// In which matter.
    pub matter: Option<String>,
    /// Of whose reports alone; the operator may ask about anybody's.
    pub originators: Option<Vec<AgencyId>>,
    /// Who asks: sources that they may not know of count as not here. The operator may know all.
    pub reader: Option<RecipientId>,
}

impl Clearinghouse {
    /// What would become of each draft: a [`wire::WhatIf`], or `{"line", "fault"}` for one that would
    /// not be accepted. Nothing is stored, and nothing is released.
    ///
    /// # Errors
    /// When the drafts cannot be read.
    pub fn foresee(&self, source: &Source, asked: &Foreseeing) -> Result<Vec<Value>> {
        let Foreseeing { purposes, matter, originators, reader } = asked;
        let reader = reader.as_ref().map(|id| self.recipient(id.as_str())).transpose()?;
        let in_force = self.store.in_force();
        let at = self.clock.now();
        let mut answers = Vec::new();
        for Drafted { line, marked } in drafts(source, &in_force, self.reading())? {
            let own = |originator: &AgencyId| {
                originators.as_ref().is_none_or(|of| of.iter().any(|of| originator.is_within(of)))
            };
            answers.push(match marked {
                Ok(marked) if own(&marked.report.id.originator) => {
                    let report = &marked.report;
                    let mut provenance = self.store.provenance_of_draft(report)?;
                    if let Some(reader) = reader {
                        provenance.sources.forget(|cited| self.may_know_of(reader, cited))?;
                    }
                    let matter = matter.as_deref();
                    let prospect = Prospect::of(report, &provenance, &in_force, matter, at);
                    let told = reader.map_or(Told::Operator, Told::Recipient);
                    let beyond = self.code_words().beyond(report);
                    let mut advice = self.hints(told, &beyond, &report.about.references)?;
                    advice.extend(crate::advice::advice(report, self.gazetteer()));
                    let told = (marked.notes, advice);
                    let found = wire::WhatIf::of(line, report, told, &prospect, purposes);
                    serde_json::to_value(found).unwrap_or_default()
                }
                Ok(marked) => {
                    let whose = &marked.report.id.originator;
                    let text = format!("{whose} is not an originator that you speak for");
                    fault(line, &DraftFault::refused(text))
                }
                Err(why) => fault(line, &why),
            });
        }
        Ok(answers)
    }
}

fn fault(line: u64, why: &DraftFault) -> Value {
    let DraftFault { outcome, reason, column, text } = why;
    json!({
        "line": line,
        "fault": { "outcome": outcome, "reason": reason, "column": column, "text": text },
    })
}
