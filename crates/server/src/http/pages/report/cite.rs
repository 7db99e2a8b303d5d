//! How a report is cited: with its marking and where it is from, so that neither gets lost on the way.

use maud::{Markup, html};

use crate::wire;

/// The citation, to be copied; the script copies it and single portions with it.
pub(super) fn cite(report: &wire::Report) -> Markup {
    html! {
        details.cite {
            summary data-key="c" { "Cite" }
            label.quiet for="citation" { "Citation" }
            textarea #citation readonly rows="4" data-source=(source(report, &report.banner)) { (citation(report)) }
            p.hint { "A portion that is in focus is copied with its mark and this source line." }
        }
    }
}

/// The title behind its mark, and the source.
fn citation(report: &wire::Report) -> String {
    match &report.title {
        Some(title) => {
            format!("({}) {}\n{}", title.marking, title.text, source(report, &report.banner))
        }
        None => source(report, &report.banner),
    }
}

/// Where it is from, with the banner of what is cited.
pub(super) fn source(report: &wire::Report, banner: &str) -> String {
    let wire::Report { report: cited, version, kind, issued, leads_only, .. } = report;
    let issued = issued.as_ref().map(|issued| format!(", {issued}")).unwrap_or_default();
    let leads = if *leads_only { "; leads only, not evidence" } else { "" };
    format!("Source: {cited} v{version}, {}{issued}; {banner}{leads}", kind.replace('-', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_has_the_mark_the_banner_and_the_source() {
        let text = r#"{"report":"CIA X-1","originator":"CIA","serial":"X-1","version":2,
            "kind":"intelligence-report","precedence":"routine","issued":"2004-05-11",
            "outcome":"redact","banner":"SECRET//NOFORN","title":{"marking":"U","text":"Houses"},
            "portions":[],"tearlines":[],"caveats":[],"leads_only":true,"obligations":[],
            "addressees":[],"entities":[],"topics":[],"places":[],"references":[],
            "derived_from":[]}"#;
        let report: wire::Report = serde_json::from_str(text).unwrap();
        let expected = "(U) Houses\nSource: CIA X-1 v2, intelligence report, 2004-05-11; \
                        SECRET//NOFORN; leads only, not evidence";
        assert_eq!(citation(&report), expected);
    }
}
