//! Each file of `files/` and what is read of it, in `golden/`: a change of how something is read is a
//! difference of these. `UPDATE_GOLDEN=1` writes them anew.

use std::path::Path;

use serde_json::Value;

use super::kit::{community, fate, rules};
use super::made;
use crate::{Item, Marker, Outcome, read_file};

#[test]
fn every_format_is_read_as_its_golden_file_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests");
    let mut files: Vec<(String, Vec<u8>)> = made::files();
    for entry in std::fs::read_dir(folder.join("files")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.extension().is_none_or(|extension| extension != "mapping") {
            files.push((name, std::fs::read(path).unwrap()));
        }
    }
    files.sort();
    let rules = rules(&[
        include_str!("files/mapping.mapping"),
        include_str!("files/documents.mapping"),
        include_str!("files/table.mapping"),
    ]);
    let community = community();
    let mut marker = Marker::new(&community);
    for (name, bytes) in files {
        let items = read_file(&name, &bytes, &rules);
        let found: Vec<String> = items.iter().map(|item| shown(item, &mut marker)).collect();
        compare(&folder.join("golden").join(format!("{name}.txt")), &found.join("\n"));
    }
}

#[test]
fn the_hash_of_the_original_is_noted() {
    let items = read_file("a.txt", b"abc", &rules(&[]));
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(items[0].notes, [format!("read from text of 3 bytes, SHA-256 {hash}")]);
}

fn shown(item: &Item, marker: &mut Marker<'_>) -> String {
    let fate = match fate(item, marker) {
        Ok(()) => "accepted".to_owned(),
        Err((reason, text)) => format!("{reason}: {text}"),
    };
    let mut text = format!("== {} as {}\n{fate}\n", item.place, item.format);
    for note in &item.notes {
        // Compressed bytes, and so their hash, depend on the version of the compressor.
        let note = note.split(" of ").next().filter(|_| note.contains("SHA-256")).unwrap_or(note);
        text.push_str(&format!("note: {note}\n"));
    }
    let read = match &item.outcome {
        Outcome::Report(line) => line,
        Outcome::Aside { submitted, .. } => submitted,
    };
    match serde_json::from_str::<Value>(read) {
        Ok(mut report) if matches!(item.outcome, Outcome::Report(_)) => {
            // A line of format 1 in an archive stays as it was written.
            report.sort_all_objects();
            text.push_str(&serde_json::to_string_pretty(&report).unwrap());
            text.push('\n');
        }
        Ok(_) | Err(_) => {}
    }
    text
}

fn compare(path: &Path, found: &str) {
    if is_updating() {
        return std::fs::write(path, found).unwrap();
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    let pairs = expected.lines().zip(found.lines()).enumerate();
    if let Some((at, (old, new))) = pairs.into_iter().find(|(_, (old, new))| old != new) {
        panic!("{}:{}:\n- {old}\n+ {new}", path.display(), at + 1);
    }
    assert_eq!(expected.lines().count(), found.lines().count(), "{}", path.display());
}

#[expect(clippy::disallowed_methods, reason = "tests are told from outside to write anew")]
fn is_updating() -> bool {
    std::env::var("UPDATE_GOLDEN").is_ok()
}
