//! Data files of cases: one a line, or blocks between lines of dashes; `#` begins a comment.

use crate::workspace::{read, root};

/// A case and where it stands.
#[derive(Debug)]
pub struct Case {
    /// File and line, for messages.
    pub place: String,
    /// What is given.
    pub input: String,
    /// What is expected.
    pub expected: String,
}

/// Cases of the form `input => expected`.
///
/// # Panics
/// If a line is neither a comment nor a case.
pub fn lines(name: &str) -> Vec<Case> {
    let text = read(&root().join("tests/golden").join(name));
    let mut cases = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let place = format!("{name}:{}", at + 1);
        let (input, expected) = line.rsplit_once("=> ").unwrap_or_else(|| panic!("{place}: no =>"));
        let (input, expected) = (input.trim().to_owned(), expected.trim().to_owned());
        cases.push(Case { place, input, expected });
    }
    cases
}

/// Compares every case with what was found, and lists all that differ.
///
/// # Panics
/// If one differs.
pub fn compare(cases: &[Case], found: impl Fn(&str) -> String) {
    compare_each(cases, |case| found(&case.input));
}

/// As [`compare`], where what is found depends on what is expected.
///
/// # Panics
/// If one differs.
pub fn compare_each(cases: &[Case], found: impl Fn(&Case) -> String) {
    let wrong = cases.iter().filter_map(|case| {
        let found = found(case);
        let differs = found != case.expected;
        let Case { place, input, expected } = case;
        differs.then(|| format!("{place}: {input}\n- {expected}\n+ {found}"))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
