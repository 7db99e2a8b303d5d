//! Rules that concern one marking by itself.

use std::ops::Range;

use crate::{AeaKind, Dissem, Level, Marking, NonIc, Problem, Severity};

/// Every rule that the marking breaks.
pub(crate) fn check(marking: &Marking, at: Range<usize>) -> Vec<Problem> {
    RULES
        .iter()
        .filter(|rule| (rule.broken)(marking))
        .map(|rule| Problem {
            rule: rule.id,
            severity: rule.severity,
            message: rule.message.to_owned(),
            at: at.clone(),
        })
        .collect()
}

struct Rule {
    id: &'static str,
    severity: Severity,
    message: &'static str,
    broken: fn(&Marking) -> bool,
}

fn holds_sci(marking: &Marking, token: &str) -> bool {
    marking.sci.tokens().iter().any(|held| held == token)
}

fn classified_control(marking: &Marking) -> bool {
    marking.has(Dissem::Orcon) || marking.has(Dissem::OrconUsgov)
}

const fn error(id: &'static str, message: &'static str, broken: fn(&Marking) -> bool) -> Rule {
    Rule { id, severity: Severity::Error, message, broken }
}

/// One rule a line, by id: ODNI's constraint rules and the register's pages.
const RULES: &[Rule] = &[
    error("ISM-ID-00028", "ORCON needs CONFIDENTIAL or above", |m| {
        classified_control(m) && m.level < Level::Confidential
    }),
    Rule {
        id: "ISM-ID-00030",
        severity: Severity::Warning,
        message: "FOUO is for unclassified information; in a classified marking it has no effect",
        broken: |m| m.has(Dissem::Fouo) && m.level.is_classified(),
    },
    error("ISM-ID-00033", "NOFORN and REL TO contradict one another", |m| {
        m.has(Dissem::Noforn) && !m.rel_to().is_empty()
    }),
    error("ISM-ID-00037", "SBU is for unclassified information", |m| {
        (m.has_non_ic(NonIc::Sbu) || m.has_non_ic(NonIc::SbuNoforn)) && m.level.is_classified()
    }),
    error("ISM-ID-00038", "of EXDIS, NODIS, SBU and SBU NOFORN only one may stand", |m| {
        let exclusive = [NonIc::Exdis, NonIc::Nodis, NonIc::Sbu, NonIc::SbuNoforn];
        exclusive.into_iter().filter(|control| m.has_non_ic(*control)).count() > 1
    }),
    error("ISM-ID-00043", "SI needs CONFIDENTIAL or above", |m| {
        m.sci.has_system("SI") && m.level < Level::Confidential
    }),
    error("ISM-ID-00044", "SI-G needs TOP SECRET", |m| {
        holds_sci(m, "SI-G") && m.level < Level::TopSecret
    }),
    error("ISM-ID-00045", "SI-G needs ORCON", |m| holds_sci(m, "SI-G") && !m.has(Dissem::Orcon)),
    error("ISM-ID-00047", "this control system needs SECRET or above", |m| {
        ["TK", "HCS", "RSV", "KLM", "BUR", "MVL"].iter().any(|s| m.sci.has_system(s))
            && m.level < Level::Secret
    }),
    error("ISM-ID-00049", "HCS needs NOFORN", |m| {
        m.sci.has_system("HCS") && !m.has(Dissem::Noforn)
    }),
    error("ISM-ID-00148", "LES and LES NOFORN exclude one another", |m| {
        m.has_non_ic(NonIc::Les) && m.has_non_ic(NonIc::LesNoforn)
    }),
    error("ISM-ID-00164", "RSEN needs SECRET or above", |m| {
        m.has(Dissem::Rsen) && m.level < Level::Secret
    }),
    error("ISM-ID-00169", "NOFORN and RELIDO contradict one another", |m| {
        m.has(Dissem::Noforn) && m.has(Dissem::Relido)
    }),
    error("ISM-ID-00174", "atomic energy information needs CONFIDENTIAL or above", |m| {
        !m.aea.is_empty() && m.level < Level::Confidential
    }),
    error("ISM-ID-00175", "CNWDI and SIGMA need SECRET or above", |m| {
        !m.aea.read_ins().is_empty() && m.level < Level::Secret
    }),
    error("ISM-ID-00313", "NODIS needs NOFORN", |m| {
        m.has_non_ic(NonIc::Nodis) && !m.has(Dissem::Noforn)
    }),
    error("ISM-ID-00314", "EXDIS needs NOFORN", |m| {
        m.has_non_ic(NonIc::Exdis) && !m.has(Dissem::Noforn)
    }),
    error("ISM-ID-00319", "REL TO needs a country besides USA", |m| m.rel_to().len() == 1),
    error("ISM-ID-00325", "ORCON and RELIDO exclude one another", |m| {
        classified_control(m) && m.has(Dissem::Relido)
    }),
    Rule {
        id: "ISM-ID-00467",
        severity: Severity::Warning,
        message: "RD and FRD go with NOFORN unless a sharing agreement says otherwise",
        broken: |m| {
            matches!(m.aea.kind(), Some(AeaKind::Rd | AeaKind::Frd)) && !m.has(Dissem::Noforn)
        },
    },
    error("ISM-ID-00372", "SBU NOFORN and LES NOFORN exclude other disclosure markings", |m| {
        (m.has_non_ic(NonIc::SbuNoforn) || m.has_non_ic(NonIc::LesNoforn))
            && (m.has(Dissem::Noforn) || m.has(Dissem::Relido) || !m.rel_to().is_empty())
    }),
    error("register p139", "ORCON and ORCON-USGOV exclude one another", |m| {
        m.has(Dissem::Orcon) && m.has(Dissem::OrconUsgov)
    }),
];
