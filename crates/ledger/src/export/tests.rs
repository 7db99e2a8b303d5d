//! The tamper test: whatever is done to an export, wherever, is caught, and the place is named.

use std::fs;
use std::path::{Path, PathBuf};

use model::{BlindedLeaf, Commitment, Leaf, LeafKind, TagSet, Timestamp};

use super::*;
use crate::finding::{Finding, Misread};
use crate::tile::{Tile, TileKind, bundle, unbundle};
use crate::{Checkpoint, CosignatureKey, Hash, SigningKey, Tree, VerifyingKey, cosign};

fn entry(seq: u64, who: &str) -> Vec<u8> {
    let (at, kind) = (Timestamp::from_micros(seq.cast_signed()), LeafKind::Accepted);
    let commitment = Commitment::of(&[1; 32], &seq.to_le_bytes());
    let (actor, subject) = (who.to_owned(), format!("CIA TD-{seq} v1"));
    let header = Leaf { seq, at, kind, actor, subject, commitment };
    BlindedLeaf::of(&header, TagSet::from_bytes(&tags(seq)).unwrap().digest()).to_bytes()
}

/// Two tags an entry.
fn tags(seq: u64) -> Vec<u8> {
    [seq.to_be_bytes(), [0; 8], seq.to_be_bytes(), [1; 8]].concat()
}

fn key() -> SigningKey {
    SigningKey::from_seed("log.example", &[1; 32]).unwrap()
}

/// The checkpoint of the first entries of a log, from the `fork`th on another one.
fn checkpoint(size: u64, fork: u64) -> (String, Tree) {
    let mut tree = Tree::new();
    (0..size).for_each(|seq| {
        tree.push(Hash::of_leaf(&entry(seq, if seq < fork { "CIA" } else { "FBI" })));
    });
    (Checkpoint::of("log.example", &tree).sign(&key()).unwrap(), tree)
}

/// An export on the disk that tests change.
struct Log {
    _folder: tempfile::TempDir,
    path: PathBuf,
    size: u64,
}

fn log(size: u64, name: &str) -> Log {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let (text, tree) = checkpoint(size, u64::MAX);
    let mut writer = ExportWriter::begin(&path, &text).unwrap();
    (0..size).for_each(|seq| writer.entry(&entry(seq, "CIA"), &tags(seq)).unwrap());
    assert_eq!((writer.size(), writer.root()), (size, tree.root()));
    writer.finish().unwrap();
    Log { _folder: folder, path, size }
}

impl Log {
    fn against(&self, key: &VerifyingKey, kept: &[&str], witnesses: &[CosignatureKey]) -> Examined {
        let named = |(at, text): (usize, &&str)| (format!("kept-{at}"), (*text).to_owned());
        let checkpoints: Vec<_> = kept.iter().enumerate().map(named).collect();
        let demand = Demand { key, checkpoints: &checkpoints, witnesses };
        examine(&ExportSource::open(&self.path).unwrap(), demand).unwrap()
    }

    fn examine(&self, kept: &[&str]) -> Examined {
        self.against(&key().verifying_key(), kept, &[])
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Changes a file, looks at the export, and puts the file back.
    fn with(&self, name: &str, change: impl FnOnce(&mut Vec<u8>)) -> Examined {
        let file = self.file(name);
        let before = fs::read(&file).unwrap();
        let mut bytes = before.clone();
        change(&mut bytes);
        fs::write(&file, bytes).unwrap();
        let examined = self.examine(&[]);
        fs::write(&file, before).unwrap();
        examined
    }

    /// Changes the entries of a bundle, looks at the export, and puts the bundle back.
    fn with_entries(&self, name: &str, change: impl FnOnce(&mut Vec<Vec<u8>>)) -> Examined {
        self.with(name, |bytes| {
            let mut entries: Vec<_> =
                unbundle(bytes).0.iter().map(|entry| entry.to_vec()).collect();
            change(&mut entries);
            *bytes = bundle(0, entries).unwrap();
        })
    }

    fn files(&self) -> Vec<String> {
        ExportSource::open(&self.path).unwrap().names().unwrap()
    }
}

#[track_caller]
fn check(examined: Examined, verdict: Verdict, said: &[&str]) {
    assert_eq!(examined.verdict, verdict, "{:#?}", examined.flaws);
    let found: Vec<String> = examined.flaws.iter().map(ToString::to_string).collect();
    for part in said {
        assert!(found.iter().any(|flaw| flaw.contains(part)), "{part}: {found:#?}");
    }
    assert_eq!(examined.flaws.is_empty(), verdict == Verdict::Complete);
}

#[track_caller]
fn check_findings(examined: Examined, verdict: Verdict, file: &str, expected: &[Finding]) {
    let entry = |finding: &Finding| Flaw::Entry { file: file.to_owned(), finding: finding.clone() };
    assert_eq!(examined.flaws, expected.iter().map(entry).collect::<Vec<_>>());
    assert_eq!(examined.verdict, verdict);
}

#[test]
fn an_export_of_any_size_is_complete_in_both_forms_and_has_the_trees_tiles() {
    for size in [0, 1, 2, 255, 256, 257, 511, 512, 513, 1_000, 65_536, 66_000] {
        for name in ["export", "export.tar"] {
            let log = log(size, name);
            let examined = log.examine(&[]);
            let (_, tree) = checkpoint(size, u64::MAX);
            assert_eq!((examined.size, examined.root), (size, tree.root()));
            check(examined, Verdict::Complete, &[]);
            let source = ExportSource::open(&log.path).unwrap();
            let tiles: Vec<Tile> =
                source.names().unwrap().iter().filter_map(|name| Tile::parse(name)).collect();
            for tile in tiles.iter().filter(|tile| matches!(tile.kind, TileKind::Hashes(_))) {
                assert_eq!(source.read(&tile.path()).unwrap(), tree.tile(tile), "{tile:?}");
            }
            assert_eq!(tiles.len(), source.names().unwrap().len() - 1);
        }
    }
}

#[test]
fn a_changed_byte_anywhere_is_caught_with_its_file_or_entry() {
    let log = log(600, "export");
    for name in log.files() {
        let len = fs::read(log.file(&name)).unwrap().len();
        let step = if name == CHECKPOINT_NAME { 1 } else { 127 };
        for at in (0..len).step_by(step) {
            let examined = log.with(&name, |bytes| bytes[at] ^= 1 << (at % 8));
            let place = match (name.as_str(), name.contains("entries")) {
                (CHECKPOINT_NAME, _) => {
                    assert_eq!(examined.verdict, Verdict::Untrusted);
                    name.clone()
                }
                (_, true) => name.clone(),
                (file, false) if file.contains("tags") => {
                    let seq = Tile::parse(file).unwrap().first() + at as u64 / 32;
                    format!("{name}: the tags of entry {seq} are not")
                }
                (_, false) => format!("{name}: the hash at position {}", at / 32),
            };
            let place = place.replace(".p/2:", ":");
            assert_ne!(examined.verdict, Verdict::Complete, "{name} {at}");
            let said = examined.flaws.iter().any(|flaw| flaw.to_string().starts_with(&place));
            assert!(said, "{name} {at}: {:#?}", examined.flaws);
        }
    }
    check(log.examine(&[]), Verdict::Complete, &[]);
}

#[test]
fn a_changed_entry_is_named_at_every_place() {
    let log = log(600, "export");
    for seq in (0..600).step_by(7).chain([255, 256, 511, 512, 599]) {
        let (name, at) = (bundle_of(seq, 600), usize::try_from(seq % 256).unwrap());
        let examined = log.with_entries(&name, |entries| entries[at] = entry(seq, "FBI"));
        check_findings(examined, Verdict::Altered, &name, &[Finding::Changed { seq }]);
        let examined = log.with_entries(&name, |entries| entries[at] = b"nonsense".to_vec());
        let [Flaw::Entry { finding: Finding::Malformed { seq: found, why }, .. }] =
            &examined.flaws[..]
        else {
            panic!("{:#?}", examined.flaws)
        };
        assert!(*found == seq && matches!(why, Misread::Leaf(_)));
    }
}

fn bundle_of(seq: u64, size: u64) -> String {
    Tile::at(TileKind::Entries, seq / 256, size).unwrap().path()
}

#[test]
fn a_missing_entry_is_named_at_every_place_and_the_last_one_is_a_truncation() {
    let log = log(600, "export");
    for seq in (0..600).step_by(7).chain([255, 256, 511, 512, 599]) {
        let (name, at) = (bundle_of(seq, 600), usize::try_from(seq % 256).unwrap());
        let examined = log.with_entries(&name, |entries| drop(entries.remove(at)));
        let verdict = if seq == 599 { Verdict::Truncated } else { Verdict::Altered };
        check_findings(examined, verdict, &name, &[Finding::Missing { seq, count: 1 }]);
    }
}

#[test]
fn repeated_added_and_swapped_entries_are_named() {
    let log = log(600, "export");
    for seq in [0, 30, 255, 256, 400, 598] {
        let (name, at) = (bundle_of(seq, 600), usize::try_from(seq % 256).unwrap());
        let examined = log.with_entries(&name, |entries| entries.insert(at, entries[at].clone()));
        let repeated = Finding::Repeated { seq, position: seq + 1 };
        check_findings(examined, Verdict::Altered, &name, &[repeated]);
        let examined = log.with_entries(&name, |entries| entries.insert(at, entry(seq, "FBI")));
        check(examined, Verdict::Altered, &[&format!("{name}: an entry was added")]);
        // From another bundle, one more, and in place of one.
        let other = (seq + 256) % 512;
        let examined = log.with_entries(&name, |entries| entries.insert(at, entry(other, "CIA")));
        let repeated = Finding::Repeated { seq: other, position: seq };
        check_findings(examined, Verdict::Altered, &name, &[repeated]);
        let examined = log.with_entries(&name, |entries| entries[at] = entry(other, "CIA"));
        let reordered = Finding::Reordered { seq, found: other };
        check_findings(examined, Verdict::Altered, &name, &[reordered]);
        if seq % 256 < 255 {
            let examined = log.with_entries(&name, |entries| entries.swap(at, at + 1));
            let expected = [
                Finding::Reordered { seq, found: seq + 1 },
                Finding::Reordered { seq: seq + 1, found: seq },
            ];
            check_findings(examined, Verdict::Altered, &name, &expected);
        }
    }
}

#[test]
fn a_missing_file_is_named_and_missing_ends_are_truncations() {
    let log = log(66_000, "export");
    for name in [
        "tile/0/000",
        "tile/0/200",
        "tile/0/257.p/208",
        "tile/1/000",
        "tile/1/001.p/1",
        "tile/2/000.p/1",
        "tile/entries/000",
        "tile/entries/200",
        "tile/tags/000",
    ] {
        let (file, away) = (log.file(name), log.path.with_extension("away"));
        fs::rename(&file, &away).unwrap();
        check(log.examine(&[]), Verdict::Altered, &[&format!("{name} is missing")]);
        fs::rename(&away, &file).unwrap();
    }
    let mut gone = Vec::new();
    for name in [
        "tile/entries/257.p/208",
        "tile/0/257.p/208",
        "tile/entries/256",
        "tile/0/256",
        "tile/1/001.p/1",
    ] {
        fs::remove_file(log.file(name)).unwrap();
        gone.push(format!("{name} is missing"));
        let said: Vec<&str> = gone.iter().map(String::as_str).collect();
        check(log.examine(&[]), Verdict::Truncated, &said);
    }
    fs::remove_file(log.file(CHECKPOINT_NAME)).unwrap();
    check(log.examine(&[]), Verdict::Untrusted, &["checkpoint: it is missing"]);
}

#[test]
fn half_written_files_are_named() {
    let log = log(600, "export");
    for name in log.files().iter().filter(|name| *name != CHECKPOINT_NAME) {
        let len = fs::read(log.file(name)).unwrap().len();
        for cut in [0, 1, 31, 32, 33, len / 2, len - 33, len - 1] {
            let examined = log.with(name, |bytes| bytes.truncate(cut));
            assert_ne!(examined.verdict, Verdict::Complete);
            let last = name == "tile/entries/002.p/88";
            let expected = if last { Verdict::Truncated } else { Verdict::Altered };
            let said = if name.contains("entries") || name.contains("tags") {
                name.clone()
            } else {
                format!("{name} has {cut} bytes where")
            };
            check(examined, expected, &[&said]);
        }
        let examined = log.with(name, |bytes| bytes.push(0));
        check(examined, Verdict::Altered, &[name]);
    }
}

#[test]
fn swapped_repeated_and_added_files_are_named() {
    let log = log(700, "export");
    let swap = |a: &str, b: &str| {
        let (first, second) = (fs::read(log.file(a)).unwrap(), fs::read(log.file(b)).unwrap());
        fs::write(log.file(a), second).unwrap();
        fs::write(log.file(b), first).unwrap();
    };
    swap("tile/entries/000", "tile/entries/001");
    let said = ["tile/entries/000 holds entries 256", "tile/entries/001 holds entries 0"];
    check(log.examine(&[]), Verdict::Altered, &said);
    swap("tile/entries/000", "tile/entries/001");
    swap("tile/0/000", "tile/0/001");
    check(log.examine(&[]), Verdict::Altered, &["tile/0/000: the hash", "tile/0/001: the hash"]);
    swap("tile/0/000", "tile/0/001");
    for name in [
        "tile/headers/000",
        "tile/0/002",
        "tile/0/002.p/100",
        "tile/3/000.p/1",
        "notes.txt",
        "tile/0/003",
    ] {
        fs::create_dir_all(log.file(name).parent().unwrap()).unwrap();
        fs::write(log.file(name), "x").unwrap();
        check(log.examine(&[]), Verdict::Altered, &[&format!("{name} does not belong")]);
        fs::remove_file(log.file(name)).unwrap();
    }
    check(log.examine(&[]), Verdict::Complete, &[]);
}

#[test]
fn an_entry_changed_together_with_all_its_hashes_is_not_what_was_signed() {
    let log = log(600, "export");
    let forged = log.path.with_file_name("forged");
    let (text, _) = checkpoint(600, u64::MAX);
    let mut writer = ExportWriter::begin(&forged, &text).unwrap();
    (0..600).for_each(|seq| {
        writer.entry(&entry(seq, if seq == 300 { "FBI" } else { "CIA" }), &tags(seq)).unwrap();
    });
    writer.finish().unwrap();
    let forged = Log { path: forged, ..log };
    check(forged.examine(&[]), Verdict::Altered, &["not the entries that were signed"]);
}

#[test]
fn a_changed_entry_whose_tile_is_missing_is_placed_by_the_level_above() {
    let log = log(600, "export");
    fs::remove_file(log.file("tile/0/001")).unwrap();
    check(log.examine(&[]), Verdict::Altered, &["tile/0/001 is missing"]);
    let examined = log.with_entries("tile/entries/001", |entries| entries[9] = entry(265, "FBI"));
    check(examined, Verdict::Altered, &["tile/1/000: the hash at position 1", "not the entries"]);
}

#[test]
fn an_archive_cut_off_anywhere_is_never_complete() {
    let log = log(600, "export.tar");
    let bytes = fs::read(&log.path).unwrap();
    for cut in (0..bytes.len()).step_by(509) {
        fs::write(&log.path, &bytes[..cut]).unwrap();
        let examined = log.examine(&[]);
        assert!(
            [Verdict::Truncated, Verdict::Untrusted, Verdict::Altered].contains(&examined.verdict),
            "{cut}"
        );
        assert!(cut < 2_048 || examined.flaws.iter().any(|f| matches!(f, Flaw::Archive { .. })));
    }
}

mod checkpoints;
