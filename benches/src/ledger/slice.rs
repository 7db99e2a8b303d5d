//! An originator's slice of ten thousand entries out of ten million, made and verified, beside a scan
//! of the whole log for its tags.

use std::collections::BTreeSet;

use ledger::{Checkpoint, Hash, SigningKey, Slice, SliceEntry, Slices, Tree};
use model::{
    AgencyId, BlindedLeaf, Commitment, Leaf, LeafKind, PartTree, Party, RecipientId, Roster,
    SliceKeys, Timestamp,
};
use serde_json::json;
use store::{Entry, FolderDisk, FolderLock, Journal, Place, Record};

use crate::figure::{median, print, rounded, timed};

pub(super) fn run() -> crate::Outcome {
    let size = super::entries();
    let every = (size / OWN).max(1);
    let keys = SliceKeys::of([2; 32]);
    let own = Party::Organization(AgencyId::new("CIA")?);
    let key = keys.key(&own);
    let (mut tree, mut slices, mut tags) = (Tree::new(), Slices::default(), Vec::new());
    let parties = Parties::new()?;
    for seq in 0..size {
        let mine = seq % every == every / 2;
        let leaf = leaf(seq, mine.then(|| parties.roster(seq, &own, &keys)));
        tree.push(leaf);
        let agency = if mine { &own } else { parties.agency(seq) };
        slices.push(agency, seq, leaf, || keys.key(agency));
        slices.push(parties.recipient(seq), seq, leaf, || keys.key(parties.recipient(seq)));
        tags.push(if mine { key.tag(seq).0 } else { [0; 16] });
    }
    let map = slices.map_root();
    let signing = SigningKey::from_seed("bench.example", &[1; 32])?;
    let checkpoint = Checkpoint::of("bench.example", &tree).with_map(map).sign(&signing)?;
    let folder = tempfile::tempdir()?;
    let numbers = slices.frame(&own, &key, 0, &tree).numbers;
    let (journal, places) = journal(folder.path(), &numbers, &parties, &own, &keys)?;
    let (mut own_ms, mut framed_ms, mut text) = (Vec::new(), Vec::new(), String::new());
    for _ in 0..ROUNDS {
        let (slice, took) = timed(|| -> Result<String, Box<dyn std::error::Error>> {
            let ((frame, log), took) = timed(|| {
                let frame = slices.frame(&own, &key, 0, &tree);
                let log = tree.prove_many(&frame.numbers, size);
                (frame, log)
            });
            framed_ms.push(took.as_secs_f64() * 1e3);
            let opened = |record| opened(record, &frame.numbers, &keys);
            let entries = journal.read_each(&places, opened)?;
            let (from, frontier, map, log) = (frame.from, frame.frontier, frame.map, log?);
            let (party, checkpoint, since) = (own.clone(), checkpoint.clone(), None);
            let slice = Slice { party, from, frontier, entries, map, log, since, checkpoint };
            Ok(slice.text())
        });
        text = slice?;
        own_ms.push(took.as_secs_f64() * 1e3);
    }
    let (state, verified) =
        timed(|| Slice::parse(&text).map(|s| s.check(&signing.verifying_key(), &key)));
    let state = state?.map_err(|flaws| format!("the slice does not hold: {flaws:?}"))?;
    let (found, scanned) =
        timed(|| (0..).zip(&tags).filter(|(seq, tag)| key.tag(*seq).0 == **tag).count());
    print(&json!({
        "bench": "ledger-slice", "entries": size, "own": state.size, "parties": parties.len() + 1,
        "slice_ms": rounded(median(own_ms)), "bar_ms": 100, "of_it_proof_ms": rounded(median(framed_ms)),
        "slice_mb": rounded(text.len() as f64 / 1e6),
        "verified_ms": rounded(verified.as_secs_f64() * 1e3),
        "peer": "a plain scan of all leaves for the originator's tag", "peer_found": found,
        "peer_ms": rounded(scanned.as_secs_f64() * 1e3),
    }));
    Ok(())
}

/// Everybody else.
struct Parties {
    agencies: Vec<Party>,
    recipients: Vec<Party>,
}

impl Parties {
    fn new() -> Result<Self, model::IdError> {
        let agency = |n: u64| AgencyId::new(&format!("A{n}")).map(Party::Organization);
        let recipient = |n: u64| RecipientId::new(&format!("r{n}")).map(Party::Recipient);
        let agencies = (0..100).map(agency).collect::<Result<_, _>>()?;
        Ok(Self { agencies, recipients: (0..500).map(recipient).collect::<Result<_, _>>()? })
    }

    fn len(&self) -> usize {
        self.agencies.len() + self.recipients.len()
    }

    fn agency(&self, seq: u64) -> &Party {
        nth(&self.agencies, seq)
    }

    fn recipient(&self, seq: u64) -> &Party {
        nth(&self.recipients, seq / 7)
    }

    fn roster(&self, seq: u64, own: &Party, keys: &SliceKeys) -> Roster {
        Roster::of(BTreeSet::from([own.clone(), self.recipient(seq).clone()]), keys)
    }
}

#[expect(clippy::indexing_slicing, reason = "within the length, which is not zero")]
fn nth(parties: &[Party], number: u64) -> &Party {
    &parties[usize::try_from(number).unwrap_or_default() % parties.len()]
}

/// Of what is not the originator's only the hash and whose it is plays a part.
fn leaf(seq: u64, own: Option<Roster>) -> Hash {
    own.map_or_else(|| Hash::of_leaf(&seq.to_le_bytes()), |own| made(seq, &own))
}

/// The two parts of an answer about the originator's material.
fn contents(seq: u64) -> [Vec<u8>; 2] {
    [200, 600].map(|bytes| format!("{seq:08}").repeat(bytes / 8).into_bytes())
}

/// The leaf hash of that answer.
fn made(seq: u64, roster: &Roster) -> Hash {
    let parts = contents(seq);
    let header = Leaf {
        seq,
        at: Timestamp::from_micros(1_089_378_000_000_000 + seq.cast_signed()),
        kind: LeafKind::Viewed,
        actor: "castellanos".to_owned(),
        subject: format!("CIA TD-314/{seq:05} v1"),
        commitment: Commitment::of_parts(&SALT, &[&parts[0], &parts[1]]),
    };
    let leaf = BlindedLeaf::of(&header, roster.tags(seq).digest());
    Hash::from_bytes(leaf.hash())
}

/// What a slice has of a record: its journal numbers the originator's entries alone, so that the
/// number in the log is put back.
fn opened(record: Record, numbers: &[u64], keys: &SliceKeys) -> SliceEntry {
    let at = usize::try_from(record.leaf.seq).unwrap_or_default();
    let seq = numbers.get(at).copied().unwrap_or_default();
    let tags = Roster::of(record.parties.iter().cloned().collect(), keys).tags(seq);
    let parts = record.content_parts();
    let tree = PartTree::of(&record.salt, &parts);
    let parts = (0..2).filter_map(|at| tree.open(at)).collect();
    let header = Leaf { seq, ..record.leaf }.to_bytes();
    SliceEntry { header, tags, parts }
}

/// A journal of the originator's entries alone, with the salt that those of the log have.
fn journal(
    folder: &std::path::Path,
    numbers: &[u64],
    parties: &Parties,
    own: &Party,
    keys: &SliceKeys,
) -> Result<(Journal, Vec<Place>), Box<dyn std::error::Error>> {
    let lock = FolderLock::take(folder)?;
    let disk = Box::new(FolderDisk::open(&lock, "journal")?);
    let (journal, _) = Journal::open(disk, Box::new(Salted), Box::new(|_| {}))?;
    let mut places = Vec::new();
    for chunk in numbers.chunks(1_000) {
        let entry = |seq: &u64| Entry {
            at: Timestamp::from_micros(1_089_378_000_000_000 + seq.cast_signed()),
            kind: LeafKind::Viewed,
            actor: "castellanos".to_owned(),
            subject: format!("CIA TD-314/{seq:05} v1"),
            roster: parties.roster(*seq, own, keys),
            content: contents(*seq).concat(),
            parts: vec![200, 600],
        };
        let stamps = journal.append(chunk.iter().map(entry).collect())?;
        places.extend(stamps.iter().map(|stamp| stamp.place));
    }
    Ok((journal, places))
}

#[derive(Debug)]
struct Salted;

impl store::Salt for Salted {
    fn salt(&self) -> [u8; 32] {
        SALT
    }
}

const SALT: [u8; 32] = [7; 32];
const OWN: u64 = 10_000;
const ROUNDS: usize = 9;
