//! The shape of the code: layers, sizes, names and who may call what.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kit::workspace::{read, root};

/// A source file: its path from the workspace's root, its text, its text without tests.
struct Source {
    path: String,
    text: String,
    code: String,
}

fn files(under: &str, extension: &str) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(root().join(under)).sort_by_file_name();
    let paths = walk.into_iter().map(|entry| entry.unwrap().into_path());
    paths.filter(|path| path.extension().is_some_and(|found| found == extension)).collect()
}

fn from_root(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().into_owned()
}

fn sources(under: &[&str]) -> Vec<Source> {
    let paths = under.iter().flat_map(|folder| files(folder, "rs"));
    let all = paths.map(|path| {
        let text = read(&path);
        let tests = path.ends_with("tests.rs") || from_root(&path).contains("/tests/");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code = if tests { String::new() } else { code.to_owned() };
        Source { path: from_root(&path), text, code }
    });
    all.collect()
}

/// The code of a line, without its comment. A `//` in a string hides what follows it, which
/// makes these checks a little blind and never wrong.
fn uncommented(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = code.lines().enumerate().map(|(at, line)| (at + 1, line));
    lines.map(|(at, line)| (at, line.split("//").next().unwrap_or_default()))
}

fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn dependencies_point_down_and_layer_3_knows_nothing_of_itself() {
    let layers: BTreeMap<&str, u8> = [
        ("marking", 0),
        ("model", 1),
        ("dissemination", 2),
        ("ingestion", 3),
        ("store", 3),
        ("index", 3),
        ("ledger", 3),
        ("exchange", 3),
        ("fusion", 3),
        ("scenario", 3),
        ("server", 4),
    ]
    .into();
    let mut faults = Vec::new();
    for path in files("crates", "toml") {
        let manifest: toml::Table = toml::from_str(&read(&path)).unwrap();
        let name = manifest["package"]["name"].as_str().unwrap().to_owned();
        let Some(layer) = layers.get(name.as_str()) else {
            faults.push(format!("{name} has no layer; give it one here"));
            continue;
        };
        let kinds = ["dependencies", "dev-dependencies", "build-dependencies"];
        let used = kinds.iter().filter_map(|kind| manifest.get(*kind)?.as_table());
        for dependency in used.flat_map(|table| table.keys()) {
            if layers.get(dependency.as_str()).is_some_and(|of| of >= layer) {
                faults.push(format!("{name} must not depend on {dependency}"));
            }
            let home = [("axum", "server"), ("tantivy", "index"), ("sled", "store")];
            if home.iter().any(|(part, at)| part == dependency && *at != name) {
                faults.push(format!("{name} must not depend on {dependency}"));
            }
        }
    }
    none(faults);
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut faults = Vec::new();
    for Source { path, text, code } in sources(&["crates", "benches", "tests"]) {
        let lines = code.lines().count();
        if lines > 500 || (lines > 80 && path.ends_with("src/lib.rs")) {
            faults.push(format!("{path}: {lines} lines"));
        }
        let said = code.is_empty() || text.starts_with("//!");
        if !said && !text.starts_with("#![doc") {
            faults.push(format!("{path}: begins without `//!`"));
        }
    }
    none(faults);
}

#[test]
fn functions_fit_on_a_page() {
    let mut faults = Vec::new();
    for Source { path, text, .. } in sources(&["crates", "benches", "tests"]) {
        // Formatted code closes a function with a brace at the depth at which it began.
        let mut open: Option<(usize, usize)> = None;
        for (at, line) in text.lines().enumerate() {
            let depth = line.len() - line.trim_start().len();
            let words: Vec<_> = line.split_whitespace().take(5).collect();
            let code = !line.trim_start().starts_with("//");
            if open.is_none() && code && words.contains(&"fn") && !line.ends_with(['}', ';']) {
                open = Some((at, depth));
            } else if let Some((began, outer)) = open
                && depth == outer
                && (line.trim() == "}" || line.ends_with(';'))
            {
                let lines = at - began + 1;
                if lines > 70 {
                    faults.push(format!("{path}:{}: a function of {lines} lines", began + 1));
                }
                open = None;
            }
        }
    }
    none(faults);
}

#[test]
fn what_is_pure_stays_pure_and_what_is_wrapped_stays_wrapped() {
    let mut faults = Vec::new();
    let pure = ["marking", "model", "dissemination", "ingestion", "exchange", "scenario", "fusion"];
    let outside = ["std::fs", "std::net", "tokio", "SystemTime"];
    let homes = [("axum::", "server"), ("tantivy::", "index"), ("sled::", "store")];
    for Source { path, code, .. } in sources(&["crates", "benches"]) {
        let of = path.split('/').nth(usize::from(path.starts_with("crates/"))).unwrap();
        for (at, line) in uncommented(&code) {
            if pure.contains(&of) && outside.iter().any(|word| line.contains(word)) {
                faults.push(format!("{path}:{at}: {of} is pure"));
            }
            for (part, home) in homes {
                // The benches measure against the bare index and the bare handler.
                let allowed = of == home || (home != "store" && of == "benches");
                if line.contains(part) && !allowed {
                    faults.push(format!("{path}:{at}: only {home} uses {part}"));
                }
            }
        }
    }
    none(faults);
}

#[test]
fn one_place_cuts_reports_without_a_decision() {
    let mut callers = Vec::new();
    for Source { path, text, .. } in sources(&["crates", "benches"]) {
        let calls = uncommented(&text).filter(|(_, line)| line.contains("cut_for_index("));
        if !path.starts_with("crates/dissemination/") {
            callers.extend(calls.map(|_| path.clone()));
        }
    }
    assert_eq!(callers.len(), 1, "the index alone is filled without a decision: {callers:?}");
}

#[test]
fn what_was_given_is_known_again_to_be_named_and_nowhere_else() {
    let mut callers = Vec::new();
    for Source { path, text, .. } in sources(&["crates", "benches"]) {
        let calls = uncommented(&text).filter(|(_, line)| line.contains(".rendition_for_ids("));
        if !path.starts_with("crates/dissemination/") {
            callers.extend(calls.map(|_| path.clone()));
        }
    }
    callers.dedup();
    assert_eq!(callers, ["crates/exchange/src/earlier.rs"], "ids alone are made from it");
}

#[test]
fn names_say_what_a_thing_is_and_nothing_is_left_for_later() {
    let mut faults = Vec::new();
    // Put together, so that this file does not find itself.
    let later = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let vague = ["Manager", "Utils", "Helper"];
    for Source { path, text, .. } in sources(&["crates", "benches", "tests"]) {
        for (at, line) in text.lines().enumerate().map(|(at, line)| (at + 1, line)) {
            let words: Vec<_> = line.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            let kind =
                words.iter().position(|word| ["struct", "enum", "trait", "type"].contains(word));
            let named = kind.and_then(|at| words.get(at + 1));
            if named.is_some_and(|name| vague.iter().any(|end| name.ends_with(end))) {
                faults.push(format!("{path}:{at}: what does it do?"));
            }
            if line.trim_start().split("fn ").nth(1).is_some_and(|name| name.starts_with("get_")) {
                faults.push(format!("{path}:{at}: drop the get_"));
            }
            if words.iter().any(|word| later.contains(word)) {
                faults.push(format!("{path}:{at}: do it now"));
            }
        }
    }
    none(faults);
}

#[test]
fn every_golden_file_is_used() {
    let tests: String = sources(&["tests"]).into_iter().map(|source| source.text).collect();
    let golden = files("tests/golden", "txt").into_iter().map(|path| from_root(&path));
    let name = |path: &str| path.trim_start_matches("tests/golden/").to_owned();
    none(golden.filter(|path| !tests.contains(&format!("\"{}\"", name(path)))).collect());
}
