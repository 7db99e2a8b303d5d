//! An originator's slice of ten thousand entries out of ten million, made and verified, beside a scan
//! of the whole log for its tags.

use std::collections::BTreeSet;
use std::hint::black_box;

use ledger::{Checkpoint, Hash, SigningKey, Slice, SliceEntry, Slices, Tree};
use model::{
    AgencyId, BlindedLeaf, Commitment, Leaf, LeafKind, Party, RecipientId, Roster, SliceKeys,
    Timestamp, open,
};
use serde_json::json;
use store::{Entry, FolderDisk, FolderLock, Journal, Place};

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
        let leaf = leaf(seq, mine.then(|| parties.roster(seq, &own, &keys)))?;
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
    let (mut made_ms, mut read_ms, mut text) = (Vec::new(), Vec::new(), String::new());
    for _ in 0..ROUNDS {
        let (records, took) = timed(|| -> store::Result<usize> {
            let mut bytes = 0;
            for place in &places {
                bytes += journal.read(*place)?.content.map_or(0, |content| content.len());
            }
            Ok(bytes)
        });
        black_box(records?);
        read_ms.push(took.as_secs_f64() * 1e3);
        let entries = entries(&numbers, &parties, &own, &keys)?;
        let (slice, took) = timed(|| -> ledger::Result<String> {
            let frame = slices.frame(&own, &key, 0, &tree);
            let log = tree.prove_many(&frame.numbers, size)?;
            let entries = entries
                .iter()
                .map(|(header, roster, seq, parts)| {
                    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
                    let parts = (0..2).filter_map(|at| open(&SALT, &parts, at)).collect();
                    SliceEntry { header: header.clone(), tags: roster.tags(*seq), parts }
                })
                .collect();
            let (from, frontier, map) = (frame.from, frame.frontier, frame.map);
            let (party, checkpoint, since) = (own.clone(), checkpoint.clone(), None);
            let slice = Slice { party, from, frontier, entries, map, log, since, checkpoint };
            Ok(slice.text())
        });
        text = slice?;
        made_ms.push(took.as_secs_f64() * 1e3);
    }
    let (state, verified) =
        timed(|| Slice::parse(&text).map(|s| s.check(&signing.verifying_key(), &key)));
    let state = state?.map_err(|flaws| format!("the slice does not hold: {flaws:?}"))?;
    let (found, scanned) =
        timed(|| (0..).zip(&tags).filter(|(seq, tag)| key.tag(*seq).0 == **tag).count());
    let all: Vec<f64> = made_ms.iter().zip(&read_ms).map(|(made, read)| made + read).collect();
    print(&json!({
        "bench": "ledger-slice", "entries": size, "own": state.size, "parties": parties.len() + 1,
        "slice_ms": rounded(median(all)), "bar_ms": 100, "of_it_read_ms": rounded(median(read_ms)),
        "of_it_proven_ms": rounded(median(made_ms)), "slice_mb": rounded(text.len() as f64 / 1e6),
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

type Made = (Vec<u8>, [Vec<u8>; 2], Hash);

/// Of what is not the originator's only the hash and whose it is plays a part.
fn leaf(seq: u64, own: Option<Roster>) -> Result<Hash, Box<dyn std::error::Error>> {
    own.map_or_else(|| Ok(Hash::of_leaf(&seq.to_le_bytes())), |own| Ok(made(seq, &own)?.2))
}

/// An answer about the originator's material: header, parts, leaf hash.
fn made(seq: u64, roster: &Roster) -> Result<Made, Box<dyn std::error::Error>> {
    let part = |bytes: usize| format!("{seq:08}").repeat(bytes / 8).into_bytes();
    let parts = [part(200), part(600)];
    let header = Leaf {
        seq,
        at: Timestamp::from_micros(1_089_378_000_000_000 + seq.cast_signed()),
        kind: LeafKind::Viewed,
        actor: "castellanos".to_owned(),
        subject: format!("CIA TD-314/{seq:05} v1"),
        commitment: Commitment::of_parts(&SALT, &[&parts[0], &parts[1]]),
    };
    let leaf = BlindedLeaf::of(&header, roster.tags(seq).digest());
    Ok((header.to_bytes(), parts, Hash::from_bytes(leaf.hash())))
}

type Read = (Vec<u8>, Roster, u64, [Vec<u8>; 2]);

fn entries(
    numbers: &[u64],
    parties: &Parties,
    own: &Party,
    keys: &SliceKeys,
) -> Result<Vec<Read>, Box<dyn std::error::Error>> {
    let read = |seq: &u64| {
        let roster = parties.roster(*seq, own, keys);
        let (header, parts, _) = made(*seq, &roster)?;
        Ok((header, roster, *seq, parts))
    };
    numbers.iter().map(read).collect()
}

/// A journal with as many records of the same length, for what reading them costs.
fn journal(
    folder: &std::path::Path,
    numbers: &[u64],
    parties: &Parties,
    own: &Party,
    keys: &SliceKeys,
) -> Result<(Journal, Vec<Place>), Box<dyn std::error::Error>> {
    let lock = FolderLock::take(folder)?;
    let disk = Box::new(FolderDisk::open(&lock, "journal")?);
    let (journal, _) = Journal::open(disk, Box::new(server::Entropy), Box::new(|_| {}))?;
    let mut places = Vec::new();
    for chunk in entries(numbers, parties, own, keys)?.chunks(1_000) {
        let entry = |(_, roster, seq, parts): &Read| Entry {
            at: Timestamp::from_micros(1_089_378_000_000_000 + seq.cast_signed()),
            kind: LeafKind::Viewed,
            actor: "castellanos".to_owned(),
            subject: format!("CIA TD-314/{seq:05} v1"),
            roster: roster.clone(),
            content: parts.concat(),
            parts: vec![200, 600],
        };
        let stamps = journal.append(chunk.iter().map(entry).collect())?;
        places.extend(stamps.iter().map(|stamp| stamp.place));
    }
    Ok((journal, places))
}

const SALT: [u8; 32] = [7; 32];
const OWN: u64 = 10_000;
const ROUNDS: usize = 9;
