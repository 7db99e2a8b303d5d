//! Every file of the shared real data, where it is: accepted, or set aside for a reason that is
//! listed.

#![expect(clippy::print_stdout, reason = "what becomes of the data is read by people")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::kit::{community, fate, rules};
use crate::{Marker, read_file};

/// So that documents without an originator and a number show what else there is about them.
const DOCUMENTS: &str = "format = 'tearline.mapping/1'\nname = 'documents'\noriginator = 'STATE'\n\
    serial = '{file}'\nfiles = ['formats/*', 'laws/*', 'htcds/*', '*/LICENSE*', '*LICENSE.txt']";

/// Folder by folder, what becomes of everything in it. Nothing may vanish, and nothing may crash.
#[test]
fn every_real_file_is_taken_in_or_set_aside_for_a_reason() {
    let Some(root) = shared() else { return };
    let rules = rules(&[
        include_str!("../../../../config/sources/cisa-csaf.toml"),
        include_str!("../../../../config/sources/mitre-attack.toml"),
        include_str!("../../../../config/sources/eset-misp.toml"),
        include_str!("../../../../config/sources/ofac-sdn.toml"),
        include_str!("../../../../config/sources/un-consolidated.toml"),
        DOCUMENTS,
    ]);
    let community = community();
    let mut marker = Marker::new(&community);
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (folder, reasons) in REASONS {
        for file in files(&root.join(folder)) {
            let bytes = std::fs::read(&file).unwrap();
            let name = file.strip_prefix(&root).unwrap().display().to_string();
            let items = read_file(&name, &bytes, &rules);
            assert!(!items.is_empty(), "{name} vanished");
            let mut shown = String::new();
            for item in &items {
                let fate = fate(item, &mut marker);
                if let Err((reason, text)) = &fate
                    && shown.is_empty()
                {
                    shown = format!("{reason}: {text}");
                }
                assert_ne!(
                    fate.as_ref().err().map(|(reason, _)| reason.as_str()),
                    Some("crashed"),
                    "{name}: {shown}"
                );
                let reason = fate.map_or_else(|(reason, _)| reason, |()| "accepted".to_owned());
                assert!(reasons.contains(&reason.as_str()), "{name} is not listed: {shown}");
                *counts.entry((folder.to_owned(), reason)).or_default() += 1;
            }
            if !["bulletins", "laws"].contains(&folder) {
                println!("{name}: {} as {}; {shown}", items.len(), items[0].format);
            }
        }
    }
    for ((folder, reason), count) in &counts {
        println!("{folder:<10} {count:>6} {reason}");
    }
    let mut listed = REASONS.map(|(folder, _)| folder).to_vec();
    listed.push("frus"); // Report format 1, which `tests/e2e/frus.rs` takes in.
    listed.sort_unstable();
    assert_eq!(folders(&root), listed, "a folder of the data that nobody reads");
    let count = |folder: &str, reason: &str| {
        counts.get(&(folder.to_owned(), reason.to_owned())).copied().unwrap_or_default()
    };
    assert_eq!(count("bulletins", "accepted"), 385);
    assert_eq!(count("laws", "no-banner"), 142);
    assert_eq!(count("misp", "no-banner"), 22, "none of the events has a label");
    assert_eq!((count("stix", "accepted"), count("sanctions", "not-format-1")), (450, 0));
}

fn folders(root: &Path) -> Vec<String> {
    let paths = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let folders = paths.filter(|path| path.is_dir());
    let mut names: Vec<String> =
        folders.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// The data beside the main checkout, from wherever this one stands.
fn shared() -> Option<PathBuf> {
    let mut above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found =
        above.find_map(|folder| Some(folder.join("shared/data")).filter(|path| path.exists()));
    if found.is_none() {
        println!("skipped: shared/data is not beside the repository");
    }
    found
}

/// What becomes of each folder's files: docs/formats.md lists why.
const REASONS: [(&str, &[&str]); 8] = [
    ("bulletins", &["accepted"]),
    ("formats", &["accepted", "no-banner", "encrypted", "unreadable", "no-text"]),
    ("htcds", &["no-banner"]),
    ("laws", &["no-banner"]),
    ("misp", &["no-banner", "unknown-format"]),
    ("resolution", &["no-banner", "refused"]),
    ("sanctions", &["accepted"]),
    ("stix", &["accepted", "no-banner", "unmapped-label"]),
];
