//! Checkpoints that somebody kept or signed, beside an export.

use super::*;

#[test]
fn kept_checkpoints_of_the_same_log_hold_at_every_size() {
    let log = log(600, "export");
    for size in [0, 1, 100, 255, 256, 257, 511, 512, 513, 599, 600] {
        check(log.examine(&[&checkpoint(size, u64::MAX).0]), Verdict::Complete, &[]);
    }
    let all: Vec<String> = (0..600).step_by(37).map(|size| checkpoint(size, 999).0).collect();
    let all: Vec<&str> = all.iter().rev().map(String::as_str).collect();
    check(log.examine(&all), Verdict::Complete, &[]);
}

#[test]
fn a_kept_checkpoint_of_another_history_is_a_fork_at_every_size() {
    let log = log(600, "export");
    for size in [1, 100, 255, 256, 257, 511, 512, 513, 599, 600] {
        let (forked, _) = checkpoint(size, size - 1);
        check(log.examine(&[&forked]), Verdict::Forked, &["the log forked: kept-0 says"]);
    }
}

#[test]
fn a_kept_checkpoint_of_more_entries_shows_a_truncated_or_replayed_export() {
    let log = log(600, "export");
    let (later, _) = checkpoint(601, u64::MAX);
    check(log.examine(&[&later]), Verdict::Truncated, &["kept-0 covers 601 entries"]);
}

#[test]
fn another_key_is_not_trusted_and_neither_is_a_foreign_checkpoint() {
    let log = log(300, "export");
    let other = SigningKey::from_seed("log.example", &[2; 32]).unwrap();
    let examined = log.against(&other.verifying_key(), &[], &[]);
    check(examined, Verdict::Untrusted, &["not signed by `log.example`"]);
    let (_, tree) = checkpoint(200, u64::MAX);
    let foreign = Checkpoint::of("log.example", &tree).sign(&other).unwrap();
    check(log.examine(&[&foreign]), Verdict::Untrusted, &["kept-0: the checkpoint is not signed"]);
}

#[test]
fn a_witness_must_have_cosigned_one_of_the_checkpoints() {
    let log = log(300, "export");
    let witness = SigningKey::from_seed("witness.example", &[3; 32]).unwrap();
    let key_of = [CosignatureKey::of_signing(&witness).unwrap()];
    let (text, _) = checkpoint(200, u64::MAX);
    let cosigned = cosign(&text, &witness, 1_700_000_000).unwrap();
    let log_key = key().verifying_key();
    let examined = log.against(&log_key, &[&cosigned], &key_of);
    let expected = [("witness.example".to_owned(), "kept-0".to_owned(), 1_700_000_000)];
    assert_eq!(examined.cosigned, expected);
    check(examined, Verdict::Complete, &[]);
    let examined = log.against(&log_key, &[&text], &key_of);
    check(examined, Verdict::Untrusted, &["not signed by `witness.example`"]);
}

#[test]
fn an_entry_that_was_signed_under_another_number_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export");
    let entries: Vec<_> =
        (0..300).map(|seq| entry(if seq == 40 { 41 } else { seq }, "CIA")).collect();
    let mut tree = Tree::new();
    entries.iter().for_each(|entry| tree.push(Hash::of_leaf(entry)));
    let text = Checkpoint::of("log.example", &tree).sign(&key()).unwrap();
    let mut writer = ExportWriter::begin(&path, &text).unwrap();
    entries.iter().zip(0..).for_each(|(entry, seq)| {
        writer.entry(entry, &tags(if seq == 40 { 41 } else { seq })).unwrap();
    });
    writer.finish().unwrap();
    let log = Log { _folder: folder, path, size: 300 };
    let said = "tile/entries/000: entry 40 cannot be read: it says that it is another entry";
    check(log.examine(&[]), Verdict::Altered, &[said]);
    assert_eq!(log.size, 300);
}

#[test]
fn a_checkpoint_of_more_entries_than_there_can_be_is_refused_in_no_time() {
    let log = log(600, "export");
    let root = checkpoint(600, u64::MAX).1.root();
    for size in [600 + 256 * 2_000, u64::MAX] {
        let signed = Checkpoint { origin: "log.example".into(), size, root, map: None }
            .sign(&key())
            .unwrap();
        let examined = log.with(CHECKPOINT_NAME, |bytes| *bytes = signed.into_bytes());
        assert_eq!(examined.flaws.len(), crate::FINDINGS_MAX + 1);
        assert_ne!(examined.verdict, Verdict::Complete);
    }
}

#[test]
fn an_export_is_never_written_over_something() {
    let log = log(3, "export");
    let error = ExportWriter::begin(&log.path, "").unwrap_err();
    assert!(error.to_string().contains("is there already"), "{error}");
    assert!(!Path::new(&log.path).with_file_name("export.new").exists());
}
