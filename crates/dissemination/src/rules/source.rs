//! What the originators of a product's sources ask of it: originator control and the third agency rule
//! bind whatever is made from their material (register, ORCON; ICD 710; charter, function 1, note).

use super::{caveat, departmental, distribution, embargo, field_office, need_to_know};
use super::{undecided, usage};
use crate::Handling;
use crate::case::{Case, Findings};

/// How sources are called to whoever reads the reasons.
#[derive(Clone, Copy)]
pub(crate) struct NameSource<'a> {
    /// The sources of a class; `None` where the reader may not know of them.
    pub(crate) known: &'a dyn Fn(&Handling) -> Option<String>,
    /// What the product cites through which a source is not here, or not to be known of.
    pub(crate) unknown: &'a dyn Fn() -> String,
}

/// Every source must permit it. A source that is not here cannot, since nobody knows what it asks.
pub(crate) fn check(case: Case<'_>, findings: &mut Findings, name: NameSource<'_>) {
    let inherited = &case.handling.inherited;
    if inherited.missing {
        unknown(findings, name);
    }
    for source in &inherited.sources {
        let known = if findings.explains() { (name.known)(source) } else { None };
        if let Some(known) = known {
            findings.tell_of(format!("{known}: "));
            bind(of_source(case, source), findings);
            findings.tell_of_itself();
        } else if !findings.take_silently(|findings| bind(of_source(case, source), findings)) {
            unknown(findings, name);
        }
    }
}

/// A source that is not here and one that the reader may not know of are told alike.
fn unknown(findings: &mut Findings, name: NameSource<'_>) {
    findings.deny("source", SOURCE, || {
        let name = (name.unknown)();
        format!("{name}: it is not here, or you may not know what its originator asks")
    });
}

const SOURCE: &str = "register p136, ORCON; charter, function 1";

/// The question about a source of what is asked about.
pub(crate) fn of_source<'a>(case: Case<'a>, source: &'a Handling) -> Case<'a> {
    Case { handling: source, product: case.handling.named.as_deref(), ..case }
}

/// The rules that are the originator's own. Levels, accesses and disclosure abroad follow from the
/// product's portion marks, which its writer derives from those of the sources.
pub(crate) fn bind(case: Case<'_>, findings: &mut Findings) {
    undecided::check(case, findings);
    embargo::check(case, findings);
    distribution::check(case, findings);
    departmental::check_lists(case, findings);
    need_to_know::check(case, findings);
    caveat::check(case, findings);
    usage::check(case, findings);
    field_office::check(case, findings);
}
