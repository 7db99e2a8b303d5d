//! By a local scheme.

use marking::{Register, Scheme, SchemeMarking};

use super::{Line, listed};

pub(super) fn check(scheme: &Scheme, register: &Register, line: &str) -> Line {
    let parsed = match scheme.parse(line) {
        Ok(parsed) => parsed,
        Err(error) => return Line::refused("scheme", error.to_string(), &error.at),
    };
    let broken = parsed.errors().next().is_some();
    let mut problems = listed(&parsed.problems);
    let equal = (!broken).then(|| equals(&parsed.marking, register));
    let equals = match equal {
        Some(Ok(equals)) => Some(equals),
        Some(Err(reason)) => {
            problems.push(("scheme".to_owned(), reason, [0, line.len()]));
            None
        }
        None => None,
    };
    Line {
        valid: equals.is_some(),
        portion: Some(parsed.marking.portion()),
        equals,
        problems,
        ..Line::noted(Some(parsed.marking.banner()), Vec::new())
    }
}

/// Rolls up the portion marks of a line, separated by TAB.
pub(super) fn rollup(scheme: &Scheme, register: &Register, line: &str) -> Line {
    let mut portions = Vec::new();
    for mark in line.split('\t') {
        match scheme.parse(mark) {
            Ok(parsed) => portions.push(parsed.marking),
            Err(error) => return Line::noted(None, vec![format!("`{mark}`: {error}")]),
        }
    }
    let Some(banner) = scheme.rollup(&portions) else {
        return Line::noted(None, Vec::new());
    };
    let (equals, notes) = match equals(&banner, register) {
        Ok(equals) => (Some(equals), Vec::new()),
        Err(reason) => (None, vec![reason]),
    };
    Line { equals, ..Line::noted(Some(banner.banner()), notes) }
}

fn equals(marking: &SchemeMarking<'_>, register: &Register) -> Result<String, String> {
    let equal = marking.equivalent(register).map_err(|error| error.to_string())?;
    Ok(equal.marking.banner())
}
