//! The rules that a community's own terms make for one marking.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Register;
use crate::{Dissem, Level, Marking, Problem, Severity};

impl Register {
    /// Every rule of the community's own that a marking breaks.
    pub(crate) fn check(&self, marking: &Marking, at: Range<usize>) -> Vec<Problem> {
        if self.systems.is_empty() && marking.seldom.own.is_empty() {
            return Vec::new();
        }
        let mut messages = Vec::new();
        for (name, system) in &self.systems {
            if marking.sci.has_system(name) {
                messages.extend(below(name, system.level, marking));
            }
        }
        if !marking.seldom.own.is_empty() {
            let held = tokens(marking);
            for control in &marking.seldom.own {
                let terms = control.terms();
                let name = control.banner();
                messages.extend(below(name, terms.level, marking));
                let missing = terms.requires.difference(&held);
                messages.extend(missing.map(|token| format!("{name} needs {token} beside it")));
                let wrong = terms.excludes.intersection(&held);
                messages
                    .extend(wrong.map(|token| format!("{name} and {token} exclude one another")));
                if terms.closes_abroad && (marking.opens_abroad() || marking.has(Dissem::Relido)) {
                    messages.push(format!("{name} closes abroad, which the marking opens"));
                }
            }
        }
        let problem = |message| Problem {
            rule: "community, register",
            severity: Severity::Error,
            message,
            at: at.clone(),
            fix: None,
        };
        messages.into_iter().map(problem).collect()
    }
}

fn below(name: &str, level: Level, marking: &Marking) -> Option<String> {
    let needed = match level {
        Level::TopSecret => "TOP SECRET".to_owned(),
        Level::Unclassified | Level::Restricted | Level::Confidential | Level::Secret => {
            format!("{} or above", level.banner())
        }
    };
    (marking.level < level).then(|| format!("{name} needs {needed}"))
}

/// Everything that stands in a marking, as banners have it; controls with a list without theirs.
fn tokens(marking: &Marking) -> BTreeSet<String> {
    let lists = [
        marking.rel_to.is_present(),
        marking.seldom.eyes.is_present(),
        !marking.seldom.display_to.is_empty(),
        !marking.fgi.is_empty(),
    ];
    let lists = LISTS.into_iter().zip(lists).filter_map(|(word, is)| is.then_some(word));
    let dissem = marking.dissem.iter().map(|control| control.forms().1);
    let aea = crate::AeaKind::ALL.into_iter().filter(|kind| marking.seldom.aea.has(*kind));
    dissem
        .chain(marking.non_ic.iter().map(|control| control.forms().1))
        .chain(marking.seldom.nato.iter().map(|control| control.name()))
        .chain(aea.map(|kind| kind.forms().1))
        .chain(marking.seldom.own.iter().map(|control| control.banner()))
        .chain(lists)
        .map(str::to_owned)
        .chain(marking.sci.tokens())
        .collect()
}

/// The controls with a list.
pub(super) const LISTS: [&str; 4] = ["REL TO", "EYES ONLY", "DISPLAY ONLY", "FGI"];
