//! What happened to an originator's material.

use maud::{Markup, html};
use store::AuditRow;

/// The newest events, newest first.
pub(super) fn body(originator: &str, rows: &[AuditRow]) -> Markup {
    html! {
        h1 { "How the caveats of " (originator) " were honoured" }
        p.meta { "Each line is an entry of the ledger, newest first." }
        @if rows.is_empty() { p { "Nothing has happened to its material yet." } }
        @else {
            div.scroll tabindex="0" role="region" aria-label="Events" {
                table {
                    thead { tr {
                        th scope="col" { "When" } th scope="col" { "What" } th scope="col" { "Report" }
                        th scope="col" { "To whom" } th scope="col" { "Purpose" }
                        th scope="col" { "Outcome" }
                    } }
                    tbody { @for row in rows { tr {
                        td { (row.at.minute()) } td { (row.kind.name()) } td { (row.report) }
                        td { (row.recipient) } td { (row.purpose) } td { (row.outcome) }
                    } } }
                }
            }
        }
    }
}
