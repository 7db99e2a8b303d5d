//! The table in docs/rules.md that maps each table of the access specification to its rule and its tests:
//! none is missing, and everything that it names is there.

use std::collections::BTreeSet;

use kit::workspace::{read, root};

/// A row: the tables, the rules, the policies of the oracle, the situations.
struct Row {
    tables: String,
    rules: Vec<String>,
    policies: Vec<String>,
    situations: Vec<String>,
}

fn section() -> String {
    let docs = read(&root().join("docs/rules.md"));
    let (_, section) = docs.split_once("## The access specification").unwrap();
    section.to_owned()
}

fn rows() -> Vec<Row> {
    let section = section();
    let rows = section.lines().filter(|line| line.starts_with("| ")).skip(1);
    let rows = rows.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 5, "{line}");
        let [rules, policies, situations] = [2, 3, 4].map(|at| quoted(cells[at]));
        Row { tables: cells[0].to_owned(), rules, policies, situations }
    });
    rows.collect()
}

/// What stands between backticks.
fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// `95-105, 52` in numbers; what is no number is a chapter.
fn numbers(tables: &str) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    for part in tables.split(',').map(str::trim) {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        if let (Ok(first), Ok(last)) = (first.parse::<u32>(), last.parse::<u32>()) {
            found.extend(first..=last);
        }
    }
    found
}

/// The policies of the oracle, each with its source.
fn policies() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(root().join("tests/oracle")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "cedar") {
            continue;
        }
        for policy in read(&path).split("@id(\"").skip(1) {
            let named = |after: &str| after.split('"').next().unwrap_or_default().to_owned();
            let source = policy.split_once("@source(\"").map(|(_, source)| named(source));
            found.push((named(policy), source.unwrap_or_default()));
        }
    }
    found
}

#[test]
fn every_table_of_the_specification_has_a_rule_and_tests_that_are_there() {
    let (rows, policies) = (rows(), policies());
    let tables: BTreeSet<u32> = rows.iter().flat_map(|row| numbers(&row.tables)).collect();
    let missing: Vec<u32> = (89..=149).filter(|table| !tables.contains(table)).collect();
    assert_eq!(missing, Vec::<u32>::new(), "tables without a row");
    let ids: BTreeSet<&str> = policies.iter().map(|(id, _)| id.as_str()).collect();
    let situations = read(&root().join("tests/golden/situations.txt"));
    let small_worlds = read(&root().join("tests/kit/question/enumerated.rs"));
    let docs = read(&root().join("docs/rules.md"));
    let (rules, _) = docs.split_once("Need-to-know profiles").unwrap();
    let rules: BTreeSet<String> = quoted(rules).into_iter().collect();
    let stands = |situation: &str| {
        let mut fields = situations.lines().flat_map(|line| line.split('|')).map(str::trim);
        fields.any(|field| field == situation || field.split(' ').any(|word| word == situation))
            || small_worlds.contains(&format!("\"{situation}\""))
    };
    for Row { tables, rules: named, policies, situations } in &rows {
        assert!(!situations.is_empty() || tables.starts_with('`'), "{tables}: no situation");
        for rule in named {
            assert!(rules.contains(rule), "{tables}: there is no rule `{rule}`");
        }
        for policy in policies.iter().filter(|policy| !policy.ends_with('-')) {
            assert!(ids.contains(policy.as_str()), "{tables}: there is no policy `{policy}`");
        }
        for situation in situations {
            assert!(stands(situation), "{tables}: there is no situation `{situation}`");
        }
    }
}

#[test]
fn every_policy_that_a_table_is_the_source_of_stands_in_the_row_of_that_table() {
    let rows = rows();
    for (id, source) in policies() {
        // What a product inherits is its source's rule, which has a row.
        if !source.starts_with("ISM.ACES table") || id.starts_with("source-") {
            continue;
        }
        let named = source.trim_start_matches("ISM.ACES table").trim_start_matches('s');
        let named = numbers(&named.replace(" to ", "-").replace(';', ","));
        let has =
            |row: &Row| row.policies.contains(&id) && !numbers(&row.tables).is_disjoint(&named);
        assert!(rows.iter().any(has), "`{id}` of {source} has no row");
    }
}

#[test]
fn every_test_that_the_table_names_is_there() {
    let section = section();
    let named: Vec<String> =
        quoted(&section).into_iter().filter(|word| word.contains("::")).collect();
    assert!(named.len() >= 3, "{named:?}");
    for test in named {
        let (module, function) = test.split_once("::").unwrap();
        let code = read(&root().join(format!("tests/e2e/{module}.rs")));
        assert!(code.contains(&format!("fn {function}()")), "there is no test `{test}`");
    }
}
