//! Every kind of damage to the engine's files is noticed when they are opened, and nothing is answered
//! from them.

use std::path::{Path, PathBuf};

use tantivy::query::AllQuery;

use super::place;
use crate::Visible;
use crate::index::{Budget, Index};
use crate::search::tests::{Doc, document};
use crate::wanted::Wanted;

const BUDGET: Budget = Budget { threads: 1, bytes: 15_000_000 };
const EPOCH: u64 = 7;
const NEXT: u64 = 90;

/// A closed index of some commits, one of them with deletions.
fn made(folder: &Path) {
    let (index, from) = Index::open(folder, EPOCH, BUDGET).unwrap();
    assert_eq!(from, 0);
    for commit in 0..3 {
        for name in 0..40 {
            let doc =
                Doc { name: commit * 40 + name, view: 1, words: vec![(name % 9) as u8, 1, 2] };
            index.live().writer().add_document(document(&index, &doc)).unwrap();
        }
        index.commit(NEXT).unwrap();
    }
    index.remove("r3");
    index.commit(NEXT).unwrap();
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(place(folder, 1)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    // The engine makes its locks and its list of files anew.
    files.retain(|path| !path.file_name().unwrap().to_str().unwrap().starts_with('.'));
    files.sort();
    files
}

fn count(index: &Index) -> u64 {
    let visible = Visible::new(1, [dissemination::ViewId(1)].into_iter());
    let total = Wanted { total: true, ..Wanted::default() };
    index.snapshot().search(&AllQuery, &visible, &total).unwrap().total.unwrap()
}

/// What is done to a file's bytes; nothing left deletes the file.
type Harm = fn(Vec<u8>, usize) -> Option<Vec<u8>>;

const HARMS: [(&str, Harm); 4] = [
    ("deleted", |_, _| None),
    ("emptied", |_, _| Some(Vec::new())),
    ("truncated", |bytes, at| Some(bytes[..at % bytes.len()].to_vec())),
    ("flipped", |mut bytes, at| {
        let at = at % bytes.len();
        bytes[at] ^= 1 << (at % 8);
        Some(bytes)
    }),
];

/// How many bytes stand before the engine's footer, whose length stands before the last four.
fn body_bytes(file: &[u8]) -> usize {
    let [.., a, b, c, d, _, _, _, _] = file else { return 0 };
    file.len().saturating_sub(8 + u32::from_le_bytes([*a, *b, *c, *d]) as usize)
}

#[test]
fn an_index_that_is_sound_is_opened_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("index");
    made(&folder);
    let (index, next) = Index::open(&folder, EPOCH, BUDGET).unwrap();
    assert_eq!((next, count(&index), index.damage()), (NEXT, 119, None));
}

#[test]
fn a_damaged_file_is_noticed_and_the_index_is_begun_anew() {
    let master = tempfile::tempdir().unwrap();
    let master = master.path().join("index");
    made(&master);
    for file in files(&master) {
        for (what, harm) in HARMS {
            for at in [5, 1_000_003, 77_777_777] {
                let folder = tempfile::tempdir().unwrap();
                let folder = folder.path().join("index");
                copy(&master, &folder);
                let file = place(&folder, 1).join(file.file_name().unwrap());
                let sound = std::fs::read(&file).unwrap();
                // What the engine wrote of itself behind the file is covered by no checksum.
                let apart = file.ends_with("meta.json") || at % sound.len() >= body_bytes(&sound);
                match harm(sound, at) {
                    Some(bytes) => std::fs::write(&file, bytes).unwrap(),
                    None => std::fs::remove_file(&file).unwrap(),
                }
                let (index, next) = Index::open(&folder, EPOCH, BUDGET).unwrap();
                // A flipped bit that changes nothing which counts may stand.
                let told = (next, count(&index));
                let harmless = what == "flipped" && apart && told == (NEXT, 119);
                assert!(told == (0, 0) || harmless, "{what} at {at}: {} {told:?}", file.display());
            }
        }
    }
}

#[test]
fn a_flip_while_it_is_open_is_noticed_when_its_files_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("index");
    made(&folder);
    let (index, _) = Index::open(&folder, EPOCH, BUDGET).unwrap();
    for file in files(&folder).iter().filter(|file| !file.ends_with("meta.json")) {
        let bytes = std::fs::read(file).unwrap();
        let mut flipped = bytes.clone();
        flipped[bytes.len() / 3] ^= 4;
        // In place, as a disk does it.
        std::fs::write(file, flipped).unwrap();
        assert!(index.damage().is_some(), "{}", file.display());
        std::fs::write(file, bytes).unwrap();
        assert_eq!(index.damage(), None);
    }
}

#[test]
fn a_new_generation_serves_at_once_and_after_another_start() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("index");
    made(&folder);
    let (index, _) = Index::open(&folder, EPOCH, BUDGET).unwrap();
    let before = index.snapshot();
    let new = index.rebuilding().unwrap();
    assert_eq!(count(&index), 119, "the old one serves while another is made");
    index.replace(new, 95).unwrap();
    assert_eq!(count(&index), 0);
    let visible = Visible::new(1, [dissemination::ViewId(1)].into_iter());
    let total = Wanted { total: true, ..Wanted::default() };
    let old = before.search(&AllQuery, &visible, &total).unwrap();
    assert_eq!(old.total, Some(119), "what was begun on the old one ends on it");
    drop(before);
    drop(index);
    let (index, next) = Index::open(&folder, EPOCH, BUDGET).unwrap();
    assert_eq!((next, count(&index)), (95, 0));
    assert!(!place(&folder, 1).exists());
}

#[test]
fn what_a_killed_process_left_beside_is_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("index");
    made(&folder);
    let (index, _) = Index::open(&folder, EPOCH, BUDGET).unwrap();
    drop(index.rebuilding().unwrap());
    drop(index);
    assert!(place(&folder, 2).exists());
    let (index, next) = Index::open(&folder, EPOCH, BUDGET).unwrap();
    assert_eq!((next, count(&index)), (NEXT, 119));
    assert!(!place(&folder, 2).exists());
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, &to).unwrap();
        }
    }
}
