//! By the register.

use marking::{Marking, Register};

use super::{Line, listed};

pub(super) fn check(register: &Register, line: &str) -> Line {
    match Marking::parse_by(line, register) {
        Ok(parsed) => Line {
            valid: parsed.errors().next().is_none(),
            portion: Some(parsed.marking.portion()),
            problems: listed(&parsed.problems),
            ..Line::noted(Some(parsed.marking.banner()), Vec::new())
        },
        Err(error) => Line::refused("register", error.to_string(), &error.at),
    }
}

/// Rolls up the portion marks of a line, separated by TAB.
pub(super) fn rollup(register: &Register, line: &str) -> Line {
    let mut portions = Vec::new();
    for mark in line.split('\t') {
        match Marking::parse_by(mark, register) {
            Ok(parsed) => portions.push(parsed.marking),
            Err(error) => return Line::noted(None, vec![format!("`{mark}`: {error}")]),
        }
    }
    let rolled = marking::rollup(portions.iter());
    Line::noted(Some(rolled.banner.banner()), rolled.notes)
}
