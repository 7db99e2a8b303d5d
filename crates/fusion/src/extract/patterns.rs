//! What is found by its form: patterns that are data, each with what checks it.

use std::sync::LazyLock;

use regex::Regex;

use super::cues::is_article;
use super::{Found, Sort};
use crate::check::{self, Checked};

/// Finds all that a text has by its form.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for pattern in PATTERNS.iter() {
        for captures in pattern.regex.captures_iter(text) {
            let Some(part) = captures.get(1).or_else(|| captures.get(0)) else { continue };
            // `The group` is none by name.
            if pattern.scheme == "group" && part.as_str().split(' ').next().is_some_and(is_article)
            {
                continue;
            }
            let Some(checked) = check::check(pattern.check, part.as_str()) else { continue };
            let (normal, confidence) = match checked {
                Checked::Plain => (None, pattern.confidence),
                Checked::Normal(normal) => (Some(normal), pattern.confidence),
            };
            found.push(Found {
                sort: pattern.sort,
                span: part.range(),
                text: part.as_str().to_owned(),
                scheme: pattern.scheme,
                normal,
                confidence,
            });
        }
    }
    found
}

struct Pattern {
    sort: Sort,
    scheme: &'static str,
    confidence: u8,
    check: &'static str,
    regex: Regex,
}

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let lines = include_str!("../../tables/patterns.txt").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(read).collect()
});

fn read(line: &'static str) -> Option<Pattern> {
    let mut parts = line.splitn(5, '\t');
    let (sort, scheme) = (sort(parts.next()?)?, parts.next()?);
    let (confidence, check) = (parts.next()?.parse().ok()?, parts.next()?);
    let regex = Regex::new(parts.next()?).ok()?;
    Some(Pattern { sort, scheme, confidence, check, regex })
}

fn sort(name: &str) -> Option<Sort> {
    let sorts = [
        ("person", Sort::Person),
        ("organization", Sort::Organization),
        ("phone", Sort::Phone),
        ("mail", Sort::Mail),
        ("account", Sort::Account),
        ("document", Sort::Document),
        ("vehicle", Sort::Vehicle),
        ("vessel", Sort::Vessel),
        ("aircraft", Sort::Aircraft),
        ("address", Sort::Address),
        ("coordinates", Sort::Coordinates),
        ("date", Sort::Date),
        ("money", Sort::Money),
    ];
    sorts.iter().find(|(known, _)| *known == name).map(|(_, sort)| *sort)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_pattern_with_a_check() {
        let lines = include_str!("../../tables/patterns.txt").lines();
        for line in lines.filter(|line| !line.starts_with('#')) {
            let pattern = read(line).unwrap_or_else(|| panic!("{line}"));
            assert!(check::CHECKS.contains(&pattern.check), "{line}");
        }
    }
}
