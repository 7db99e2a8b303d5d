//! The test vectors of docs/ledger.md, made from fixed keys, so that they never change.

use std::collections::BTreeSet;

use kit::workspace::{golden, root};
use ledger::{Checkpoint, Hash, SigningKey, Slice, SliceEntry, Slices, Tree};
use model::{
    AgencyId, BlindedLeaf, Commitment, Leaf, LeafKind, Party, RecipientId, Roster, SliceKeys,
    Timestamp, open,
};

const SALT: [u8; 32] = [7; 32];

/// Three entries about CIA's material, each given to another recipient, in two parts.
struct Made {
    header: Leaf,
    parts: [Vec<u8>; 2],
    roster: Roster,
}

fn entry(seq: u64, keys: &SliceKeys) -> Made {
    let parts = [format!("for all {seq}"), format!("for CIA {seq}")].map(String::into_bytes);
    let header = Leaf {
        seq,
        at: Timestamp::parse("2004-07-09T13:00:00Z").unwrap(),
        kind: LeafKind::Viewed,
        actor: format!("r{seq}"),
        subject: format!("CIA TD-314/{seq} v1"),
        commitment: Commitment::of_parts(&SALT, &[&parts[0], &parts[1]]),
    };
    let recipient = Party::Recipient(RecipientId::new(&format!("r{seq}")).unwrap());
    Made { header, parts, roster: Roster::of(BTreeSet::from([cia(), recipient]), keys) }
}

fn cia() -> Party {
    Party::Organization(AgencyId::new("CIA").unwrap())
}

#[test]
fn the_test_vectors_are_those_of_the_document() {
    let (log, witness) = (seeded("log.example", 1), seeded("witness.example", 2));
    let public = ledger::CosignatureKey::of_signing(&witness).unwrap();
    let keys = SliceKeys::of([8; 32]);
    let entries: Vec<Made> = (0..3).map(|seq| entry(seq, &keys)).collect();
    let (mut tree, mut slices, mut leaves) = (Tree::new(), Slices::default(), Vec::new());
    let mut said = format!("slice key of originator CIA\n{}\n", keys.key(&cia()).hex());
    for (seq, made) in (0..).zip(&entries) {
        let tags = made.roster.tags(seq);
        let leaf = BlindedLeaf::of(&made.header, tags.digest()).to_bytes();
        let hash = Hash::of_leaf(&leaf);
        tree.push(hash);
        for party in made.roster.parties() {
            slices.push(party, seq, hash, || keys.key(party));
        }
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        said += &format!("header {seq}\n{}", text(made.header.to_bytes()));
        said += &format!("tags {seq}\n{}\n", hex(&tags.to_bytes()));
        said += &format!("leaf {seq}\n{}leaf hash {seq}\n{hash}\n", text(leaf.clone()));
        said += &format!("root of {}\n{}\n", seq + 1, tree.root());
        leaves.push(leaf);
    }
    said += &format!("log key\n{}\nwitness key\n{}\n", log.verifying_key().text(), public.text());
    let map = slices.map_root();
    let checkpoint = Checkpoint::of(log.name(), &tree).with_map(map).sign(&log).unwrap();
    let cosigned = ledger::cosign(&checkpoint, &witness, 1_700_000_000).unwrap();
    said += &format!("cosigned checkpoint\n{cosigned}");
    let hashes = tree.prove_inclusion(1, 3).unwrap().hashes;
    let (leaf, header) = (leaves[1].clone(), entries[1].header.to_bytes());
    let proof = ledger::EntryProof { leaf, header, seq: 1, hashes, checkpoint: checkpoint.clone() };
    said += &format!("proof\n{}", proof.text());
    let hashes = tree.prove_consistency(2, 3).unwrap().hashes;
    let offer = ledger::Offer { old: 2, hashes: hashes.clone(), checkpoint: checkpoint.clone() };
    said += &format!("offer\n{}", offer.text());
    let frame = slices.frame(&cia(), &keys.key(&cia()), 0, &tree);
    let opened = |made: &Made| {
        let parts = [made.parts[0].as_slice(), made.parts[1].as_slice()];
        let parts = vec![open(&SALT, &parts, 0).unwrap(), open(&SALT, &parts, 1).unwrap()];
        let tags = made.roster.tags(made.header.seq);
        SliceEntry { header: made.header.to_bytes(), tags, parts }
    };
    let slice = Slice {
        party: cia(),
        from: frame.from,
        frontier: frame.frontier,
        entries: entries.iter().map(opened).collect(),
        map: frame.map,
        log: tree.prove_many(&frame.numbers, 3).unwrap(),
        since: Some((2, hashes)),
        checkpoint,
    };
    slice.check(&log.verifying_key(), &keys.key(&cia())).unwrap();
    said += &format!("slice\n{}", slice.text());
    golden("ledger-vectors.txt", &said);
    let document = kit::workspace::read(&root().join("docs/ledger.md"));
    assert!(document.contains(said.trim_end()), "docs/ledger.md has other vectors");
}

fn seeded(name: &str, seed: u8) -> SigningKey {
    SigningKey::from_seed(name, &[seed; 32]).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
