//! Read-ins: SCI, special access programs, atomic energy, NATO, ACCM, naval nuclear propulsion.

use marking::{AeaKind, Level, Marking, NonIc};

use crate::case::{Case, Findings};

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    sci(case, findings);
    programs(case, findings);
    atomic_energy(case, findings);
    nato(case, findings);
    accredited(case, findings);
}

fn sci(case: Case<'_>, findings: &mut Findings) {
    let sci = case.handling.marking.sci();
    if sci.is_empty() {
        return;
    }
    // Register table 5: whatever the level, SCI takes a TOP SECRET clearance.
    findings.require(
        case.ask.recipient.clearance == Level::TopSecret,
        "sci-clearance",
        "register table 5",
        || "SCI needs a TOP SECRET clearance".to_owned(),
    );
    for token in sci.tokens() {
        needs(case, findings, &token, "sci", "ISM.ACES table 93");
        if token == "SI-EU" {
            let held = holds(case, "SI-NK");
            findings.require(held, "sci", "register table 5", || {
                "SI-EU also needs a read-in to SI-NK".to_owned()
            });
        }
    }
}

fn programs(case: Case<'_>, findings: &mut Findings) {
    for token in case.handling.marking.sap().tokens() {
        let token = token.replace(' ', "_");
        let held = holds(case, &token) || holds_program_at_level(case, &token);
        findings.require(held, "sap", "ISM.ACES table 94", || format!("{token} needs a read-in"));
    }
}

/// Whether a read-in of a program's authority at the level or above is held: for `SAR-BP` of a
/// SECRET text, `SAR-DOD:S:BP` or `SAR-DOD:TS:BP`.
fn holds_program_at_level(case: Case<'_>, token: &str) -> bool {
    let level = case.handling.marking.level();
    let named = token.strip_prefix("SAR-").filter(|program| !program.contains('-'));
    case.ask.recipient.accesses.iter().any(|access| {
        let mut parts = access.strip_prefix("SAR-").unwrap_or_default().split(':');
        let (_authority, read_on, program) = (parts.next(), parts.next(), parts.next());
        let read_on = read_on.and_then(Level::find).filter(|read_on| READ_ON.contains(read_on));
        read_on.is_some_and(|read_on| read_on >= level) && program.is_some() && program == named
    })
}

fn atomic_energy(case: Case<'_>, findings: &mut Findings) {
    let aea = case.handling.marking.aea();
    let read_ins = aea.read_ins();
    if aea.has(AeaKind::Rd) || !read_ins.is_empty() {
        let held = holds(case, "Q");
        findings.require(held, "restricted-data", "ISM.ACES tables 95-105", || {
            "restricted data needs a Q clearance".to_owned()
        });
    }
    for read_in in read_ins {
        needs(case, findings, &read_in, "restricted-data", "ISM.ACES tables 96-105");
    }
}

/// NATO's levels and controls. How high NATO's part of other information is a printed marking does
/// not say; it is not above the whole.
fn nato(case: Case<'_>, findings: &mut Findings) {
    let marking = &case.handling.marking;
    if is_of_nato(marking) {
        let at_level = match marking.level() {
            Level::Unclassified => None,
            Level::Restricted => Some("NATO-R"),
            Level::Confidential => Some("NATO-C"),
            Level::Secret => Some("NATO-S"),
            Level::TopSecret => Some("NATO-TS"),
        };
        if let Some(needed) = at_level {
            let above = NATO_LEVELS.iter().rev().take_while(|level| **level != needed);
            let held = above.chain([&needed]).any(|level| holds(case, level));
            findings.require(held, "nato", "ISM.ACES tables 91, 92, 110", || {
                format!("NATO's information of this level needs {needed} or above")
            });
        }
    }
    for control in marking.nato_controls() {
        let read_in = format!("NATO-{}", control.name());
        needs(case, findings, &read_in, "nato", "ISM.ACES tables 136-138");
    }
}

/// Whether NATO owns it or is a named source of it.
pub(crate) fn is_of_nato(marking: &Marking) -> bool {
    marking.ownership().foreign_owners().lists(marking::Code::NATO) || marking.fgi().names_nato()
}

/// The specification leaves these to accreditation by their program managers, which the community
/// records as a read-in.
fn accredited(case: Case<'_>, findings: &mut Findings) {
    let marking = &case.handling.marking;
    if marking.has_non_ic(NonIc::Nnpi) {
        needs(case, findings, "NNPI", "nnpi", "ISM.ACES table 134");
    }
    for name in marking.accm() {
        let read_in = format!("ACCM-{}", name.replace(' ', "_"));
        needs(case, findings, &read_in, "accm", "ISM.ACES table 135");
    }
}

fn needs(
    case: Case<'_>,
    findings: &mut Findings,
    read_in: &str,
    rule: &'static str,
    source: &'static str,
) {
    let held = holds(case, read_in);
    findings.require(held, rule, source, || format!("{read_in} needs a read-in"));
}

fn holds(case: Case<'_>, read_in: &str) -> bool {
    case.ask.recipient.accesses.contains(read_in)
}

/// The levels at which people are read on to programs.
const READ_ON: [Level; 3] = [Level::Confidential, Level::Secret, Level::TopSecret];

/// NATO's levels, ascending.
const NATO_LEVELS: [&str; 4] = ["NATO-R", "NATO-C", "NATO-S", "NATO-TS"];
