//! Foreign disclosure and release: the non-US gate, NOFORN, REL TO, EYES ONLY, DISPLAY ONLY.

use std::collections::BTreeSet;

use marking::{Code, CodeList, Dissem, Marking};

use crate::case::{Case, Findings};

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    let marking = &case.handling.marking;
    if !marking.opens_abroad() && !case.who.is_us() {
        findings.deny("non-us", "ISM.ACES C.2.1.1", || {
            "without REL TO, EYES ONLY or DISPLAY ONLY nothing goes to a recipient who is not of \
             the United States"
                .to_owned()
        });
    }
    if marking.is_noforn() {
        findings.require(case.who.is_us(), "noforn", "ISM.ACES table 116", || {
            "NOFORN needs US affiliation and a US agency".to_owned()
        });
    }
    lists(case, findings);
    if marking.has(Dissem::Relido) {
        findings.oblige("relido", "ISM.ACES table 119", || {
            "RELIDO: a designated official may decide about further foreign release".to_owned()
        });
    }
}

/// Whoever is released to may have it; whom DISPLAY ONLY names may look at it, and no more.
fn lists(case: Case<'_>, findings: &mut Findings) {
    let marking = &case.handling.marking;
    let shown = !marking.display_only().is_empty();
    let may_look = shown && is_among(case, &shown_to(marking));
    let looks = may_look && !case.ask.manner.is_kept();
    let mut released = None;
    let mut release = |list: &CodeList, rule, source, text: &dyn Fn(String) -> String| {
        if list.is_empty() {
            return;
        }
        let among = is_among(case, &list.countries());
        released = Some(released.unwrap_or(true) && among);
        findings.require(among || looks, rule, source, || {
            let codes: Vec<_> = list.iter().map(Code::as_str).collect();
            format!("{} needs affiliation and employer among them", text(codes.join(", ")))
        });
    };
    let (rel_to, eyes) = (marking.rel_to(), marking.eyes_only());
    release(rel_to, "rel-to", "ISM.ACES table 118", &|codes| format!("REL TO {codes}"));
    release(eyes, "eyes-only", "ISM.ACES table 120", &|codes| format!("{codes} EYES ONLY"));
    if shown {
        display(case, findings, may_look, released == Some(true));
    }
}

/// Display is a limit on partners to whom it is not released.
fn display(case: Case<'_>, findings: &mut Findings, may_look: bool, released: bool) {
    const SOURCE: &str = "ISM.ACES table 124";
    let looks = may_look && !case.ask.manner.is_kept();
    let has_more = case.who.is_us() || released;
    findings.require(has_more || looks, "display-only", SOURCE, || {
        let codes: Vec<_> = case.handling.marking.display_only().iter().map(Code::as_str).collect();
        let codes = codes.join(", ");
        if may_look {
            format!("DISPLAY ONLY {codes} lets its readers look, not have a copy")
        } else {
            format!("DISPLAY ONLY {codes} needs affiliation and employer among them")
        }
    });
    if !has_more {
        findings.oblige("display-only", SOURCE, || {
            "DISPLAY ONLY: to be looked at; no copy, no duplicate, no further dissemination"
                .to_owned()
        });
    }
}

/// Affiliation with one of some countries, and a US agency or an employer of one of them.
fn is_among(case: Case<'_>, opened: &BTreeSet<Code>) -> bool {
    let affiliated = case.ask.recipient.countries.iter().any(|country| opened.contains(country));
    let employed =
        case.who.us_employed || case.who.nation.is_some_and(|nation| opened.contains(&nation));
    affiliated && employed
}

/// Whom DISPLAY ONLY shows it to: its own list, and those to whom it is released.
fn shown_to(marking: &Marking) -> BTreeSet<Code> {
    let lists = [marking.display_only(), marking.rel_to(), marking.eyes_only()];
    lists.into_iter().flat_map(CodeList::countries).collect()
}
