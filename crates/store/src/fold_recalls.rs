//! What an auditor sees of recalls, acknowledgements and purges.

use model::Leaf;

use crate::catalog::AuditRow;
use crate::fold::blank;
use crate::recalls::Recalls;
use crate::withdrawing::Withdrawing;
use crate::{Purge, Recall};

/// The rows of an entry that takes something back, each with whose auditor sees it.
pub(crate) fn rows(leaf: &Leaf, event: &Withdrawing, recalls: &Recalls) -> Vec<(String, AuditRow)> {
    match event {
        Withdrawing::Recalled(recall) => of_recall(leaf, recall),
        Withdrawing::Reminded(reminder) => {
            let known = recalls.recorded().iter().find(|known| known.id == reminder.recall);
            let outcome = format!("{} recipients reminded of the recall", reminder.recipients);
            known.map(|known| row(leaf, &known.recall.report, "", &outcome)).into_iter().collect()
        }
        Withdrawing::Acknowledged(said) => {
            let is_meant = |id: &str| said.recalls.iter().any(|of| of.id == id);
            let known = recalls.recorded().iter().filter(|known| is_meant(&known.id));
            let use_made = said.onward.as_ref().map(|text| format!(": {text}"));
            let what = match said.recalls.as_slice() {
                [] => "declared its use",
                [_, ..] => "acknowledged the recall",
            };
            let outcome = format!("{what}{}", use_made.unwrap_or_default());
            // Through which product of somebody else's a recipient had it is not the originator's.
            let mut reports: Vec<&str> = known.map(|known| known.recall.report.as_str()).collect();
            reports.push(&said.report);
            reports.sort_unstable();
            reports.dedup();
            reports.iter().map(|report| row(leaf, report, &said.recipient, &outcome)).collect()
        }
        Withdrawing::Purged(Purge { report, because, entries }) => {
            let outcome = format!("purged, {} entries: {because}", entries.len());
            vec![row(leaf, report, "", &outcome)]
        }
    }
}

/// One row for the report that is recalled, and one for each report that derives from it.
fn of_recall(leaf: &Leaf, recall: &Recall) -> Vec<(String, AuditRow)> {
    let Recall { report, version, kind, because, .. } = recall;
    let told: usize = recall.notices.iter().map(|notice| notice.recipients.len()).sum();
    let outcome = format!("{}: {because}; {told} notices", kind.name());
    let mut rows = vec![row(leaf, &format!("{report} v{version}"), "", &outcome)];
    let mut products: Vec<&str> = recall.notices.iter().map(|n| n.report.as_str()).collect();
    products.retain(|product| product != report);
    products.dedup();
    for product in products {
        rows.push(row(leaf, product, "", "a source of it was recalled"));
    }
    rows
}

fn row(leaf: &Leaf, report: &str, recipient: &str, outcome: &str) -> (String, AuditRow) {
    let originator = report.split(' ').next().unwrap_or_default().to_owned();
    let (report, recipient) = (report.to_owned(), recipient.to_owned());
    (originator, AuditRow { report, recipient, outcome: outcome.to_owned(), ..blank(leaf) })
}
