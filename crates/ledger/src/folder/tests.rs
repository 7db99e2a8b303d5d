//! The two files, and what the start does with them.

use super::*;
use crate::SigningKey;

fn leaf(number: u64) -> Hash {
    Hash::of_leaf(&number.to_le_bytes())
}

fn grown(size: u64) -> Tree {
    let mut tree = Tree::new();
    (0..size).for_each(|number| tree.push(leaf(number)));
    tree
}

fn key() -> SigningKey {
    SigningKey::from_seed("hstc.example", &[1; 32]).unwrap()
}

/// A folder with ten leaves of which a checkpoint covers six.
fn filled() -> (tempfile::TempDir, PathBuf) {
    let data = tempfile::tempdir().unwrap();
    let mut folder = Folder::open(data.path()).unwrap();
    (0..10).for_each(|number| folder.append(&[leaf(number)]).unwrap());
    let text = Checkpoint::of("hstc.example", &grown(6)).sign(&key()).unwrap();
    folder.put_checkpoint(&text).unwrap();
    let leaves = data.path().join("ledger/leaves");
    (data, leaves)
}

fn start(data: &tempfile::TempDir, size: u64) -> Result<(Option<Checkpoint>, Kept)> {
    Folder::open(data.path()).unwrap().start(&grown(size), &key().verifying_key())
}

#[track_caller]
fn check_leaves(data: &tempfile::TempDir, size: u64) {
    let kept = Folder::open(data.path()).unwrap().leaves().unwrap();
    let found: Vec<Hash> = (0..size).map_while(|seq| kept.leaf_hash(seq)).collect();
    assert_eq!(found, (0..size).map(leaf).collect::<Vec<_>>());
    assert_eq!(kept.leaf_hash(size), None);
}

#[test]
fn an_empty_folder_is_filled_from_the_tree() {
    let data = tempfile::tempdir().unwrap();
    let (checkpoint, kept) = start(&data, 10_000).unwrap();
    assert_eq!((checkpoint, kept), (None, Kept { added: 10_000, repaired: 0 }));
    check_leaves(&data, 10_000);
}

#[test]
fn an_honest_start_finds_its_checkpoint_and_catches_up() {
    let (data, _) = filled();
    let (checkpoint, kept) = start(&data, 12).unwrap();
    assert_eq!(checkpoint.unwrap().size, 6);
    assert_eq!(kept, Kept { added: 2, repaired: 0 });
    check_leaves(&data, 12);
}

#[test]
fn a_torn_or_unwritten_tail_is_put_right() {
    let (data, leaves) = filled();
    let mut bytes = fs::read(&leaves).unwrap();
    bytes.truncate(9 * 32 + 5);
    bytes[7 * 32..8 * 32].fill(0);
    bytes[32..64].fill(9);
    fs::write(&leaves, bytes).unwrap();
    assert_eq!(start(&data, 10).unwrap().1, Kept { added: 1, repaired: 2 });
    check_leaves(&data, 10);
    // Zeros behind the journal's end were never written either.
    let mut bytes = fs::read(&leaves).unwrap();
    bytes.extend([0; 70]);
    fs::write(&leaves, bytes).unwrap();
    start(&data, 10).unwrap();
    check_leaves(&data, 10);
}

#[test]
fn a_journal_rolled_back_behind_or_within_the_checkpoint_is_refused() {
    let (data, leaves) = filled();
    let before = fs::read(&leaves).unwrap();
    assert!(matches!(start(&data, 5), Err(Error::RolledBack { signed: 6, found: 5 })));
    // The checkpoint still holds, but entries 8 and 9 were kept once.
    assert!(matches!(start(&data, 8), Err(Error::LeafDiffers { seq: 8, .. })));
    assert_eq!(fs::read(&leaves).unwrap(), before, "the evidence stays");
    fs::remove_file(&leaves).unwrap();
    start(&data, 8).unwrap();
}

#[test]
fn a_foreign_checkpoint_is_refused() {
    let (data, _) = filled();
    let other = SigningKey::from_seed("hstc.example", &[2; 32]).unwrap().verifying_key();
    let error = Folder::open(data.path()).unwrap().start(&grown(10), &other).unwrap_err();
    assert!(matches!(error, Error::BadSignature { .. }), "{error}");
}

#[test]
fn a_checkpoint_is_replaced_whole() {
    let (data, _) = filled();
    let folder = Folder::open(data.path()).unwrap();
    for size in 0..5 {
        let text = Checkpoint::of("hstc.example", &grown(size)).sign(&key()).unwrap();
        folder.put_checkpoint(&text).unwrap();
        assert_eq!(folder.checkpoint_text().unwrap(), Some(text));
    }
    let names = fs::read_dir(data.path().join("ledger")).unwrap().count();
    assert_eq!(names, 2, "nothing is left over");
}

#[test]
fn a_checkpoint_that_a_witness_cosigned_shows_a_rollback_too() {
    let (data, leaves) = filled();
    let folder = Folder::open(data.path()).unwrap();
    let text = Checkpoint::of("hstc.example", &grown(9)).sign(&key()).unwrap();
    folder.put_cosigned(7, &text).unwrap();
    folder.put_cosigned(7, &text).unwrap();
    assert_eq!(folder.cosigned().unwrap(), [text]);
    start(&data, 10).unwrap();
    fs::remove_file(leaves).unwrap();
    fs::remove_file(data.path().join("ledger/checkpoint")).unwrap();
    assert!(matches!(start(&data, 8), Err(Error::RolledBack { signed: 9, found: 8 })));
}
