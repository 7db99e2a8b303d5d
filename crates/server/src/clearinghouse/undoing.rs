//! What people decided about who is who and was taken back: told to those alone who had the judgement.

use std::collections::BTreeSet;

use model::{Recipient, ReportId};

use super::Clearinghouse;
use super::judging::SERIAL;
use crate::Result;

/// A judgement that its organisation took back.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UndoneJudgement {
    /// The report that it was, `ORIGINATOR SERIAL`.
    pub report: String,
    /// Whose it was, and who took it back.
    pub organization: String,
    /// When it was taken back, in RFC 3339.
    pub at: String,
    /// By whom and why, for those of the organisation.
    pub own: Option<(String, String)>,
}

impl Clearinghouse {
    /// The judgements that a recipient had and that were taken back, of those made from some reports.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn undone_judgements(
        &self,
        reader: &Recipient,
        reports: impl Iterator<Item = ReportId>,
    ) -> Result<Vec<UndoneJudgement>> {
        let mut recalls = self.store.recorded_recalls();
        recalls.retain(|known| {
            let report = &known.recall.report;
            let is_judgement = report.split(' ').nth(1).is_some_and(|of| of.starts_with(SERIAL));
            let notices = known.recall.notices.iter().filter(|notice| notice.report == *report);
            is_judgement
                && notices.flat_map(|notice| &notice.recipients).any(|of| *of == reader.id.as_str())
        });
        if recalls.is_empty() {
            return Ok(Vec::new());
        }
        let mut made: BTreeSet<String> = BTreeSet::new();
        for cited in reports.map(|report| report.cited()).collect::<BTreeSet<_>>() {
            made.extend(self.store.derived_closure(&cited)?);
        }
        let own = reader.duty_organization.as_str();
        let of_these = recalls.into_iter().filter(|known| made.contains(&known.recall.report));
        let undone = of_these.map(|known| {
            let report = known.recall.report;
            let organization = report.split(' ').next().unwrap_or_default().to_owned();
            let own = (organization == own).then_some((known.by, known.recall.because));
            UndoneJudgement { organization, at: known.at.rfc3339(), own, report }
        });
        Ok(undone.collect())
    }
}
