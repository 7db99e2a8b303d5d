//! Read-ins: SCI and atomic energy.

use marking::{AeaKind, Level};

use crate::case::{Case, Findings};

pub(crate) fn check(case: Case<'_>, findings: &mut Findings) {
    sci(case, findings);
    aea(case, findings);
}

fn sci(case: Case<'_>, findings: &mut Findings) {
    let sci = case.handling.marking.sci();
    if sci.is_empty() {
        return;
    }
    let recipient = case.ask.recipient;
    // Register table 5: whatever the level, SCI takes a TOP SECRET clearance.
    findings.require(
        recipient.clearance == Level::TopSecret,
        "sci-clearance",
        "register table 5",
        || "SCI needs a TOP SECRET clearance".to_owned(),
    );
    for token in sci.tokens() {
        let held = recipient.accesses.contains(&token);
        findings.require(held, "sci", "ISM.ACES table 93", || format!("{token} needs a read-in"));
        if token == "SI-EU" {
            let held = recipient.accesses.contains("SI-NK");
            findings.require(held, "sci", "register table 5", || {
                "SI-EU also needs a read-in to SI-NK".to_owned()
            });
        }
    }
}

fn aea(case: Case<'_>, findings: &mut Findings) {
    let aea = case.handling.marking.aea();
    let accesses = &case.ask.recipient.accesses;
    let read_ins = aea.read_ins();
    if aea.kind() == Some(AeaKind::Rd) || !read_ins.is_empty() {
        findings.require(
            accesses.contains("Q"),
            "restricted-data",
            "ISM.ACES tables 95-105",
            || "restricted data needs a Q clearance".to_owned(),
        );
    }
    for read_in in read_ins {
        findings.require(
            accesses.contains(&read_in),
            "restricted-data",
            "ISM.ACES tables 96-105",
            || format!("{read_in} needs a read-in"),
        );
    }
}
